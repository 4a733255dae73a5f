"""What the keys of a session do, for the session screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events as textual_events
from textual import on

from securecoach_tui.app.session_runner import SessionRunner
from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Scale
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.answers import is_only_spoken
from securecoach_tui.practice.session.questions import ask_rating
from securecoach_tui.practice.session.state import PRACTISING, UNDO_SECONDS, SessionState
from securecoach_tui.text.ambience import ambience_words
from securecoach_tui.text.session_replies import REPLIES
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screen_speech import ERROR
from securecoach_tui.tui.screens import session_typing
from securecoach_tui.tui.typed_words import SLOW_SECONDS
from securecoach_tui.tui.widgets.session_panel import SessionPanel

TAKEN_BACK = {"n": "rating", "s": "skip"}  # what a letter did that only the next one showed to be the first of a word


class SessionActions(BaseScreen):
    """The actions of the keys in ``session_keys``. The session screen adds how an event is sent and drawn."""

    _runner: SessionRunner | None = None
    _said = ""
    _resume_when_uncovered = False

    @property
    def runner(self) -> SessionRunner:
        """The session runner."""
        assert self._runner is not None
        return self._runner

    @property
    def panel(self) -> SessionPanel:
        """Caption, question, breathing guide and time left."""
        return self.query_one(SessionPanel)

    def more_help(self) -> Sequence[str]:
        return self.runner.session.setup.cautions

    def asks_for_words(self) -> bool:
        return self._runner is not None and self.panel.question is None and is_only_spoken(self.runner.session)

    def typed_words(self) -> str:
        if self.asks_for_words():
            return session_typing.words()
        return session_typing.no_words() if self.runner.session.state in PRACTISING else super().typed_words()

    async def take_words(self, acted: str) -> None:
        session = self.runner.session
        undo = session.undo
        just_now = undo is not None and session.elapsed - (undo.until - UNDO_SECONDS) < SLOW_SECONDS
        if undo is not None and just_now and TAKEN_BACK.get(acted) == undo.what:
            await self.action_take_back()
        await super().take_words(acted)

    async def _send(self, event: events.Event, confirmation: str = "") -> None:
        """Send an event to the session and draw its effects; ``confirmation`` is shown if it did something."""
        raise NotImplementedError

    async def _after(self) -> None:
        """Carry out what the session wants, and draw it."""
        raise NotImplementedError

    async def _show_question(self, ask: events.AskFor, value: int | str | None = None) -> None:
        """Show a question with ``value`` in its field."""
        raise NotImplementedError

    def _draw(self) -> None:
        """Draw the session as it is now."""
        raise NotImplementedError

    def _breathe(self) -> None:
        """Update the picture or the breathing guide."""
        raise NotImplementedError

    async def _close_rating(self) -> None:
        """Close a rating that the person began."""
        await self.panel.ask(None)
        self._draw()

    async def action_pause(self) -> None:
        state = self.runner.session.state
        await self._send(events.Pause() if state is SessionState.RUNNING else events.Resume())
        if state is SessionState.RUNNING:
            self.speaker.noticed(_("Your session is paused. Press space to go on."), ERROR)

    async def action_skip(self) -> None:
        await self._send(events.Skip())

    async def action_stay(self) -> None:
        await self._send(events.Stay(), _("One more round."))

    async def action_ease(self) -> None:
        await self._send(events.EaseOff(), _("Easing off now."))

    async def action_not_helping(self) -> None:
        await self._send(events.NotHelping())

    async def action_take_back(self) -> None:
        await self._send(events.UndoLast())

    async def action_numb(self) -> None:
        await self._send(events.Rate(Scale.PRESENCE, 0), _("Saved: numb or far away."))

    async def action_stop(self) -> None:
        await self._send(events.Stop())

    async def action_back(self) -> None:
        """escape: leave the session before it has begun, else the open question without an answer, else stop."""
        session = self.runner.session
        if self.panel.question and session.open is None:
            await self._close_rating()
        elif session.open is not None and session.state is not SessionState.BEFORE:
            await self._send(events.Answer(session.open.key, None))
        else:
            await self.action_stop()

    async def action_quit_program(self) -> None:
        await self.action_stop()

    async def action_rate(self, digit: int | None = None) -> None:
        """Ask for a rating of distress; the session goes on meanwhile."""
        session = self.runner.session
        busy = session.open is not None or self.panel.question
        if not busy and session.state in (SessionState.RUNNING, SessionState.PAUSED):
            await self._show_question(ask_rating(Scale.DISTRESS))
            self._draw()
        if digit is not None and self.panel.question is not None:
            self.panel.question.type_digit(str(digit))

    async def action_again(self) -> None:
        if self.panel.question is not None:
            self.speaker.again(self.focused)
        elif self._said:
            self.panel.show_caption(self._said)
            if self.context.sound is not None:
                self.context.sound.again(self._said)

    def action_reply(self, name: str) -> None:
        """Show the fact that a row of ``REPLIES`` is about."""
        self.show_notice(REPLIES[name].reply(self.runner.session))

    def action_ambience(self) -> None:
        """Go to the next background sound, and name it."""
        sound = self.context.sound
        if sound is None:
            self.show_notice(_("No sound can be played here."))
            return
        kind = sound.next_ambience()
        sound.choose_ambience(kind)
        why = self.context.save_settings(ambience=kind)
        self.show_changed(ambience_words(kind, self.runner.session.timeline), why)

    def action_faster(self, by: int) -> None:
        if self.context.sound is not None:
            rate = self.context.sound.rate(by)
            why = self.context.save_settings(rate=rate)
            self.show_changed(_("{n} words a minute.").format(n=rate), why)

    def action_numbers(self) -> None:
        self.panel.hide_more(self.runner.session)
        self._draw()

    def action_fill(self) -> None:
        self.panel.fill(self.runner.session, self.context.clock.elapsed())
        self._breathe()

    async def action_help(self) -> None:
        await self._pause_while_covered()
        await super().action_help()

    async def action_menu(self) -> None:
        await self._pause_while_covered()
        await super().action_menu()

    async def action_speech(self) -> None:
        if not self.context.preferences.spoken_interface:  # then it asks, on a screen of its own
            await self._pause_while_covered()
        await super().action_speech()

    async def action_support(self) -> None:
        self._resume_when_uncovered = False  # chosen in the menu, which paused it: the person goes on by a key
        if self.runner.session.state is SessionState.RUNNING:
            await self._send(events.Pause())
        await super().action_support()

    async def pause_for_now(self) -> bool:
        if self._runner is None or self.runner.session.state is not SessionState.RUNNING:
            return False
        await self._send(events.Pause())
        return True

    async def go_on_after_all(self) -> None:
        await self._send(events.Resume())

    async def _pause_while_covered(self) -> None:
        """Pause while another screen covers this one; the session resumes after it."""
        if self.runner.session.state is SessionState.RUNNING:
            await self._send(events.Pause())
            self._resume_when_uncovered = True

    @on(textual_events.ScreenResume)
    async def uncovered(self) -> None:
        if not self.is_active:  # the screen above it opened another one as it closed
            return
        if self.runner.over:
            await self._after()
        elif self._resume_when_uncovered:
            self._resume_when_uncovered = False
            await self._send(events.Resume())
