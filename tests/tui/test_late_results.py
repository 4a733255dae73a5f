"""What comes late: results of the disk, the passphrase, a voice that is heard, and text that is still to be saved."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui.practice.session.events import NotKept
from securecoach_tui.store.crypto import lock
from securecoach_tui.tui.app import SecureCoach
from securecoach_tui.tui.screens.dialogs import TextEntryScreen
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.session_detail import SessionDetailScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.screens.unlock import UnlockScreen
from securecoach_tui.tui.screens.voices import VoicesScreen
from tests.fakes.writer import MemoryWriter
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

pytestmark = pytest.mark.screens


class FailingWriter(MemoryWriter):
    """A writer that fails when ``fail_now`` is called, on a thread of its own as the real one."""

    def __init__(self) -> None:
        super().__init__()
        self._late: list[Callable[..., None]] = []

    def keep(self, kind: str, id: str, fields: Mapping[str, Any], done: Any = None) -> None:
        self._late += [done] if done else []

    def delete(self, kind: str, id: str, done: Any = None, *, copies: bool = False) -> None:
        self._late += [done] if done else []

    def fail_now(self) -> None:
        thread = threading.Thread(target=lambda: [done(NotKept("the disk is full")) for done in self._late])
        thread.start()
        thread.join()


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


@pytest.fixture
def writer(stage: Stage) -> FailingWriter:
    put(stage, sessions(30))
    stage.context.writer = writer = FailingWriter()
    return writer


async def test_failed_deletion_is_told_after_the_list_has_closed(stage: Stage, writer: FailingWriter) -> None:
    async with stage.open():
        await stage.show(HistoryScreen())
        await stage.press("d", "down", "enter", "escape")
        assert isinstance(stage.app.screen, HomeScreen)
        writer.fail_now()
        await stage.settle()
        assert "Not deleted on disk yet: the disk is full." in stage.shown


async def test_failed_change_is_told_after_its_screen_has_closed(stage: Stage, writer: FailingWriter) -> None:
    async with stage.open():
        await stage.show(HistoryScreen())
        await stage.press("enter")
        detail = stage.app.screen
        assert isinstance(detail, SessionDetailScreen)
        detail._keep({"reflection": "it passed"})
        await stage.press("escape")
        assert isinstance(stage.app.screen, HistoryScreen)
        writer.fail_now()
        await stage.settle()
        assert "Not saved on disk yet: the disk is full." in stage.shown


@asynccontextmanager
async def locked(stage: Stage, **start: Any) -> AsyncIterator[threading.Event]:
    """The first screen of locked data, which is read once the event is set."""
    stage.where.data.mkdir(parents=True)
    lock.lock(stage.where, "open sesame", work=2)
    read, may_read = stage.context.load_record, threading.Event()

    def read_late() -> None:
        if threading.current_thread() is not threading.main_thread():
            may_read.wait()
        read()

    stage.context.load_record = read_late  # type: ignore[method-assign]
    stage.app = SecureCoach(stage.context, end=stage.ended.append, **start)
    async with stage.app.run_test(size=(80, 24)) as stage.pilot:
        try:
            yield may_read
        finally:
            may_read.set()


def opened(stage: Stage) -> list[str]:
    return [type(screen).__name__ for screen in stage.app.screen_stack]


@pytest.mark.parametrize("keys", [["enter"], ["down", "enter"], ["down"] * 4 + ["enter"], ["n"]])
async def test_keys_ahead_of_the_passphrase_open_nothing(keys: list[str], stage: Stage) -> None:
    async with locked(stage) as may_read:
        for key in keys:
            stage.send_key(key)
            await stage.pilot.pause()
        assert opened(stage) == ["HomeScreen"]
        may_read.set()
        await stage.settle()
        assert opened(stage) == ["HomeScreen", "UnlockScreen"] and stage.app._exception is None


async def test_passphrase_is_asked_once_for_all_screens(stage: Stage) -> None:
    async with locked(stage, screen="progress") as may_read:
        await stage.pilot.pause()
        may_read.set()
        await stage.settle()
        assert opened(stage) == ["HomeScreen", "ProgressScreen", "UnlockScreen"]


async def test_passphrase_waits_while_people_to_talk_to_are_shown(stage: Stage) -> None:
    async with locked(stage) as may_read:
        stage.send_key("f2")
        await stage.pilot.pause()
        may_read.set()
        await stage.settle()
        assert isinstance(stage.app.screen, SupportScreen)
        await stage.press("escape")
        while not isinstance(stage.app.screen, UnlockScreen):
            await stage.pilot.pause(0.02)


async def test_text_left_just_before_quitting_is_saved(stage: Stage) -> None:
    async with stage.open():
        await stage.show(TextEntryScreen("Time of day", "A time.", "", lambda text: "", draft="plan/time"))
        for key in "1830":
            stage.send_key(key)
        await stage.press("escape")
        stage.send_key("q")
        await stage.settle()
    contextvars.Context().run(stage.context.leave, quick=False, wait=0.0)  # as after the program, when no app is active
    assert stage.context.drafts.find("plan/time") == "1830"


async def test_voice_is_silent_once_its_screen_has_closed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("securecoach_tui.voice.synthesis.voice_choice.list_voices", lambda: [("natural:joe", "Joe")])
    plays, silent = threading.Event(), threading.Event()

    def play(_settings: object, _paths: object, _clock: object, sleep: Callable[[float], None], _longest: float) -> str:
        plays.set()
        try:
            while True:
                sleep(0.001)
        finally:
            silent.set()

    monkeypatch.setattr("securecoach_tui.voice.voice_sample.play", play)
    async with stage.open():
        await stage.show(VoicesScreen(lambda: None))
        stage.send_key("space")
        while not plays.is_set():
            await stage.pilot.pause()
        await stage.app.pop_screen()
        while not silent.is_set():
            await stage.pilot.pause()
