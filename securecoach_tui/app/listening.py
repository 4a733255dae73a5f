"""Answers by voice in one run of a display: whether they are on, and the listener of all of its sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from securecoach_tui.voice.listening.installed import available

if TYPE_CHECKING:
    from securecoach_tui.app.voice_answers import VoiceAnswers
    from securecoach_tui.clock import Clock
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.voice.listening.model import Listener
    from securecoach_tui.voice.session_audio import SessionSound


def open_listener() -> Listener:
    """A listener, whose process begins to load its models."""
    from securecoach_tui.voice.listening.client import WorkerListener

    return WorkerListener()


class Listening:
    """The listener of a run. It is opened for the first session that has it, and given up once it has stopped working."""

    def __init__(
        self, open: Callable[[], Listener] = open_listener, *, not_here: Callable[[], str] = available
    ) -> None:
        self._open, self._not_here = open, not_here
        self._listener: Listener | None = None
        self._answers: VoiceAnswers | None = None
        self._given_up = False

    def answers(
        self,
        settings: Settings,
        sound: SessionSound | None,
        clock: Clock,
        wake: Callable[[], None],
        *,
        lines: bool = False,
        read_until: Callable[[], float] = lambda: 0.0,
        screen_speech: Callable[[], bool] = lambda: False,
    ) -> VoiceAnswers | None:
        """What takes the answers of the next session by voice; None if they are off or can't be used.

        The other arguments are those of ``VoiceAnswers``.
        """
        self.cancel()
        self._given_up = self._given_up or (self._answers is not None and self._answers.failed)
        self._answers = None
        if sound is None or self._given_up or not self.is_on(settings):
            return None
        from securecoach_tui.app.voice_answers import VoiceAnswers

        if self._listener is None:
            self._listener = self._open()
        self._answers = VoiceAnswers(
            self._listener, sound, clock, wake, lines=lines, read_until=read_until, screen_speech=screen_speech
        )
        return self._answers

    def is_on(self, settings: Settings) -> bool:
        """Whether answers by voice are chosen, and can be used in the language in use; either may change in a session."""
        return settings.listen and not self._not_here()

    def cancel(self) -> None:
        """Close the microphone at once; may be called on any thread."""
        if self._answers is not None:
            self._answers.cancel()

    def close(self) -> None:
        """End the listener's process."""
        self.cancel()
        if self._listener is not None:
            self._listener.close()
