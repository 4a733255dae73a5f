"""What commands print: nothing acts on a terminal, files and pipes are exact, and no stream refuses a person's words."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from securecoach_tui import cli, content
from securecoach_tui.app import doctor
from securecoach_tui.commands.command_table import COMMANDS as TABLE
from securecoach_tui.config.data_paths import places
from securecoach_tui.store.local import comforts, contacts
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer import import_export

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
ODD = "\x1b]0;x\x07\x9b31m\x85 caf\u00e9 \u2665 \u202egnp \U0001f44b"
SESSION = {"id": "a\x9b", "started": "2026-10-25T02:30:00+01:00", "exercise": "o\x1b[2J", "rung": ODD, "reflection": ODD, "answers": {ODD: ODD}}  # fmt: skip
CARD = {"id": "c\x1b", "if": ODD, "then": ODD, "made": "2026-10-25T02:30:00+01:00"}
COMMANDS = [
    ["history"],
    ["history", "--json"],
    ["history", "--text", "cafe"],
    ["progress"],
    ["progress", "--weeks"],
    ["progress", "--json"],
    ["export"],
    ["export", "--format", "csv"],
    ["export", "--format", "md", "--with", "reflections", "--with", "needs"],
    ["export", "--format", "html", "--with", "reflections"],
    ["data", "path"],
    ["data", "backup"],
    ["list"],
    ["list", "--json"],
    ["support"],
    ["plan"],
    ["plan", "--days", "mon", "--ics", "-"],
    ["why", "mine"],
    ["validate", "EXERCISE"],
    ["practice", ODD],
    ["history", "--since", ODD],
    ["plan", "--time", ODD],
    ["no\x9bsuch"],
    ["cards"],
    ["cards", "--json"],
    ["comforts"],
    ["comforts", "--json"],
    ["comforts", "--remove", ODD],
    ["path"],
    ["path", "--json"],
    ["doctor"],
    ["doctor", "--json"],
    ["why", ODD],
    ["data", "restore", ODD],
    ["import", ODD],
    ["new", ODD],
    ["render", ODD],
    ["voices", ODD],
    ["serve", "--port", ODD],
    ["now", ODD],
    ["checkin", ODD],
    ["apart", ODD],
]


class Stream(io.TextIOWrapper):
    """A standard stream; ``terminal`` says whether it is a terminal's."""

    def __init__(self, encoding: str, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, errors="strict", newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def written(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined, no-any-return]


Run = Callable[..., tuple[Stream, Stream]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with odd texts everywhere, in a folder with an odd name."""
    folder = tmp_path / "rec\x1b[31m\x9bord\u00e9"
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "state"))
    given = tmp_path / "given.json"
    given.write_text(json.dumps({"sessions": [SESSION], "cards": [CARD]}))
    monkeypatch.setattr(sys, "argv", ["securecoach", "import", str(given), "--data-dir", str(folder)])
    assert cli._main() == 0
    (folder / "exercises").mkdir()
    escaped = "".join(f"\\u{ord(one):04x}" if ord(one) < 0x10000 else f"\\U{ord(one):08x}" for one in ODD)
    template = content.load().new_exercise().replace('"my-exercise"', '"mine"').replace('"My exercise"', f'"{escaped}"')
    (folder / "exercises" / "mine\x1b.toml").write_text(template)
    (folder / "exercises" / "bad\x9b.toml").write_text("id = ")
    contacts.write(places(str(folder)), [contacts.Contact(ODD, "1\x1b2")])
    comforts.add(places(str(folder)), "words", ODD)
    for name in ("_libraries", "_speech", "_sound"):  # slow, and no words of a person are in them
        monkeypatch.setattr(doctor, name, lambda *_arguments: [])
    return folder


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(arguments: list[str], encoding: str = "utf-8", *, terminal: bool) -> tuple[Stream, Stream]:
        out, err = Stream(encoding, terminal), Stream(encoding, terminal)
        given = [str(folder / "exercises" / "mine\x1b.toml") if one == "EXERCISE" else one for one in arguments]
        options = [] if arguments[0] == "validate" else ["--data-dir", str(folder)]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["securecoach", *given, *options])
            patch.setattr(sys, "stdin", open(os.devnull))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            assert cli._main() in (0, 2, 4)
        return out, err

    return run


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda words: " ".join(words).encode("ascii", "replace").decode())
def test_nothing_printed_acts_on_a_terminal(arguments: list[str], run: Run) -> None:
    out, err = run(arguments, terminal=True)
    printed = (out.written + err.written).decode()
    assert printed and not UNSAFE.search(printed.replace("\r\n", "\n")), UNSAFE.search(printed)
    if "--json" in arguments:
        json.loads(out.written)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda words: " ".join(words).encode("ascii", "replace").decode())
def test_no_stream_refuses_what_is_printed(arguments: list[str], run: Run) -> None:
    for encoding in ("cp1252", "ascii", "koi8-r"):
        for terminal in (True, False):
            out, err = run(arguments, encoding, terminal=terminal)
            assert out.written + err.written


def test_data_in_files_and_pipes_is_exact(folder: Path, run: Run) -> None:
    record = read(places(str(folder)))
    assert run(["data", "path"], "ascii", terminal=False)[0].written == os.fsencode(folder) + b"\n"
    assert run(["export"], "ascii", terminal=False)[0].written == import_export.export_json(record)
    assert run(["export", "--format", "csv"], "ascii", terminal=False)[0].written == import_export.export_csv(record)
    assert json.loads(run(["history", "--json"], "ascii", terminal=False)[0].written)[0]["reflection"] == ODD


def test_commands_print_through_one_module_only() -> None:
    folder = Path(cli.__file__).parent / "commands"
    for path in folder.glob("*.py"):
        direct = re.findall(r"click\.echo|\bprint\(|stdout\.buffer", path.read_text())
        assert not direct or path.name == "output.py", (path.name, direct)


def test_what_every_command_prints_is_tried_with_odd_words() -> None:
    assert {words[0] for words in COMMANDS} - {"no\x9bsuch"} == set(TABLE)
