"""What an exercise file may hold at its bounds, and what is said of a file as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.practice.exercise import scene
from securecoach_tui.practice.exercise.parser import BadExercise, from_data, parse, warnings
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
