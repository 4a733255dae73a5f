"""A session that is answered by voice: a real mixer, a microphone that hears what is said, and a fake clock."""

from __future__ import annotations

from typing import Any

from securecoach_tui.app.session_runner import SessionRunner
from securecoach_tui.app.voice_answers import Accepted, Problem, Shows, VoiceAnswers, VoiceEffect
from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.questions import can_be_heard
from securecoach_tui.practice.session.state import Session, Setup
from securecoach_tui.voice.session_audio import SessionSound
from tests.fakes.clock import FakeClock
from tests.fakes.listener import FakeListener, Said
from tests.fakes.sound import RecordingVoice
from tests.fakes.writer import MemoryWriter
from tests.practice.person import a_setup

STEP = 0.05  # seconds between two looks at the clock


class Answering:
    """A display that does what answers by voice want. ``said`` is what is said in each window.

    While the microphone is open, ``passes`` checks that nothing of our own is heard, and that it may be open.
    """

    def __init__(
        self, *said: Said, setup: Setup | None = None, lines: bool = False, screen_speech: bool = False, **settings: Any
    ) -> None:
        self.clock, self.writer = FakeClock(), MemoryWriter()
        self.zero = self.clock.elapsed()
        self.voice: RecordingVoice | None = None
        self.unready: set[str] = set()  # lines that have no sound yet
        self.sound = SessionSound(Settings(**{"voice": True, **settings}), self.clock, self._open_voice)
        self.listener = FakeListener(self.clock, *said)
        self.by_voice = VoiceAnswers(
            self.listener, self.sound, self.clock, self._wake, lines=lines, screen_speech=lambda: screen_speech
        )
        self._woken = False
        self.effects: list[tuple[float, VoiceEffect]] = []
        self.asked: list[str] = []
        self.runner = SessionRunner(self.clock, self.writer, self._act, sound=self.sound)
        self.runner.begin(setup or a_setup())

    def _open_voice(self, settings: Settings) -> RecordingVoice:
        self.voice = RecordingVoice(self.clock, settings)
        self.voice.unready = self.unready
        return self.voice

    def _act(self, effect: ev.Effect) -> None:
        if isinstance(effect, ev.AskFor):
            self.asked.append(effect.key)
            self.by_voice.asked(self.runner.session, effect)

    @property
    def session(self) -> Session:
        return self.runner.session

    @property
    def now(self) -> float:
        """Seconds since the beginning."""
        return self.clock.elapsed() - self.zero

    def passes(self, seconds: float, step: float = STEP) -> Answering:
        """Let time pass."""
        end = self.clock.elapsed() + seconds
        while self.clock.elapsed() < end - 1e-9:
            self._check_window(self.voice.play(step) if self.voice is not None else ())
            if self.voice is None:
                self.clock.advance(step)
            self.listener.hear()
            self.runner.tick()
            self.look()
        return self

    def _wake(self) -> None:
        self._woken = True

    def look(self) -> None:
        self._woken = False
        for effect in self.by_voice.look(self.session):
            self.effects.append((self.now, effect))
            if isinstance(effect, Accepted):
                assert effect.ask == self.session.open, "a question that has closed was answered"
                self.runner.answer(effect.value)
        if self._woken:
            self.look()
        window = self.listener.open
        assert self.by_voice.listening is (window is not None)

    def _check_window(self, samples: Any) -> None:
        if self.listener.open is None:
            return
        assert not any(samples), "something of our own is heard while the microphone is open"
        assert self.session.open is not None and can_be_heard(self.session.open, self.session.setup.exercise)

    def answers(self, value: int | str | None) -> Answering:
        """Answer with the keys."""
        self.by_voice.cancel(tone=True)
        self.runner.answer(value)
        return self

    def does(self, *events: ev.Event) -> Answering:
        for event in events:
            self.runner.send(event)
            self.look()
        return self

    @property
    def accepted(self) -> list[tuple[str, int | str]]:
        """The questions that were answered by voice, and the answers."""
        return [(effect.ask.key, effect.value) for _at, effect in self.effects if isinstance(effect, Accepted)]

    @property
    def shown(self) -> list[str]:
        return [effect.words for _at, effect in self.effects if isinstance(effect, Shows)]

    @property
    def problems(self) -> list[str]:
        return [effect.sentence for _at, effect in self.effects if isinstance(effect, Problem)]

    @property
    def windows(self) -> list[tuple[float, float]]:
        """From when and to when the microphone was open, in seconds from the beginning."""
        return [
            (one.opened - self.zero, (one.closed or self.clock.elapsed()) - self.zero) for one in self.listener.windows
        ]
