"""A data folder with everything that a stranger may put there: every command answers, and both displays start."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal, past_first_run
from tests.store.hostile import FIELDS, IDS, NOT_JSON, ODD_JSON

pytestmark = pytest.mark.journeys
MEMORY = 4 * 1024**3  # bytes; /dev/zero has no end

USUAL = '"started":"2026-03-02T20:00:00+00:00","exercise":"slow-breathing","practised_seconds":60,"waits":true'
COMMANDS = (
    "history", "history --json", "history --text x", "progress", "progress --json", "doctor", "doctor --json", "list",
    "support", "plan", "export --format json", "export --format csv", "export --format html", "data backup",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one's own session, hostile lines, and links and pipes in every place."""
    top = tmp_path_factory.mktemp("hostile")
    data = past_first_run(top / "record")
    imported = top / "own.json"
    imported.write_text('[{"id":"own","started":"2026-03-02T08:00:00+00:00","reflection":"my own words"}]')
    assert run(data, "import", str(imported)).returncode == 0
    lines = [
        f'{{"v":1,"kind":"{kind}","id":"{IDS.get(kind, f"{name}-{i}")}","stamp":[{i},"0badcafe"],'
        f'"fields":{{{USUAL},"{name}":{value}}}}}'
        for kind, names in FIELDS.items()
        for name in names
        for i, value in enumerate([*ODD_JSON, *NOT_JSON])
    ]
    lines += [f'{{"v":1,"kind":"session","id":"own","stamp":[{2**n},"zz"],"fields":{{}}}}' for n in (31, 52, 53)]
    (data / "journal" / "0badcafe.jsonl").write_text("\n".join(lines) + '\n{"v":1,"kind":"sess')
    (data / "journal" / "1badcafe.jsonl").symlink_to("1badcafe.jsonl")
    (data / "journal" / "2badcafe.jsonl").symlink_to("/dev/zero")
    os.mkfifo(data / "journal" / "3badcafe.jsonl")
    os.mkfifo(data / "exercises" / "pipe.toml")
    (data / "exercises" / "zero.toml").symlink_to("/dev/zero")
    os.mkfifo(data / "support.toml")
    return data


def run(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "SECURECOACH_STATE_DIR": str(data) + "-state"}
    arguments = [sys.executable, "-m", "securecoach_tui", *command, "--data-dir", str(data)]
    return subprocess.run(
        arguments,
        env=environ,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=30,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_command_answers_in_a_hostile_folder(hostile: Path, command: str) -> None:
    done = run(hostile, *command.split())
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    if command == "history --json":
        assert "my own words" in {session["reflection"] for session in json.loads(done.stdout)}


def test_edits_in_a_hostile_folder_are_kept(hostile: Path) -> None:
    exported = hostile.parent / "new.json"
    exported.write_text('[{"id":"newer","started":"2026-03-03T08:00:00+00:00","reflection":"newer words"}]')
    assert run(hostile, "import", str(exported)).returncode == 0
    words = {session["reflection"] for session in json.loads(run(hostile, "history", "--json").stdout)}
    assert {"my own words", "newer words"} <= words


@pytest.mark.parametrize("display", ["full", "plain"])
def test_display_starts_in_a_hostile_folder(hostile: Path, display: str) -> None:
    with_plain = ["--plain"] if display == "plain" else []
    terminal = Terminal(*with_plain, data=hostile)
    try:
        terminal.see("Start")
        terminal.press("\x03")
        assert terminal.ended() == 0
        assert b"Traceback" not in terminal.raw
    finally:
        terminal.close()


@pytest.mark.parametrize("kind", ["pipe", "self-link", "folder", "odd"])
def test_unusable_key_file_is_one_sentence(tmp_path: Path, kind: str) -> None:
    data = past_first_run(tmp_path / "record")
    (data / "journal").mkdir()
    (data / "journal" / "other.jsonl").write_text('{"key":"0123456789abcdef","sealed":"AAAA"}\n')
    key = data / "key.json"
    if kind == "pipe":
        os.mkfifo(key)
    elif kind == "self-link":
        key.symlink_to(key)
    elif kind == "folder":
        key.mkdir()
    else:
        key.write_text('{"v":1,"kdf":"scrypt","n":1e999,"r":[]}')
    done = run(data, "history")
    assert done.returncode == 3 and "key.json" in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert run(data, "support").returncode == 0 and run(data, "list").returncode == 0
