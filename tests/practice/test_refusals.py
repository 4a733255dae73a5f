"""What the author of an exercise file reads where something is wrong with it, to the letter."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.exercise.parser import (
    LARGEST_FILE,
    RESERVED_KEYS,
    BadExercise,
    from_data,
    of_field,
    of_toml,
    parse,
    place,
    warnings,
)
from securecoach_tui.practice.exercise.scene import scene_name
from tests.practice.person import SMALL

RAW: dict[str, Any] = {**SMALL, "body": [{"say": ["one", "two"], "seconds": 5}]}
SAYS = {"say": "a", "seconds": 4}
ASKS = {"ask": "What?", "key": "k", "seconds": 4}
BREATHES = {"in": 4, "out": 6}


def refusal(raw: object) -> str:
    with pytest.raises(BadExercise) as refused:
        from_data(raw)
    return str(refused.value)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("id", "Not Lower", 'use lower-case words joined by "-", at most 60 characters'),
        ("id", "a--b", 'use lower-case words joined by "-", at most 60 characters'),
        ("id", "x" * 61, 'use lower-case words joined by "-", at most 60 characters'),
        ("id", None, "use text, not nothing"),
        ("version", 0, "use a whole number from 1"),
        ("version", "one", "use a whole number, not text"),
        ("title", " ", "this is empty"),
        ("title", True, "use text, not true or false"),
        ("summary", "", "this is empty"),
        ("summary", 7, "use text, not a whole number"),
        ("summary", 7.5, "use text, not a number"),
        ("capacity", "love", "use one of regulation, need_expression, closeness"),
        ("capacity", 3, "use one of regulation, need_expression, closeness"),
        ("directions", [], "use anxious, avoidant, or both"),
        ("directions", "anxious", "use one of anxious, avoidant"),
        ("fill", "shrink", "use one of repeat, stretch"),
        ("rung", "high", "use one of own, low"),
        ("minutes", [], "give at least one length"),
        ("minutes", [0], "0 is not between 0.05 and 120"),
        ("minutes", [0.04], "0.04 is not between 0.05 and 120"),
        ("minutes", [5, 121], "121 is not between 0.05 and 120"),
        ("minutes", 5, "use a list, not a whole number"),
        ("minutes", {}, "use a list, not a table"),
        ("minutes", [0.2], "0.2 minutes is too short, because opening, one round and closing need 0.24"),
        ("body", [], "add at least one step"),
        ("body", "x", "use a list, not text"),
        ("body", [{**SAYS, "over": 2}], "add a step for sessions of 0.05 minutes"),
        ("body", [{**SAYS, "under": 2}], "add a step for sessions of 2 minutes"),
        ("evidence", 7, "use a table, not a whole number"),
        ("evidence", ["x"], "use a table, not a list"),
        ("partner", "x", "exercise files have no such field"),
    ],
)
def test_a_field_that_cannot_be_used_is_named_with_its_reason(field: str, value: object, why: str) -> None:
    assert refusal({**RAW, field: value}) == f"{field}: {why}"


@pytest.mark.parametrize("field", ["id", "version", "title", "summary", "capacity", "directions", "minutes", "body"])
def test_a_field_that_every_file_needs_is_said_to_be_missing(field: str) -> None:
    assert refusal({name: value for name, value in RAW.items() if name != field}) == f"{field}: this is missing"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"directions": ["sideways"]}, "directions[0]: use one of anxious, avoidant"),
        (
            {"kind": ["partner"]},
            "kind[0]: use one of breath, body, imagery, contact, telling, urge, debrief, thought, plan, writing, apart",
        ),
        ({"minutes": [1, "5"]}, "minutes[1]: use a number, not text"),
        (
            {"evidence": {"strength": "sure", "summary": "s"}},
            "evidence.strength: use one of meta-analysis, trial, observational, convention",
        ),
        ({"evidence": {"strength": "trial"}}, "evidence.summary: this is missing"),
        ({"opening": [{"say": "a"}]}, "opening step 1, seconds: this is missing"),
        ({"closing": [SAYS, {"say": "a"}]}, "closing step 2, seconds: this is missing"),
        ({"body": [ASKS, ASKS]}, "body step 2, key: k is used by another step"),
        ({"opening": [ASKS], "closing": [ASKS]}, "closing step 1, key: k is used by another step"),
        ({"body": [SAYS, 5]}, "body step 2: use a table, not a whole number"),
    ],
)
def test_a_place_deeper_in_a_file_is_told_as_its_author_counts(changes: dict[str, Any], sentence: str) -> None:
    assert refusal({**RAW, **changes}) == sentence


@pytest.mark.parametrize("stage", ["opening", "body", "closing"])
@pytest.mark.parametrize(
    ("step", "complaint"),
    [
        ({"say": "a"}, ", seconds: this is missing"),
        ({**SAYS, "seconds": -1}, ", seconds: -1 is not between 0.1 and 7200 seconds"),
        ({**SAYS, "seconds": 0.09}, ", seconds: 0.09 is not between 0.1 and 7200 seconds"),
        ({**SAYS, "seconds": 7201}, ", seconds: 7201 is not between 0.1 and 7200 seconds"),
        ({**SAYS, "seconds": "x"}, ", seconds: use a number, not text"),
        ({**SAYS, "say": []}, ", say: this list is empty"),
        ({**SAYS, "say": ""}, ", say: this is empty"),
        ({**SAYS, "say": ["a", ""]}, ", say: this is empty"),
        ({**SAYS, "say": 7}, ", say: use text or a list, not a whole number"),
        ({"seconds": 4}, ": add one of say, breathe, ask"),
        ({"sey": "a", "seconds": 4}, ", sey: exercise files have no such field"),
        ({"breathe": {"in": 4}}, ", breathe.out: this is missing"),
        ({"breathe": 5}, ", breathe: use a table, not a whole number"),
        ({"breathe": {"in": -4, "out": 6}}, ", breathe.in: -4 is not between 0 and 60 seconds"),
        ({"breathe": {"in": 61, "out": 6}}, ", breathe.in: 61 is not between 0 and 60 seconds"),
        ({"breathe": {"in": 4, "out": 60.5}}, ", breathe.out: 60.5 is not between 0 and 60 seconds"),
        ({"breathe": {**BREATHES, "hold_in": -1}}, ", breathe.hold_in: -1 is not between 0 and 60 seconds"),
        ({"breathe": {**BREATHES, "hold_out": 61}}, ", breathe.hold_out: 61 is not between 0 and 60 seconds"),
        ({"breathe": {**BREATHES, "sip": 61}}, ", breathe.sip: 61 is not between 0 and 60 seconds"),
        ({"breathe": {**BREATHES, "hold": 2}}, ", breathe.hold: exercise files have no such field"),
        ({"breathe": {"in": 0, "out": 4}}, ", breathe.in: use at least 0.1 seconds"),
        ({"breathe": {"in": 4, "out": 0.09}}, ", breathe.out: use at least 0.1 seconds"),
        ({"breathe": BREATHES, "seconds": 3}, ", seconds: leave this out, because the breath has its own length"),
        ({"say": "a", "breathe": BREATHES, "sentence": True}, ", sentence: this only works with say, without breathe"),
        ({"breathe": BREATHES, "sentence": True}, ", sentence: this only works with say, without breathe"),
        ({**ASKS, "sentence": True}, ", sentence: this only works with say, without breathe"),
        ({**SAYS, "rate": "love"}, ", rate: use one of distress, ease, urge"),
        ({**SAYS, "over": 121}, ", over: 121 is not between 0.05 and 120"),
        ({**SAYS, "under": -1}, ", under: -1 is not between 0.05 and 120"),
        ({**SAYS, "under": 0.04}, ", under: 0.04 is not between 0.05 and 120"),
        ({**SAYS, "key": "k"}, ", key: this only works with ask"),
        ({**SAYS, "choices": ["a"]}, ", choices: this only works with ask"),
        ({**SAYS, "support": "a"}, ", support: this only works with ask"),
        ({"ask": "What?", "seconds": 4}, ", key: this is missing"),
        ({**ASKS, "ask": " "}, ", ask: this is empty"),
        ({**ASKS, "say": "x"}, ", ask: a step with ask can't also have say, breathe or rate"),
        ({**ASKS, "seconds": 0, "breathe": BREATHES}, ", ask: a step with ask can't also have say, breathe or rate"),
        ({**ASKS, "rate": "ease"}, ", ask: a step with ask can't also have say, breathe or rate"),
        ({**ASKS, "key": "Bad Key"}, ", key: use a lower-case name of at most 40 characters"),
        ({**ASKS, "key": "k" * 41}, ", key: use a lower-case name of at most 40 characters"),
        ({**ASKS, "choices": ["a", "a"]}, ", choices: use different words, and leave none empty"),
        ({**ASKS, "choices": ["a", " "]}, ", choices: use different words, and leave none empty"),
        ({**ASKS, "choices": [3]}, ", choices[0]: use text, not a whole number"),
        ({**ASKS, "choices": ["a"], "support": "b"}, ", support: use one of the choices"),
    ],
)
def test_invalid_step_is_refused_with_its_stage_and_reason(stage: str, step: dict[str, Any], complaint: str) -> None:
    assert refusal({**RAW, stage: [step]}) == f"{stage} step 1{complaint}"


@pytest.mark.parametrize("key", sorted(RESERVED_KEYS))
def test_reserved_question_key_is_refused(key: str) -> None:
    sentence = f"body step 1, key: {key} is a name that SecureCoach uses itself. Choose another"
    assert refusal({**RAW, "body": [{**ASKS, "key": key}]}) == sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "x" * 60},
        {"version": 1},
        {"minutes": [120]},
        {"minutes": [0.05], "opening": [], "closing": [], "body": [{**SAYS, "seconds": 0.1}]},
        {"minutes": [14 / 60]},
        {"body": [{**SAYS, "seconds": 7200}], "minutes": [120], "opening": [], "closing": []},
        {"body": [{"breathe": {"in": 0.1, "out": 0.1}}]},
        {"body": [{"breathe": {"in": 60, "out": 60}}], "minutes": [3]},
        {"body": [{"breathe": {**BREATHES, "hold_in": 0, "hold_out": 60, "sip": 0}}], "minutes": [2]},
        {"body": [{"say": "a", "breathe": BREATHES}]},
        {"body": [{**SAYS, "sentence": True}]},
        {"body": [{**ASKS, "key": "k" * 40}]},
        {"body": [{**ASKS, "choices": ["a", "b"], "support": "b"}]},
        {"body": [SAYS, {**SAYS, "over": 120}]},
        {"body": [SAYS, {**SAYS, "under": 0.05}]},
        {"evidence": {"strength": "trial", "summary": "s"}},
    ],
)
def test_exercise_file_accepts_values_at_the_bounds(changes: dict[str, Any]) -> None:
    assert from_data({**RAW, **changes}).version == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"x" * (LARGEST_FILE + 1), "the file is larger than 256 kB"),
        (b"a = 1\n\xff", "line 2: these bytes are not UTF-8 text"),
        (b"\xff", "line 1: these bytes are not UTF-8 text"),
        (b"a = ", "last line: invalid value"),
        (b"a = 1\na = 2", "last line: cannot overwrite a value"),
        (b"a = 1\nb = \x01", "line 2: invalid value"),
        (b"\xef\xbb\xbfid = 3", "id: use text, not a whole number"),
        (b"", "id: this is missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_its_line(data: bytes, sentence: str) -> None:
    with pytest.raises(BadExercise) as refused:
        parse(data)
    assert str(refused.value) == sentence


def test_a_file_of_exactly_the_largest_size_is_read() -> None:
    with pytest.raises(BadExercise, match="is missing"):
        parse(b"#" * LARGEST_FILE)


def test_parser_errors_are_reported_by_place_and_reason() -> None:
    assert of_toml("Expected '=' (at line 12, column 4)") == ("line 12", "expected '='")
    assert of_toml("Unclosed array (at end of document)") == ("last line", "unclosed array")
    assert of_field("Odd `thing`") == ("file", "odd thing")
    assert of_field("Odd\x1b[2J") == ("file", "odd\\x1b[2J")
    assert of_field("Expected `set`, got `tuple` - at `$.odd`") == ("odd", "use set, not tuple")
    assert of_field("Expected `int` <= 8 - at `$.week[8].number`")[1] == "use a whole number of at most 8"
    assert of_field("Expected `int` >= 1 - at `$.odd`")[1] == "use a whole number of at least 1"
    assert of_field("Expected `array` of length >= 1 - at `$.odd`")[1] == "this is empty"
    assert of_field("Expected `str` of length <= 2000 - at `$.odd`")[1] == "use text of at most 2000 characters"
    assert of_field("Odd - at `$." + "y" * 200 + "`") == ("y" * 80, "odd")
    assert of_field("Odd - at `$.bo\x07dy`")[0] == "bo\\x07dy"
    assert of_field("Odd - at `$.body[3]`") == ("body step 4", "odd")
    assert of_field("Odd - at `$.kind.x`") == (
        "kind.x",
        "use one of breath, body, imagery, contact, telling, urge, debrief, thought, plan, writing, apart",
    )
    assert place("body", 0) == "body step 1" and place("closing", 2, "say") == "closing step 3, say"


def test_step_shorter_than_its_longest_line_gets_a_warning() -> None:
    words = "one two three four five six seven eight nine ten"  # six seconds at a hundred a minute
    raw = {
        **RAW,
        "opening": [{"say": words, "seconds": 6}],
        "body": [{"say": ["one", words], "seconds": 5.9}, {**ASKS, "ask": words}],
        "closing": [{"say": words, "breathe": {"in": 2, "out": 1.5}}, {"breathe": BREATHES}],
    }
    assert [str(one) for one in warnings(from_data(raw))] == [
        "body step 1: the words need 6.0 s, and the step lasts 5.9 s",
        "body step 2: the words need 6.0 s, and the step lasts 4 s",
        "closing step 1: the words need 6.0 s, and the step lasts 3.5 s",
    ]
    assert not warnings(from_data(raw), 180.0)


def test_exercise_with_an_unknown_picture_gets_a_warning() -> None:
    (warning,) = warnings(from_data({**RAW, "scene": "volcano"}))
    assert str(warning).startswith('scene: "volcano" is not a picture, so the usual picture is used.')
    assert scene_name(from_data({**RAW, "scene": "volcano", "kind": ["breath"]})) == "orb"
    assert scene_name(from_data({**RAW, "scene": "dawn", "kind": ["breath"]})) == "dawn"
    assert not warnings(from_data({**RAW, "scene": "dawn"}))


def test_exercise_file_has_control_characters_escaped() -> None:
    odd, shown = "a\x1bb\x07", "a\\x1bb\\x07"
    raw = {
        **RAW,
        "title": f" {odd} ",
        "summary": f" {odd} ",
        "evidence": {"strength": "trial", "summary": odd, "citations": [odd]},
        "opening": [{"say": odd, "seconds": 4}],
        "body": [{"say": [odd, "b"], "seconds": 4}],
        "closing": [{"ask": odd, "key": "k", "choices": [odd, "b"], "support": odd, "seconds": 4}],
    }
    found = from_data(raw)
    assert (found.title, found.summary) == (shown, shown)
    assert found.evidence is not None and (found.evidence.summary, found.evidence.citations) == (shown, [shown])
    assert found.opening[0].say == shown and found.body[0].say == [shown, "b"]
    asks = found.closing[0]
    assert (asks.ask, asks.choices, asks.support) == (shown, [shown, "b"], shown)
