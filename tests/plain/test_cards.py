"""If-then cards in plain text: from the exercise to the list, what is asked a week later, and back out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.practice.cards import read
from tests.plain.talk import CONTENT, Talk, a_setup, first_due, number, visited

CARDS, NOW = number("My if-then cards"), number("What's happening now?")
DAY = 86400.0


def test_a_card_is_made_shown_asked_about_once_and_put_away(tmp_path: Path) -> None:
    made = visited(tmp_path, CARDS, "1", "no reply comes", "make tea", "1", "", "q")
    assert made.has("If no reply comes, then I will make tea.")
    shown = visited(tmp_path, NOW, "q").lines
    assert shown.index("If no reply comes, then I will make tea.") < shown.index("1 I want to ask or check again")
    assert not visited(tmp_path, "q", later=6 * DAY).has(f"Number {first_due()}: How did your plan go?")
    asked = visited(tmp_path, first_due(), "1", "q", later=8 * DAY)
    assert asked.has("If no reply comes, then I will make tea. Did that moment come?")
    assert not visited(tmp_path, "q", later=9 * DAY).has(f"Number {first_due()}: How did your plan go?")
    assert visited(tmp_path, number("My progress"), "", "q", later=9 * DAY).has(
        "1 if-then card. You used one this week."
    )
    visited(tmp_path, CARDS, "1", "2", "the phone is quiet", "walk", "1", "4", "", "q", later=9 * DAY)
    away = visited(tmp_path, NOW, "q", later=9 * DAY)
    assert "If the phone is quiet, then I will walk." not in away.lines
    (card,) = read(away.record.of_kind("card"))
    assert card.put_away and card.about == "ask" and card.used is not None


def test_a_deleted_card_can_be_brought_back(tmp_path: Path) -> None:
    visited(tmp_path, CARDS, "1", "no reply comes", "make tea", "", "", "q")
    back = visited(tmp_path, CARDS, "1", "5", "yes", "1", "", "q")
    assert back.has("Brought back.") and len(back.record.of_kind("card")) == 1
    assert visited(tmp_path, CARDS, "1", "5", "yes", "", "", "q").record.of_kind("card") == []


@pytest.mark.parametrize("words", [("they hit me", "stay quiet"), ("I feel low", "kill myself")])
def test_words_about_harm_in_a_card_lead_to_people(tmp_path: Path, words: tuple[str, str]) -> None:
    visit = visited(tmp_path, CARDS, "1", *words, "", "q")
    assert visit.has("To see who you can talk to, type: securecoach support")
    assert not visited(tmp_path, NOW, "q").has("If they hit me")


def test_the_exercise_makes_a_card_of_what_is_written() -> None:
    written = [(35.0, "calm"), (60.0, "peace"), (100.0, "fear"), (140.0, "no reply comes"), (170.0, "make tea")]
    talk = Talk(setup=a_setup(CONTENT.exercise("if-then"), 180)).types((1.0, "4"), *written, (260.0, "1"), (300.0, "3"))
    assert "When would it help to see this plan?" in talk.said
    (card,) = read([{"id": "s1", **talk.writer.things["card", "s1"]}])
    assert (card.sentence, card.about) == ("If no reply comes, then I will make tea.", "ask")
