"""The words themselves."""

from __future__ import annotations

import re

import pytest

from securecoach_tui import content
from securecoach_tui.practice.exercise import STAGES, Exercise, warnings
from securecoach_tui.practice.timeline import compile

CONTENT = content.load()
ALL = list(CONTENT.exercises().values())
NEVER = re.compile(r"!|\b(should|must|failed|streak|worse|decline|lost|partner|husband|wife)\b", re.IGNORECASE)


def lines_of(exercise: Exercise) -> list[str]:
    found: list[str] = []
    for stage in STAGES:
        for step in exercise.steps(stage):
            found += step.say if isinstance(step.say, list) else [step.say or step.ask or ""]
    return [line for line in found if line]


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
def test_lines_are_short_kind_and_have_their_time(exercise: Exercise) -> None:
    for line in [*lines_of(exercise), exercise.summary]:
        assert not NEVER.search(line), line
    assert all(len(line.split()) < 15 for line in lines_of(exercise))
    assert warnings(exercise) == []


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
def test_every_length_on_offer_compiles_within_one_round(exercise: Exercise) -> None:
    for minutes in exercise.minutes:
        total = compile(exercise, minutes * 60, rung="x").total
        assert abs(total - minutes * 60) <= exercise.lasts("body")


def test_closeness_says_what_it_is_not_and_orients_at_the_end() -> None:
    ladder = CONTENT.exercise("closeness-ladder")
    assert "This is never practice in putting up with what you do not want." in lines_of(ladder)
    assert 30 <= ladder.lasts("closing") <= 60
    assert 30 <= sum(step.seconds for step in CONTENT.orienting()) <= 60
    assert max(step.lasts for step in ladder.body) <= 20


def test_support_names_an_emergency_number_and_a_line_for_the_us_and_the_uk() -> None:
    words = "\n".join(CONTENT.support_words())
    assert "911" in words and "116 123" in words and "988" in words and "findahelpline.com" in words
    assert not NEVER.search(words)


def test_a_broken_file_of_ones_own_never_hides_the_others(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "bad.toml").write_text("id = 3")
    good = """id = "mine"\nversion = 1\ntitle = "M"\nsummary = "S"\ncapacity = "regulation"
directions = ["anxious"]\nminutes = [0.2]\n[[body]]\nsay = "a"\nseconds = 4\n"""
    (folder / "mine.toml").write_text(good)
    found, bad = content.custom(folder)
    assert list(found) == ["mine"] and bad[0].path.name == "bad.toml"
