"""Faults of the program, of a library or of the machine: one sentence, a log without a person's words, and support."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui import cli
from securecoach_tui.app import doctor, library_check
from securecoach_tui.clock import SystemClock
from securecoach_tui.config import data_paths, extras, fault_log
from securecoach_tui.config.data_paths import DataPaths, places
from securecoach_tui.config.settings import Settings
from securecoach_tui.content.last_resort import LINES
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import checkpoints, contacts
from securecoach_tui.store.reader import read
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.transfer import backup
from securecoach_tui.store.writer import Writer

SECRET = "my own words"


def in_library(error: BaseException) -> BaseException:
    """``error`` as a library's code raises it."""
    space: dict[str, object] = {}
    code = f"{chr(10) * 6}def parse(text):\n    raise error\n"
    exec(compile(code, f"/home/{SECRET}/lib/python3.11/site-packages/lib/parser.py", "exec"), {"error": error}, space)
    try:
        space["parse"](SECRET)  # type: ignore[operator]
    except BaseException as raised:
        return raised
    raise AssertionError


def test_log_names_file_line_and_function_of_a_fault(tmp_path: Path) -> None:
    path = fault_log.write(tmp_path / "state", in_library(ValueError(SECRET)))
    assert path is not None
    text = path.read_text()
    assert "ValueError\n" in text and "  lib/parser.py:8 parse\n" in text and SECRET not in text


def test_log_follows_causes_groups_and_wrapped_errors() -> None:
    wrapped = RuntimeError(SECRET)
    wrapped.error = in_library(OSError(errno.EIO, SECRET, SECRET))  # type: ignore[attr-defined]
    group = BaseExceptionGroup(SECRET, [wrapped])
    group.__cause__ = in_library(ImportError(SECRET, name="somewhere"))
    text = "\n".join(fault_log.lines(group))
    for part in ("ExceptionGroup", "RuntimeError", "OSError 5", "of the module somewhere", "lib/parser.py:8 parse"):
        assert part in text
    assert SECRET not in text and text.count("parser.py:8") == 2


def test_log_is_bounded_and_never_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"x" * (fault_log.LARGEST + 1))
    assert fault_log.write(tmp_path, ValueError()) == tmp_path / "log"
    assert (tmp_path / "log").stat().st_size < 1000
    (tmp_path / "log").unlink()
    (tmp_path / "log").symlink_to(tmp_path / "elsewhere")
    assert fault_log.write(tmp_path, ValueError()) is None and not (tmp_path / "elsewhere").exists()


def run(monkeypatch: pytest.MonkeyPatch, data: Path, *arguments: str) -> int:
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(data.parent / "state"))
    monkeypatch.setattr(sys, "argv", ["securecoach", *arguments, "--data-dir", str(data)])
    return cli._main()


@pytest.mark.parametrize("command", ["history", "progress", "support", "plan"])
def test_unknown_error_is_one_sentence_and_logged(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_arguments: object) -> int:
        raise in_library(KeyError(SECRET))

    monkeypatch.setattr(cli, "_run_command", broken)
    assert run(monkeypatch, tmp_path / "data", command) == 1
    out, err = capsys.readouterr()
    assert err.count("\n") == 1 and "Traceback" not in err and SECRET not in err
    assert "lib/parser.py:8 parse" in (tmp_path / "state" / "log").read_text()
    assert out == ("\n".join(LINES) + "\n" if command == "support" else "")


@pytest.mark.parametrize("name", ["msgspec", "click", "platformdirs", "tinydb", "cryptography", "textual"])
@pytest.mark.journeys
def test_damaged_library_never_silences_support(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.py").write_text("raise ValueError('damaged')\n")
    here = str(Path(cli.__file__).parents[1])
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), here]), "HOME": str(tmp_path)}

    def ran(command: str) -> subprocess.CompletedProcess[str]:
        arguments = [sys.executable, "-m", "securecoach_tui", command]
        return subprocess.run(arguments, capture_output=True, text=True, env=environ, timeout=60)

    support, diagnosis = ran("support"), ran("doctor")
    assert "988" in support.stdout and "Traceback" not in support.stderr + diagnosis.stderr
    assert f"{name} can't be loaded" in diagnosis.stdout + diagnosis.stderr


