"""What plain text says about keys: a letter is typed, with enter after it, and each list of them is a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui import content, i18n
from securecoach_tui.config.settings import Settings
from securecoach_tui.plain.app import print_first_words
from securecoach_tui.plain.typed_keys import typed
from securecoach_tui.practice.exercise.model import Kind
from tests.plain.talk import CONTENT, Talk, a_context, a_setup, lines_of, number, visited


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


def test_no_line_of_the_content_says_to_press_c(language: str) -> None:
    words = content.load()
    lines = [*words.first_run(), *words.checkin().before, *words.checkin().after, *words.cautions(set(Kind))]
    assert any("ecurecoach support" in line or "ctrl+c" in line for line in lines)
    shown = "\n".join(map(typed, lines)).lower()
    assert "press c " not in shown and "pulsa c " not in shown
    assert ("type c" if language == "en" else "escribe c") in shown


def test_first_words_cautions_and_check_in_say_to_type_c(tmp_path: Path) -> None:
    room = number("Check in: which way do I lean?")
    told = visited(tmp_path, room, *["4"] * 12, "", "q").lines
    context = a_context(tmp_path, preferences=Settings(first_run_seen=False))
    print_first_words(context)
    told += lines_of(context)
    assert not [line for line in told if "ress c " in line]
    assert any("Type c for people to call." in line for line in told)
    assert any(line.endswith("Type c for people to talk to.") for line in told)


def test_what_can_be_typed_in_a_session_is_a_sentence() -> None:
    told = Talk(a_setup()).types((0, ""), (1, "?"), (30, "stop")).said
    words = next(line for line in told if line.startswith("Press enter to pause or go on."))
    assert "s to skip, + to stay, - to ease off, g if this isn't helping" in words
    assert "t for time left" in words and words.endswith("q to stop, or 0-10 for your distress.")


def test_what_can_be_typed_at_a_choice_is_a_sentence() -> None:
    talk = Talk(a_setup(CONTENT.exercise("closeness-ladder"), 180, rung="wave", rung_id="own")).types(
        (0, "?"), (1, ".q")
    )
    assert any(
        line.startswith("You can type 1 for yes, 2 for no, 3 for not sure, or press enter") for line in talk.said
    )
