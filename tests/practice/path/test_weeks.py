"""A path file: what it has, what one direction takes from another, and what is refused."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui import content
from securecoach_tui.practice.exercise.parser import BadExercise
from securecoach_tui.practice.path.weeks import EightWeeks, PathOffer, from_data

RAW = tomllib.loads((Path(content.__file__).parent / "en" / "path.toml").read_text("utf-8"))
KNOWN = frozenset(content.load().ids())


def read(**changes: Any) -> EightWeeks:
    return from_data({**copy.deepcopy(RAW), **changes}, KNOWN)


def refused(raw: dict[str, Any]) -> str:
    with pytest.raises(BadExercise) as error:
        from_data(raw, KNOWN)
    return str(error.value)


def test_every_week_has_a_lesson_for_every_direction() -> None:
    path = read()
    assert [week.number for week in path.weeks] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(week.lesson(lean).offers for week in path.weeks for lean in week.lessons)
    assert [week.number for week in path.weeks if week.sessions < 3] == [4, 8], "the half weeks"


def test_a_direction_takes_from_another_what_it_leaves_out() -> None:
    third = read().week(3)
    anxious, avoidant = third.lesson("anxious"), third.lesson("avoidant")
    assert avoidant.fact == anxious.fact and avoidant.lesson != anxious.lesson
    assert avoidant.offers[0].note == "body words first"


def test_missing_and_doubled_weeks_are_named() -> None:
    raw = copy.deepcopy(RAW)
    del raw["week"][4]
    assert refused(raw) == "week: week 5 is missing"
    raw["week"].append(copy.deepcopy(raw["week"][0]))
    assert refused(raw) == "week: week 1 is there twice"


def test_unknown_exercise_is_named_with_its_week() -> None:
    raw = copy.deepcopy(RAW)
    raw["week"][1]["avoidant"]["offers"] = [{"exercise": "walking"}]
    assert refused(raw) == "week 2, avoidant, offers: there is no exercise called walking"


def test_directions_that_name_each_other_are_named() -> None:
    raw = copy.deepcopy(RAW)
    raw["week"][3]["anxious"]["same_as"] = "both"
    assert "in a circle: anxious, both, anxious" in refused(raw)
    raw["week"][3]["anxious"]["same_as"] = "anxious"
    assert "in a circle: anxious, anxious" in refused(raw)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"week": 3}, "week: use a list"),
        ({"about": []}, "about: this is empty"),
        ({"abuot": ["x"]}, "abuot: a path has no such field"),
        ({"week": [{"number": 9}]}, "week table 1.number: use a whole number of at most 8"),
    ],
)
def test_bad_fields_are_named(change: dict[str, Any], said: str) -> None:
    assert refused({**copy.deepcopy(RAW), **change}).startswith(said)


def test_direction_without_a_lesson_is_refused() -> None:
    raw = copy.deepcopy(RAW)
    del raw["week"][6]["both"]["lesson"]
    assert refused(raw) == "week 7, both, lesson: this field is missing"


def test_unknown_picture_becomes_that_of_the_week() -> None:
    raw = copy.deepcopy(RAW)
    raw["week"][0]["picture"] = "dragon"
    assert from_data(raw, KNOWN).week(1).picture == "breath"


def test_last_week_that_is_missing_is_named_too() -> None:
    raw = copy.deepcopy(RAW)
    del raw["week"][7]
    assert refused(raw) == "week: week 8 is missing"


def test_path_has_the_words_of_its_file() -> None:
    path = read(about=["a\x07", "b"], wait=["c\x07"], helped="d\x07", keep="e\x07")
    assert (path.about, path.wait) == (("a\\x07", "b"), ("c\\x07",)) and (path.helped, path.keep) == (
        "d\\x07",
        "e\\x07",
    )


def test_lesson_has_the_words_of_its_table() -> None:
    raw = copy.deepcopy(RAW)
    raw["week"][0]["both"] = {
        "lesson": ["one\x07"],
        "fact": "two\x07",
        "source": "three\x07",
        "try": "four\x07",
        "offers": [{"exercise": "slow-breathing", "times": 2, "note": "five\x07"}],
    }
    lesson = from_data(raw, KNOWN).week(1).lesson("both")
    assert lesson.lesson == ("one\\x07",) and lesson.offers == (PathOffer("slow-breathing", 2, "five\\x07"),)
    assert (lesson.fact, lesson.source, lesson.to_try) == ("two\\x07", "three\\x07", "four\\x07")


@pytest.mark.parametrize("field", ["lesson", "fact", "source", "try", "offers"])
def test_field_that_a_direction_lacks_is_named_as_in_the_file(field: str) -> None:
    raw = copy.deepcopy(RAW)
    whole = {"lesson": ["a"], "fact": "b", "source": "c", "try": "d", "offers": [{"exercise": "slow-breathing"}]}
    raw["week"][0]["both"] = {name: value for name, value in whole.items() if name != field}
    assert refused(raw) == f"week 1, both, {field}: this field is missing"


def test_picture_that_there_is_may_be_chosen_for_any_week() -> None:
    raw = copy.deepcopy(RAW)
    raw["week"][0]["picture"] = "keep"
    assert from_data(raw, KNOWN).week(1).picture == "keep"
