"""The words of a rung in its exercise."""

from __future__ import annotations

from typing import Any

from securecoach_tui.practice.exercise.model import Step
from securecoach_tui.practice.ladder.offers import Rung
from securecoach_tui.practice.ladder.scripts import PREPARING_SECONDS, preparing, scripted
from tests.practice.person import an_exercise

BODY: list[dict[str, Any]] = [{"say": f"Step {n}.", "seconds": 5 + n} for n in range(3)]
SCRIPT = (("Look at it.", "Look again."), ("Breathe.",))


def test_rung_practised_here_puts_its_words_into_the_first_steps() -> None:
    exercise = an_exercise(body=BODY)
    found = scripted(exercise, Rung("photo", "a photo", script=SCRIPT))
    assert [(step.say, step.seconds) for step in found.body] == [
        (["Look at it.", "Look again."], 5),
        (["Breathe."], 6),
        ("Step 2.", 7),
    ]
    assert found.opening == exercise.opening and found.closing == exercise.closing
    assert len(scripted(an_exercise(body=BODY[:1]), Rung("photo", "a photo", script=SCRIPT)).body) == 1


def test_rung_without_words_or_lived_elsewhere_changes_nothing() -> None:
    exercise = an_exercise(body=BODY)
    assert scripted(exercise, Rung("photo", "a photo")) is exercise
    assert scripted(exercise, Rung("talk", "a talk", lived=True, script=SCRIPT)) is exercise


def test_lived_rung_has_its_lines_before_the_last_two_steps() -> None:
    steps = [Step(say=f"Step {n}.", seconds=4) for n in range(4)]
    found = preparing(steps, Rung("talk", "a talk", lived=True, script=SCRIPT))
    assert [step.say for step in found] == [
        "Step 0.", "Step 1.", "Look at it.", "Look again.", "Breathe.", "Step 2.", "Step 3.",
    ]  # fmt: skip
    assert {step.seconds for step in found[2:5]} == {PREPARING_SECONDS}
    assert preparing(steps, Rung("photo", "a photo", script=SCRIPT)) == steps
