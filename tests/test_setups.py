"""From a record and preferences to a session about to begin."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from securecoach_tui import content
from securecoach_tui.clock import FakeClock
from securecoach_tui.settings import Settings
from securecoach_tui.setups import CURRENT, direction, make_setup, suggestion


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


def a_record_of(**kinds: list[dict[str, Any]]) -> Any:
    return SimpleNamespace(
        sessions=[],
        of_kind=lambda kind: kinds.get(kind, []),
        get=lambda kind, name: next((entry for entry in kinds.get(kind, []) if entry["id"] == name), None),
    )


def test_begin_follows_the_newest_check_in_and_the_choice_of_ones_own() -> None:
    old = {"id": "1", "at": "2026-01-01T10:00:00+00:00", "direction": "anxious", "chosen": None}
    new = {"id": "0", "at": "2026-02-01T10:00:00+00:00", "direction": "anxious", "chosen": "avoidant"}
    record = a_record_of(checkin=[new, old])
    assert direction(record) == "avoidant"
    assert suggestion(record, Settings(), FakeClock()).exercise_id == "closeness-ladder"


def test_begin_obeys_the_settings_that_leave_things_out() -> None:
    settings = Settings(no_breathing=True, leave_closeness_out=True)
    found = suggestion(a_record_of(), settings, FakeClock())
    assert found.exercise_id == "senses-grounding"


def test_a_debrief_that_waits_keeps_the_ladder_from_being_prepared_twice() -> None:
    leaning = {"id": "1", "at": "2026-01-01T10:00:00+00:00", "direction": "avoidant"}
    record = a_record_of(checkin=[leaning], debrief=[{"id": "d", "waits": True}])
    assert suggestion(record, Settings(), FakeClock()).exercise_id != "closeness-ladder"


def test_a_check_in_that_cannot_be_read_is_no_direction() -> None:
    assert direction(a_record_of(checkin=[{"id": "1", "at": 7, "direction": ["x"]}])) is None
