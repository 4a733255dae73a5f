"""What's happening now: the seven lines, and a session that begins at once."""

from __future__ import annotations

import pytest

from securecoach_tui import content
from securecoach_tui.practice.now import NowLine, checked
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.questions import SAFETY_KINDS
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import CONTENT, Person, a_setup

LINES = content.load().now_lines()


def test_seven_lines_lead_to_an_exercise_each() -> None:
    assert [line.exercise for line in LINES] == [
        "wait-and-choose",
        "pull-away-wave",
        "senses-grounding",
        "come-back",
        "after-a-fight",
        "check-the-story",
        "name-the-need",
    ]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([NowLine("a", "A", "no-such")], "there is no exercise no-such"),
        ([NowLine("a", "A", "one", ["same"]), NowLine("b", "B", "two", ["Same"])], "same is the name of another"),
        (
            [NowLine("a", "A", "one", ["same"]), NowLine("b", "B", "two"), NowLine("c", "C", "three", ["same"])],
            "c: same is the name of another line",
        ),
    ],
)
def test_lines_that_cannot_work_are_refused_when_they_are_loaded(lines: list[NowLine], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        checked(lines, ("one", "two", "three"))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_only_the_safety_question_comes_before_it(line: NowLine) -> None:
    exercise = CONTENT.exercise(line.exercise)
    person = Person(a_setup(exercise, min(exercise.minutes) * 60, at_once=True))
    if exercise.kinds & SAFETY_KINDS:
        assert [ask.key for ask in person.out if isinstance(ask, ev.AskFor)] == ["safe"]
        person.does(ev.Answer("safe", "yes"))
    assert person.session.state is SessionState.RUNNING and person.session.open is None


def test_doubt_about_safety_still_leads_to_people() -> None:
    person = Person(a_setup(CONTENT.exercise("after-a-fight"), 180, at_once=True)).does(ev.Answer("safe", "not sure"))
    assert ev.ShowSupport() in person.out and person.session.open is not None
    assert person.session.open.key == "ground_first"
