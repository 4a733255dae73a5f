"""The facts of a stored session, each with its label."""

from __future__ import annotations

from securecoach_tui import content
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.text.history import fact_words, session_facts


def told(answers: dict[str, str]) -> list[str]:
    exercise = content.load().exercise("name-the-need")
    return [fact_words(fact) for fact in session_facts(SessionRecord(id="a", answers=answers), exercise)]


def test_history_names_answers_by_what_was_asked() -> None:
    assert told({"lens": "a quiet evening"}) == ["What would you like for yourself here? a quiet evening"]
    assert told({"feel": "tired"})[0] != "feel: tired" and told({"feel": "tired"})[0].endswith(" tired")
    assert told({"calm, before": "4", "calm, after": "7"}) == ["calm before: 4", "calm after: 7"]


def test_history_shows_choices_in_words_else_by_key() -> None:
    assert told({"told": "not telling by choice"}) == [
        "You decide whether to tell someone, who, and when. Keeping it to yourself can be the wise choice. "
        "Have you told someone? I chose not to tell"
    ]
    assert told({"of_old": "words"}) == ["of_old: words"]
