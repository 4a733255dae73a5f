"""On every screen, and in plain text, each word is a translator's, of the content, or a person's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Static

from securecoach_tui import i18n
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.heading import Heading
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.tui.widgets.text_field import TextField
from tests.plain.talk import visited
from tests.test_languages import Longer
from tests.tui.records import put, sessions
from tests.tui.screen_list import screens
from tests.tui.stage import Stage

pytestmark = pytest.mark.journeys  # tours of every screen take longer than a unit test may

CONTENT = Path(i18n.__file__).parent / "content" / "en"
# Names of things, which no language changes.
NAMES = {"SecureCoach", "securecoach", "TOML", "DOI"}
# One message has all months, and the program splits it.
MONTHS = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b~*")


@pytest.fixture
def longer() -> Iterator[None]:
    i18n.install(Longer())
    yield
    i18n.use(None)


def known_texts() -> list[str]:
    """Every text of the content, and what the record of a test holds."""

    def within(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield " ".join(value.split())
        elif isinstance(value, dict):
            yield from (text for one in value.values() for text in within(one))
        elif isinstance(value, list | tuple):
            yield from (text for one in value for text in within(one))

    files = [tomllib.loads(path.read_text()) for path in CONTENT.rglob("*.toml") if path.parent.name != "reflection"]
    return [*NAMES, *within(files), *within([msgspec.to_builtins(one) for one in sessions(60)])]


def bare(text: str) -> str:
    """What no message holds: all that stands outside the marks, whatever was put into a message counting as in it."""
    depth, out = 0, ""
    for character in text:
        depth += (character == "⟦") - (character == "⟧")
        if depth == 0:
            out += "⟦⟧" if character == "⟧" else character
    return out


def shown(screen: BaseScreen) -> Iterator[str]:
    for widget in screen.query("*"):
        if isinstance(widget, Static):
            yield str(widget.content)
        elif isinstance(widget, RowList):
            yield from (part for row in widget.rows for part in row[:2])
        elif isinstance(widget, Heading):
            yield from widget.shown
        elif isinstance(widget, TextField):
            yield widget.label


def strangers(texts: Iterable[str], known: list[str]) -> set[str]:
    """Pieces between messages that are no text of the content, nor a whole part of one."""
    found, joined = set(), "\n".join(known)
    for text in texts:
        for piece in re.split("⟦⟧|\n", bare(text)):
            words = " ".join(MONTHS.sub("", piece).split()).strip(" .,:;()-")
            if not re.search(r"[^\W\d_]{3,}", words) or words in known:
                continue
            # Lines of content are put together of several texts and numbers: a rung and its place, a helpline.
            parts = [part.strip(" .,;-'") for part in re.split(r"[,:()]|\d+", words)]
            if all(not part or part in joined for part in parts) and len(parts) > 1:
                continue
            if len(words.split()) < 3 or words not in joined:
                found.add(words)
    return found


async def test_every_word_on_screens_can_be_translated(tmp_path: Path, longer: None) -> None:
    stage, known, found = Stage(tmp_path / "record"), known_texts(), dict[str, set[str]]()
    put(stage, sessions(60))
    async with stage.open(size=(40, 15)):
        for make in screens(stage):
            room = make()
            await stage.app.push_screen(room)
            await stage.settle()
            name = type(room).__name__
            # What a test says itself where it makes the smallest screens is no word of the program's.
            if name not in ("ChoiceScreen", "TextEntryScreen", "NumberScreen") and (
                left := strangers(list(shown(room)), known)
            ):
                found[name] = left
            foot = room.query_one(KeyFooter)
            assert foot._spans[-1][1] - 1 <= foot.size.width, f"{name}: leaving at once is cut off"
            assert room.query_one(Heading).region.height == 1, name
            stage.app.pop_screen()
            await stage.settle()
    assert not found


@pytest.mark.parametrize("room", range(1, 14))
def test_every_word_of_plain_text_can_be_translated(tmp_path: Path, longer: None, room: int) -> None:
    visit = visited(tmp_path, str(room), "", "?", "", "")
    assert strangers(visit.lines, known_texts()) == set()


def test_untranslated_word_is_noticed() -> None:
    assert strangers(["⟦Kept {x ⟦y⟧}~~⟧ Orphan", "Some text ⟦a⟧ of the content"], ["Some text", "of the content"]) == {
        "Orphan"
    }
