"""Letters typed at a spoken question are words, and act as keys nowhere else than they did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Key

from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.screens import session_typing
from securecoach_tui.tui.screens.first_run import FirstRunScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.typed_words import HOLD_SECONDS, TOGETHER_SECONDS, TypedWords
from tests.scenes.sessions import started
from tests.tui.stage import Stage

pytestmark = pytest.mark.screens


@pytest.mark.parametrize("words", ["alone", "not good", "С ним", "5 of them - q", "?+-=rg"])
async def test_words_at_a_spoken_question_do_nothing(words: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open("say-it-out-loud", 180.0):
        screen = stage.app.screen
        assert isinstance(screen, SessionScreen)
        while "When does it happen" not in str(screen.panel.caption.content):
            await stage.go_on(1)
        before = screen.runner.session
        await stage.type_where_no_field_is(words)
        after = screen.runner.session
        assert stage.app.screen is screen and screen.panel.question is None
        assert after.state is SessionState.RUNNING and after.ratings == before.ratings
        assert after.next_cue == before.next_cue
        assert "There is nothing to type here" in stage.shown and "f2" in stage.shown


async def test_keys_act_at_a_spoken_question_and_after_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open("say-it-out-loud", 180.0):
        screen = stage.app.screen
        assert isinstance(screen, SessionScreen)
        while "When does it happen" not in str(screen.panel.caption.content):
            await stage.go_on(1)
        await stage.press("space")
        assert screen.runner.session.state is SessionState.PAUSED
        await stage.press("space", "f2")
        assert stage.app.screen is not screen
        await stage.press("escape", "space")
        while "Now say all of it out loud" not in str(screen.panel.caption.content):
            await stage.go_on(1)
        await stage.press("r")
        assert screen.panel.question is not None


@pytest.mark.parametrize("letter", "surng+-=05q")
def test_letters_at_a_list_of_choices_never_act(letter: str) -> None:
    ask = AskFor("how", ("well", "not sure"))
    running = started("slow-breathing")
    key = Key(letter, letter)
    assert session_typing.types_a_choice(key, running, ask)
    assert not session_typing.types_a_choice(key, running, None)
    assert not session_typing.types_a_choice(key, running, AskFor("before", scale=True))


def test_support_help_and_leaving_still_act_at_a_list_of_choices() -> None:
    ask, before = AskFor("safe", ("yes", "no")), replace(started("slow-breathing"), state=SessionState.BEFORE)
    for letter in "c?vq":
        assert not session_typing.types_a_choice(Key(letter, letter), before, ask)


@pytest.mark.parametrize("gap", [0.03, 0.1, 0.25])
@pytest.mark.parametrize("words", ["not again please stop", "stop it", "so much pain", "it is fine - really 5 of them"])
async def test_words_typed_while_an_exercise_runs_do_nothing(words: str, gap: float, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open("slow-breathing", 180.0):
        screen = stage.app.screen
        assert isinstance(screen, SessionScreen)
        await stage.go_on(20)
        before = screen.runner.session
        await stage.type_where_no_field_is(words, gap)
        after = screen.runner.session
        assert stage.app.screen is screen and screen.panel.question is None
        assert after.state is SessionState.RUNNING and after.ratings == before.ratings
        assert "There is nothing to type here." in stage.shown and "f2" in stage.shown


@pytest.mark.parametrize(("letter", "state"), [("q", SessionState.AFTER), ("s", SessionState.RUNNING)])
async def test_letter_alone_acts_after_a_short_hold(letter: str, state: SessionState, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        screen = stage.app.screen
        assert isinstance(screen, SessionScreen)
        while screen.runner.session.state is not SessionState.RUNNING:
            await stage.press("enter")
        await stage.go_on(20)
        before = screen.runner.session
        await stage.type_where_no_field_is(letter, 0.1)
        assert screen.runner.session.state is SessionState.RUNNING and screen.runner.session.undo == before.undo
        await stage.wait(HOLD_SECONDS)
        assert screen.runner.session.state is state and screen.runner.session != before


async def test_keys_that_undo_nothing_act_at_once(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open("slow-breathing", 180.0):
        screen = stage.app.screen
        assert isinstance(screen, SessionScreen)
        await stage.go_on(20)
        await stage.type_where_no_field_is(" ", 0)
        assert screen.runner.session.state is SessionState.PAUSED
        await stage.type_where_no_field_is("7", 0)
        assert screen.panel.question is not None
        stage.send_key("escape")
        await stage.type_where_no_field_is("c", 0)
        assert isinstance(stage.app.screen, SupportScreen)


async def test_words_on_the_very_first_screen_change_nothing(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", first_run_seen=False)
    for words in ("help me", "please help", "i feel awful"):
        async with stage.open():
            await stage.type_where_no_field_is(words, 0.2)
            assert isinstance(stage.app.screen, FirstRunScreen)
            assert stage.context.preferences.face != "plain" and stage.ended == []
            assert "There is nothing to type here." in stage.shown


async def test_a_key_held_down_acts_each_time() -> None:
    words, key = TypedWords(), Key("s", "s")
    assert words.judge(key, 0.0, means=True, hold=HOLD_SECONDS) == "hold"
    assert words.judge(Key("s", "s"), 0.03, means=True, hold=HOLD_SECONDS) == "release"
    released = words.release()
    assert released is key and words.judge(key, 0.03, means=True, hold=HOLD_SECONDS) == "act"


async def test_two_commands_with_a_pause_between_both_act() -> None:
    words = TypedWords()
    assert words.judge(Key("r", "r"), 0.0, means=True, hold=0.0) == "act"
    assert words.judge(Key("h", "h"), TOGETHER_SECONDS, means=True, hold=0.0) == "act"
    assert words.judge(Key("escape", "\x1b"), TOGETHER_SECONDS, means=True, hold=0.0) == "act"


async def test_up_and_down_in_a_list_are_no_words() -> None:
    words = TypedWords()
    for n, letter in enumerate("jkjjkk"):
        assert words.judge(Key(letter, letter), n / 20, means=True, hold=0.0) == "act"


async def test_letters_after_one_without_a_meaning_are_words() -> None:
    words = TypedWords()
    assert words.judge(Key("o", "o"), 0.0, means=False, hold=0.0) == "act"
    assert words.judge(Key("s", "s"), 0.9, means=True, hold=HOLD_SECONDS) == "word"
    assert words.judge(Key("space", " "), 2.5, means=True, hold=0.0) == "word"
    assert words.judge(Key("s", "s"), 5.0, means=True, hold=HOLD_SECONDS) == "hold"
