"""What an exercise comes to at a length, and after each change to it, second by second.

``scores.txt`` holds each as lines: the second, and what begins then; a step after ``--``, its place in the body last.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from securecoach_tui.practice.exercise.model import Exercise, Step
from securecoach_tui.practice.exercise.timeline import (
    Cue,
    LengthRefused,
    Timeline,
    add_round,
    compile,
    end_with,
    insert_before_closing,
    insert_steps,
    longest_silence,
)
from tests.conftest import Golden
from tests.practice.person import an_exercise

PATH = Path(__file__).with_name("scores.txt")
SCORES = dict(one.split("\n", 1) for one in PATH.read_text("utf-8").split("## ")[1:])
ROUNDS = an_exercise(
    opening=[{"say": "Hello {rung}.", "seconds": 4, "private": True}],
    body=[
        {"breathe": {"in": 2, "sip": 1, "hold_in": 1, "out": 3, "hold_out": 1}, "rate": "ease", "say": "Breathe."},
        {"say": ["one", "two {rung}"], "seconds": 4, "rate": "urge", "sentence": True},
        {"ask": "What of {rung}?", "key": "what", "choices": ["a", "b"], "seconds": 4, "private": True},
    ],
)
WIDE = an_exercise(
    fill="stretch",
    body=[
        {"breathe": {"in": 2, "out": 3}, "rate": "ease"},
        {"say": "one", "seconds": 4},
        {"say": ["two", "again"], "seconds": 1},
    ],
)
PACED = {"breathe": {"in": 2, "out": 3}}
BREATHS = an_exercise(fill="stretch", body=[PACED])
FEET = (Step(say="Feet.", seconds=3.0), Step(say="{rung}.", seconds=2.0, private=True))


def rounds(seconds: float | None = 57) -> Timeline:
    return compile(ROUNDS, seconds, rung="a photo")


def wide() -> Timeline:
    return compile(WIDE, 40)


MADE: dict[str, Callable[[], Timeline]] = {
    "three rounds": lambda: rounds(60),
    "an open one": lambda: rounds(None),
    "one with words before it": lambda: compile(ROUNDS, 41, preface=FEET, rung="a photo"),
    "one with no room for words before it": lambda: compile(WIDE, 19, preface=FEET),
    "a wide body": wide,
    "a wide body of breaths": lambda: compile(BREATHS, 40),
    "a wide body of two breaths": lambda: compile(an_exercise(fill="stretch", body=[PACED, PACED]), 40),
    "one more round": lambda: add_round(rounds(), 6)[0],
    "one more round in an open one": lambda: add_round(rounds(None), 6)[0],
    "one more round before the body": lambda: add_round(rounds(41), 1)[0],
    "one more round in the closing": lambda: add_round(rounds(41), 40)[0],
    "a breath again": lambda: add_round(wide(), 5)[0],
    "a step again": lambda: add_round(wide(), 12)[0],
    "the last step again": lambda: add_round(wide(), 36)[0],
    "orienting in a breath": lambda: insert_steps(rounds(41), 6, FEET),
    "orienting as the body begins": lambda: insert_steps(rounds(41), 4, FEET),
    "orienting in the opening": lambda: insert_steps(rounds(41), 2, FEET),
    "orienting in the closing": lambda: insert_steps(rounds(41), 37, FEET),
    "orienting twice": lambda: insert_steps(insert_steps(rounds(41), 16, FEET), 17, FEET),
    "closed in the body": lambda: end_with(rounds(41), 16, FEET),
    "closed in the closing": lambda: end_with(rounds(41), 38, FEET),
    "closed in an open one": lambda: end_with(rounds(None), 5, FEET),
    "eased": lambda: insert_before_closing(rounds(41), FEET),
    "eased in an open one": lambda: insert_before_closing(rounds(None), FEET),
}


def cue_words(cue: Cue) -> str:
    said = [f"{cue.seconds:g} s"]
    said += [f"{cue.phase or 'no phase'} {cue.breath}"] if cue.phase or cue.breath else []
    said += [f'"{cue.text}"'] if cue.text else []
    said += [f"{cue.rate}?"] if cue.rate else []
    said += [f"{cue.ask.key}? {cue.ask.text} {'/'.join(cue.ask.choices)}"] if cue.ask else []
    said += [name for name in ("private", "sentence") if getattr(cue, name)]
    return " ".join(said + ([cue.part] if cue.part == "orienting" else []))


def written(timeline: Timeline) -> str:
    ends = f"{timeline.total:g} s, body at {timeline.body_at:g}, closing at {timeline.closing_at:g}"
    counts = f"{timeline.rounds} rounds, {timeline.breaths} breaths, {longest_silence(timeline):.2f} s of silence"
    lines = [f"{ends}{', open' if timeline.open else ''}, {counts}"]
    begins = [
        (mark.at, 0, f"-- {mark.part} {mark.step} of {mark.steps}, round {mark.round}, {mark.source}")
        for mark in timeline.marks
    ]
    begins += [(cue.at, 1, cue_words(cue)) for cue in timeline.cues]
    return "\n".join([*lines, *(f"{at:g} {what}" for at, _, what in sorted(begins, key=lambda one: one[:2]))])


@pytest.mark.parametrize("name", MADE)
def test_cues_follow_each_score(name: str, golden: Golden) -> None:
    golden(PATH, written(MADE[name]()), section=name)


def test_every_score_has_a_timeline() -> None:
    assert list(SCORES) == list(MADE)


@pytest.mark.parametrize(
    ("timeline", "position", "at"),
    [
        (rounds(), 4, 20),
        (rounds(), 19.9, 20),
        (rounds(), 20, 36),
        (rounds(), 51, 52),
        (rounds(), 52, 52),
        (rounds(), 1, 52),
        (wide(), 4, 9),
        (wide(), 9, 29.8),
        (wide(), 34.9, 35),
        (wide(), 35, 35),
        (wide(), 0, 35),
    ],
)
def test_added_round_begins_at_the_end_of_round_or_step(timeline: Timeline, position: float, at: float) -> None:
    assert add_round(timeline, position)[1] == pytest.approx(at)


def test_round_count_includes_added_rounds() -> None:
    grown = add_round(add_round(rounds(), 6)[0], 40)[0]
    counted = [mark.round for mark in grown.marks if mark.part == "body" and mark.step == 1]
    assert counted == [1, 2, 3, 4, 5] and grown.rounds == 5
    assert add_round(wide(), 12)[0].rounds == 1, "a body played once is one round, whichever step is played again"


def banded(body: list[dict[str, object]], **changes: object) -> Exercise:
    return an_exercise(**{"opening": [], "closing": [], "minutes": [5], "body": body, **changes})


@pytest.mark.parametrize(
    ("seconds", "total"),
    [(30, 25), (38, 50), (37, 25), (115, 100), (119, 100), (120, 150), (130, 150), (175, 200), (174, 150), (224, 200)],
)
def test_round_count_is_nearest_within_its_length_band(seconds: int, total: int) -> None:
    body = [{"say": "short", "seconds": 25, "under": 2}, {"say": "long", "seconds": 50, "over": 2}]
    assert compile(banded(body), seconds).total == pytest.approx(total)


@pytest.mark.parametrize(("seconds", "total"), [(25, 25), (49.9, 25), (50, 50), (74, 50), (300, 300)])
def test_contact_length_never_exceeds_the_request(seconds: float, total: float) -> None:
    body: list[dict[str, object]] = [{"say": "near", "seconds": 25}]
    assert compile(banded(body, capacity="closeness"), seconds).total == pytest.approx(total)


@pytest.mark.parametrize(
    ("changes", "seconds", "refused"),
    [
        ({}, 24.9, ("short", 25.0)),
        ({"capacity": "closeness"}, 24.0, ("short", 25.0)),
        ({"capacity": "closeness"}, 300.1, ("long", 300.0)),
        ({"capacity": "closeness"}, None, ("open", 300.0)),
    ],
)
def test_impossible_length_is_refused_with_reason_and_limit(
    changes: dict[str, object], seconds: float | None, refused: tuple[str, float]
) -> None:
    with pytest.raises(LengthRefused) as found:
        compile(banded([{"say": "near", "seconds": 25}], **changes), seconds)
    assert (found.value.why, found.value.limit) == refused
    assert str(found.value) == f"{refused[0]}: {refused[1]:g} s"
