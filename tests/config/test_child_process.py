"""Processes that the program starts: they import nothing from the current folder, whatever PYTHONPATH says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import securecoach_tui
from securecoach_tui.config import child_process

PACKAGE = Path(securecoach_tui.__file__).parent
HOSTILE = "import pathlib\npathlib.Path('imported').touch()\nraise SystemExit('this module must never run')\n"
WORKERS = {
    "securecoach_tui.voice.synthesis.worker": "securecoach_tui.voice.worker_process",
    "securecoach_tui.voice.listening.worker": "securecoach_tui.voice.worker_process",
    "securecoach_tui.voice.playback.ambience.worker": "securecoach_tui.config.child_process",
    "securecoach_tui": "securecoach_tui.cli",
}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A current folder with modules named as those that the program and its libraries import."""
    for name in ("click", "random", "msgspec", "struct", "numpy", "textual", "securecoach_tui", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(HOSTILE)
    return tmp_path


@pytest.mark.journeys
@pytest.mark.parametrize("python_path", [None, "", ".", os.pathsep, f".{os.pathsep}..", "relative"])
@pytest.mark.parametrize("module", WORKERS)
def test_own_process_imports_nothing_of_the_current_folder(module: str, python_path: str | None, hostile: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if python_path is not None:
        environ["PYTHONPATH"] = python_path
        (hostile / "relative").symlink_to(".")
    done = subprocess.run(
        [*child_process.command(module), "--version"],
        input=b"",
        capture_output=True,
        cwd=hostile,
        env={**child_process.environment(environ), "PYTHONPROFILEIMPORTTIME": "1"},
        timeout=60,
    )
    assert WORKERS[module].encode() in done.stderr  # it was started
    assert not (hostile / "imported").exists()


def test_python_is_started_by_one_module_only() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.name not in ("child_process.py", "extras.py"):  # the latter names a command for the person to type
            assert "sys.executable" not in path.read_text(), path.name
