"""Letters typed at a spoken question are words, and act as keys nowhere else than they did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Key

from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.screens import session_typing
from securecoach_tui.tui.screens.session import SessionScreen
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
        await stage.type(words)
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
