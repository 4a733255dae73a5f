"""All of a person's progress as lines."""

from __future__ import annotations

import gettext

import pytest

from securecoach_tui import i18n
from securecoach_tui.charts import progress_page
from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.progress.days import in_order
from securecoach_tui.progress.model import compute_progress
from securecoach_tui.progress.rated import rated_sessions
from tests.progress.measured import BETTER, HARDER, STEADY, TODAY, near, progress_of
from tests.progress.session_series import soothing


@pytest.mark.parametrize("sessions", [BETTER, HARDER, STEADY, soothing([(5, 5)] * 3), near(["a"] * 20, prediction=4)])
def test_progress_page_blames_nobody_and_keeps_no_score(sessions: list[SessionRecord]) -> None:
    text = "\n".join(progress_page.lines(progress_of(sessions), week_by_week=True)).lower()
    for word in ("worse", "away", "decline", "lost", "fail", "should", "must", "streak", "partner", "because", "!"):
        assert word not in text, word
    assert "described" not in text and "none" not in text


def test_progress_page_can_be_translated() -> None:
    class Reversed(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return f"«{message}»"

        def ngettext(self, one: str, many: str, n: int) -> str:
            return f"«{one if n == 1 else many}»"

    i18n.install(Reversed())
    try:
        lines = [line for line in progress_page.lines(progress_of(BETTER), week_by_week=True) if line]
    finally:
        i18n.use(None)
    assert all("«" in line for line in lines)


def test_progress_page_has_the_newest_ratings_before_and_after() -> None:
    dated = in_order(BETTER)[0]
    rated = rated_sessions(dated, Capacity.REGULATION)
    lines = progress_page.lines(progress_of(BETTER), {Capacity.REGULATION: rated})
    assert lines.count("In your last 60 sessions, distress usually ended at 4, mostly between 2 and 6.") == 1
    shown = [line for line in lines if " before, " in line]
    assert len(shown) == 8 and shown[0].endswith(": 8 before, 1 after")
    assert not [line for line in progress_page.lines(progress_of(BETTER)) if " before, " in line]


def test_the_number_of_sessions_is_said_once() -> None:
    lines = progress_page.lines(progress_of(soothing([(7, 3)] * 3)))
    assert "Saying what I need: no sessions yet" in lines and "0 sessions in all." not in lines
    at = lines.index("Soothing myself: 3 sessions")
    assert lines[at + 1] != "3 sessions in all."


def test_sessions_before_the_chosen_day_are_counted_in_all() -> None:
    sessions = soothing([(7, 3)] * 3)
    last = in_order(sessions)[0][-1].started.date()
    assert "3 sessions in all." in progress_page.lines(compute_progress(sessions, today=TODAY, since=last))
