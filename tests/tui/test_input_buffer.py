"""A key that comes while another screen opens is for the screen on which it was pressed, or for the one that opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from securecoach_tui.app.session_setup import make_setup
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.tui.messages import Notice
from securecoach_tui.tui.widgets.session_panel import SessionPanel
from tests.tui.stage import Stage

pytestmark = pytest.mark.screens


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


def setup_of(stage: Stage) -> Setup:
    context = stage.context
    exercise = context.exercises()["slow-breathing"]
    return make_setup(exercise, 60.0, settings=context.preferences, record=context.record, clock=stage.clock)


async def test_key_on_its_way_back_as_a_session_opens_faults_nothing(stage: Stage) -> None:
    """Textual gives a key that no widget took back to the app, which acts on the screen that is on top by then."""
    async with stage.open():
        key = events.Key("c", "c")
        await stage.app.on_event(key)
        key.stop()  # the list, which has it now, doesn't send it on: the next lines do, at the worst moment
        opening = stage.app.push_screen(stage.app.make_session(setup_of(stage)))
        await stage.app.on_event(key)
        await opening
        await stage.settle()
        assert "988" in stage.shown
        await stage.press("escape")
        assert "Slow breathing" in stage.shown


async def test_notice_as_a_session_opens_faults_nothing(stage: Stage) -> None:
    async with stage.open():
        opening = stage.app.push_screen(stage.app.make_session(setup_of(stage)))
        stage.app.on_notice(Notice("There is no sound."))
        await opening
        await stage.settle()
        assert "There is no sound." in stage.shown


async def test_frame_as_a_session_opens_faults_nothing(stage: Stage) -> None:
    async with stage.open():
        opening = stage.app.push_screen(stage.app.make_session(setup_of(stage)))
        stage.app.before_frame()
        await opening


async def test_slow_key_that_comes_back_acts_once_and_no_other_twice(stage: Stage) -> None:
    """A key may take so long that the next one is passed on before it comes back."""
    async with stage.open():
        handled: list[str] = []
        buffer, slow, fast = stage.app._input_buffer, events.Key("tilde", "~"), events.Key("at", "@")
        await stage.app.on_event(slow)
        buffer._handled(buffer._passed)  # its time is over
        await stage.app.on_event(fast)
        for key in (slow, fast):
            key.stop()
        opening = stage.app.push_screen(stage.app.make_session(setup_of(stage)))
        stage.app.unknown_key = handled.append  # type: ignore[method-assign]
        for key in (slow, fast):
            await stage.app.on_event(key)
        await opening
        await stage.settle()
        assert sorted(handled) == ["at", "tilde"]


async def test_key_on_its_way_back_as_the_program_ends_faults_nothing(stage: Stage) -> None:
    async with stage.open("slow-breathing"):
        key = events.Key("enter", "\r")
        await stage.app.on_event(key)
        key.stop()
        stage.app._running = False  # as Textual does before it takes the widgets away
        await stage.app.screen.query_one(SessionPanel).remove()
        await stage.app.on_event(key)
        assert stage.app._exception is None
