"""The words that the steps of both ladders bring into their exercise."""

from __future__ import annotations

import pytest

from securecoach_tui import content
from securecoach_tui.app.ladder_service import APART, CLOSENESS, all_rungs, fitting_rungs
from securecoach_tui.practice.exercise.parser import warnings
from securecoach_tui.practice.exercise.timeline import compile
from securecoach_tui.practice.ladder.offers import Rung
from securecoach_tui.practice.ladder.scripts import preparing, scripted
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session import events as ev
from securecoach_tui.text.history import session_facts
from securecoach_tui.text.question_words import question_words
from tests.fakes.repository import repository_with
from tests.practice.person import Person, ladder

CONTENT = content.load()
LADDERS = {"closeness-ladder": CONTENT.rungs(), "apart-ladder": CONTENT.apart_rungs()}
EVERY = [(id, rung) for id, rungs in LADDERS.items() for rung in rungs]


@pytest.mark.parametrize(("id", "rung"), EVERY, ids=[rung.id for _id, rung in EVERY])
def test_every_built_in_step_has_words_of_its_own(id: str, rung: Rung) -> None:
    exercise = CONTENT.exercise(id)
    if rung.lived:
        steps = preparing(CONTENT.lived_steps(), rung)
        assert [str(step.say) for step in steps[-4:-2]] == [line for lines in rung.script for line in lines]
        assert all(len(str(step.say).split()) * 0.6 <= step.seconds for step in steps)
        return
    own = scripted(exercise, rung)
    assert warnings(own) == [] and own.body[2] == exercise.body[2], "the third step still asks how it is"
    timeline = compile(own, 600, rung=rung.words)
    assert timeline.total == compile(exercise, 600, rung=rung.words).total
    said = [cue.text for cue in timeline.cues if cue.part == "body"]
    rounds = [tuple(said[at : at + 3]) for at in range(0, len(said), 3)]
    assert len(set(rounds)) == len(rounds) >= 8, "no two rounds say the same three lines"


def test_step_in_other_words_has_the_words_of_the_exercise() -> None:
    record = repository_with((), ("rung", "photo", {"words": "look at a drawing"}))
    photo = next(rung for rung in all_rungs(CONTENT.rungs(), record) if rung.id == "photo")
    exercise = CONTENT.exercise("closeness-ladder")
    assert photo.words == "look at a drawing" and scripted(exercise, photo) is exercise


def test_each_ladder_exercise_has_steps_of_its_own_ladder() -> None:
    record = repository_with((), ("apart", "apart-unread", {"hidden": True}), ("rung", "photo", {"hidden": True}))
    apart = [rung.id for rung in fitting_rungs(CONTENT.exercise("apart-ladder"), CONTENT, record)]
    close = [rung.id for rung in fitting_rungs(CONTENT.exercise("closeness-ladder"), CONTENT, record)]
    assert apart[0] == "apart-phone-down" and len(apart) == 9 and "apart-unread" not in apart
    assert close[0] == "warm-memory" and len(close) == 9 and "photo" not in close
    assert APART.exercise in CONTENT.ids() and CLOSENESS.exercise in CONTENT.ids()


def test_last_fear_on_a_step_is_shown_before_the_next_one() -> None:
    before = SessionRecord(id="a", rung_id="photo", expect="I will go silent.", likely=7, feared="no")
    person = Person(ladder(before_record=before)).does(ev.Answer("safe", "yes"))
    assert person.session.open is not None and person.session.open.key == "expect"
    long, _prompt, _labels = question_words(person.session.open, person.session)
    assert long.startswith(
        "Last time you feared: I will go silent. You thought it was 70% likely. It did not happen. What do you fear"
    )
    facts = {fact.label: fact.value for fact in session_facts(before)}
    assert facts["How likely I thought it was"] == "70%"
