"""A reflection is stored in the journal only, and can be found nowhere when the data is locked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.journeys

EXERCISE = """id = "short-one"\nversion = 1\ntitle = "Short one"\nsummary = "S"\ncapacity = "regulation"
directions = ["anxious"]\nminutes = [0.05]\n[[opening]]\nsay = "Hello."\nseconds = 1
[[body]]\nsay = "On."\nseconds = 1\n[[closing]]\nsay = "Bye."\nseconds = 1\n"""
WORDS = "zebra-words-of-my-own"


class Machine:
    """A folder with all the folders that the program might write to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "data" / "exercises").mkdir(parents=True)
        (folder / "data" / "exercises" / "short-one.toml").write_text(EXERCISE)
        (folder / "tmp").mkdir()
        places = {"HOME": "home", "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state", "TMPDIR": "tmp"}
        self._environment = {**os.environ, **{name: str(folder / place) for name, place in places.items()}}
        for name in ("SECURECOACH_STATE_DIR", "SECURECOACH_DATA_DIR"):
            self._environment.pop(name, None)

    def run(self, *arguments: str, answers: Sequence[tuple[str, str]] = (), passphrase: str = "") -> str:
        """Run a command and return its output; ``answers`` are prompts and what is typed at each."""
        here, there = os.pipe()
        os.write(there, passphrase.encode())
        os.close(there)
        environment = {**self._environment, **({"SECURECOACH_PASSPHRASE_FD": str(here)} if passphrase else {})}
        command = [sys.executable, "-m", "securecoach_tui", "--data-dir", str(self.folder / "data"), *arguments]
        pipe, said = subprocess.PIPE, ""
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment, pass_fds=[here])
        os.close(here)
        assert process.stdin is not None and process.stdout is not None
        for prompt, answer in answers:
            while not said.endswith(prompt):
                assert (more := process.stdout.read(1)), said
                said += more
            process.stdin.write(answer + "\n")
            process.stdin.flush()
        said += process.communicate(timeout=60)[0]
        assert process.returncode == 0
        return said

    def found(self) -> list[str]:
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return [str(path.relative_to(self.folder)) for path in files if WORDS.encode() in path.read_bytes()]


@pytest.mark.skipif(os.name == "nt", reason="Windows hands no descriptors on")
def test_reflection_is_only_in_journal_and_gone_when_locked(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    answers = (("Distress now, 0-10: ", "5"), ("Distress after, 0-10: ", "3"), ("Your note: ", WORDS))
    assert "Saved" in machine.run("practice", "short-one", "--minutes", "0.05", "--plain", answers=answers)
    assert WORDS in machine.run("history")
    assert {Path(name).parent.name for name in machine.found()} <= {"journal", "backups"} and machine.found()
    machine.run("data", "lock", passphrase="pass")
    assert machine.found() == []
    machine.run("practice", "short-one", "--minutes", "0.05", "--plain", answers=answers, passphrase="pass")
    assert machine.found() == []
    assert machine.run("history", passphrase="pass").count(WORDS) == 2
