"""Answers by voice in one run: off unless chosen, given up once they don't work, and never with anything heavy loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from securecoach_tui import i18n
from securecoach_tui.app import setting_list
from securecoach_tui.app.listening import Listening
from securecoach_tui.app.voice_answers import VoiceAnswers
from securecoach_tui.config import setting_options
from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.session_audio import SessionSound
from tests.app.test_setting_list import context_in
from tests.fakes.clock import FakeClock
from tests.fakes.listener import FakeListener
from tests.fakes.sound import RecordingVoice

OPTION = setting_options.BY_NAME["listen"]


class Run:
    """A run of a display, and the listeners that were opened in it."""

    def __init__(self, why_not: str = "") -> None:
        self.clock = FakeClock()
        self.opened: list[FakeListener] = []
        self.sound = SessionSound(Settings(), self.clock, lambda settings: RecordingVoice(self.clock, settings))
        self.listening = Listening(self._open, not_here=lambda: why_not)

    def _open(self) -> FakeListener:
        self.opened.append(FakeListener(self.clock))
        return self.opened[-1]

    def answers(self, *, listen: bool = True, sound: bool = True) -> VoiceAnswers | None:
        settings = Settings(listen=listen)
        return self.listening.answers(settings, self.sound if sound else None, self.clock, lambda: None)


def test_nothing_is_opened_unless_it_was_chosen() -> None:
    run = Run()
    assert run.answers(listen=False) is None and run.opened == []
    assert Run("It isn't installed.").answers() is None
    assert run.answers(sound=False) is None, "no tone could say that it listens"


def test_one_listener_serves_every_session_and_ends_with_the_run() -> None:
    run = Run()
    assert run.answers() is not None and run.answers() is not None and len(run.opened) == 1
    run.listening.close()
    assert run.opened[0].closed


def test_what_stopped_working_is_not_tried_again() -> None:
    run = Run()
    first = run.answers()
    assert first is not None
    first.failed = True
    assert run.answers() is None


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_list.extras, "installed", lambda: ["listen"])


def row_in(folder: Path) -> setting_list.SettingRow | None:
    rows = [row for group in setting_list.setting_groups(context_in(folder)) for row in group.rows]
    return next((row for row in rows if row.name == "listen"), None)


def test_setting_is_there_only_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_list.extras, "installed", lambda: ["web"])
    assert row_in(tmp_path) is None


@pytest.mark.usefixtures("installed")
def test_setting_is_off_and_says_what_it_does(tmp_path: Path) -> None:
    row = row_in(tmp_path)
    assert row is not None and row.value == "off"
    for words in ("A trial", "microphone", "8 seconds", "isn't saved", "never leaves this computer", "keys"):
        assert words in row.sentence


@pytest.mark.usefixtures("installed")
def test_in_spanish_the_setting_stays_off_and_says_why(tmp_path: Path) -> None:
    day = FakeClock().now().date()
    assert OPTION.changes(True, day) == {"listen": True}
    i18n.use("es")
    try:
        row = row_in(tmp_path)
        assert row is not None and "solo se entienden en inglés" in row.sentence
        assert OPTION.changes(True, day) == {"listen": False}
        assert setting_options.value_of(OPTION, Settings(listen=True), day) is False
    finally:
        i18n.use(None)


def test_recogniser_is_not_loaded_by_answers_that_are_off() -> None:
    code = (
        "import sys; import securecoach_tui.tui.screens.session, securecoach_tui.plain.session_view; "
        "import securecoach_tui.app.setting_list, securecoach_tui.app.listening; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = {name.removeprefix("securecoach_tui.") for name in done.stdout.split()}
    assert not loaded & {"voice.listening.client", "voice.listening.recogniser", "app.voice_answers", "onnxruntime"}
