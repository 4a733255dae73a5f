"""What an exercise file may hold at its bounds, and what is said of a file as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.exercise import scene
from securecoach_tui.practice.exercise.parser import BadExercise, from_data, of_field, parse, warnings
from securecoach_tui.practice.exercise.scene import scene_name
from tests.practice.person import SMALL, an_exercise

SAYS: dict[str, Any] = {"say": "a", "seconds": 4}


def refused(data: bytes) -> BadExercise:
    with pytest.raises(BadExercise) as bad:
        parse(data)
    return bad.value


def test_file_that_is_too_large_is_refused_as_a_whole() -> None:
    bad = refused(b"#" * (256 * 1024 + 1))
    assert (bad.where, str(bad)) == ("", "the file is larger than 256 kB")


def test_file_that_is_no_toml_at_all_is_refused_as_a_whole() -> None:
    bad = refused(b"a = " + b"[" * 20_000)
    assert (bad.where, str(bad)) == ("", "the file is not readable as TOML")


@pytest.mark.parametrize(("data", "line"), [(b"\xff\n\n", 1), (b"a = 1\n\xff\n\n", 2), (b"\n\n\n\xff", 4)])
def test_bytes_that_are_no_text_are_named_by_their_line(data: bytes, line: int) -> None:
    assert str(refused(data)) == f"line {line}: these bytes are not UTF-8 text"


def test_unknown_picture_gets_a_warning_that_names_them_all() -> None:
    (warned,) = warnings(an_exercise(scene="castle"))
    assert str(warned) == (
        'scene: "castle" is not a picture, so the usual picture is used. The pictures are ' + ", ".join(scene.NAMES)
    )


def test_step_without_words_is_never_too_short_for_them() -> None:
    assert warnings(an_exercise(body=[{"breathe": {"in": 0.1, "out": 0.1}}])) == []


def test_sentence_has_control_characters_escaped() -> None:
    asks = {"ask": "What?", "key": "what", "seconds": 4}
    exercise = an_exercise(body=[asks, {**SAYS, "sentence": "You said\x07 {what}."}, {**SAYS, "sentence": True}])
    assert [step.sentence for step in exercise.body] == [False, "You said\\x07 {what}.", True]


@pytest.mark.parametrize(("rounds", "right"), [(0, True), (3, True), (7200, True), (7201, False), (-1, False)])
def test_words_may_thin_out_after_two_hours_of_rounds_at_most(rounds: int, right: bool) -> None:
    raw = {**SMALL, "thin_after": rounds}
    if right:
        assert from_data(raw).thin_after == rounds
        return
    with pytest.raises(BadExercise) as bad:
        from_data(raw)
    assert str(bad.value) == "thin_after: use a whole number of rounds, 0 or more"


ASKS: dict[str, Any] = {"ask": "What?", "key": "what", "seconds": 4}
ONE_OF = "use only one of choices, choices_from and scale"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"fill": "stretch", "thin_after": 2}, 'thin_after: this only works with fill = "repeat"'),
        ({"body": [{**ASKS, "choices": ["a", "b"], "scale": True}]}, f"body step 1, scale: {ONE_OF}"),
        (
            {"body": [{**ASKS, "choices": ["a", "b"], "choices_from": "feelings"}]},
            f"body step 1, choices_from: {ONE_OF}",
        ),
        ({"body": [{**ASKS, "choices_from": "feelings", "scale": True}]}, f"body step 1, scale: {ONE_OF}"),
        (
            {"body": [SAYS, {**SAYS, "sentence": "You said so."}]},
            "body step 2, sentence: name at least one key in braces",
        ),
        (
            {"opening": [ASKS], "body": [SAYS, {**SAYS, "sentence": "{what} and {who}."}]},
            "body step 2, sentence: no question here has the key who",
        ),
        (
            {"opening": [], "closing": [], "minutes": [0.0824], "body": [{**SAYS, "seconds": 5}]},
            "minutes: 0.0824 minutes is too short, because opening, one round and closing need 0.09",
        ),
        (
            {"body": [{**SAYS, "under": 1}, {**SAYS, "seconds": 90, "over": 1}], "minutes": [1]},
            "minutes: 1 minutes is too short, because opening, one round and closing need 1.65",
        ),
    ],
)
def test_author_reads_what_does_not_go_together(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadExercise) as bad:
        from_data({**SMALL, **changes})
    assert str(bad.value) == sentence


def test_names_of_fields_are_told_letter_by_letter() -> None:
    assert of_field("Odd - at `$.maX`") == ("maX", "odd") and of_field("Odd - at `$.Xa`") == ("Xa", "odd")
    assert of_field("Object contains unknown field `Xa`")[0] == "Xa"
    assert of_field("Expected `set` <= 8 - at `$.odd`")[1] == "use set of at most 8"


def test_exercise_of_no_kind_has_no_picture() -> None:
    assert scene_name(an_exercise()) == "none"
