"""Questions for which the clock stands, answers on a scale, sentences of answers, and rounds without words."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.parser import BadExercise, from_data
from securecoach_tui.practice.exercise.timeline import add_round, compile
from securecoach_tui.practice.needs import filled
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.position import stands_at
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import Person, a_setup, an_exercise

STORY: dict[str, Any] = {"ask": "What story?", "key": "story", "seconds": 10, "wait": True}
BODY = [
    STORY,
    {"say": "Now look again.", "seconds": 10, "sentence": "Your story was: {story}."},
    {"ask": "How sure?", "key": "sure", "scale": True, "seconds": 10},
]


def exercise(**changes: Any) -> Exercise:
    return an_exercise(**{"opening": [], "body": BODY, "closing": [], "fill": "stretch", **changes})


def practising(**changes: Any) -> Person:
    return Person(a_setup(exercise(), 30, **changes)).does(ev.Answer("before", 3))


def test_clock_stands_until_a_waiting_question_is_answered() -> None:
    person = practising()
    assert stands_at(person.session) == 10
    person.waits(500, ticks=1)
    assert (person.session.state, person.session.position, person.session.waits_for) == (
        SessionState.PAUSED, 10, "story",
    )  # fmt: skip
    person.does(ev.Answer("story", "they left"))
    assert person.session.state is SessionState.RUNNING and person.said()[-1] == 10
    assert person.session.sentence == "Your story was: they left."
    person.waits(30, ticks=1)
    person.answers_all(sure=7)
    assert person.record().answers == {"story": "they left", "sure": "7"}
    assert person.record().practised_seconds == 30 and person.record().completed


@pytest.mark.parametrize("event", [ev.Answer("story", None), ev.Resume(), ev.Skip(), ev.InputEnded()])
def test_clock_goes_on_when_a_waiting_question_is_skipped(event: ev.Event) -> None:
    person = practising()
    person.waits(40, ticks=1)
    person.does(event)
    assert person.session.state is SessionState.RUNNING and person.session.position == 10
    person.waits(20, ticks=1)
    assert person.session.state in (SessionState.AFTER, SessionState.SAVING), "the clock does not stand again"


def test_clock_never_stands_where_no_answer_can_be_typed() -> None:
    person = Person(a_setup(exercise(), 30, asking="none"))
    person.waits(31, ticks=1)
    assert person.session.state is SessionState.SAVING and person.record().practised_seconds == 30


def test_own_pause_of_a_session_does_not_end_with_an_answer() -> None:
    person = practising()
    person.waits(5, ticks=1)
    person.does(ev.Pause(), ev.Answer("story", "words"))
    assert person.session.state is SessionState.PAUSED
    person.does(ev.Resume())
    person.waits(6, ticks=1)
    assert person.session.state is SessionState.RUNNING and person.session.position == 11


def test_scale_question_of_an_exercise_takes_0_to_10_only() -> None:
    person = practising()
    person.does(ev.Answer("story", "words"))
    person.waits(20, ticks=1)
    for value in (11, -1, True, "7"):
        person.does(ev.Answer("sure", value))
        assert person.session.open is not None
    person.does(ev.Answer("sure", 0))
    assert person.session.texts["sure"] == "0"


def test_sentence_is_shown_once_all_its_answers_are_there() -> None:
    assert filled("If {a}, then I will {b}.", {"a": "it is late. "}) == ""
    assert filled("If {a}, then I will {b}.", {"a": "it is late. ", "b": "{a}"}) == "If it is late, then I will {a}."


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"body": [{"say": "a", "seconds": 5, "sentence": "So: {other}"}]}, "body step 1, sentence"),
        ({"body": [{"say": "a", "seconds": 5, "sentence": "no key"}]}, "body step 1, sentence"),
        ({"body": [{"say": "a", "seconds": 5, "wait": True}]}, "body step 1, wait"),
        ({"body": [{**STORY, "scale": True, "choices": ["a", "b"]}]}, "body step 1, scale"),
        ({"body": [{**STORY, "choices_from": "colours"}]}, "body step 1, choices_from"),
        ({"thin_after": 2}, "thin_after"),
        ({"thin_after": -1, "fill": "repeat"}, "thin_after"),
    ],
)
def test_format_mistakes_with_the_new_fields_are_named(changes: dict[str, Any], where: str) -> None:
    raw = {
        "id": "a", "version": 1, "title": "A", "summary": "A.", "capacity": "regulation", "directions": ["anxious"],
        "minutes": [1], "body": BODY, "fill": "stretch",
    }  # fmt: skip
    with pytest.raises(BadExercise) as error:
        from_data({**raw, **changes})
    assert error.value.where == where


def test_words_thin_out_to_every_third_round_and_breaths_go_on() -> None:
    body = [
        {"say": ["a", "b", "c", "d", "e"], "breathe": {"in": 4, "out": 6}},
        {"say": ["f", "g", "h", "i", "j"], "seconds": 5},
        {"say": ["k", "l", "m"], "seconds": 5, "rate": "distress"},
    ]
    thin = exercise(body=body, fill="repeat", thin_after=2)
    timeline = compile(thin, 160)
    texts = {number: [] for number in range(8)}  # type: dict[int, list[str]]
    for cue in timeline.cues:
        if cue.text:
            texts[int(cue.at // 20)].append(cue.text)
    spoken = [number for number, said in texts.items() if len(said) == 3]
    assert spoken == [0, 1, 4, 7] and [texts[n][0] for n in spoken] == ["a", "b", "c", "d"]
    assert all(len(said) == 1 for number, said in texts.items() if number not in spoken), "ratings are still asked for"
    assert timeline.breaths == 8 and timeline.total == 160
    longer, at = add_round(timeline, 150.0)
    assert at == 160.0 and longer.total == 180.0
