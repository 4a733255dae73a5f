"""A passphrase is typed at a real terminal, unseen, and three times where it is wrong."""

from __future__ import annotations

import os
import pty
import select
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.journeys, pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminal")]


def at_a_terminal(folder: Path, *arguments: str, typed: list[str]) -> tuple[int, str]:
    """Exit status and everything shown; each of ``typed`` follows a prompt that ends in ": "."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"SECURECOACH_STATE_DIR": str(folder / "state"), "TERM": "dumb"}
        command = [sys.executable, "-m", "securecoach_tui", "--data-dir", str(folder / "data"), *arguments]
        os.execv(sys.executable, command)
    shown, since, waiting = "", 0, list(typed)
    while select.select([terminal], [], [], 30)[0]:
        try:
            data = os.read(terminal, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data.decode()
        if waiting and shown[since:].endswith(": "):
            since = len(shown)
            os.write(terminal, waiting.pop(0).encode() + b"\n")
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown


def test_passphrase_is_typed_twice_and_never_shown(tmp_path: Path) -> None:
    code, shown = at_a_terminal(tmp_path, "data", "lock", typed=["unseen words", "other words"])
    assert code == 2 and "were different" in shown and not (tmp_path / "data" / "key.json").exists()
    code, shown = at_a_terminal(tmp_path, "data", "lock", typed=["unseen words", "unseen words"])
    assert code == 0 and "unseen" not in shown and "locked" in shown
    code, shown = at_a_terminal(tmp_path, "history", typed=["wrong", "unseen words"])
    assert (
        code == 0 and "unseen" not in shown and shown.count("SecureCoach passphrase: ") == 2 and "0 sessions" in shown
    )
    code, shown = at_a_terminal(tmp_path, "history", typed=[""])
    assert code == 3 and "Traceback" not in shown
