"""The outcome of the last sessions on a rung, as they were stored, and what is offered after them."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.ladder.offers import RungOutcome, StepOffer, last_outcome, offer, offer_after
from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.questions import rung_offer
from tests.practice.person import CONTENT, Person, a_setup, closeness, ladder

WELL: dict[str, Any] = {"completed": True, "planned_seconds": 300.0, "feared": "no"}


def on(rung: str, **fields: Any) -> SessionRecord:
    return SessionRecord(id=f"on {rung}", rung_id=rung, **{**WELL, **fields})


def rated(value: int, scale: str = "distress", when: str = "after") -> Rating:
    return Rating(None, scale, value, when)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({}, {"stayed": True}),
        ({"completed": None}, {}),
        ({"completed": False}, {}),
        ({"eased_off": True}, {"eased_off": True}),
        ({"not_helping": True}, {}),
        ({"feared": "partly", "bearable": "a little"}, {"stayed": True, "feared": "partly", "bearable": "a little"}),
        ({"planned_seconds": None}, {"stayed": True}),
        ({"planned_seconds": None, "completed": False}, {}),
        ({"planned_seconds": None, "eased_off": True}, {"eased_off": True}),
        ({"practised_seconds": 240.0}, {"stayed": True}),
        ({"practised_seconds": 239.9}, {}),
        ({"ratings": [rated(9, when="before"), rated(4)]}, {"stayed": True, "ended_at": 4}),
        ({"ratings": [rated(9, when="before"), rated(3, "urge")]}, {"stayed": True}),
        ({"ratings": [rated(0, "presence", "during")]}, {"stayed": True, "numb": True}),
    ],
)
def test_outcome_of_a_stored_session_is_what_it_says(fields: dict[str, Any], outcome: dict[str, Any]) -> None:
    expected = {"rung_id": "photo", "feared": "no", **outcome}
    assert last_outcome([on("photo", **fields)], "photo") == RungOutcome(**expected)


def test_last_outcome_is_that_of_the_newest_session_on_the_rung() -> None:
    sessions = [SessionRecord(id="none"), on("message"), on("photo", feared="yes"), on("photo")]
    found = last_outcome(sessions, "photo")
    assert found is not None and found.feared == "yes"
    assert last_outcome(sessions, "hand") is None and last_outcome([], "photo") is None
    assert last_outcome([on("")], "") is None


def test_offer_after_two_stored_sessions_looks_at_both() -> None:
    twice = [on("message"), on("photo"), on("message", feared="yes"), on("photo")]
    assert offer_after(twice, "photo") == StepOffer("higher", "stayed_twice")
    assert offer_after(twice[:2], "photo") == StepOffer("same", "variety"), "once is not twice"
    assert offer_after(twice, "message") == StepOffer("same", "variety"), "it came the time before"
    assert offer_after(twice, "hand") is None and offer_after([], "photo") is None
    apart = [on("photo"), *[on("message")] * 3, on("photo", feared="yes")]
    assert offer_after(apart, "photo") == StepOffer("same", "variety")


def test_offer_after_easing_off_twice_is_a_lower_rung() -> None:
    eased = on("photo", eased_off=True)
    assert offer_after([eased, on("message"), eased], "photo") == StepOffer("lower", "eased_twice")
    assert offer_after([eased, on("photo"), eased], "photo") == StepOffer("same", "variety")


@pytest.mark.parametrize(("ended_at", "move"), [(None, "same"), (7, "same"), (8, "lower")])
def test_lower_rung_is_offered_from_an_end_of_eight(ended_at: int | None, move: str) -> None:
    assert offer(RungOutcome(rung_id="photo", feared="yes", ended_at=ended_at), None).move == move


def test_open_session_stopped_twice_offers_no_higher_rung() -> None:
    person = Person(a_setup(CONTENT.exercise("apart-ladder"), None, rung="phone", rung_id="phone"))
    person.answers_all(expect="to worry", before=4).waits(20).does(ev.Stop()).answers_all(feared="no")
    stopped = person.record()
    assert stopped.planned_seconds is None and not stopped.completed and stopped.feared == "no"
    assert offer_after([stopped, stopped], "phone") == StepOffer("same", "variety")


def debriefed() -> SessionRecord:
    entry = {"practised": 70.0, "expect": "to freeze", "prediction": 6}
    return Person(ladder(lived=True, debrief=entry)).answers_all(feared="no").record()


def test_lived_rung_looked_back_on_twice_offers_a_higher_rung() -> None:
    assert offer_after([debriefed(), debriefed()], "photo") == StepOffer("higher", "stayed_twice")
    assert offer_after([debriefed()], "photo") == StepOffer("same", "variety")


@pytest.mark.parametrize(
    ("seconds", "acts", "move"),
    [
        (190.0, [], "higher"),
        (151.0, [ev.Stop()], "higher"),
        (149.0, [ev.Stop(), ev.Stop()], "same"),
        (149.0, [ev.EaseOff()], "same"),
        (12.0, [ev.Skip()] * 40, "same"),
    ],
)
def test_offer_in_the_session_is_that_of_its_record(seconds: float, acts: list[ev.Event], move: str) -> None:
    before = on("photo")
    person = closeness(Person(ladder(before_rung=last_outcome([before], "photo")))).waits(seconds).does(*acts)
    person.waits(90.0).does(ev.Answer("after", 3), ev.Answer("feared", "no"))
    now = rung_offer(person.session)
    assert now is not None and now.move == move
    record = person.answers_all().record()
    assert offer_after([record, before], "photo") == now and ("next_rung" in person.asked()) == (move == "higher")
