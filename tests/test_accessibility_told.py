"""docs/accessibility.md tells of every line, by its number, and names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOLD = (ROOT / "docs" / "accessibility.md").read_text()
LINES = range(1, 27)  # as many as the list of lines has


def numbers(text: str) -> set[int]:
    """The lines that headings ("(9-17)", "(25)") and rows ("| 9 lines only") name."""
    found = {int(row) for row in re.findall(r"^\| (\d+) ", text, re.MULTILINE)}
    for first, last in re.findall(r"^## .*\((\d+)(?:-(\d+))?\)$", text, re.MULTILINE):
        if not last:
            found.add(int(first))
    return found


def test_every_line_has_its_place() -> None:
    assert sorted(numbers(TOLD)) == list(LINES)


def test_a_heading_over_a_range_holds_just_its_lines() -> None:
    for first, last, body in re.findall(r"^## .*\((\d+)-(\d+)\)$(.*?)(?=^## )", TOLD, re.MULTILINE | re.DOTALL):
        assert numbers(body) == set(range(int(first), int(last) + 1))


def test_every_section_tells_what_falls_short_and_what_tests_it() -> None:
    for title, body in re.findall(r"^## (.*\(\d+(?:-\d+)?\))$(.*?)(?=^## )", TOLD, re.MULTILINE | re.DOTALL):
        assert re.search(r"Known|Falls short", body), title
        assert "test_" in body, title


def test_every_test_that_is_named_is_there() -> None:
    there = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    named = set(re.findall(r"\btest_\w+\.py", TOLD))
    assert len(named) > 15 and named <= there, named - there
