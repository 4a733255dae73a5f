"""The program as a wheel, in an empty environment that has never seen the source tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.journeys

# What the installed program needs is lent from the environment of the tests, so that nothing is fetched.
LEND = "import sys; sys.path.append({site!r})"


def run(*command: object, **environ: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SECURECOACH"))}
    return subprocess.run(
        [str(one) for one in command],
        capture_output=True,
        text=True,
        timeout=120,
        env={**inherited, **environ},
        cwd="/",
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the tool that pyproject.toml names, from this source tree."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it and nothing of the source tree."""
    folder = tmp_path_factory.mktemp("empty") / "env"
    made = run(sys.executable, "-m", "venv", "--without-pip", folder)
    assert made.returncode == 0, made.stderr
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    done = run(*pip, "install", "--no-deps", "--no-index", wheel)
    assert done.returncode == 0, done.stderr
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())
    (site / "lent.pth").write_text(LEND.format(site=str(Path(distribution("click").locate_file("")))) + "\n")
    return python


def test_wheel_is_small_and_has_content_and_styles(wheel: Path) -> None:
    assert wheel.stat().st_size < 1_250_000
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("content/en/support.toml", "content/en/exercises/slow-breathing.toml", "tui/app.tcss"):
        assert f"securecoach_tui/{needed}" in names
    assert not [name for name in names if name.startswith(("tests", "scripts")) or name.endswith((".pyc", ".po"))]
    assert "securecoach_tui/locale/es/LC_MESSAGES/securecoach.mo" in names
    in_tree = {
        str(one.relative_to(ROOT))
        for one in (ROOT / "securecoach_tui").rglob("*.t*")
        if one.suffix in (".toml", ".tcss")
    }
    assert in_tree <= set(names)


def test_wheel_has_the_man_page_and_completions(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    where = {name.split("/data/share/")[1]: name for name in archive.namelist() if ".data/data/share/" in name}
    assert set(where) == {
        "man/man1/securecoach.1",
        "bash-completion/completions/securecoach",
        "zsh/site-functions/_securecoach",
        "fish/vendor_completions.d/securecoach.fish",
    }
    for path, name in where.items():
        assert archive.read(name) == (ROOT / "share" / path).read_bytes()


def test_wheel_has_metadata(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
    said = archive.read(name).decode()
    for line in (
        "License-Expression: MIT",
        "License-File: LICENSE",
        "Requires-Python: >=3.11",
        "Summary: ",
        "Keywords: ",
    ):
        assert f"\n{line}" in said
    assert "Description-Content-Type: text/markdown" in said


def test_installed_command_practises_and_saves(python: Path, tmp_path: Path) -> None:
    command = python.parent / "securecoach"
    environ = {"SECURECOACH_DATA_DIR": str(tmp_path / "data"), "SECURECOACH_STATE_DIR": str(tmp_path / "state")}
    assert run(command, "--version", **environ).stdout.startswith("securecoach")
    assert "slow-breathing" in run(command, "list", **environ).stdout
    (tmp_path / "data" / "exercises").mkdir(parents=True)
    (tmp_path / "data" / "exercises" / "own.toml").write_text(
        'id = "own"\nversion = 1\ntitle = "Own"\nsummary = "S"\ncapacity = "regulation"\ndirections = ["anxious"]\n'
        'minutes = [0.05]\n[[opening]]\nsay = "A."\nseconds = 1\n[[body]]\nsay = "B."\nseconds = 1\n'
        '[[closing]]\nsay = "C."\nseconds = 1\n'
    )
    done = run(command, "practice", "own", "--minutes", "0.05", "--plain", "--no-questions", **environ)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("Saved")
    (kept,) = json.loads(run(python, "-m", "securecoach_tui", "history", "--json", **environ).stdout)
    assert kept["exercise"] == "own"


def test_installed_man_page_is_beside_the_command(python: Path) -> None:
    share = python.parent.parent / "share"
    assert (share / "man" / "man1" / "securecoach.1").read_text().startswith(".TH SECURECOACH 1")


def test_installed_program_is_not_the_source_tree(python: Path) -> None:
    where = run(python, "-c", "import securecoach_tui; print(securecoach_tui.__file__)").stdout
    assert str(ROOT) not in where and "site-packages" in where
