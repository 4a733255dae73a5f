"""The files that a person names for a command, in real processes: standard streams, links, full disks, questions."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from securecoach_tui.commands.command_table import cli

pytestmark = pytest.mark.journeys

ROOT = Path(__file__).resolve().parents[2]
SESSIONS = [
    {"id": f"s{n}", "started": f"2026-03-0{n}T21:00:00+00:00", "reflection": "quiet " * 300} for n in range(1, 9)
]
WRITING = [
    ("export",),
    ("export", "--format", "csv"),
    ("export", "--format", "md"),
    ("export", "--format", "html"),
    ("plan", "--ics"),
    ("data", "backup"),
    ("render", "short-one", "--minutes", "0.05"),
]
EXERCISE = """id = "short-one"\nversion = 1\ntitle = "Short one"\nsummary = "S"\ncapacity = "regulation"
directions = ["anxious"]\nminutes = [0.05]\n[[opening]]\nsay = "Here."\nseconds = 1
[[body]]\nsay = "Here."\nseconds = 1\n[[closing]]\nsay = "Here."\nseconds = 1\n"""
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "data" / "exercises").mkdir(parents=True)
    (home / "data" / "exercises" / "short-one.toml").write_text(EXERCISE)
    given = json.dumps(SESSIONS).encode()
    assert started(home, "import", "-", given=given).returncode == 0
    assert started(home, "plan", "--days", "mon,thu").returncode == 0
    return home


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SECURECOACH_DATA_DIR": str(home / "data"),
        "SECURECOACH_STATE_DIR": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


def started(
    home: Path, *arguments: str, given: bytes = b"", before: str = "", cwd: Path = ROOT
) -> subprocess.CompletedProcess[bytes]:
    """Run a command; ``before`` are words of a shell before it, and ``given`` is its standard input."""
    command = [*before.split(), sys.executable, "-m", "securecoach_tui", *arguments]
    return subprocess.run(command, input=given, capture_output=True, env=environment(home), cwd=cwd, timeout=120)


def named(arguments: tuple[str, ...], file: object) -> tuple[str, ...]:
    return (*arguments, str(file)) if arguments[-1] == "--ics" else (*arguments, "-o", str(file))


def file_name(arguments: tuple[str, ...]) -> str:
    return "out.wav" if arguments[0] == "render" else "out"


def one_sentence(done: subprocess.CompletedProcess[bytes], code: int = 2) -> str:
    told = done.stderr.decode()
    if done.returncode == 5:
        pytest.skip("nothing speaks here")
    assert done.returncode == code and len(told.splitlines()) == 1 and "Traceback" not in told
    return told


def written(done: subprocess.CompletedProcess[bytes]) -> bytes:
    if done.returncode == 5:
        pytest.skip("nothing speaks here")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_outputs_never_replace_a_file_unasked(home: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = tmp_path / file_name(arguments)
    file.write_bytes(b"mine")
    file.chmod(0o640)
    assert "--overwrite" in one_sentence(started(home, *named(arguments, file))) and file.read_bytes() == b"mine"
    (tmp_path / "link.wav").symlink_to(file.name)
    written(started(home, *named(arguments, tmp_path / "link.wav"), "--overwrite"))
    assert (tmp_path / "link.wav").is_symlink() and file.read_bytes() != b"mine"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["link.wav", file.name])


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_a_dash_is_standard_output_for_every_command(home: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    written(started(home, *named(arguments, tmp_path / file_name(arguments))))
    content = (tmp_path / file_name(arguments)).read_bytes()
    lengths = set()
    for name in ("-", "/dev/stdout"):
        shown = written(started(home, *named(arguments, name), cwd=tmp_path))
        assert shown[:9] == content[:9]
        lengths.add(len(shown))
    assert lengths == {len(content)} and len(list(tmp_path.iterdir())) == 1


def test_a_dash_is_no_folder_for_many_sound_files(home: Path, tmp_path: Path) -> None:
    told = one_sentence(started(home, "render", "--all", "--minutes", "3", "-o", "-", cwd=tmp_path))
    assert "give the name of a folder" in told and list(tmp_path.iterdir()) == []


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 12 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    try:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12k", "none", str(folder)], capture_output=True)
    except OSError:
        pytest.skip("nothing can be mounted here")
    if done.returncode:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("arguments", [WRITING[0], WRITING[1], WRITING[5], WRITING[6]], ids=" ".join)
def test_full_disk_leaves_the_older_file_and_no_other(home: Path, small: Path, arguments: tuple[str, ...]) -> None:
    file = small / file_name(arguments)
    file.write_bytes(b"good")
    assert "the disk is full" in one_sentence(started(home, *named(arguments, file), "--overwrite"))
    assert file.read_bytes() == b"good" and len(list(small.iterdir())) == 1
    other = small / f"new-{file.name}"
    assert "the disk is full" in one_sentence(started(home, *named(arguments, other)))
    assert len(list(small.iterdir())) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_output_that_is_protected_stays_as_it_is(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    os.chmod(tmp_path, 0o777)
    os.chmod(tmp_path / "mine", 0o444)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        os.chmod(folder, os.stat(folder).st_mode | 0o555)
    run = ("export", "--data-dir", str(tmp_path / "none"), "-o", str(tmp_path / "mine"), "--overwrite")
    told = one_sentence(started(home, *run, before="setpriv --reuid 12345 --clear-groups"))
    assert "you don't have permission" in told and (tmp_path / "mine").read_bytes() == b"mine"


def test_outputs_never_touch_the_files_of_the_data(home: Path) -> None:
    (journal,) = (home / "data" / "journal").iterdir()
    before = journal.read_bytes()
    for name in (journal, journal.with_name("new.jsonl"), home / "data" / "settings.toml", home / "data" / "key.json"):
        assert "SecureCoach's own" in one_sentence(started(home, "export", "-o", str(name), "--overwrite"))
    assert journal.read_bytes() == before and not (home / "data" / "key.json").exists()


def test_sound_goes_to_a_pipe_as_wav_and_never_to_a_terminal(home: Path, tmp_path: Path) -> None:
    shown = written(started(home, *WRITING[6], "-o", "-"))
    (tmp_path / "piped.wav").write_bytes(shown)
    with wave.open(str(tmp_path / "piped.wav")) as sound:
        assert sound.getnframes() > 1000
    code, told = at_terminal(home, *WRITING[6], "-o", "-")
    assert code == 2 and "A terminal can't play sound" in told


def test_inputs_are_read_from_standard_input(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    copy = written(started(home, "data", "backup", "-o", "-"))
    for name in ("-", "/dev/stdin"):
        assert written(started(home, "import", name, given=json.dumps(SESSIONS).encode())).startswith(b"8 already here")
        assert written(started(home, "validate", name, given=EXERCISE.encode())).startswith(b"Short one")
        restored = started(other, "data", "restore", name, given=copy, before="setsid")
        assert restored.stdout.startswith(b"Of your saved entries, this brings back 9")  # eight sessions and the plan
        assert "There is no terminal here" in one_sentence(restored)
    assert one_sentence(started(home, "validate", "-", given=b"x" * 300_000), 4).startswith("Standard input: ")
    assert one_sentence(started(home, "import", "-", given=b"[1,")).startswith("Standard input, line 1: ")


def test_input_of_a_folder_or_an_endless_device_is_one_sentence(home: Path, tmp_path: Path) -> None:
    for arguments in (("import",), ("data", "restore")):
        assert "is a folder" in one_sentence(started(home, *arguments, str(tmp_path)))
        assert "can't be read" in one_sentence(started(home, *arguments, str(tmp_path / "nothing")))
    assert "larger than" in one_sentence(started(home, "validate", "/dev/zero"), 4)


def test_output_with_closed_streams_is_written_or_refused(home: Path, tmp_path: Path) -> None:
    line = f'"{sys.executable}" -m securecoach_tui export -o "{tmp_path}/out"'
    for closed, code in ((">&-", 0), ("<&-", 2), ("2>&-", 2), (">&- 2>&- <&-", 2)):
        done = subprocess.run(["sh", "-c", f"{line} {closed}"], env=environment(home), capture_output=True, timeout=60)
        assert done.returncode == code and b"Traceback" not in done.stderr
    assert json.loads((tmp_path / "out").read_bytes())["format"] == "securecoach"
    assert "is empty" in one_sentence(started(home, "export", "-o", ""))


def at_terminal(home: Path, *arguments: str, typed: bytes = b"") -> tuple[int, str]:
    """Run a command whose three streams are a terminal; return its status and what was shown."""
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "securecoach_tui", *arguments]
    with subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=environment(home), cwd=ROOT) as done:
        os.close(child)
        os.write(parent, typed)
        shown = b""
        while True:
            try:
                part = os.read(parent, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(parent)
    return done.returncode, shown.decode()


def test_command_at_a_terminal_asks_before_it_replaces(home: Path, tmp_path: Path) -> None:
    for arguments in (WRITING[0], WRITING[4]):
        file = tmp_path / "out"
        file.write_bytes(b"mine")
        code, told = at_terminal(home, *named(arguments, file), typed=b"n\n")
        assert code == 0 and "Replace it?" in told and "Nothing was written." in told and file.read_bytes() == b"mine"
        code, told = at_terminal(home, *named(arguments, file), typed=b"y\n")
        assert code == 0 and "Replace it?" in told and file.read_bytes() != b"mine"


def test_export_at_a_terminal_sends_no_control_characters(home: Path, tmp_path: Path) -> None:
    given = json.dumps([{"id": "odd", "reflection": "\x1b[31m \x9b31m red"}]).encode()
    other = tmp_path / "other"
    written(started(other, "import", "-", given=given))
    for kind in ("csv", "json"):
        code, told = at_terminal(other, "export", "--format", kind)
        assert code == 0 and "\x1b" not in told and "\x9b" not in told and "red" in told
    assert b"\x1b[31m" in written(started(other, "export", "--format", "csv"))


@pytest.mark.parametrize("end", ["-KILL", "-TERM", "-INT"])
def test_export_that_is_killed_leaves_nothing_beside(home: Path, tmp_path: Path, end: str) -> None:
    code = (
        "import os, sys; from securecoach_tui.config import output_file\n"
        "with output_file.writing(output_file.find(sys.argv[1])) as file:\n"
        f"    file.write(b'half' * 9999); file.flush(); os.system('kill {end} %d' % os.getpid()); input()\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "out")], env=environment(home), capture_output=True)
    assert list(tmp_path.iterdir()) == []


def files_of(command: click.Command, *before: str) -> set[tuple[str, ...]]:
    """The options and arguments of a command, and of those in it, that are the name of a file."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        within = [(name, command.get_command(context, name)) for name in command.list_commands(context)]
        return {found for name, one in within if one is not None for found in files_of(one, *before, name)}
    return {
        (*before, option.opts[-1])
        for option in command.params
        if "FILE" in (getattr(option, "metavar", None) or "") or option.name in ("file", "files", "output")
    }


def test_every_command_that_names_a_file_is_tried_here() -> None:
    written = {(*one[:2], "--output") if one[0] == "data" else (one[0], "--output") for one in WRITING}
    written = {("plan", "--ics") if one[0] == "plan" else one for one in written}
    read = {("import", "file"), ("validate", "file"), ("data", "restore", "file")}
    assert files_of(cli) == written | read | {("comforts", "--add")}
