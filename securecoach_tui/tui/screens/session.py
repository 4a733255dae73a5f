"""The keys of a session: each hands what a person does to the session runner, or tells a fact."""

from __future__ import annotations

from typing import ClassVar

from textual import events as textual_events
from textual import on
from textual.binding import Binding, BindingType

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Scale
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.questions import ask_rating, is_rating
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.text import durations, session_words
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.screen_speech import ERROR
from securecoach_tui.tui.screens import session_keys
from securecoach_tui.tui.screens.session_view import SessionView
from securecoach_tui.tui.widgets.question import QuestionPanel


class SessionScreen(SessionView):
    """A session that listens to keys."""

    KEYS = session_keys.KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        *(key.binding for key in session_keys.KEYS),
        *(Binding(str(digit), f"rate({digit})", show=False) for digit in range(10)),
    ]

    def foot_keys(self) -> list[Key]:
        session = self.runner.session
        if session.state in (SessionState.RUNNING, SessionState.PAUSED, SessionState.SLEPT):
            return list(session_keys.FOOT)
        return [session_keys.STOP, key_bindings.HELP, key_bindings.SUPPORT]

    async def action_pause(self) -> None:
        place = self.runner.session.state
        await self._send(events.Pause() if place is SessionState.RUNNING else events.Resume())
        if place is SessionState.RUNNING:
            self.speaker.noticed(_("Paused. space goes on."), ERROR)

    async def action_skip(self) -> None:
        await self._send(events.Skip())

    async def action_stay(self) -> None:
        await self._send(events.Stay(), _("One more round."))

    async def action_ease(self) -> None:
        await self._send(events.EaseOff(), _("Easing off."))

    async def action_not_helping(self) -> None:
        await self._send(events.NotHelping())

    async def action_take_back(self) -> None:
        await self._send(events.UndoLast())

    async def action_numb(self) -> None:
        await self._send(events.Rate(Scale.PRESENCE, 0), _("Noted: numb or far away."))

    async def action_stop(self) -> None:
        await self._send(events.Stop())

    async def action_back(self) -> None:
        """escape: no answer to what is open; else stop."""
        session = self.runner.session
        if self.scene.asking and session.open is None:
            await self._close_rating()
        elif session.open is not None:
            await self._send(events.Answer(session.open.key, None))
        else:
            await self.action_stop()

    async def action_quit_program(self) -> None:
        await self.action_stop()

    async def action_rate(self, digit: int | None = None) -> None:
        """A rating in the caption's place; the clock goes on and nothing waits for it."""
        session = self.runner.session
        if (
            session.state not in (SessionState.RUNNING, SessionState.PAUSED)
            or session.open is not None
            or self.scene.asking
        ):
            return
        ask = ask_rating(Scale.DISTRESS)
        await self._show_question(ask, digit)
        self._draw()

    async def action_again(self) -> None:
        if self.scene.asking is not None:
            self.speaker.again(self.focused)
        elif self._spoken:
            self.scene.say(self._spoken)
            if self.context.sound is not None:
                self.context.sound.again(self._spoken)

    def action_time(self) -> None:
        session = self.runner.session
        if session.seconds_left is None:
            self.tell(_("Open-ended: {time} so far.").format(time=durations.duration(max(0.0, session.position))))
        else:
            self.tell(_("Time left: {time}.").format(time=durations.duration(session.seconds_left)))

    async def action_where(self) -> None:
        self.tell(f"{self.where()}, {session_words.position_words(self.runner.session)}.")

    def action_faster(self, by: int) -> None:
        if self.context.sound is not None:
            rate = self.context.sound.rate(by)
            self.context.prefer(rate=rate)
            self._quietly(_("{n} words a minute.").format(n=rate))

    def action_numbers(self) -> None:
        self._numbers = not self._numbers
        self._draw()

    async def action_help(self) -> None:
        await self._stand_aside()
        await super().action_help()

    async def action_menu(self) -> None:
        await self._stand_aside()
        await super().action_menu()

    async def action_support(self) -> None:
        if self.runner.session.state is SessionState.RUNNING:
            await self._send(events.Pause())
        await super().action_support()

    async def _stand_aside(self) -> None:
        """Something stands before the session for a moment: it waits, and goes on by itself."""
        if self.runner.session.state is SessionState.RUNNING:
            await self._send(events.Pause())
            self._resumes = True

    @on(textual_events.ScreenResume)
    async def _uncovered(self) -> None:
        if self._resumes:
            self._resumes = False
            await self._send(events.Resume())

    async def on_question_panel_answered(self, event: QuestionPanel.Answered) -> None:
        session = self.runner.session
        if session.open is None:  # a rating that the person began
            await self._close_rating()
            if event.value == "numb":
                await self.action_numb()
            elif isinstance(event.value, int):
                await self._send(events.Rate(Scale.DISTRESS, event.value), _("Noted: {n}.").format(n=event.value))
            return
        if event.key != session.open.key:
            return  # typed ahead of a question that has gone
        if event.value == "numb":
            self._remember(_("numb or far away"))
            if is_rating(event.key):
                await self._close_rating()
            await self.action_numb()
            return
        self._remember(event.value)
        if is_rating(event.key):
            await self._close_rating()  # one that the exercise asked for; one's own stays until it is answered
        # During the session the question's words stay: a line says that the answer was taken.
        forgotten = event.value is None or session.setup.exercise.leads_to_support(event.key, event.value)
        noted = "" if forgotten or session.state is not SessionState.RUNNING else _("Noted.")
        if isinstance(event.value, int) and noted:
            noted = _("Noted: {n}.").format(n=event.value)
        await self._send(events.Answer(event.key, event.value), noted)
