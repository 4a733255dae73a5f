"""The guide of a breath, phase by phase."""

from __future__ import annotations

from securecoach_tui import content
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.machine import begin, update
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.scenes.moment import Moment, breath, position


def test_every_phase_of_a_sigh_is_drawn_and_named() -> None:
    words = content.load()
    sigh = words.exercise("cyclic-sighing")
    setup = Setup(
        id="s",
        exercise=sigh,
        seconds=180,
        started="2026-03-03T21:00:00+00:00",
        grounding=words.exercise("senses-grounding"),
        asking="none",
    )
    session, _effects = begin(setup, 0.0)
    begun = sigh.lasts("opening")
    seen = []
    for second in range(1, int(begun) + 13):
        session, _effects = update(session, ev.Tick(float(second)))
        drawn = breath(Moment(session, position(session, float(second))))
        if drawn is not None:
            assert 0.0 <= drawn.full <= 1.0
            seen.append(drawn.word)
    assert list(dict.fromkeys(seen)) == ["in", "a small sip", "out", "rest"]
