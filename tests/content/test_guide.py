"""The author's guide: every example in docs/exercises.md is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from securecoach_tui.commands.command_table import cli
from securecoach_tui.commands.errors import Refused
from securecoach_tui.practice.exercise.model import Exercise, Step
from securecoach_tui.practice.exercise.parser import BadExercise, parse, warnings
from securecoach_tui.practice.exercise.timeline import compile

GUIDE = Path(__file__).parents[2] / "docs" / "exercises.md"
BLOCKS = re.findall(r"^```(\w+)( \w+)?\n(.*?)^```$", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
SHOWN = "/home/you/.local/share/securecoach"
AROUND = """id = "around"
version = 1
title = "T"
summary = "S."
capacity = "regulation"
directions = ["anxious"]
minutes = [5]
"""


def examples(kind: str) -> list[str]:
    return [text for language, mark, text in BLOCKS if language == "toml" and mark.strip() == kind]


@pytest.mark.parametrize("text", examples(""))
def test_complete_examples_of_the_guide_compile(text: str) -> None:
    exercise = parse(text.encode())
    for minutes in exercise.minutes:
        assert abs(compile(exercise, minutes * 60).total - minutes * 60) <= exercise.lasts("body")
    assert warnings(exercise) == [] or "seconds = 4" in text


@pytest.mark.parametrize("text", examples("part"))
def test_guide_example_parts_fit_into_an_exercise(text: str) -> None:
    body = "" if "[[body]]" in text else '[[body]]\nsay = "a"\nseconds = 5\n'
    exercise = parse((AROUND + body + text).encode())
    assert compile(exercise, 300, rung="a step").total > 0 and warnings(exercise) == []


@pytest.mark.parametrize("text", examples("wrong"))
def test_guide_examples_of_mistakes_are_refused(text: str) -> None:
    with pytest.raises(BadExercise):
        parse(text.encode())


def test_commands_answer_as_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("SECURECOACH_DATA_DIR", str(data))
    monkeypatch.chdir(tmp_path)
    answered = 0
    for language, _mark, text in BLOCKS:
        if language == "toml" and text.startswith("# "):
            (tmp_path / text.split("\n", 1)[0].removeprefix("# ")).write_text(text)
        for command, answer in re.findall(r"^\$ securecoach (.*)\n((?:(?!\$).*\n)*)", text, re.MULTILINE):
            result = CliRunner().invoke(cli, command.split())
            said = result.exception.sentence + "\n" if isinstance(result.exception, Refused) else result.output
            assert said.replace(str(data), SHOWN) == answer
            answered += 1
    assert answered == 3


def test_the_guide_names_every_field_of_a_file() -> None:
    text = GUIDE.read_text("utf-8")
    for field in (*Exercise.__struct_fields__, *Step.__struct_fields__):
        assert f"`{field}`" in text or f"[{field}]" in text or f"{field} = " in text, field
    for field in ("in", "out", "sip", "hold_in", "hold_out"):
        assert f"`{field}`" in text
