"""The picture of the session's states is the table's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "dev" / "state_diagram.py"


def ran(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPT), *args], capture_output=True, text=True, timeout=60)


def test_the_architecture_shows_the_states_that_the_table_has() -> None:
    assert ran("--check").returncode == 0, "python3 scripts/dev/state_diagram.py --write"


def test_a_picture_that_is_out_of_date_is_noticed_and_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A\n<!-- state diagram -->\nold\n<!-- /state diagram -->\n# B\n")
    assert ran("--check", str(page)).returncode == 1
    assert ran("--write", str(page)).returncode == 0 and ran("--check", str(page)).returncode == 0
    text = page.read_text()
    assert text.startswith("# A\n") and text.endswith("\n# B\n") and "RUNNING --> PAUSED: Pause\n" in text


def test_a_page_without_its_markers_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here")
    done = ran("--write", str(page))
    assert done.returncode == 2 and page.read_text() == "nothing here" and "page.md" in done.stderr
