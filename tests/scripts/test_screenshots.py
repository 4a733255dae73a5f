"""Pictures of the program: the same whenever they are made, and nothing in them that is fetched."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "dev" / "screenshots.py"


def made(folder: Path, *names: str) -> str:
    asked = [sys.executable, str(SCRIPT), *names, "--to", str(folder)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


def test_a_picture_is_the_same_whenever_it_is_made_and_names_no_address(tmp_path: Path) -> None:
    made(tmp_path / "one", "history")
    made(tmp_path / "two", "history")
    one = (tmp_path / "one" / "history.svg").read_text()
    assert one == (tmp_path / "two" / "history.svg").read_text()
    assert "Past" in one and "https:" not in one and "url(http" not in one


def test_an_unknown_picture_is_named_with_those_there_are(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), "moon"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 2 and "progress" in done.stderr and "Traceback" not in done.stderr


def test_every_picture_stands_in_the_docs() -> None:
    for name in ("first", "session", "progress", "history", "checkin", "ladder", "evidence", "support"):
        assert (ROOT / "docs" / "pictures" / f"{name}.svg").stat().st_size > 5_000
