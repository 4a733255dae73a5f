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


def pictures() -> dict[tuple[str, str], str]:
    """Return the text of each picture in the docs, by page and address."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    return {
        (page.name, address): text
        for page in pages
        for text, address in re.findall(r"!\[([^]]*)\]\(([^)]+)\)", page.read_text("utf-8"))
    }


def test_every_picture_in_the_docs_has_a_text() -> None:
    assert pictures()
    assert [where for where, text in pictures().items() if len(text.split()) < 2] == []


def test_every_picture_that_is_drawn_is_on_a_page() -> None:
    shown = {Path(address).name for _page, address in pictures()}
    assert {path.name for path in (ROOT / "docs" / "pictures").iterdir()} <= shown
