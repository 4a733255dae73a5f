"""What the session screen says about what comes next."""

from __future__ import annotations

from securecoach_tui import content
from securecoach_tui.tui.session_view_model import next_words
from tests.scenes.sessions import at, started


def test_next_phase_of_one_second_is_in_the_singular() -> None:
    session = started(content.load().exercise("cyclic-sighing"), 180.0)
    said = {next_words(at(session, second).session) for second in range(27, 75)}
    assert "next: a small sip, 1 second" in said
    assert not any("1 seconds" in words or "sip more" in words for words in said)


def test_next_line_ends_with_a_whole_sentence_where_one_fits() -> None:
    known = content.load()
    for id in known.ids():
        session = started(known.exercise(id), 60.0 * min(known.exercise(id).minutes))
        for second in range(0, 60, 5):
            words = next_words(at(session, second).session)
            assert not words.endswith((".…", "?…", ",…")), words
            assert len(words) <= len("next: ") + 40
