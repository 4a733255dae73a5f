"""Practising in lines: one session runner, one line of input at a time, one line for each thing that happens."""

from __future__ import annotations

import queue
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from securecoach_tui.app.session_runner import DraftStore, Outcome, SessionRunner, SessionWriter, restarted
from securecoach_tui.clock import Clock
from securecoach_tui.i18n import _
from securecoach_tui.plain import replies
from securecoach_tui.plain.effect_lines import Showing
from securecoach_tui.plain.input_router import Hearing
from securecoach_tui.plain.line_io import Ended, Heard, Lines, Woken
from securecoach_tui.plain.narration import Manner, Telling
from securecoach_tui.plain.session_commands import Command, understand
from securecoach_tui.practice.record import QuestionKey, Scale
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.state import GROUNDING_SECONDS, SessionState, Setup
from securecoach_tui.text import durations, session_words
from securecoach_tui.text.question_words import noted_words, question_words
from securecoach_tui.text.session_summary import summary

if TYPE_CHECKING:
    from securecoach_tui.practice.record import SessionRecord
    from securecoach_tui.practice.session.checkpoint import Checkpoint
    from securecoach_tui.voice.session_audio import SessionSound

SETTLE_SECONDS = 5.0  # at a terminal, before second 0

_SIMPLE: dict[str, Callable[[], events.Event]] = {
    "skip": events.Skip,
    "stay": events.Stay,
    "ease": events.EaseOff,
    "not_helping": events.NotHelping,
    "take_back": events.UndoLast,
    "stop": events.Stop,
    "numb": lambda: events.Rate(Scale.PRESENCE, 0),
}


