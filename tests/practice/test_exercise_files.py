"""Any valid exercise file compiles at any length it can have; any invalid one is refused by the name of its field."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from securecoach_tui.practice.exercise.parser import BadExercise, from_data, parse, warnings
from securecoach_tui.practice.exercise.timeline import LengthRefused, compile, longest_silence

SECONDS = st.floats(0.1, 40).map(lambda s: round(s, 2))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda text: text.strip())
KEYS = st.from_regex(r"own_[a-z]{1,12}", fullmatch=True)


@st.composite
def steps(draw: st.DrawFn) -> dict[str, Any]:
    what = draw(st.sampled_from(["say", "list", "breathe", "ask", "choose"]))
    if what == "breathe":
        phases = {"in": draw(SECONDS), "out": draw(SECONDS)}
        for name in draw(st.sets(st.sampled_from(["hold_in", "hold_out", "sip"]))):
            phases[name] = draw(st.floats(0, 9))
        return {"breathe": phases}
    if what == "ask":
        return {"ask": draw(WORDS), "key": draw(KEYS), "seconds": draw(SECONDS)}
    if what == "choose":
        return {"ask": draw(WORDS), "key": draw(KEYS), "choices": ["one", "other"], "seconds": draw(SECONDS)}
    say: Any = draw(WORDS) if what == "say" else draw(st.lists(WORDS, min_size=1, max_size=4))
    step = {"say": say, "seconds": draw(SECONDS)}
    if draw(st.booleans()):
        step["rate"] = draw(st.sampled_from(["distress", "ease", "urge"]))
    return step


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    raw = {
        "id": draw(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)),
        "version": draw(st.integers(1, 99)),
        "title": draw(WORDS),
        "summary": draw(WORDS),
        "capacity": draw(st.sampled_from(["regulation", "need_expression", "closeness"])),
        "directions": draw(st.sampled_from([["anxious"], ["avoidant"], ["anxious", "avoidant"]])),
        "kind": draw(st.lists(st.sampled_from(["breath", "body", "imagery", "contact", "telling", "urge", "debrief"]))),
        "minutes": [draw(st.sampled_from([15, 60, 120]))],
        "fill": draw(st.sampled_from(["repeat", "stretch"])),
        "opening": draw(st.lists(steps(), max_size=3)),
        "body": draw(st.lists(steps(), min_size=1, max_size=4)),
        "closing": draw(st.lists(steps(), max_size=3)),
    }
    keys = [step["key"] for stage in ("opening", "body", "closing") for step in raw[stage] if "key" in step]
    assume(len(keys) == len(set(keys)))
    return raw


@settings(max_examples=80, deadline=None)
@given(files(), st.floats(0, 1))
def test_every_valid_file_compiles_at_every_length_it_can_have(raw: dict[str, Any], part: float) -> None:
    exercise = from_data(raw)
    longest = raw["minutes"][0] * 60
    seconds = exercise.shortest + part * (min(longest, 900.0) - exercise.shortest)
    timeline = compile(exercise, seconds, rung="a rung")
    assert timeline.times == sorted(timeline.times)
    assert timeline.body_at == pytest.approx(exercise.lasts("opening"))
    assert timeline.total - timeline.closing_at == pytest.approx(exercise.lasts("closing"))
    rounded = exercise.lasts("body") if exercise.fill == "repeat" else 1e-6
    assert abs(timeline.total - seconds) <= rounded + 1e-6
    if "contact" in exercise.kinds:
        assert timeline.total <= seconds + 1e-6, "contact is never longer than what was asked for"
        with pytest.raises(LengthRefused):
            compile(exercise, None)
    assert len(warnings(exercise)) <= sum(len(raw[stage]) for stage in ("opening", "body", "closing"))
    assert longest_silence(timeline) <= timeline.total


# A field that the refusal names, and a step with that wrong in it.
BROKEN_STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("seconds", {"say": "a"}),
    ("seconds", {"say": "a", "seconds": -1}),
    ("seconds", {"say": "a", "seconds": float("nan")}),
    ("seconds", {"say": "a", "seconds": 1e9}),
    ("seconds", {"say": "a", "seconds": "x"}),
    ("say", {"say": [], "seconds": 4}),
    ("say", {"say": "", "seconds": 4}),
    ("say", {"say": 7, "seconds": 4}),
    ("breathe", {"breathe": {"in": 4}}),
    ("breathe", {"breathe": {"in": -4, "out": 6}}),
    ("breathe", {"breathe": {"in": 4, "out": 600}}),
    ("breathe", {"breathe": {"in": 4, "out": 6, "hold": 2}}),
    ("key", {"ask": "What?", "seconds": 4}),
    ("key", {"ask": "What?", "key": "Bad Key", "seconds": 4}),
    ("key", {"ask": "What?", "key": "reflection", "seconds": 4}),
    ("choices", {"ask": "What?", "key": "k", "choices": ["a", "a"], "seconds": 4}),
    ("rate", {"say": "a", "seconds": 4, "rate": "love"}),
    ("say", {"ask": "What?", "say": "x", "key": "k", "seconds": 4}),
    ("over", {"say": "a", "seconds": 4, "over": 500}),
    ("under", {"say": "a", "seconds": 4, "under": -1}),
    ("sey", {"sey": "a", "seconds": 4}),
)


def broken(raw: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The file with one thing wrong, and what its refusal has to name."""
    found: list[tuple[str, dict[str, Any]]] = []

    def add(names: str, **changes: Any) -> None:
        found.append((names, {**copy.deepcopy(raw), **changes}))

    for field in ("id", "version", "title", "summary", "capacity", "directions", "minutes", "body"):
        found.append((field, {name: value for name, value in copy.deepcopy(raw).items() if name != field}))
        add(field, **{field: None})
        add(field, **{field: {"odd": 1}})
    add("id", id="Not Lower")
    add("id", id="a--b")
    add("id", id="x" * 61)
    add("version", version=0)
    add("version", version="one")
    add("title", title=" ")
    add("capacity", capacity="love")
    add("directions", directions=[])
    add("directions", directions=["sideways"])
    add("kind", kind=["partner"])
    add("fill", fill="shrink")
    add("minutes", minutes=[])
    add("minutes", minutes=[0])
    add("minutes", minutes=[121])
    add("minutes", minutes=[float("nan")])
    add("minutes", minutes=[0.05], body=[{"say": "a", "seconds": 40}])
    add("body", body=[])
    add("partner", partner="x")
    for stage in ("opening", "body", "closing"):
        for field, step in BROKEN_STEPS:
            name = f"{stage} step 1" if field == "say" and "ask" in step else f"{stage} step 1, {field}"
            add(name, **{stage: [step]})
    return found


