"""From a record and preferences to a session about to begin."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from securecoach_tui import content
from securecoach_tui.clock import FakeClock
from securecoach_tui.settings import Settings
from securecoach_tui.setups import CURRENT, make_setup


def a_record(rung_id: str) -> Any:
    entry = {"id": CURRENT, "rung_id": rung_id}
    return SimpleNamespace(
        sessions=[],
        of_kind=lambda kind: [entry] if kind == "rung" else [],
        get=lambda kind, name: entry if (kind, name) == ("rung", CURRENT) else None,
    )


def test_steady_then_step_stays_on_a_rung_that_happens_with_nobody() -> None:
    words = content.load()
    stepping, ladder = words.exercise("steady-then-step"), words.exercise("closeness-ladder")
    for current, steady_on, ladder_on in (
        ("photo", "photo", "photo"),
        ("let-help", "warm-memory", "let-help"),
    ):
        for exercise, rung_id in ((stepping, steady_on), (ladder, ladder_on)):
            record = cast(Any, a_record(current))
            setup = make_setup(exercise, 180, settings=Settings(), record=record, clock=FakeClock())
            assert setup.rung_id == rung_id
