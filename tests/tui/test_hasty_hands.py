"""Hands that are faster than the screen: nothing breaks, nothing is lost, nothing stays behind."""

import gc
from pathlib import Path

import pytest
from textual import events
from textual._styles_cache import StylesCache

from securecoach_tui.app.session_setup import make_setup
from securecoach_tui.store.crypto import lock
from securecoach_tui.tui.screens.exercises import ExercisesScreen
from securecoach_tui.tui.screens.first_run import FirstRunScreen
from securecoach_tui.tui.screens.help import HelpScreen
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.speech_consent import SpeechConsentScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.screens.unlock import UnlockScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


def typed(stage: Stage, *keys: str) -> None:
    """All at once, as a terminal hands on what lay in its buffer."""
    for key in keys:
        event = events.Key(key, key if len(key) == 1 else None)
        event.set_sender(stage.app)
        stage.app._driver.send_message(event)  # type: ignore[union-attr]


def pressed_at(stage: Stage, x: int, y: int) -> None:
    for kind in (events.MouseDown, events.MouseUp):
        stage.app._driver.process_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y, None))  # type: ignore[union-attr]


async def test_keys_ahead_of_a_list_move_in_it_once_it_stands(stage: Stage) -> None:
    async with stage.open():
        stage.app.push_screen(ExercisesScreen())
        typed(stage, "down", "down", "end", "up")
        await stage.settle()
        rows = stage.app.screen.query_one(RowList)
        assert rows.highlighted == len(rows.rows) - 2


async def test_escape_ahead_of_a_session_leaves_it_before_it_begins(stage: Stage) -> None:
    exercise = stage.context.exercises()["slow-breathing"]
    record = stage.context.record
    setup = make_setup(exercise, 180.0, settings=stage.context.preferences, record=record, clock=stage.clock)
    async with stage.open():
        stage.app.push_screen(SessionScreen(setup))
        typed(stage, "escape")
        await stage.settle()
        assert isinstance(stage.app.screen, HomeScreen) and stage.kept == []


async def test_key_typed_before_its_question_answers_it(stage: Stage) -> None:
    async with stage.open():
        stage.app.push_screen(SpeechConsentScreen())
        typed(stage, "y")
        await stage.settle()
        stage.app.let_held_act()
        await stage.settle()
        assert not isinstance(stage.app.screen, SpeechConsentScreen)
        assert stage.context.preferences.spoken_interface and stage.context.preferences.private_speech


async def test_a_choice_made_twice_closes_one_screen(stage: Stage) -> None:
    async with stage.open():
        await stage.app.push_screen(HelpScreen(stage.app.screen))  # type: ignore[arg-type]
        stage.app.push_screen(SpeechConsentScreen())
        await stage.settle()
        rows = stage.app.screen.query_one(RowList)
        rows.post_message(RowList.Selected(rows, 0))
        rows.post_message(RowList.Selected(rows, 0))
        await stage.settle()
        assert isinstance(stage.app.screen, HelpScreen)


async def test_late_choice_under_help_leaves_help_open(stage: Stage) -> None:
    async with stage.open():
        await stage.app.push_screen(SpeechConsentScreen())
        rows = stage.app.screen.query_one(RowList)
        stage.app.push_screen(HelpScreen(stage.app.screen))  # type: ignore[arg-type]
        rows.post_message(RowList.Selected(rows, 0))
        await stage.settle()
        assert isinstance(stage.app.screen, HelpScreen)


async def test_record_unlocked_under_support_shows_home_afterwards(stage: Stage) -> None:
    stage.where.data.mkdir(parents=True)
    key, _others = lock.lock(stage.where, "open sesame", work=2)
    async with stage.open():
        unlock = stage.app.screen
        assert isinstance(unlock, UnlockScreen)
        await stage.press("f2")
        assert isinstance(stage.app.screen, SupportScreen)
        unlock._opened(key)
        assert isinstance(stage.app.screen, SupportScreen)
        await stage.press("escape")
        for _ in range(100):
            await stage.pilot.pause(0.02)
            if isinstance(stage.app.screen, HomeScreen):
                break
        assert isinstance(stage.app.screen, HomeScreen)


async def test_the_first_screen_stays_however_often_one_goes_back(stage: Stage) -> None:
    async with stage.open():
        stage.app.pop_screen()
        stage.app.pop_screen()
        await stage.settle()
        assert isinstance(stage.app.screen, HomeScreen)


async def test_closed_session_screen_draws_and_says_nothing(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        gone = stage.app.screen
        assert isinstance(gone, SessionScreen)
        stage.app.pop_screen()
        await stage.settle()
        gone._draw()
        gone.redraw_frame()
        gone.show_notice("Spoken prompts are on.")
        await gone._tick()
        assert isinstance(stage.app.screen, HomeScreen)


async def test_keys_and_clicks_after_quitting_are_ignored(stage: Stage) -> None:
    async with stage.open():
        typed(stage, "q", "down", "enter")
        pressed_at(stage, 10, 5)
        await stage.pilot.pause()


async def test_leaving_at_once_works_when_no_screen_stands_any_more(stage: Stage) -> None:
    async with stage.open():
        pass
    assert not stage.app.screen_stack
    await stage.app.on_event(events.Key("ctrl+c", None))
    assert stage.ended == [0]


async def test_focus_reports_without_a_screen_are_dropped(stage: Stage) -> None:
    async with stage.open():
        pass
    for event in (events.AppFocus(), events.AppBlur(), events.Paste("words")):
        await stage.app.on_event(event)
    assert stage.ended == []


async def test_a_click_while_a_screen_is_going_breaks_nothing(stage: Stage) -> None:
    async with stage.open():
        for _ in range(5):
            typed(stage, "?")
            pressed_at(stage, 10, 5)
            typed(stage, "escape")
            pressed_at(stage, 0, 0)
            await stage.settle()
        assert isinstance(stage.app.screen, HomeScreen)


async def test_a_field_that_is_gone_before_it_is_told_is_not_told(stage: Stage) -> None:
    async with stage.open():
        await stage.press("?")
        gone = stage.app.screen.focused
        assert gone is not None
        await stage.press("escape")
        stage.app.speaker.focused(gone)


@pytest.mark.journeys
async def test_screens_that_are_gone_leave_nothing_behind(stage: Stage) -> None:
    async with stage.open():
        kept = []
        for _ in range(4):
            stage.app.push_screen(HelpScreen(stage.app.screen))  # type: ignore[arg-type]
            await stage.settle()
            await stage.press("escape")
            gc.collect()
            kept.append(sum(isinstance(one, StylesCache) for one in gc.get_objects()))
        assert kept[-1] <= kept[0]  # what an earlier test left may go meanwhile


async def test_support_asked_for_at_the_first_frame_stays_on_top(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", first_run_seen=False)
    opened = HomeScreen._opened

    async def asked_first(home: HomeScreen) -> None:
        await stage.app.push_screen(SupportScreen())
        await opened(home)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HomeScreen, "_opened", asked_first)
        async with stage.open():
            assert isinstance(stage.app.screen, SupportScreen)
            await stage.press("escape")
            await stage.settle()
            assert isinstance(stage.app.screen, FirstRunScreen)
            assert [type(screen) for screen in stage.app.screen_stack] == [HomeScreen, FirstRunScreen]


async def test_unreadable_data_is_told_and_practice_offered(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "journal").write_text("a file where the folder belongs")
    async with stage.open(size=(80, 40)):
        assert "You can still practise." in " ".join(stage.shown.split())
        assert "Slow breathing" in stage.shown
