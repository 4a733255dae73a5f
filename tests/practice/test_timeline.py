"""Every cue at its second; opening and closing never cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.parser import BadExercise, from_data, parse
from securecoach_tui.practice.exercise.timeline import LengthRefused, compile

SECONDS = st.floats(0.5, 30).map(lambda s: round(s, 2))
SAY = st.builds(lambda s, n: {"say": ["a", "b"][:n] or "c", "seconds": s}, SECONDS, st.integers(0, 2))
BREATH = st.builds(lambda i, o, h: {"breathe": {"in": i, "out": o, "hold_in": h}}, SECONDS, SECONDS, st.floats(0, 5))
STEPS = st.lists(st.one_of(SAY, BREATH), max_size=4)


@st.composite
def exercises(draw: st.DrawFn) -> Exercise:
    raw = {
        "id": "drawn-one",
        "version": 1,
        "title": "T",
        "summary": "S",
        "capacity": "regulation",
        "directions": ["avoidant"],
        "minutes": [120],
        "fill": draw(st.sampled_from(["repeat", "stretch"])),
        "opening": draw(STEPS),
        "body": draw(st.lists(st.one_of(SAY, BREATH), min_size=1, max_size=4)),
        "closing": draw(STEPS),
    }
    return from_data(raw)


@settings(max_examples=150, deadline=None)
@given(exercises(), st.floats(0, 900))
def test_timeline_length_is_within_one_round_of_the_request(exercise: Exercise, more: float) -> None:
    seconds = exercise.shortest + more
    timeline = compile(exercise, seconds)
    within = 1e-6 if exercise.fill == "stretch" else exercise.lasts("body")
    assert abs(timeline.total - seconds) <= within + 1e-6
    assert timeline.times == sorted(timeline.times)
    assert timeline.body_at == pytest.approx(exercise.lasts("opening"))
    assert timeline.total - timeline.closing_at == pytest.approx(exercise.lasts("closing"))


@given(exercises())
def test_timeline_refuses_a_length_below_the_shortest(exercise: Exercise) -> None:
    with pytest.raises(LengthRefused) as refused:
        compile(exercise, exercise.shortest - 0.01)
    assert refused.value.limit == exercise.shortest


GOOD = """
id = "a-b"
version = 1
title = "T"
summary = "S"
capacity = "regulation"
directions = ["anxious"]
minutes = [0.2]
[[body]]
say = "a"
seconds = 4
"""


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (('title = "T"', ""), "title"),
        (('title = "T"', 'titel = "T"'), "titel"),
        (("seconds = 4", "seconds = -4"), "body step 1, seconds"),
        (("seconds = 4", "seconds = nan"), "body step 1, seconds"),
        (("seconds = 4", "seconds = 'x'"), "body step 1, seconds"),
        (("[[body]]", "[[bodi]]"), "bodi"),
        (("minutes = [0.2]", "minutes = [0.05]"), "minutes"),
        (("minutes = [0.2]", "minutes = []"), "minutes"),
        (('id = "a-b"', 'id = "A b"'), "id"),
        (('say = "a"', ""), "body step 1"),
        (('say = "a"', 'ask = "a?"\nkey = "after"'), "body step 1, key"),
        (('say = "a"', 'ask = "a?"'), "body step 1, key"),
        (("version = 1", "version = = 1"), "line 3"),
    ],
)
def test_a_bad_file_is_named_with_its_line_or_field(change: tuple[str, str], where: str) -> None:
    assert parse(GOOD.encode()).id == "a-b"
    with pytest.raises(BadExercise) as bad:
        parse(GOOD.replace(*change).encode())
    assert bad.value.where == where


def test_bytes_that_are_not_text_and_ten_megabytes_are_refused() -> None:
    with pytest.raises(BadExercise, match="line 2"):
        parse(b"\n\xff\xfe")
    with pytest.raises(BadExercise, match="larger"):
        parse(b"a" * 10_000_000)


def test_control_characters_in_a_file_are_written_out() -> None:
    exercise = parse(GOOD.replace('say = "a"', 'say = "\\u001b[31m[bold]a"').encode())
    assert exercise.body[0].say == "\\x1b[31m[bold]a"


@given(st.binary(max_size=200))
def test_any_bytes_are_an_exercise_or_a_sentence(data: bytes) -> None:
    try:
        parse(data)
    except BadExercise as bad:
        assert str(bad)


def test_timeline_of_a_sigh_counts_one_breath_with_a_sip() -> None:
    sigh = {"in": 3, "sip": 1, "out": 6, "hold_out": 2}
    raw = {**SIGHED, "body": [{"breathe": sigh}]}
    timeline = compile(from_data(raw), 24)
    assert [(cue.phase, cue.at, cue.breath) for cue in timeline.cues][:5] == [
        ("in", 0.0, 1),
        ("sip", 3.0, 1),
        ("out", 4.0, 1),
        ("hold_out", 10.0, 1),
        ("in", 12.0, 2),
    ]
    assert timeline.breaths == 2


SIGHED = {
    "id": "sighed",
    "version": 1,
    "title": "T",
    "summary": "S",
    "capacity": "regulation",
    "directions": ["anxious"],
    "minutes": [0.4],
}
