"""The picture at the end of a session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from securecoach_tui import content
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.machine import update
from securecoach_tui.scenes.cells import Frame
from securecoach_tui.scenes.choice import scene_of
from securecoach_tui.scenes.closing import Breathed, closing_scene, last_moment
from securecoach_tui.scenes.orb import Orb, OrbState
from tests.scenes.sessions import USUAL, at, started, text


def ended(exercise: str, second: float = 1000.0):  # type: ignore[no-untyped-def]
    session = at(started(exercise), second).session
    return update(session, events.Stop())[0]


def test_closing_shows_the_full_orb_with_the_breaths_taken() -> None:
    session = ended("slow-breathing", 61.0)
    scene = closing_scene(scene_of(session.timeline.exercise))  # type: ignore[arg-type]
    assert isinstance(scene, Breathed)
    state = scene.state(last_moment(session), USUAL)
    assert "5" in text(scene.picture(state, USUAL)) and "breaths" in text(scene.picture(state, USUAL))
    assert scene.state(last_moment(session), Frame(76, 12, ascii=True)) is None
    assert scene.state(last_moment(ended("slow-breathing", 5.0)), USUAL) is None


def test_a_word_that_is_wider_than_the_orb_is_left_out() -> None:
    breaths = OrbState(40, 0, False, "12", "respiraciones")
    assert "respiraciones" in text(Orb().picture(breaths, Frame(40, 7)))
    narrow = text(Orb().picture(breaths, Frame(40, 6)))
    assert "12" in narrow and "espiracione" not in narrow


@pytest.mark.parametrize("height", range(5, 13))
def test_words_in_the_orb_touch_no_block(height: int) -> None:
    session = ended("slow-breathing", 161.0)
    frame = Frame(40, height)
    shown = text(Breathed().picture(Breathed().state(last_moment(session), frame), frame))
    for word in ("15", "breaths"):
        before, after = shown.split(word)
        assert before[-1:] in (" ", "\n") and after[:1] in ("", " ", "\n")


def test_closing_keeps_the_circles_that_were_filled() -> None:
    session = ended("senses-grounding", 60.0)
    scene = closing_scene(scene_of(session.timeline.exercise))  # type: ignore[arg-type]
    filled = last_moment(session, ((5, 3),))
    assert scene.state(filled, USUAL) != scene.state(replace(filled, filled=()), USUAL)


@pytest.mark.parametrize("exercise", content.load().ids())
def test_closing_of_every_exercise_fits_its_frame(exercise: str) -> None:
    session = ended(exercise)
    scene = scene_of(session.timeline.exercise)
    for frame in (Frame(64, 11), Frame(30, 5), Frame(64, 6, ascii=True, still=True)):
        if scene is not None:
            closing = closing_scene(scene)
            state = closing.state(last_moment(session), frame)
            assert state is None or len(closing.picture(state, frame)) <= frame.height


@pytest.mark.parametrize(
    "exercise", ["check-the-story", "after-a-fight", "name-the-need", "pull-away-wave", "senses-grounding"]
)
def test_closing_shows_no_picture_that_was_left_empty(exercise: str) -> None:
    session = ended(exercise)
    scene = scene_of(session.timeline.exercise)
    assert scene is not None and closing_scene(scene).state(last_moment(session), USUAL) is None


def test_closing_keeps_what_was_written() -> None:
    session = ended("check-the-story")
    key = next(step.key for step in session.timeline.exercise.body if step.key and not step.choices)
    written = replace(session, texts={key: "they are busy"})
    scene = closing_scene(scene_of(session.timeline.exercise))  # type: ignore[arg-type]
    state = scene.state(last_moment(written), USUAL)
    assert "they are busy" in text(scene.picture(state, USUAL))
