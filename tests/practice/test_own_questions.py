"""An exercise's own questions: the one answer that leads to people, and the rungs it may stand on."""

from __future__ import annotations

import pytest

from securecoach_tui import content
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.parser import BadExercise, from_data
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.machine import begin, update
from securecoach_tui.practice.session.state import Session, SessionState, Setup

HURT = "I was hurt"
RAW: dict[str, object] = {
    "id": "back",
    "version": 1,
    "title": "Back",
    "summary": "Back.",
    "capacity": "closeness",
    "directions": ["anxious"],
    "kind": ["debrief"],
    "minutes": [1],
    "body": [
        {"ask": "How did it go?", "key": "went", "choices": ["well", HURT], "support": HURT, "seconds": 10},
        {"ask": "What did you fear?", "key": "fear", "seconds": 10},
    ],
    "closing": [{"say": "Look round.", "seconds": 10}],
}


def practising(exercise: Exercise, seconds: int) -> tuple[Session, list[ev.Effect]]:
    setup = Setup(
        id="s",
        exercise=exercise,
        seconds=60,
        started="2026-03-03T21:00:00+00:00",
        grounding=content.load().exercise("senses-grounding"),
    )
    session, effects = begin(setup, 0.0)
    out = list(effects)
    ticks = [ev.Tick(at) for at in range(1, seconds + 1)]
    for event in (ev.Answer("before", 3), *ticks):
        session, effects = update(session, event)
        out.extend(effects)
    return session, out


def test_hurt_answer_shows_people_and_asks_nothing_more() -> None:
    session, _ = practising(from_data(RAW), 15)
    out: list[ev.Effect] = []
    for event in (ev.Answer("went", HURT), ev.Tick(16), ev.Tick(28), ev.Tick(70)):
        session, effects = update(session, event)
        out.extend(effects)
    assert out[0] == ev.ShowSupport()
    assert not [effect for effect in out if isinstance(effect, ev.AskFor)]
    assert [effect.cue.text for effect in out if isinstance(effect, ev.Say)] == ["Look round."]
    (finish,) = [effect for effect in out if isinstance(effect, ev.Finish)]
    assert finish.record.answers == {} and HURT not in repr(finish.record)


def test_having_been_hurt_may_be_said_after_the_last_second_too() -> None:
    session, _ = practising(from_data(RAW), 70)
    assert session.state is SessionState.AFTER
    session, effects = update(session, ev.Answer("went", HURT))
    assert session.state is SessionState.SAVING
    assert [type(effect) for effect in effects][0] is ev.ShowSupport


def test_any_other_answer_goes_on_with_the_questions() -> None:
    session, _ = practising(from_data(RAW), 15)
    session, effects = update(session, ev.Answer("went", "well"))
    assert ev.ShowSupport() not in effects
    assert session.open is not None and session.open.key == "fear"
    assert session.texts == {"went": "well"}


@pytest.mark.parametrize(("field", "value"), [("support", "no such choice"), ("choices", [])])
def test_the_choice_that_leads_to_people_is_one_of_the_choices(field: str, value: object) -> None:
    step = {"ask": "How?", "key": "went", "choices": ["well", HURT], "support": HURT, "seconds": 10, field: value}
    with pytest.raises(BadExercise, match="body step 1, support: use one of the choices"):
        from_data({**RAW, "body": [step]})
