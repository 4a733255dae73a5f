"""Answers by voice on the full screen: what is shown while the microphone is open, and what keys do meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from securecoach_tui.app.listening import Listening
from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.voice.listening.model import Heard
from securecoach_tui.voice.session_audio import SessionSound
from tests.fakes.listener import FakeListener, Said
from tests.fakes.sound import RecordingVoice
from tests.tui.stage import Stage

OWN = """id = "own"\nversion = 1\ntitle = "Own"\nsummary = "S"\ncapacity = "{capacity}"
directions = ["anxious"]\nminutes = [0.5]\n[[opening]]\nsay = "Hello."\nseconds = 4
[[body]]\nsay = "Look."\nseconds = 20\nrate = "distress"\n[[closing]]\nsay = "Bye."\nseconds = 6\n"""
BROKEN = Heard("failed", problem="No microphone was found. You can answer with the keys.")
MARK = "• listening"


class Spoken(Stage):
    """A stage with a microphone that hears ``said``, one for each window."""

    def __init__(self, folder: Path, *said: Said, capacity: str = "regulation", **preferences: Any) -> None:
        super().__init__(folder, **{"listen": True, "voice": True, **preferences})
        self.own_exercise(OWN.format(capacity=capacity))
        self.voice: RecordingVoice | None = None
        self.listener = FakeListener(self.clock, *said)
        self.context.enable_sound = lambda notice: None  # type: ignore[method-assign]
        self.context.sound = SessionSound(self.context.preferences, self.clock, self._open_voice)
        self.context.listening = Listening(lambda: self.listener, not_here=lambda: "")

    def _open_voice(self, settings: Settings) -> RecordingVoice:
        self.voice = RecordingVoice(self.clock, settings)
        return self.voice

    async def passes(self, seconds: float, step: float = 0.1) -> None:
        """Let time pass, with a look at the clock every tenth of a second."""
        for _ in range(round(seconds / step)):
            await self._pass(step)
        await self.settle()

    async def until_it_listens(self) -> None:
        while self.listener.open is None:
            await self._pass(0.1)
        await self._look()
        await self.settle()

    async def _pass(self, seconds: float) -> None:
        samples = self.voice.play(seconds) if self.voice is not None else ()
        assert self.listener.open is None or not any(samples)
        if self.voice is None:
            self.clock.advance(seconds)
        self.listener.hear()
        await self._look()

    async def _look(self) -> None:
        if isinstance(self.app.screen, SessionScreen):
            await self.app.screen._tick()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "record"


async def test_session_is_answered_wholly_by_voice(folder: Path) -> None:
    stage = Spoken(folder, 7, None, 5, None, 3, None)
    async with stage.open("own", 30.0):
        await stage.passes(25)
        assert stage.context.runner is not None and stage.context.runner.session.state is SessionState.RUNNING
        await stage.passes(50)
        await stage.press("enter")  # a text is never taken by voice
        await stage.passes(1)
        (kept,) = stage.kept
        assert [rating["value"] for rating in kept["ratings"]] == [7, 5, 3]  # type: ignore[index,attr-defined]
        assert stage.listener.open is None


async def test_listening_is_shown_while_it_is_open_and_nowhere_else(folder: Path) -> None:
    stage = Spoken(folder, 7)
    async with stage.open("own", 30.0):
        assert MARK not in stage.shown
        await stage.until_it_listens()
        assert MARK in stage.shown
        await stage.passes(1.1)
        assert MARK not in stage.shown and "Seven. Say no if that's wrong." in stage.shown and "[7]" in stage.shown
        await stage.until_it_listens()
        assert MARK in stage.shown and "Seven. Say no if that's wrong." in stage.shown
        await stage.passes(2.6)
        assert MARK not in stage.shown and "How upset" not in stage.shown


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (120, 40)], ids=str)
async def test_listening_is_shown_at_every_size_in_ascii(folder: Path, size: tuple[int, int]) -> None:
    stage = Spoken(folder, ascii=True)
    async with stage.open("own", 30.0, size=size):
        await stage.until_it_listens()
        assert "* listening" in stage.shown


async def test_digit_during_a_window_closes_it_and_counts(folder: Path) -> None:
    stage = Spoken(folder, 7)
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        await stage.press("2")
        assert stage.listener.open is None and MARK not in stage.shown
        await stage.press("enter")
        assert stage.context.runner is not None and stage.context.runner.session.number("before") == 2


async def test_enter_agrees_with_what_was_said_back(folder: Path) -> None:
    stage = Spoken(folder, 7)
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        await stage.passes(1.1)
        await stage.press("enter")
        assert stage.context.runner is not None and stage.context.runner.session.number("before") == 7
        assert len(stage.listener.windows) == 1


async def test_no_takes_the_number_back(folder: Path) -> None:
    stage = Spoken(folder, 7, "no")
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        await stage.passes(1.1)
        await stage.until_it_listens()
        await stage.passes(1.1)
        assert "Please say it again." in stage.shown and "[7]" not in stage.shown


async def test_safety_question_is_never_listened_for(folder: Path) -> None:
    stage = Spoken(folder, "yes", capacity="closeness", private_speech=True)
    async with stage.open("own", 30.0):
        await stage.passes(40)
        assert "Is the person you have in mind safe" in stage.shown
        assert stage.listener.windows == []


async def test_missing_microphone_is_told_once_in_a_run(folder: Path) -> None:
    stage = Spoken(folder, BROKEN, 4)
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        await stage.passes(1.1)
        assert "* No microphone was found. You can answer with the keys." in " ".join(stage.shown.split())
        await stage.press("5", "enter")
        await stage.passes(60)
        assert len(stage.listener.windows) == 1
        await stage.press("4", "enter", "enter")
        await stage.passes(1)
        (kept,) = stage.kept
        assert [rating["value"] for rating in kept["ratings"]] == [5, 4]  # type: ignore[index,attr-defined]


@pytest.mark.parametrize("key", ["question_mark", "c", "escape", "x", "v", "ctrl+o"])
async def test_any_key_closes_the_microphone(folder: Path, key: str) -> None:
    stage = Spoken(folder)
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        await stage.press(key)
        assert stage.listener.open is None
        await stage.passes(20)
        assert len(stage.listener.windows) == 1


async def test_quick_exit_closes_the_microphone(folder: Path) -> None:
    stage = Spoken(folder)
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        await stage.press("ctrl+c")
        assert stage.ended == [0] and stage.listener.open is None


async def test_click_closes_the_microphone(folder: Path) -> None:
    stage = Spoken(folder)
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        await stage.pilot.click("RatingScale", offset=(10, 0))
        await stage.settle()
        assert stage.listener.open is None and "[3]" in stage.shown


async def test_nothing_listens_unless_it_was_chosen(folder: Path) -> None:
    stage = Spoken(folder, 7, listen=False)
    async with stage.open("own", 30.0):
        await stage.passes(30)
        assert stage.listener.windows == [] and stage.voice is not None and stage.voice.said == []


async def test_without_sound_the_words_are_on_the_screen(folder: Path) -> None:
    stage = Spoken(folder, 7, voice=False)
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        await stage.passes(1.1)
        assert "Seven. Say no if that's wrong." in stage.shown
        assert stage.voice is not None and stage.voice.said == []


async def test_screen_that_covers_the_session_closes_the_microphone(folder: Path) -> None:
    stage = Spoken(folder)
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        await stage.app.push_screen(stage.app.make_screen("support", stage.app.screen))
        await stage.settle()
        assert stage.listener.open is None


async def test_turning_listening_off_counts_from_the_next_question(folder: Path) -> None:
    stage = Spoken(folder)
    async with stage.open("own", 30.0):
        await stage.until_it_listens()
        stage.context.save_settings(listen=False)
        await stage.press("5", "enter")
        await stage.passes(30)
        assert len(stage.listener.windows) == 1


async def test_no_to_grounding_needs_enter(folder: Path) -> None:
    stage = Spoken(folder, None, "no", None, capacity="closeness")
    async with stage.open("own", 30.0):
        await stage.press("down", "enter", "enter")  # safe, and no fear that could be written down
        await stage.until_it_listens()  # how hard it may be
        await stage.press("enter", "9", "enter")
        await stage.passes(40)
        assert stage.context.runner is not None
        session = stage.context.runner.session
        assert "No. Press enter to agree." in stage.shown and session.open is not None
        assert session.open.key == "ground_first" and stage.listener.open is None
        await stage.press("enter")
        assert stage.context.runner.session.word("ground_first") == "no"
