"""A session in plain text: reads lines of input, runs the session, and prints a line for each effect."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from securecoach_tui.app.session_runner import Outcome, SessionDrafts, SessionRunner, SessionWriter
from securecoach_tui.app.session_setup import make_grounding
from securecoach_tui.clock import Clock
from securecoach_tui.i18n import _
from securecoach_tui.plain import session_lines
from securecoach_tui.plain.line_io import EndOfInput, InputLine, LineIO, Wakeup
from securecoach_tui.plain.narration import NarrationOptions, Narrator
from securecoach_tui.plain.session_input import Command, InputRouter, may_be_an_answer, understand
from securecoach_tui.plain.session_lines import EffectPrinter
from securecoach_tui.plain.typed_keys import typed
from securecoach_tui.practice.record import QuestionKey, Scale
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.answers import is_only_spoken
from securecoach_tui.practice.session.state import SessionState, Setup
from securecoach_tui.text import durations, feelings, session_words, spoken_answers
from securecoach_tui.text.ambience import ambience_words
from securecoach_tui.text.question_words import noted_words, question_words
from securecoach_tui.text.session_replies import REPLIES
from securecoach_tui.text.session_summary import summary
from securecoach_tui.voice.model import AmbienceNotice, NoLongerTrue, VoiceNotice

if TYPE_CHECKING:
    from securecoach_tui.app.voice_answers import VoiceAnswers
    from securecoach_tui.practice.record import SessionRecord
    from securecoach_tui.practice.session.checkpoint import Checkpoint
    from securecoach_tui.voice.session_audio import SessionSound

SETTLE_SECONDS = 5.0  # the shortest time before second 0 at a terminal

_EVENTS: dict[str, Callable[[], events.Event]] = {
    "skip": events.Skip,
    "stay": events.Stay,
    "ease": events.EaseOff,
    "not_helping": events.NotHelping,
    "take_back": events.UndoLast,
    "stop": events.Stop,
    "numb": lambda: events.Rate(Scale.PRESENCE, 0),
}


class PlainSession:
    """A session in plain text, and the session that it leads to, if any."""

    def __init__(
        self,
        io: LineIO,
        clock: Clock,
        writer: SessionWriter,
        *,
        support: Callable[[], list[str]],
        recent: list[SessionRecord],
        sound: SessionSound | None = None,
        notices: queue.SimpleQueue[str] | None = None,
        options: NarrationOptions = NarrationOptions(),  # noqa: B008  # frozen
        prefer: Callable[[str, str], None] = lambda name, value: None,
        drafts: SessionDrafts | None = None,
        by_voice: VoiceAnswers | None = None,
    ) -> None:
        self._io, self._clock, self._writer = io, clock, writer
        self._support, self._recent, self._sound, self._prefer = support, recent, sound, prefer
        self._drafts, self._notices, self._by_voice = drafts, notices, by_voice
        self._silenced_by: set[str] = set()  # notices that still hold, because of which words are printed
        self._narrator = Narrator(io, options)
        self.printer = EffectPrinter(io, self._narrator, clock, support, prefer)
        self.input_ended = self.not_saved = False
        self.careful = False  # whether an answer led to people to talk to
        self._early_answer: tuple[str, int | str | None] | None = None  # a question's key and the answer to it
        self.runner = self._new_runner()

    def _new_runner(self) -> SessionRunner:
        self._router = InputRouter(terminal=self._io.is_terminal)
        return SessionRunner(
            self._clock, self._writer, self._act, sound=self._sound, wake=self._io.wake, drafts=self._drafts
        )

    def run(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        """Run the session from its first question, or from ``saved``, until it is saved; then the one it leads to."""
        settle = max(setup.settle, SETTLE_SECONDS) if self._io.is_terminal else setup.settle
        setup = replace(setup, settle=settle)
        if saved is None:
            self.runner.begin(setup)
        else:
            self.runner.resume(setup, saved)
            if self.runner.session.state is SessionState.PAUSED:
                self._io.print(_("Your session is paused where you left it. Press enter to go on."))
        self._run_to_end()
        while (lead := self.printer.lead) is not None:
            self.printer.lead = None
            grounding = make_grounding(setup, lead.seconds, self._clock)
            length = durations.duration(lead.seconds)
            self._io.print(_("{title}, {length}.").format(title=grounding.exercise.title, length=length))
            self.runner = self._new_runner()
            self._narrator.begin()
            self.runner.begin(grounding)
            self._run_to_end()

    def _run_to_end(self) -> None:
        runner = self.runner
        if self.input_ended:
            runner.send(events.InputEnded())
        early: list[InputLine | EndOfInput] = []
        while not runner.over:
            self._note_open()
            if self._hear():
                continue
            self._narrator.settling(runner.session)
            line = self._io.read(self._wake_in())
            if not isinstance(line, Wakeup) and runner.session.state is SessionState.SAVING:
                early.append(line)  # typed ahead, for the prompt after the session
                runner.tick()
            elif isinstance(line, InputLine):
                runner.tick()
                self._note_open()
                self._process(line)
            elif isinstance(line, EndOfInput):
                self.input_ended = True
                self._stop_listening()
                runner.send(events.InputEnded())
                if runner.session.state is SessionState.PAUSED:
                    self._pause()  # resume: without input nobody else can
            else:
                runner.tick()
                self._print_notices()
                self._narrator.time_left(runner.session)
            if runner.session.state is not SessionState.RUNNING:
                self._narrator.print_spoken()
        self._stop_listening()
        self._io.unread(early)
        self.careful = self.careful or runner.careful
        self._print_summary()

    def _print_notices(self) -> None:
        """Print reports of other threads that speech or sound doesn't work."""
        while self._notices is not None and not self._notices.empty():
            notice = self._notices.get()
            if self._by_voice is not None:  # a screen reader reads it, and the prompt again, aloud
                self._by_voice.make_way(f"{notice} {self._prompt_words()}")
            if isinstance(notice, NoLongerTrue):
                if notice not in self._silenced_by:
                    continue  # another voice spoke, and the words were heard
                self._silenced_by.discard(notice)
                if self._silenced_by:  # a device without speech, or speech without a device
                    continue
                self._narrator.with_voice()
                self._io.print(_("Sound works again."))
            else:
                if not isinstance(notice, AmbienceNotice | VoiceNotice):
                    self._silenced_by.add(notice)
                    self._narrator.without_voice()
                self._io.print(notice)
            self._ask_again()

    def _wake_in(self) -> float:
        until_cue = self.runner.wake_in()
        return until_cue if self._by_voice is None else min(until_cue, self._by_voice.wake_in)

    def _hear(self) -> bool:
        """Print and carry out what answers by voice want now. Return whether a question was answered."""
        if self._by_voice is None:
            return False
        from securecoach_tui.app.voice_answers import Accepted, Opens, Problem, Shows

        if self._io.typing:
            self._stop_listening()
        for effect in self._by_voice.look(self.runner.session):
            if isinstance(effect, Accepted):
                self._answer(effect.ask, Command("answer", effect.value), typed="")
                self._ask_again()
                return True
            if isinstance(effect, Opens):
                self._io.print(spoken_answers.listening_words())
            elif isinstance(effect, Shows):
                self._io.print(effect.words)
            else:
                self._io.print(effect.sentence if isinstance(effect, Problem) else spoken_answers.stopped_words())
                self._ask_again()
        return False

    def _stop_listening(self) -> int | str | None:
        """Close the microphone, and listen no more for this question. Return what was heard, if it was said back."""
        if self._by_voice is None:
            return None
        heard = self._by_voice.said_back
        self._by_voice.cancel(tone=True)
        return heard

    def _note_open(self) -> None:
        """Record when the open question was printed."""
        ask = self.runner.session.open
        changed = self._router.note(ask, self._clock.elapsed())
        if changed:
            is_text = ask is not None and not ask.scale and not ask.choices
            self._io.on_draft(self.runner.draft if is_text else None)
        if changed and ask is not None and self._early_answer is not None and self._early_answer[0] == ask.key:
            _key, value = self._early_answer
            self._early_answer = None
            self._io.print(_("What you wrote before is your answer to this question."))
            self.runner.answer(value)
            self._note_open()

    def _process(self, line: InputLine) -> None:
        session, heard = self.runner.session, self._stop_listening()
        ask = self._router.question_of(line)
        labels = question_words(ask, session)[2] if ask is not None else {}
        command = understand(line.text, ask, labels)
        if heard is not None and command == Command("answer", None):  # enter agrees with what was said back
            command = Command("answer", heard)
        habit = self._router.habit(line, command)
        if habit == "enter":
            return
        self._router.accept(line)
        if ask is None and is_only_spoken(session) and may_be_an_answer(line.text, command):
            self._print_reply([session_lines.spoken_question_words()])
        elif habit == "number":
            self._io.print(_("That question has gone. To rate distress now, type the number again."))
        elif command.act == "answer" and ask is not None and ask != session.open:
            self._answer_late(ask, command)
        elif command.act in _EVENTS:
            self._send(command)
        elif command.act == "pause":
            self._pause()
        elif command.act == "rate" and isinstance(command.value, int):
            self._rate(command.value)
        elif command.act == "answer" and ask is not None:
            self._answer(ask, command, line.text)
        else:
            if command.act == "unknown" and session.setup.classify_reflection(line.text) == "people":
                self.careful = True
                self._print_reply([session_words.people_words()])
            self._reply(command)
        self._ask_again()

    def _answer(self, ask: events.AskFor, command: Command, typed: str) -> None:
        noted = session_lines.answer_words(ask, command.value, self.runner.session, typed)
        if noted:
            self._io.print(noted)
        self.printer.left_empty = True
        self.runner.answer(command.value)
        self.printer.left_empty = False
        self.printer.print_sentence(self.runner.session)

    def _answer_late(self, ask: events.AskFor, command: Command) -> None:
        """Handle an answer to a question that closed meanwhile: keep a text for later, ask for a number again."""
        if not ask.scale and command.value is not None:
            self._early_answer = (ask.key, command.value)
            self._io.print(_("Your words are saved for the question you were answering."))
        elif command.value is not None:
            self._io.print(_("That question has gone. To rate distress now, type the number again."))

    def _ask_again(self) -> None:
        """Print the prompt of the open question again, so that it is clear what the next line answers."""
        if self.runner.session.open is not None and not self._io.prompting:
            self._io.prompt(self._prompt_words())

    def _prompt_words(self) -> str:
        """The prompt of the open question; "" if none is open."""
        session = self.runner.session
        return "" if session.open is None else question_words(session.open, session)[1]

    def _send(self, command: Command) -> None:
        """Send an event without a value. It is confirmed before its effects are printed."""

        def confirm(outcome: Outcome) -> None:
            if outcome == "ignored":
                self._reply(Command("unknown"))
            elif outcome == "done" and (done := session_lines.done_words(command.act)):
                self._io.print(done)

        self.runner.send(_EVENTS[command.act](), announce=confirm)

    def _pause(self) -> None:
        state = self.runner.session.state
        if state is SessionState.RUNNING:
            self.runner.send(events.Pause())
            self._narrator.print_spoken()
            self._io.print(session_lines.done_words("pause"))
        elif state in (SessionState.PAUSED, SessionState.SLEPT):
            self.runner.send(events.Resume())
            self._io.print(session_lines.done_words("go_on"))
        else:
            self._reply(Command("unknown"))

    def _rate(self, value: int) -> None:
        def confirm(outcome: Outcome) -> None:
            if outcome == "ignored":
                self._reply(Command("unknown"))
            else:
                self._io.print(_("Saved: {what}.").format(what=noted_words(QuestionKey.RATE_DISTRESS, value)))

        self.runner.send(events.Rate(Scale.DISTRESS, value), announce=confirm)

    def _reply(self, command: Command) -> None:
        """Reply to commands that don't change the session: help, support, time, and unknown lines."""
        session = self.runner.session
        if command.act == "support":
            if session.state is SessionState.RUNNING:
                self._pause()
            self._print_reply(self._support())
        elif command.act == "again":
            if self._sound is not None and self.printer.last_said:
                self._sound.again(self.printer.last_said)
            self._print_reply([self.printer.last_said or _("Nothing has been said yet.")])
        elif command.act == "feelings" and session.open is not None and session.open.choices_from:
            self._print_reply(feelings.lines())
        elif command.act in REPLIES:
            self._print_reply([REPLIES[command.act].reply(session)])
        elif command.act == "breath":
            self._print_reply([self._narrator.next_breath_lines()])
            self._prefer("breath_lines", self._narrator.breath_lines)
        elif command.act == "ambience":
            self._next_ambience()
        elif command.act == "quiet":
            if self._sound is not None:
                self._sound.hush()
            self._print_reply([_("Quiet.")])
        elif command.act == "help":
            read = [typed(line) for line in session.setup.cautions] if session.setup.cautions_read else []
            self._print_reply([*session_lines.open_words(session), *read, session_lines.choices_words(session)])
        else:
            self._print_reply([session_lines.choices_words(session)])

    def _next_ambience(self) -> None:
        if self._sound is None:
            self._print_reply([_("No sound can be played here.")])
            return
        kind = self._sound.next_ambience()
        self._sound.choose_ambience(kind)
        self._prefer("ambience", kind)
        self._print_reply([ambience_words(kind, self.runner.session.timeline)])

    def _print_reply(self, lines: list[str]) -> None:
        for line in lines:
            self._io.print(line)
        self._narrator.pause_breath_lines(self._clock.elapsed())

    def _act(self, effect: events.Effect) -> None:
        self.printer.draft = self.runner.drafted
        self.printer.act(effect, self.runner.session)
        if isinstance(effect, events.AskFor) and self._by_voice is not None:
            self._by_voice.asked(self.runner.session, effect)

    def _print_summary(self) -> None:
        session, record = self.runner.session, self.runner.record
        self._narrator.print_spoken()
        if record is None:
            return
        if not session.not_helping and not session.careful:
            for line in summary(record, self._recent):
                self._io.print(line)
        if session.careful:
            self._io.print(session_words.people_words())
        if session.kept:
            self._io.print(_("Saved."))
        else:
            self.not_saved = True
            self._io.print(_("Not saved: {why}").format(why=session.not_kept))
