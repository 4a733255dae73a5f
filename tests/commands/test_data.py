"""The data folder by command: copies and returns, the lock, erasing, and every refusal in one sentence."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from securecoach_tui import cli
from securecoach_tui.store.crypto import key_file, unlock

WORDS = "words that nobody else reads"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process; ``typed`` is standard input, ``handed`` goes through a descriptor."""
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(key_file.wrap, "__defaults__", (4,))  # scrypt's work: a guess may be cheap here
    monkeypatch.setattr("securecoach_tui.store.crypto.lock.lock.__kwdefaults__", {"work": 4})
    monkeypatch.setattr("securecoach_tui.store.crypto.lock.change.__kwdefaults__", {"work": 4})

    def run(*arguments: str, typed: str = "", handed: str | None = None, data: Path = tmp_path / "data") -> Ran:
        unlock._handed.clear()
        from securecoach_tui.commands import options

        options._keys.clear()
        if handed is not None:
            here, there = os.pipe()
            os.write(there, handed.encode())
            os.close(there)
            monkeypatch.setenv(unlock.VARIABLE, str(here))
        monkeypatch.setattr(sys, "argv", ["securecoach", "--data-dir", str(data), *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = cli._main()
        out, err = capsys.readouterr()
        assert "Traceback" not in err and len(err.splitlines()) <= 1
        return Ran(code, out, err)

    return run


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """A record of two sessions, the file they came from gone."""
    file = tmp_path / "in.json"
    file.write_text(json.dumps([{"id": id, "reflection": f"{WORDS} {id}", "prediction": 3} for id in "ab"]))
    assert run("import", str(file)).code == 0
    file.unlink()
    return run


def sessions(ran: Ran) -> set[str]:
    return {one["id"] for one in json.loads(ran.out)}


def found(folder: Path, words: str = WORDS) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_backup_is_written_where_asked_and_replaces_nothing(filled: Run, tmp_path: Path) -> None:
    assert Path(filled("data", "backup").out.split(": ")[1].strip()).parent == tmp_path / "data" / "backups"
    assert filled("data", "backup", "-o", str(tmp_path / "copy")).code == 0
    refused = filled("data", "backup", "-o", str(tmp_path / "copy"))
    assert refused.code == 2 and "another name" in refused.err


def test_restore_command_previews_asks_and_can_be_undone(filled: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    filled("data", "backup", "-o", str(copy))
    elsewhere = tmp_path / "other"
    shown = filled("data", "restore", str(copy), typed="no\n", data=elsewhere)
    assert shown.out.startswith("Of your saved entries, this brings back 2, changes 0") and shown.out.endswith(
        "Nothing has changed.\n"
    )
    assert not (elsewhere / "journal").exists()
    done = filled("data", "restore", str(copy), typed="yes\n", data=elsewhere)
    assert sessions(filled("history", "--json", data=elsewhere)) == {"a", "b"}
    undo = done.out.rsplit("restore ", 1)[1].strip()
    filled("data", "restore", undo, typed="yes\n", data=elsewhere)
    assert sessions(filled("history", "--json", data=elsewhere)) == set()


def test_lock_command_hides_text_and_every_command_asks(filled: Run, tmp_path: Path) -> None:
    filled("data", "backup")
    assert filled("data", "lock", handed="pass\n").code == 0
    assert found(tmp_path) == []
    for command in (("history",), ("export",), ("data", "backup"), ("data", "unlock")):
        asked = filled(*command)
        assert asked.code == 3 and asked.out == "" and "passphrase" in asked.err
        wrong = filled(*command, handed="other")
        assert wrong.code == 3 and "doesn't open" in wrong.err
    assert sessions(filled("history", "--json", handed="pass\n")) == {"a", "b"}
    assert filled("data", "lock", handed="pass\nnew\n").out == "Your new passphrase is set.\n"
    assert filled("history", handed="pass").code == 3
    assert filled("data", "unlock", handed="new").code == 0
    assert sessions(filled("history", "--json")) == {"a", "b"} and not (tmp_path / "data" / "key.json").exists()


@pytest.mark.parametrize("handed", [None, "\n"])
def test_lock_without_a_passphrase_says_nothing_is_locked(filled: Run, handed: str | None) -> None:
    ran = filled("data", "lock", handed=handed)
    assert ran.code == 3 and ran.err.startswith("Your data isn't locked") and "SECURECOACH_PASSPHRASE_FD" in ran.err


def test_a_locked_backup_is_not_called_locked_data(filled: Run, tmp_path: Path) -> None:
    filled("data", "lock", handed="pass")
    filled("data", "backup", "-o", str(tmp_path / "copy"), handed="pass")
    ran = filled("data", "restore", str(tmp_path / "copy"), data=tmp_path / "other")
    assert ran.code == 3 and ran.err.startswith("That backup is locked.")


def test_a_locked_copy_asks_for_its_own_passphrase_elsewhere(filled: Run, tmp_path: Path) -> None:
    filled("data", "lock", handed="pass")
    copy, elsewhere = tmp_path / "copy", tmp_path / "other"
    filled("data", "backup", "-o", str(copy), handed="pass")
    assert filled("data", "restore", str(copy), typed="yes\n", data=elsewhere).code == 3
    assert filled("data", "restore", str(copy), typed="yes\n", handed="pass", data=elsewhere).code == 0
    assert sessions(filled("history", "--json", data=elsewhere)) == {"a", "b"}


def test_damaged_key_file_is_told_from_a_wrong_passphrase(filled: Run, tmp_path: Path) -> None:
    filled("data", "lock", handed="pass")
    for copy in (*(tmp_path / "state").glob("key*.json"), *(tmp_path / "data").glob("key-*.json")):
        copy.unlink()
    (tmp_path / "data" / "key.json").write_bytes(b'{"v":1,')
    damaged = filled("history", handed="pass")
    assert damaged.code == 3 and "key.json is damaged" in damaged.err


def test_a_passphrase_is_never_an_argument(filled: Run) -> None:
    assert filled("data", "lock", "pass").code == 2
    assert filled("data", "lock").code == 3
    assert filled("history").code == 0


@pytest.mark.parametrize("number", ["x", "-1", "9999", ""])
def test_bad_passphrase_descriptor_is_refused(filled: Run, monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    filled("data", "lock", handed="pass")
    monkeypatch.setenv(unlock.VARIABLE, number)
    assert filled("history").code == 3


def test_erase_command_asks_for_the_word_and_removes_all(filled: Run, tmp_path: Path) -> None:
    filled("data", "backup")
    assert filled("data", "erase", typed="yes\n").out.endswith("Nothing has changed.\n")
    assert filled("data", "erase").code == 0 and found(tmp_path)
    assert filled("data", "erase", typed="Erase\n").code == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.journeys
def test_data_commands_refuse_while_the_data_is_locked(filled: Run, tmp_path: Path) -> None:
    from securecoach_tui.store.disk import Disk

    copy = tmp_path / "copy"
    filled("data", "backup", "-o", str(copy))
    with Disk().lock(tmp_path / "state" / "record.lock", 1):
        for command in (("data", "lock"), ("data", "erase")):
            busy = filled(*command, typed="erase\n", handed="pass")
            assert busy.code == 3 and "Another SecureCoach" in busy.err
        assert filled("history").code == 0
    assert filled("history").code == 0


@pytest.mark.parametrize("bad", ["nowhere", "bad"])
def test_restore_command_refuses_a_file_that_is_not_a_backup(filled: Run, tmp_path: Path, bad: str) -> None:
    (tmp_path / "bad").write_bytes(b"\xff\0 no copy")
    refused = filled("data", "restore", str(tmp_path / bad))
    assert refused.code == 2 and refused.err.count("\n") == 1


def test_commands_refuse_a_file_in_place_of_the_data_folder(filled: Run, tmp_path: Path) -> None:
    stands = tmp_path / "stands"
    stands.write_text("a file")
    for command in (("history",), ("data", "backup"), ("import", str(tmp_path / "data" / "journal"))):
        assert filled(*command, data=stands).code in (2, 3)
