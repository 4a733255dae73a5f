"""The ratings before and after the newest sessions of a capacity."""

from __future__ import annotations

from datetime import date

from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.days import in_order
from securecoach_tui.progress.rated import MOST, rated_sessions, usual_end
from tests.progress.session_series import soothing


def test_rated_sessions_have_both_ratings_oldest_first() -> None:
    dated = in_order(soothing([(6, 3), (5, None), (4, 1)]))[0]
    found = rated_sessions(dated, Capacity.REGULATION)
    assert [(one.before, one.after) for one in found] == [(6, 3), (4, 1)] and found[0].day < found[1].day
    assert rated_sessions(dated, Capacity.CLOSENESS) == [] and usual_end(found) is None


def test_rated_sessions_are_the_newest_and_since_a_day() -> None:
    dated = in_order(soothing([(6, 3)] * MOST + [(6, 1)], step=1))[0]
    found = rated_sessions(dated, Capacity.REGULATION)
    assert len(found) == MOST and found[-1].after == 1 and found[0].id == dated[1].session.id
    assert len(rated_sessions(dated, Capacity.REGULATION, since=found[-2].day)) == 2
    assert rated_sessions(dated, Capacity.REGULATION, since=date(2099, 1, 1)) == []
