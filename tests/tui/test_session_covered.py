"""A session under another screen: it neither goes on unseen nor takes that screen away, and ends once it is on top."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.screens.help import HelpScreen
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.key_menu import KeyMenuScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.session_end import SessionEndScreen
from securecoach_tui.tui.screens.speech_consent import SpeechConsentScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.fakes.writer import MemoryWriter
from tests.tui.in_session import begun, session_of
from tests.tui.stage import Stage

pytestmark = pytest.mark.screens

Done = Callable[[Kept | NotKept], None]


class SlowWriter(MemoryWriter):
    """A writer whose results come when ``answer_now`` is called."""

    def __init__(self) -> None:
        super().__init__()
        self._late: list[tuple[Done, Kept | NotKept]] = []

    def keep(self, kind: str, id: str, fields: Mapping[str, Any], done: Done | None = None) -> None:
        later = None if done is None else lambda outcome: self._late.append((done, outcome))
        super().keep(kind, id, fields, later)

    def answer_now(self) -> None:
        late, self._late = self._late, []
        for done, outcome in late:
            done(outcome)


def running(folder: Path) -> Stage:
    """A stage whose sessions begin without questions."""
    return Stage(folder / "record", questions="none")


def top(stage: Stage) -> SessionScreen:
    screen = stage.app.screen
    assert isinstance(screen, SessionScreen)
    return screen


async def choose_in_menu(stage: Stage, action: str) -> None:
    await stage.press("ctrl+o")
    menu = stage.app.screen
    assert isinstance(menu, KeyMenuScreen)
    menu.query_one(RowList).highlighted = [key.action for key in menu._keys].index(action)
    await stage.press("enter")


@pytest.mark.parametrize(("key", "above"), [("c", SupportScreen), ("question_mark", HelpScreen)])
async def test_screen_opened_while_a_session_is_saved_stays(key: str, above: type, tmp_path: Path) -> None:
    stage, writer = Stage(tmp_path / "record"), SlowWriter()
    stage.context.writer = writer
    async with stage.open("slow-breathing", 180.0):
        await begun(stage, 30.0)
        await stage.press("q", *["escape"] * 12)
        assert session_of(stage).state is SessionState.SAVING
        await stage.press(key)
        writer.answer_now()
        await stage.settle()
        assert isinstance(stage.app.screen, above)
        await stage.press("escape")
        assert isinstance(stage.app.screen, SessionEndScreen) and "Saved." in stage.shown
        assert [type(screen) for screen in stage.app.screen_stack] == [HomeScreen, SessionEndScreen]


async def test_session_pauses_while_speech_consent_is_asked(tmp_path: Path) -> None:
    stage = running(tmp_path)
    async with stage.open("slow-breathing", 60.0):
        await stage.go_on(10)
        session = top(stage).runner
        await top(stage).action_speech()
        await stage.settle()
        assert isinstance(stage.app.screen, SpeechConsentScreen)
        assert session.session.state is SessionState.PAUSED
        await stage.press("escape")
        assert session.session.state is SessionState.RUNNING


async def test_pause_chosen_in_the_menu_pauses(tmp_path: Path) -> None:
    stage = running(tmp_path)
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(10)
        await choose_in_menu(stage, "pause")
        assert top(stage).runner.session.state is SessionState.PAUSED
        await choose_in_menu(stage, "pause")
        assert top(stage).runner.session.state is SessionState.RUNNING


@pytest.mark.parametrize(
    ("action", "after"),
    [("support", SessionState.PAUSED), ("help", SessionState.RUNNING), ("speech", SessionState.RUNNING)],
)
async def test_session_pauses_under_a_screen_of_the_menu(action: str, after: SessionState, tmp_path: Path) -> None:
    """Support leaves it paused, as its key does; it goes on after help."""
    stage = running(tmp_path)
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(10)
        session = top(stage).runner
        await choose_in_menu(stage, action)
        assert not isinstance(stage.app.screen, SessionScreen)
        assert session.session.state is SessionState.PAUSED
        await stage.press("escape")
        assert session.session.state is after


async def test_support_chosen_in_the_menu_is_what_is_spoken(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none", spoken_interface=True)
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(10)
        await choose_in_menu(stage, "support")
        assert stage.app.speaker._screen is stage.app.screen


async def test_second_answer_to_a_closed_question_is_ignored(tmp_path: Path) -> None:
    """Clicks that waited for a slow machine may answer twice; a rating of ease would count as one of distress."""
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press("5")
        question = top(stage).panel.question
        assert question is not None
        for _ in range(2):
            question.post_message(question.Answered(question.ask.key, 5))
        await stage.settle()
        assert [rating.value for rating in session_of(stage).ratings].count(5) == 1


async def test_effects_of_a_key_come_after_those_of_the_tick(tmp_path: Path) -> None:
    """A key may come while the tick shows a question: what it does is shown after that."""
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        screen, going_on, shown = top(stage), asyncio.Event(), list[type]()

        async def carry_out(effect: events.Effect) -> None:
            shown.append(type(effect))
            if isinstance(effect, events.QuestionClosed):
                await going_on.wait()

        screen._carry_out = carry_out  # type: ignore[method-assign]
        screen._effects += [events.QuestionClosed("x"), events.Offer("people")]
        tick = asyncio.create_task(screen._after())
        while not shown:
            await asyncio.sleep(0)
        screen._effects.append(events.Undone("skip"))
        key = asyncio.create_task(screen._after())
        await asyncio.sleep(0)
        going_on.set()
        await asyncio.gather(tick, key)
        assert shown == [events.QuestionClosed, events.Offer, events.Undone]
