"""The facts of a stored session, each with its label."""

from __future__ import annotations

import msgspec

from securecoach_tui import content
from securecoach_tui.practice.record import Rating, Scale, SessionRecord, When
from securecoach_tui.text.history import fact_words, how_words, session_facts


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


def test_history_shows_that_somebody_was_numb() -> None:
    numb = Rating(None, Scale.PRESENCE, 0, When.AFTER)
    urge = Rating(None, Scale.URGE, 10, When.AFTER)
    shown = [fact_words(fact) for fact in session_facts(SessionRecord(id="a", ratings=[numb, urge]))]
    assert shown == ["Distress after: numb or far away", "Urge after: 10"]
    rated = Rating(None, Scale.DISTRESS, 5, When.BEFORE)
    both = SessionRecord(id="a", ratings=[rated, msgspec.structs.replace(numb, when=When.BEFORE)])
    assert [fact_words(fact) for fact in session_facts(both)] == ["Distress before: 5, numb or far away"]


def test_history_calls_no_part_of_a_session_the_full_time() -> None:
    skipped = SessionRecord(id="a", completed=True, planned_seconds=130.0, practised_seconds=38.0)
    assert how_words(skipped) == "You practised for 38 seconds."


def test_history_rounds_as_the_end_of_the_session_did() -> None:
    done = SessionRecord(id="a", completed=True, planned_seconds=180.0, practised_seconds=179.2)
    assert how_words(done) == "You did the full 3 minutes."
    assert how_words(msgspec.structs.replace(done, by_hand="added")) == "You did the full 2 minutes 59 seconds."


def test_history_calls_nearly_all_of_a_session_the_full_time() -> None:
    skipped = SessionRecord(id="a", completed=True, planned_seconds=130.0, practised_seconds=38.0)
    assert how_words(msgspec.structs.replace(skipped, practised_seconds=128.0)) == "You did the full 2 minutes."
