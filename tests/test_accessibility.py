"""docs/dev/accessibility.md covers every requirement by its number, and names tests that exist; pictures have texts."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOLD = (ROOT / "docs" / "dev" / "accessibility.md").read_text()
LINES = range(1, 27)  # the numbers of the requirements


def numbers(text: str) -> set[int]:
    """Return the numbers that headings ("(9-17)", "(25)") and rows ("| 9 lines only") name."""
    found = {int(row) for row in re.findall(r"^\| (\d+) ", text, re.MULTILINE)}
    for first, last in re.findall(r"^## .*\((\d+)(?:-(\d+))?\)$", text, re.MULTILINE):
        if not last:
            found.add(int(first))
    return found


def test_every_requirement_is_covered() -> None:
    assert sorted(numbers(TOLD)) == list(LINES)


def test_heading_of_a_range_covers_its_numbers() -> None:
    for first, last, body in re.findall(r"^## .*\((\d+)-(\d+)\)$(.*?)(?=^## )", TOLD, re.MULTILINE | re.DOTALL):
        assert numbers(body) == set(range(int(first), int(last) + 1))


def test_every_section_names_gaps_and_tests() -> None:
    for title, body in re.findall(r"^## (.*\(\d+(?:-\d+)?\))$(.*?)(?=^## )", TOLD, re.MULTILINE | re.DOTALL):
        assert re.search(r"Known|Falls short", body), title
        assert "test_" in body, title


def test_every_named_test_file_exists() -> None:
    there = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    named = set(re.findall(r"\btest_\w+\.py", TOLD))
    assert len(named) > 15 and named <= there, named - there


def test_every_picture_in_the_docs_has_a_text() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    texts = {
        f"{page.name}: {address}": text
        for page in pages
        for text, address in re.findall(r"!\[([^]]*)\]\(([^)]+)\)", page.read_text("utf-8"))
    }
    assert texts
    assert [where for where, text in texts.items() if len(text.split()) < 2] == []
