"""The ratings before and after the newest sessions of a capacity."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.days import in_order
from securecoach_tui.progress.rated import MOST, UsualEnd, rated_sessions, usual_end
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


@pytest.mark.parametrize(
    ("ends", "usual"),
    [
        ([4, 0, 3, 1, 2], (5, 2, 1, 3)),
        ([5, 4, 3, 2, 1, 0], (6, 3, 1, 4)),
        ([0, 1, 2, 3, 4, 5, 6], (7, 3, 1, 5)),
        ([0, 1, 2, 3, 4, 5, 6, 7], (8, 4, 1, 6)),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8], (9, 4, 2, 6)),
    ],
)
def test_usual_end_is_the_middle_half_of_the_ratings_after(ends: list[int], usual: tuple[int, ...]) -> None:
    dated = in_order(soothing([(9, after) for after in ends]))[0]
    assert usual_end(rated_sessions(dated, Capacity.REGULATION)) == UsualEnd(*usual)


def test_rated_sessions_are_on_local_days() -> None:
    night = [msgspec.structs.replace(one, started="2026-03-10T01:00:00+00:00") for one in soothing([(6, 3)])]
    dated = in_order(night)[0]
    assert rated_sessions(dated, Capacity.REGULATION)[0].day == date(2026, 3, 9)
    assert rated_sessions(dated, Capacity.REGULATION, day_starts=0)[0].day == date(2026, 3, 10)


def test_rated_sessions_are_of_one_capacity_rated_before() -> None:
    odd = [
        *soothing([(6, 3), (None, 3), (5, 2)]),
        *[msgspec.structs.replace(one, id="near", capacity=Capacity.CLOSENESS) for one in soothing([(9, 9)])],
    ]
    assert [one.id for one in rated_sessions(in_order(odd)[0], Capacity.REGULATION)] == ["s0000", "s0002"]
