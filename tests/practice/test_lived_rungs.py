"""Rungs that happen with someone: prepared here, lived elsewhere, told to oneself afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.text.session_summary import summary
from securecoach_tui.text.session_words import offer_words
from tests.practice.person import Person, closeness, ladder


def prepared() -> Person:
    person = Person(ladder(lived=True, rung="let someone help you with one thing", rung_id="let-help"))
    return person.answers_all(safe="yes", prediction=7, expect="I will feel small", before=4).waits(300)


def test_preparing_a_lived_rung_saves_no_session() -> None:
    person = prepared()
    assert person.session.state is SessionState.DONE
    assert not person.of(ev.Finish) and not person.of(ev.Save)
    (waits,) = person.of(ev.AwaitDebrief)
    assert isinstance(waits, ev.AwaitDebrief)
    assert waits.fields["rung_id"] == "let-help" and waits.fields["prediction"] == 7
    said = " ".join(effect.cue.text for effect in person.of(ev.Say) if isinstance(effect, ev.Say))
    assert "Choose someone you trust, who would welcome hearing from you." in said
    assert "Do not choose someone who has asked for distance." in said


@pytest.mark.parametrize("event", [ev.Stop(), ev.NotHelping()])
def test_leaving_a_rung_preparation_saves_nothing(event: ev.Event) -> None:
    person = Person(ladder(lived=True)).answers_all(safe="yes").waits(20).does(event)
    assert person.session.state is SessionState.DONE
    assert not person.of(ev.Finish) and not person.of(ev.AwaitDebrief) and not person.of(ev.Save)


def debriefed(**answers: Any) -> Person:
    (waits,) = prepared().of(ev.AwaitDebrief)
    assert isinstance(waits, ev.AwaitDebrief)
    entry = {"id": "s1", **waits.fields}
    setup = ladder(lived=True, rung="let someone help you with one thing", rung_id="let-help", debrief=entry)
    return Person(setup).answers_all(**answers)


def test_debrief_asks_its_questions_and_has_no_planned_length() -> None:
    person = debriefed(feared="no", bearable="yes")
    assert person.asked() == ["after", "feared", "happened", "bearable", "reflection"]
    record = person.record()
    assert record.planned_seconds is None and record.prediction == 7 and record.expect == "I will feel small"
    assert record.rung_id == "let-help" and record.feared == "no" and record.first("distress", "before") == 4


def test_preparing_a_lived_rung_may_begin_with_grounding() -> None:
    assert prepared().asked() == ["safe", "expect", "likely", "prediction", "before"]
    person = Person(ladder(lived=True)).answers_all(safe="yes", before=9, ground_first="yes")
    assert person.asked()[-1] == "ground_first" and person.session.timeline.exercise.id == "senses-grounding"
    person.waits(300)
    assert person.of(ev.AwaitDebrief), "and the preparation comes after it"


def test_debrief_with_high_distress_offers_grounding() -> None:
    person = debriefed(after=9, feared="yes", ground_after="yes")
    assert person.asked()[-1] == "ground_after" and person.session.state is SessionState.RUNNING
    assert person.waits(200).session.open == ev.AskFor("reflection")
    assert debriefed(after=9, feared="yes", ground_after="no", rungs=()).record().first("distress", "after") == 9


def test_lived_rung_summary_compares_outcome_and_expectation() -> None:
    said = summary(debriefed(after=5, feared="no").record(), [])
    assert said[:2] == ["You expected 7.", "What you feared did not happen."]
    assert not any("stayed" in line for line in said), "how long it was prepared is not how long it was borne"


def test_debrief_offers_people_when_the_fear_came_true() -> None:
    assert debriefed(feared="yes").offered() == ["it_came", "people"]
    here = closeness(Person(ladder())).waits(200).does(ev.Answer("after", 5), ev.Answer("feared", "yes"))
    assert here.offered() == ["it_came"]
    assert offer_words("it_came") == (
        "It happened, and you're here now. Next time you can take the same step, a lower one, or none."
    )