@pytest.mark.journeys
def test_support_is_printed_when_a_folder_never_answers(tmp_path: Path) -> None:
    hung = "import time\nfrom securecoach_tui import cli\ncli.use_start_language = lambda _: time.sleep(60)\ncli.main()"
    done = subprocess.run([sys.executable, "-c", hung, "support"], capture_output=True, text=True, timeout=20)
    assert done.returncode == 0 and "findahelpline.com" in done.stdout


def test_support_command_is_recognised_before_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    for words, asks in (
        (["support"], True),
        (["--data-dir", "x", "support"], True),
        (["--data-dir=x", "support"], True),
        (["history", "--text", "support"], False),
        (["--data-dir", "support", "list"], False),
        ([], False),
    ):
        monkeypatch.setattr(sys, "argv", ["securecoach", *words])
        assert cli._asks_for_support() is asks


# Each check of doctor stands alone.


@pytest.mark.parametrize("check", ["_data", "_exercises", "_support", "_libraries", "_speech", "_sound", "_terminal"])
def test_failing_doctor_check_leaves_the_others(check: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> list[doctor.Fact]:
        raise ImportError(SECRET, name="_ctypes")

    for name in ("_speech", "_sound", "_libraries"):
        monkeypatch.setattr(doctor, name, lambda *_arguments, name=name: [doctor.fact(name, "works", "")])
    monkeypatch.setattr(doctor, "_answers_by_voice", lambda: doctor.fact("answers", "works", ""))
    monkeypatch.setattr(doctor, check, broken)
    facts = doctor.examine(DataPaths(tmp_path, tmp_path, tmp_path), Settings())
    failed = [fact for fact in facts if fact["state"] == "missing"]
    assert len(failed) == 1 and "_ctypes can't be loaded" in failed[0]["words"] and SECRET not in failed[0]["words"]
    assert len(facts) >= 5 - (check in ("_exercises", "_support"))


@pytest.mark.parametrize(("term", "advises"), [("dumb", True), ("xterm", False)])
def test_doctor_advises_on_term_only_where_it_is_dumb(
    term: str, advises: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    fact = doctor._terminal()  # the output of tests goes to a file
    assert fact["state"] == "limited" and ("TERM" in fact["mend"]) is advises


def test_doctor_names_damaged_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    assert "tomlkit" in library_check.damaged() and len(library_check.damaged()) == 1


def test_advice_on_a_missing_library_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tomlkit", None)
    (fact,) = doctor._libraries()
    assert fact["words"] == "tomlkit can't be loaded (not found)."
    assert extras.command() in fact["mend"]


@pytest.mark.parametrize(
    "number", [errno.EACCES, errno.ENAMETOOLONG, errno.ENOTCONN, errno.ESTALE, errno.EIO, errno.ELOOP]
)
def test_doctor_says_why_a_folder_cannot_be_read(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: object, *_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(os, "listdir", refused)
    fact = doctor._data(DataPaths(tmp_path, tmp_path, tmp_path))
    assert fact["state"] == "missing" and os.strerror(number) in fact["words"]


def test_contacts_are_read_beside_an_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    contacts.write(where, [contacts.Contact("Aunt", "123")])

    def refused(*_arguments: object) -> None:
        raise RecordError("can't be read")

    monkeypatch.setattr(key_file, "read", refused)
    assert contacts.read(where) == [contacts.Contact("Aunt", "123")]


# Where the folders are.


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No home folder and no entry in the list of users; return the folder for temporary files."""
    import pwd

    def unknown(*_arguments: object) -> None:
        raise KeyError

    monkeypatch.delenv("HOME", raising=False)
    for name in list(os.environ):
        if name.startswith("XDG_"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.setattr(pwd, "getpwnam", unknown)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_without_a_home_a_private_temporary_folder_is_used(homeless: Path) -> None:
    found = places(None, {})
    assert found.data == homeless / f"securecoach-{os.getuid()}" / "data" and found == places(None, {})
    assert found.problem.startswith("Your account has no home folder here.") and str(found.data) in found.problem
    assert (found.data.parent.stat().st_mode & 0o777) == 0o700
    assert homeless in found.state.parents and homeless in found.cache.parents


@pytest.mark.parametrize("taken", ["link", "file", "open"])
def test_temporary_folder_of_somebody_else_is_not_used(taken: str, homeless: Path) -> None:
    path = homeless / f"securecoach-{os.getuid()}"
    if taken == "link":
        (homeless / "theirs").mkdir(mode=0o700)
        path.symlink_to(homeless / "theirs")
    elif taken == "file":
        path.write_text("")
    else:
        path.mkdir()
        path.chmod(0o777)
    found = places(None, {})
    assert found.data.parent != path and found.data.parent.name.startswith(path.name + "-")


def test_folder_of_an_unknown_user_is_told(homeless: Path) -> None:
    found = places("~nosuch/x", {})
    assert homeless in found.data.parents and "~nosuch/x" in found.problem
    assert places(str(homeless / "mine"), {}).data == homeless / "mine"
    assert "~nosuch" in places(None, {"SECURECOACH_DATA_DIR": "~nosuch"}).problem


def test_data_folder_named_in_a_removed_folder(homeless: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (homeless / "gone").mkdir()
    monkeypatch.chdir(homeless / "gone")
    (homeless / "gone").rmdir()
    try:
        assert places("relative", {}).problem
        assert not places(str(homeless / "mine"), {"SECURECOACH_STATE_DIR": str(homeless / "state")}).problem
    finally:
        os.chdir("/")


@given(st.text(alphabet=st.characters(exclude_characters="\0"), max_size=40) | st.just("x" * 10_000))
def test_places_never_raises(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.getbasetemp()))
        data_paths.places(typed, {"SECURECOACH_STATE_DIR": typed})


FAULT_IN_A_SESSION = """
from securecoach_tui.plain import session_view
from securecoach_tui.practice.session import events
def broken(*_):
    raise ValueError("my own words")
session_view.PlainSession._reply = broken
from securecoach_tui.practice.session import saving
saving.SHORTEST_KEPT = 0.0  # as after ten seconds of practice
from securecoach_tui.cli import main
main()
"""


@pytest.mark.journeys
def test_fault_in_a_plain_session_keeps_what_was_practised(tmp_path: Path) -> None:
    environ = {**os.environ, "HOME": str(tmp_path)}
    words = ["practice", "slow-breathing", "--plain", "--no-questions", "--data-dir", str(tmp_path / "data")]
    command = [sys.executable, "-c", FAULT_IN_A_SESSION, *words]
    state = {**environ, "SECURECOACH_STATE_DIR": str(tmp_path / "state")}
    done = subprocess.run(command, input=b"help\n", capture_output=True, env=state, timeout=60)
    assert done.returncode == 1 and b"Traceback" not in done.stderr and SECRET.encode() not in done.stderr
    assert "_reply" not in done.stderr.decode() and "session_view.py" in (tmp_path / "state" / "log").read_text()
    assert len(list((tmp_path / "state" / "checkpoints").iterdir())) == 1


def test_fault_in_a_thread_is_logged_and_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise in_library(ValueError(SECRET))

    with fault_log.of_threads(tmp_path):
        thread = threading.Thread(target=broken)
        thread.start()
        thread.join()
    assert "  lib/parser.py:8 parse\n" in (tmp_path / "log").read_text() and "".join(capsys.readouterr()) == ""


@pytest.mark.parametrize("broken", ["checkpoint", "change", "maintenance"])
def test_fault_of_the_writer_is_logged_and_it_goes_on(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object) -> None:
        raise in_library(KeyError(SECRET))

    where = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    of = {
        "checkpoint": (checkpoints, "write"),
        "change": (Repository, "save"),
        "maintenance": (backup, "write_daily"),
    }[broken]
    with monkeypatch.context() as patch:
        patch.setattr(*of, fails)
        writer = Writer(where, SystemClock())
        writer.checkpoint("0" * 32, b"half")
        writer.keep("session", "first", {"reflection": SECRET})
        writer.flush(0.5)
        if broken == "maintenance":
            writer.close()
    log = (where.state / "log").read_text()
    assert "  lib/parser.py:8 parse\n" in log and SECRET not in log and log.count("parser.py:8") == 1
    writer.flush(5.0)
    writer.close()
    assert [one.id for one in read(where).sessions] == ["first"]
