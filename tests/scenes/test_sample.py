"""The still picture of an exercise in a list."""

from __future__ import annotations

import pytest

from securecoach_tui import content
from securecoach_tui.practice.exercise.scene import scene_name
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.scenes.sample import sample_picture
from tests.scenes.sessions import text

WORDS = content.load()


def sample(exercise_id: str, frame: Frame) -> Picture:
    exercise = WORDS.exercise(exercise_id)
    seconds = max(exercise.minutes) * 60
    grounding = WORDS.exercise("senses-grounding")
    setup = Setup(
        id="s",
        exercise=exercise,
        seconds=seconds,
        started="2026-03-03T21:00:00+00:00",
        grounding=grounding,
        asking="none",
    )
    return sample_picture(setup, frame)


@pytest.mark.parametrize("exercise_id", WORDS.exercises())
def test_sample_fits_its_space_and_has_no_empty_edges(exercise_id: str) -> None:
    for frame in (Frame(62, 9), Frame(62, 9, ascii=True, still=True), Frame(30, 5)):
        picture = sample(exercise_id, frame)
        assert len(picture) <= frame.height
        if picture:
            assert any(run.text.strip() or run.ground for run in picture[0])
            assert any(run.text.strip() or run.ground for run in picture[-1])


def test_sample_of_a_breath_is_near_its_fullest() -> None:
    assert len(sample("slow-breathing", Frame(62, 9))) == 9 and "in" in text(sample("slow-breathing", Frame(62, 9)))


def test_sample_of_an_urge_promises_nothing() -> None:
    waves = [name for name, exercise in WORDS.exercises().items() if scene_name(exercise) == "wave"]
    assert waves and all(sample(name, Frame(62, 9)) == () for name in waves)