class PlainSession:
    """A session told in lines, and another after it where one leads to another."""

    def __init__(
        self,
        lines: Lines,
        clock: Clock,
        keeper: SessionWriter,
        *,
        support: Callable[[], list[str]],
        recent: list[SessionRecord],
        sound: SessionSound | None = None,
        notices: queue.SimpleQueue[str] | None = None,
        manner: Manner = Manner(),  # noqa: B008  # frozen
        prefer: Callable[[str, str], None] = lambda name, value: None,
        drafts: DraftStore | None = None,
    ) -> None:
        self._drafts = drafts
        self._lines, self._clock, self._keeper = lines, clock, keeper
        self._support, self._recent, self._sound, self._prefer = support, recent, sound, prefer
        self._notices = notices
        self._telling = Telling(lines, manner)
        self.showing = Showing(lines, self._telling, clock, support, prefer)
        self.ended = False
        self._kept_words: tuple[str, int | str | None] | None = None
        self.refused = False
        self.runner = self._new_runner()

    def _new_runner(self) -> SessionRunner:
        self._hearing = Hearing(terminal=self._lines.terminal)
        return SessionRunner(
            self._clock, self._keeper, self._act, sound=self._sound, wake=self._lines.wake, drafts=self._drafts
        )

    def run(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        """The session from its first question (or where it was left) to "Saved", and the one it leads to."""
        settle = max(setup.settle, SETTLE_SECONDS) if self._lines.terminal else setup.settle
        setup = replace(setup, settle=settle)
        if saved is None:
            self.runner.begin(setup)
        else:
            self.runner.resume(setup, saved)
            if self.runner.session.state is SessionState.PAUSED:
                self._lines.line(_("Paused where you left. An empty line goes on."))
        self._play()
        while self.showing.lead is not None:
            self.showing.lead = None
            again = restarted(setup, id=secrets.token_hex(8), started=self._clock.now().isoformat(timespec="seconds"))
            again = replace(again, seconds=GROUNDING_SECONDS, settle=0.0)
            length = durations.duration(GROUNDING_SECONDS)
            self._lines.line(_("{title}, {length}.").format(title=again.exercise.title, length=length))
            self.runner = self._new_runner()
            self._telling.begin()
            self.runner.begin(again)
            self._play()

    def _play(self) -> None:
        runner = self.runner
        if self.ended:
            runner.send(events.InputEnded())
        early: list[Heard | Ended] = []
        while not runner.over:
            self._note_open()
            self._telling.settling(runner.session)
            line = self._lines.next(runner.wake_in())
            if not isinstance(line, Woken) and runner.session.state is SessionState.SAVING:
                early.append(line)  # typed ahead: it is for what comes after
                runner.tick()
            elif isinstance(line, Heard):
                runner.tick()
                self._note_open()
                self._hear(line)
            elif isinstance(line, Ended):
                self.ended = True
                runner.send(events.InputEnded())
                if runner.session.state is SessionState.PAUSED:
                    self._pause()  # nobody is there to go on
            else:
                runner.tick()
                self._tell_notices()
                self._telling.time_left(runner.session)
            if runner.session.state is not SessionState.RUNNING:
                self._telling.together()
        self._lines.put_back(early)
        self._closing_words()

    def _tell_notices(self) -> None:
        """What other threads have to say: that speech or sound can't be had."""
        while self._notices is not None and not self._notices.empty():
            self._telling.without_voice()
            self._lines.line(self._notices.get())
            self._ask_again()

    def _note_open(self) -> None:
        """Remember since when what is open has been shown."""
        ask = self.runner.session.open
        news = self._hearing.note(ask, self._clock.elapsed())
        if news:
            writes = ask is not None and not ask.scale and not ask.choices
            self._lines.drafting(self.runner.draft if writes else None)
        if news and ask is not None and self._kept_words is not None and self._kept_words[0] == ask.key:
            _key, value = self._kept_words
            self._kept_words = None
            self._lines.line(_("Your words from before are taken."))
            self.runner.answer(value)
            self._note_open()

    def _hear(self, line: Heard) -> None:
        session = self.runner.session
        ask = self._hearing.asked(line)
        labels = question_words(ask, session)[2] if ask is not None else {}
        command = understand(line.text, ask, labels)
        habit = self._hearing.habit(line, command)
        if habit == "enter":
            return
        self._hearing.accept(line)
        if habit == "number":
            self._lines.line(_("A question has just closed. Type the number again if it is your distress now."))
        elif command.act == "answer" and ask is not None and ask != session.open:
            self._too_late(ask, command)
        elif command.act in _SIMPLE:
            self._simply(command)
        elif command.act == "pause":
            self._pause()
        elif command.act == "rate" and isinstance(command.value, int):
            self._rate(command.value)
        elif command.act == "answer" and ask is not None:
            self._answer(ask, command, line)
        else:
            self._tell(command)
        self._ask_again()

    def _answer(self, ask: events.AskFor, command: Command, line: Heard) -> None:
        said = replies.said_back(ask, command.value, self.runner.session, line.text)
        if said:
            self._lines.line(said)
        self.showing.by_hand = True
        self.runner.answer(command.value)
        self.showing.by_hand = False
        self.showing.built(self.runner.session)

    def _too_late(self, ask: events.AskFor, command: Command) -> None:
        """An answer to a question that closed under the hands: words are kept for it, a number is asked for again."""
        if not ask.scale and command.value is not None:
            self._kept_words = (ask.key, command.value)
            self._lines.line(_("Your words wait for their question."))
        elif command.value is not None:
            self._lines.line(_("That question has closed. Type the number again if it is your distress now."))

    def _ask_again(self) -> None:
        """A question still open stands last, so that it is clear what an answer belongs to."""
        session = self.runner.session
        if session.open is not None and not self._lines.prompting:
            self._lines.prompt(question_words(session.open, session)[1])

    def _simply(self, command: Command) -> None:
        """Send an event without a value; it is confirmed before its effects are shown."""

        def confirm(outcome: Outcome) -> None:
            if outcome == "ignored":
                self._tell(Command("unknown"))
            elif outcome == "done" and (words := replies.done_words(command.act)):
                self._lines.line(words)

        self.runner.send(_SIMPLE[command.act](), announce=confirm)

    def _pause(self) -> None:
        place = self.runner.session.state
        if place is SessionState.RUNNING:
            self.runner.send(events.Pause())
            self._telling.together()
            self._lines.line(replies.done_words("pause"))
        elif place in (SessionState.PAUSED, SessionState.SLEPT):
            self.runner.send(events.Resume())
            self._lines.line(replies.done_words("go_on"))
        else:
            self._tell(Command("unknown"))

    def _rate(self, value: int) -> None:
        def confirm(outcome: Outcome) -> None:
            if outcome == "ignored":
                self._tell(Command("unknown"))
            else:
                noted = noted_words(QuestionKey.RATE_DISTRESS, value)
                self._lines.line(_("Noted: {what}.").format(what=noted))

        self.runner.send(events.Rate(Scale.DISTRESS, value), announce=confirm)

    def _tell(self, command: Command) -> None:
        """What changes nothing: help, support, time, and a line that meant nothing."""
        session = self.runner.session
        if command.act == "support":
            if session.state is SessionState.RUNNING:
                self._pause()
            self._tell_all(self._support())
        elif command.act == "again":
            if self._sound is not None and self.showing.last_said:
                self._sound.again(self.showing.last_said)
            self._tell_all([self.showing.last_said or _("Nothing was said yet.")])
        elif command.act == "time":
            self._tell_all([replies.time_asked(session)])
        elif command.act == "where":
            self._tell_all(
                [
                    _("{title}, {where}.").format(
                        title=session.setup.exercise.title, where=session_words.position_words(session)
                    )
                ]
            )
        elif command.act == "breath":
            self._tell_all([self._telling.go_round()])
            self._prefer("breath_lines", self._telling.breath_lines)
        elif command.act == "help":
            self._tell_all([*replies.open_words(session), replies.choices_words(session)])
        else:
            self._tell_all([replies.choices_words(session)])

    def _tell_all(self, lines: list[str]) -> None:
        for line in lines:
            self._lines.line(line)
        self._telling.asked_for(self._clock.elapsed())

    def _act(self, effect: events.Effect) -> None:
        self.showing.drafted = self.runner.drafted
        self.showing.act(effect, self.runner.session)

    def _closing_words(self) -> None:
        session, record = self.runner.session, self.runner.record
        self._telling.together()
        if record is None:
            return
        if not session.not_helping:
            for line in summary(record, self._recent):
                self._lines.line(line)
        if session.kept:
            self._lines.line(_("Saved."))
        else:
            self.refused = True
            self._lines.line(_("Not saved: {why}").format(why=session.not_kept))
