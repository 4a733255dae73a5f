"""Answers by voice on the session screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.practice.session import events
from securecoach_tui.text import spoken_answers
from securecoach_tui.tui.screens.session_actions import SessionActions

if TYPE_CHECKING:
    from securecoach_tui.app.voice_answers import VoiceAnswers


class SessionVoice(SessionActions):
    """Shows what answers by voice do, and takes them as if they had been typed."""

    _by_voice: VoiceAnswers | None = None

    def _wake_up(self) -> None:
        """Look at the session soon; called on any thread."""
        raise NotImplementedError

    async def _take_answer(self, key: str, value: int | str | None) -> None:
        """Take the answer to the question ``key``."""
        raise NotImplementedError

    def _begin_listening(self) -> None:
        """Take answers by voice from now on, if they are on and can be used."""
        context, self._by_voice = self.context, None
        if context.preferences.listen:
            self._by_voice = context.listening.answers(
                context.preferences,
                context.sound,
                context.clock,
                self._wake_up,
                screen_speech=lambda: self.speaker.on,
            )

    def _listen_for(self, ask: events.AskFor) -> None:
        """The session has asked ``ask``, which is shown."""
        if self._by_voice is not None and self.context.listening.is_on(self.context.preferences):
            self._by_voice.asked(self.runner.session, ask)

    async def _hear(self) -> None:
        """Carry out what answers by voice want now."""
        if self._by_voice is None:
            return
        from securecoach_tui.app import voice_answers

        if not self.is_active:  # nothing listens where nothing says so
            self._by_voice.cancel()
        for effect in self._by_voice.look(self.runner.session):
            if isinstance(effect, voice_answers.Accepted):
                await self._take_answer(effect.ask.key, effect.value)
            elif isinstance(effect, voice_answers.Shows) and self.panel.question is not None:
                self.panel.question.put(self._by_voice.said_back)
            elif isinstance(effect, voice_answers.Problem):
                self.show_notice(effect.sentence, error=True)
        self._show_listening()

    def _stop_listening(self) -> None:
        """A key was pressed: close the microphone, and listen no more for this question."""
        if self._by_voice is not None:
            self._by_voice.cancel(tone=True)
            self._show_listening()

    def on_mouse_down(self) -> None:
        self._stop_listening()

    def on_screen_suspend(self) -> None:
        """Another screen covers this one, which nothing but this needs to have asked for."""
        if self._by_voice is not None:
            self._by_voice.cancel()

    def _show_listening(self) -> None:
        question = self.panel.question if self.is_open else None
        if question is not None and self._by_voice is not None:
            mark = [spoken_answers.listening_mark()] if self._by_voice.listening else []
            question.show_voice("\n".join([*filter(None, [self._by_voice.words]), *mark]))

    @property
    def _hears_in(self) -> float:
        """Seconds until the next look at answers by voice, at the latest."""
        return self._by_voice.wake_in if self._by_voice is not None else float("inf")