@settings(max_examples=12, deadline=None)
@given(files())
def test_exercise_file_refusal_names_the_broken_field(raw: dict[str, Any]) -> None:
    from_data(raw)
    for names, wrong in broken(raw):
        with pytest.raises(BadExercise) as refused:
            from_data(wrong)
        where = refused.value.where
        assert where.startswith(names), (names, where, str(refused.value))
        assert str(refused.value) and "\x1b" not in str(refused.value)


def a_banded_file(**changes: Any) -> dict[str, Any]:
    return {
        "id": "banded",
        "version": 1,
        "title": "T",
        "summary": "S.",
        "capacity": "regulation",
        "directions": ["anxious"],
        "minutes": [0.5, 3],
        "opening": [{"say": "Long hello.", "seconds": 40, "over": 2}],
        "body": [{"say": "short", "seconds": 10, "under": 2}, {"say": "long", "seconds": 30, "over": 2}],
        **changes,
    }


def test_a_short_session_can_have_words_of_its_own() -> None:
    exercise = from_data(a_banded_file())
    assert exercise.shortest == 10 and exercise.shortest_from(119.9) == 119.9
    assert {cue.text for cue in compile(exercise, 30).cues} == {"short"}
    assert {cue.text for cue in compile(exercise, 180).cues} == {"Long hello.", "long"}
    assert {cue.text for cue in compile(exercise, None).cues} == {"Long hello.", "long"}
    with pytest.raises(BadExercise, match="sessions of 2 minutes"):
        from_data(a_banded_file(body=[{"say": "short", "seconds": 10, "under": 2}]))


@pytest.mark.parametrize("seconds", range(10, 260, 7))
def test_length_with_its_own_words_compiles_the_same_again(seconds: int) -> None:
    exercise = from_data(a_banded_file())
    timeline = compile(exercise, seconds)
    again = compile(exercise, timeline.total)
    assert (again.total, again.cues) == (timeline.total, timeline.cues)


@given(st.binary(max_size=400))
def test_any_bytes_are_an_exercise_or_one_sentence(data: bytes) -> None:
    try:
        parse(data)
    except BadExercise as refused:
        assert str(refused) and "\n" not in str(refused)


@given(st.text(max_size=300))
def test_any_text_is_an_exercise_or_one_sentence(text: str) -> None:
    try:
        parse(text.encode("utf-8", "surrogatepass"))
    except BadExercise as refused:
        assert str(refused)


def test_a_nest_of_ten_thousand_brackets_is_refused_in_words() -> None:
    with pytest.raises(BadExercise):
        parse(b"a = " + b"[" * 10_000)
