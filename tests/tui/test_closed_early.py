"""A screen that is closed while it is being made closes quietly."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events
from textual._callback import invoke
from textual.messages import InvokeLater
from textual.screen import Screen

from securecoach_tui.tui.app import SecureCoach
from securecoach_tui.tui.messages import Notice
from securecoach_tui.tui.screens.exercises import ExercisesScreen
from securecoach_tui.tui.screens.help import HelpScreen
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.now import NowScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.speech_consent import SpeechConsentScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.question import QuestionPanel
from securecoach_tui.tui.widgets.rating_scale import RatingScale
from securecoach_tui.tui.widgets.session_panel import SessionPanel
from tests.tui.records import put, sessions
from tests.tui.stage import Stage


async def test_leaving_while_a_screen_is_built_raises_nothing(tmp_path: Path) -> None:
    for number, screen in enumerate((ExercisesScreen, SpeechConsentScreen)):
        stage = Stage(tmp_path / str(number))
        async with stage.open():
            made: Screen[None] = screen()
            stage.app.push_screen(made)  # not waited for
        assert stage.app._exception is None


@pytest.mark.parametrize("key", ["ctrl+c", "c"])
async def test_safety_keys_work_while_a_removed_widget_has_the_focus(tmp_path: Path, key: str) -> None:
    stage = Stage(tmp_path)
    async with stage.open():
        stage.app.screen.set_reactive(Screen.focused, RatingScale())
        await stage.press(key)
        assert stage.ended == [0] if key == "ctrl+c" else isinstance(stage.app.screen, SupportScreen)


async def test_question_of_a_session_that_closes_is_not_scrolled_to(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    async with stage.open("slow-breathing", 180.0):
        panel, question = stage.app.screen.query_one(SessionPanel), stage.app.screen.query_one(QuestionPanel)
        await stage.app.pop_screen()
        panel._come_to(question)  # raises nothing


async def test_callback_after_a_frame_is_left_out_on_a_closed_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    put(stage, sessions(3))
    async with stage.open(size=(100, 30)):
        history, later = HistoryScreen(), list[InvokeLater]()
        await stage.show(history)
        with monkeypatch.context() as frame:
            frame.setattr(history, "post_message", later.append)
            history.call_after_refresh(history._show_detail)
        await stage.app.pop_screen()
        for message in later:
            await invoke(message.callback)  # as Textual does with the next frame of the screen below
    assert len(later) == 1


async def test_what_comes_while_the_language_changes_faults_nothing(tmp_path: Path) -> None:
    """The first screen is composed again meanwhile, and has no widgets for a moment."""
    stage = Stage(tmp_path)
    async with stage.open():
        home = stage.app.screen
        assert isinstance(home, HomeScreen)
        again = asyncio.create_task(home.compose_again())
        while not again.done():
            home._loaded()
            home.show_notice("There is no sound.")
            await asyncio.sleep(0)
        while "There is no sound." not in stage.shown:
            await stage.pilot.pause(0.01)
        assert "Slow breathing" in stage.shown


async def test_what_comes_while_a_session_closes_faults_nothing(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        session = stage.app.screen
        assert isinstance(session, SessionScreen)
        stage.app.pop_screen()
        while session.is_attached:
            session.show_notice("There is no sound.")
            session.redraw_frame()
            session._breathe()
            await session._tick()
            await asyncio.sleep(0)


async def test_second_click_in_the_footer_closes_no_other_screen(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    async with stage.open():
        now = NowScreen()
        await stage.show(now)
        await stage.show(HelpScreen(now))
        footer = stage.app.screen.query_one(KeyFooter)
        x = footer._spans[0][0]
        for _ in range(2):
            footer.post_message(events.Click(footer, x, 0, 0, 0, 1, False, False, False, x, 23, None))
        await stage.settle()
        assert stage.app.screen is now


@contextmanager
def without_screens(stage: Stage) -> Iterator[SecureCoach]:
    """The program as it ends: its last screen has closed."""
    screens, shown = stage.app._screen_stack, list(stage.app._screen_stack)
    screens.clear()
    try:
        yield stage.app
    finally:
        screens.extend(shown)


async def test_key_that_comes_back_after_the_last_screen_is_ignored(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    async with stage.open():
        with without_screens(stage) as app:
            key = events.Key("tilde", "~")
            key._set_forwarded()
            await app.on_event(key)  # raises nothing


async def test_letter_that_is_held_as_the_program_ends_does_nothing(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        app = stage.app
        app.words.held = events.Key("s", "s")
        with without_screens(stage):
            app.let_held_act()  # raises nothing
            app.on_notice(Notice("Speech doesn't work."))
            app._read_other_styles()
        assert app.words.held is None
