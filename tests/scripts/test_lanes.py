"""The command that tests everything: its lanes, and what becomes of a missing part."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SKIPPING = """
import pytest

def test_listens():
    pytest.skip("pulseaudio is not installed")

def test_something_else():
    pytest.skip("another reason")
"""


def tried(folder: Path, expected: str, text: str = SKIPPING) -> str:
    """What pytest says at its end about a test file of ours, with this project's conftest."""
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    (folder / "test_parts.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "no:hypothesispytest"]
    environ = {**os.environ, "SECURECOACH_EXPECT": expected}
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, cwd=folder, env=environ, timeout=60)
    return done.stdout


def test_a_missing_part_is_skipped_with_its_reason_in_the_closing_lines(tmp_path: Path) -> None:
    said = tried(tmp_path, "")
    assert "2 skipped" in said.splitlines()[-1]
    assert "pulseaudio is not installed" in said


def test_a_missing_part_that_is_expected_is_a_failure(tmp_path: Path) -> None:
    said = tried(tmp_path, "pulseaudio, chromium")
    assert "1 failed, 1 skipped" in said.splitlines()[-1]
    assert "pulseaudio is expected here (SECURECOACH_EXPECT)" in said


def test_a_whole_file_that_skips_for_an_expected_part_is_a_failure(tmp_path: Path) -> None:
    said = tried(
        tmp_path, "chromium", 'import pytest\npytest.skip("no chromium", allow_module_level=True)\ndef test_a(): pass\n'
    )
    assert "1 error" in said.splitlines()[-1]


def test_an_unknown_lane_is_refused_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "test.py"), "--only", "nose"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2 and done.stdout == "--only takes static, unit, journeys, ears or browser.\n"


def test_the_proof_by_ear_is_part_of_the_whole_and_comes_after_everything_else() -> None:
    from scripts.test import parts

    first, last = parts("", [], cores=2)
    assert first[-2:] == ["--ignore", "tests/ears"] and last[-1] == "tests/ears"
    assert parts("ears", [], cores=1) == [["-m", "ears", "--ignore", "tests/ears"], ["tests/ears"]]
    assert parts("unit", [], cores=1) == [["-m", "not journeys and not ears and not browser"]]
    assert parts("", ["tests/tui"], cores=1) == [["tests/tui"]]


@pytest.mark.parametrize("lane", ["static", "unit", "journeys", "ears", "browser"])
def test_every_lane_stands_in_the_makefile(lane: str) -> None:
    assert lane in (ROOT / "Makefile").read_text()


def test_continuous_integration_calls_the_command_of_the_readme() -> None:
    command = "python3 scripts/test.py"
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == command
    assert command in (ROOT / "README.md").read_text()
