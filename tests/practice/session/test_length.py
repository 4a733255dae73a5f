"""The length of a session is checked without beginning it, and the check agrees with beginning it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.practice.session.machine import begin
from securecoach_tui.practice.session.position import check_length, length_in_seconds
from tests.practice.person import CONTENT, a_setup, ladder


@pytest.mark.parametrize("id", CONTENT.ids())
@pytest.mark.parametrize("seconds", [None, 1, 30, 59.9, 180, 1800, 7200])
def test_checking_a_length_refuses_what_beginning_refuses(id: str, seconds: float | None) -> None:
    setup = a_setup(CONTENT.exercise(id), seconds, rung="a photo", rung_id="photo")
    refusals = []
    for attempt in (lambda: check_length(setup), lambda: begin(setup, 0.0)):
        try:
            attempt()
        except LengthRefused as error:
            refusals.append((error.why, error.limit))
        else:
            refusals.append(None)
    assert refusals[0] == refusals[1]


def test_a_session_that_prepares_a_rung_has_its_own_length() -> None:
    setup = replace(ladder(lived=True), seconds=7200)
    check_length(setup)
    assert length_in_seconds(setup) == begin(setup, 0.0)[0].timeline.total < 7200
    assert length_in_seconds(a_setup(seconds=60)) == 60 and length_in_seconds(a_setup(seconds=None)) is None
