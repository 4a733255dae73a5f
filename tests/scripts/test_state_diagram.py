"""scripts/dev/state_diagram.py draws the session's states from the machine's table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.dev.state_diagram import diagram, main
from securecoach_tui.practice.session.machine import BEGIN_TARGETS, RESUME_TARGETS


def test_architecture_has_the_current_state_diagram() -> None:
    assert main(["--check"]) == 0, "python3 scripts/dev/state_diagram.py --write"


def test_outdated_state_diagram_is_noticed_and_renewed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A\n<!-- state diagram -->\nold\n<!-- /state diagram -->\n# B\n")
    assert main(["--check", str(page)]) == 1
    assert main(["--write", str(page)]) == 0 and main(["--check", str(page)]) == 0
    text = page.read_text()
    assert text.startswith("# A\n") and text.endswith("\n# B\n") and "RUNNING --> PAUSED: Pause" in text


def test_state_diagram_begins_where_the_machine_may_begin() -> None:
    drawn = {way: set[str]() for way in ("begin", "resume")}
    for target, ways in re.findall(r"\[\*\] --> (\w+): (.+)", diagram()):
        for way in ways.split(", "):
            drawn[way].add(target)
    assert drawn == {
        "begin": {state.name for state in BEGIN_TARGETS},
        "resume": {state.name for state in RESUME_TARGETS},
    }


def test_page_without_diagram_markers_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here")
    assert main(["--write", str(page)]) == 2
    assert page.read_text() == "nothing here" and "page.md" in capsys.readouterr().err
