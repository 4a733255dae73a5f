"""scripts/test.py: its lanes, its runs of pytest, and what happens to tests whose part is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.test import BY_EAR, ended, pytest_environ, runs

ROOT = Path(__file__).resolve().parents[2]

SKIPPING = """
import pytest

def test_listens():
    pytest.skip("pulseaudio is not installed")

def test_something_else():
    pytest.skip("another reason")
"""


def pytest_output(folder: Path, expected: str, text: str = SKIPPING) -> str:
    """Run pytest on a file with this text, with this project's conftest.py."""
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    (folder / "test_parts.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "no:hypothesispytest"]
    environ = {**os.environ, "SECURECOACH_EXPECT": expected}
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, cwd=folder, env=environ, timeout=60)
    return done.stdout


@pytest.mark.journeys
def test_missing_part_is_skipped_with_its_reason(tmp_path: Path) -> None:
    said = pytest_output(tmp_path, "")
    assert "2 skipped" in said.splitlines()[-1]
    assert "pulseaudio is not installed" in said


@pytest.mark.journeys
def test_missing_expected_part_is_a_failure(tmp_path: Path) -> None:
    said = pytest_output(tmp_path, "pulseaudio, chromium")
    assert "1 failed, 1 skipped" in said.splitlines()[-1]
    assert "pulseaudio is expected here (SECURECOACH_EXPECT)" in said


@pytest.mark.journeys
def test_skipped_file_of_an_expected_part_fails(tmp_path: Path) -> None:
    said = pytest_output(
        tmp_path, "chromium", 'import pytest\npytest.skip("no chromium", allow_module_level=True)\ndef test_a(): pass\n'
    )
    assert "1 error" in said.splitlines()[-1]


def test_unknown_lane_is_refused_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "test.py"), "--only", "nose"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (
        done.returncode == 2 and done.stdout == "--only takes static, unit, screens, journeys, ears, browser or long.\n"
    )


def test_tests_that_listen_run_last_and_by_themselves() -> None:
    others, listening = runs("", [], cores=2)
    assert listening[-2:] == ["-m", "ears and not long"] and others[-2:] == ["-m", "not ears and not long"]
    assert runs("ears", [], cores=1) == [["-m", "ears and not long"]]
    assert runs("unit", ["-x"], cores=1) == [
        ["-m", "not screens and not journeys and not ears and not browser and not long", "-x"]
    ]
    assert runs("unit", [], cores=2)[0][:4] == ["-n", "2", "--dist", "worksteal"]


@pytest.mark.parametrize("by_ear", [True, False])
def test_sessions_by_ear_heard_before_are_not_run_again(by_ear: bool) -> None:
    listening = runs("", [], cores=2, by_ear=by_ear)[1]
    assert all((ROOT / path).exists() and (f"--ignore={path}" in listening) is not by_ear for path in BY_EAR)


def test_arguments_for_pytest_choose_one_run() -> None:
    assert runs("", ["tests/tui"], cores=1) == [["tests/tui"]]


@pytest.mark.skipif(os.name != "posix", reason="process groups are of POSIX")
def test_run_that_hangs_is_ended_with_all_it_started(capsys: pytest.CaptureFixture[str]) -> None:
    script = "import subprocess, sys; subprocess.Popen(['sleep', '60']).wait()"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True) as hanging:
        assert ended(hanging, 0.5) == 1
        assert hanging.stdout is not None and hanging.stdout.read() == b""  # ends when nothing holds it open
    assert "did not end within" in capsys.readouterr().out


def test_compiled_files_are_kept_between_processes() -> None:
    assert pytest_environ({"PYTHONDONTWRITEBYTECODE": "1", "HOME": "/home"}) == {"HOME": "/home"}


@pytest.mark.parametrize("lane", ["static", "unit", "screens", "journeys", "ears", "browser"])
def test_every_lane_is_in_the_makefile(lane: str) -> None:
    assert lane in (ROOT / "Makefile").read_text()


def test_ci_runs_the_command_of_the_readme() -> None:
    command = "python3 scripts/test.py"
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == command
    assert command in (ROOT / "README.md").read_text()
