"""The lines at the end of a session."""

from __future__ import annotations

import msgspec

from securecoach_tui.practice.record import Capacity, Rating, Scale, SessionRecord, When
from securecoach_tui.practice.session import events as ev
from securecoach_tui.text.session_summary import summary
from tests.practice.person import CONTENT, Person, a_setup


def test_open_session_of_closeness_has_its_time_in_the_summary() -> None:
    person = Person(a_setup(CONTENT.exercise("savour-a-moment"), None)).answers_all(before=4)
    record = person.waits(570, ticks=2).does(ev.EaseOff()).waits(60, ticks=2).answers_all(after=3).record()
    assert record.planned_seconds is None and record.completed
    assert summary(record, []) == ["You stayed 10 minutes.", "Thank you for giving yourself this time."]


def test_summary_of_a_step_apart_looked_back_on_has_no_time() -> None:
    apart, steps = CONTENT.exercise("apart-ladder"), tuple(CONTENT.lived_apart_steps())
    debrief = {"practised": 70.0, "expect": "to worry", "prediction": 6, "before": 6}
    setup = a_setup(apart, 180, rung="an evening", rung_id="evening", lived=True, lived_steps=steps, debrief=debrief)
    record = Person(setup).answers_all(after=2, feared="no").record()
    assert record.capacity == Capacity.REGULATION
    assert summary(record, []) == [
        "You expected 6.",
        "What you feared did not happen.",
        "Thank you for looking back on it.",
    ]


def test_usual_fall_in_distress_counts_no_step_looked_back_on() -> None:
    ends = [Rating(None, Scale.DISTRESS, 8, When.BEFORE), Rating(None, Scale.DISTRESS, 3, When.AFTER)]
    usual = SessionRecord(id="a", capacity=Capacity.REGULATION, completed=True, planned_seconds=300.0, ratings=ends)
    lived = SessionRecord(id="b", capacity=Capacity.REGULATION, completed=True, rung_id="evening", ratings=ends)
    assert len(summary(usual, [usual] * 5)) == 3
    assert len(summary(usual, [lived] * 5)) == 2


def test_end_calls_no_part_of_a_session_the_full_time() -> None:
    whole = SessionRecord(id="a", capacity=Capacity.REGULATION, completed=True, planned_seconds=300.0)
    for practised, eased_off, said in ((290.0, False, "You did the full"), (40.0, False, "You practised for")):
        record = msgspec.structs.replace(whole, practised_seconds=practised, eased_off=eased_off)
        assert summary(record, [])[0].startswith(said)
    eased = msgspec.structs.replace(whole, practised_seconds=60.0, eased_off=True)
    assert summary(eased, [])[0].startswith("You practised for")
