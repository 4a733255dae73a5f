"""The sentences of the weekly look back."""

from __future__ import annotations

from datetime import date

from securecoach_tui.progress.look_back import QUESTIONS, week_to_review
from securecoach_tui.progress.model import compute_progress
from securecoach_tui.text.look_back import question_words, week_lines
from tests.progress.session_series import soothing


def test_look_back_says_what_was_practised() -> None:
    sessions = soothing([(6, 3)] * 3, step=1)
    today = date(2026, 3, 9)
    week = week_to_review(sessions, [], today)
    assert week is not None
    assert week_lines(week, compute_progress(sessions, today=today), {"slow-breathing": "Slow breathing"}) == [
        "2 March to 8 March: 3 sessions on 3 days, 15 minutes.",
        "Slow breathing: 3 times",
    ]


def test_every_look_back_question_has_words() -> None:
    assert all(question_words(id).endswith("?") for id in QUESTIONS)
