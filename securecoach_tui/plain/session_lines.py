"""The lines that a session prints: its effects, and replies to what was typed."""

from __future__ import annotations

from collections.abc import Callable

from securecoach_tui.clock import Clock
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.plain.line_io import LineIO
from securecoach_tui.plain.narration import Narrator
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import is_recorded, takes_numb
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.text import feelings, session_words
from securecoach_tui.text.question_words import noted_words, question_words
from securecoach_tui.text.session_replies import REPLIES


class EffectPrinter:
    """Prints the effects of a session.

    Attributes:
        last_said: the last text that was said.
        left_empty: whether the person is answering the open question, possibly with nothing.
        lead: the effect that leads to another exercise, or None.
        draft: returns the unfinished answer to the open question.
        choose_another_rung: whether the person wants to choose another rung.
    """

    def __init__(
        self,
        io: LineIO,
        narrator: Narrator,
        clock: Clock,
        support: Callable[[], list[str]],
        prefer: Callable[[str, str], None],
    ) -> None:
        self._io, self._narrator, self._clock = io, narrator, clock
        self._support, self._prefer = support, prefer
        self.last_said = self._sentence = ""
        self.lead: events.LeadTo | None = None
        self.draft: Callable[[], str] = str
        self.left_empty = self.choose_another_rung = False

    def act(self, effect: events.Effect, session: Session) -> None:
        """Print one effect; those that the session runner carries out print nothing."""
        if isinstance(effect, events.Say):
            self._say(effect, session)
        elif isinstance(effect, events.AskFor):
            self._ask(effect, session)
        elif isinstance(effect, events.QuestionClosed):
            if not self.left_empty:
                self._io.print(_("Moving on. No answer needed."))
        elif isinstance(effect, events.Offer):
            people = effect.kind == "people"
            self._io.print(session_words.people_words() if people else session_words.offer_words(effect.kind))
        elif isinstance(effect, events.ShowSupport):
            for line in self._support():
                self._io.print(line)
        elif isinstance(effect, events.Undone):
            self._io.print(session_words.undone_words(effect.what))
        elif isinstance(effect, events.LeadTo):
            self.lead = effect
        elif isinstance(effect, events.Prefer):
            self._prefer(effect.name, effect.value)
        elif isinstance(effect, events.ChooseRung) and effect.rung_id is None:
            self.choose_another_rung = True
            self._io.print(_("To choose another step, open the ladder: securecoach --plain"))
        elif isinstance(effect, events.AwaitDebrief):
            self._io.print(session_words.debrief_words())
        elif isinstance(effect, events.Over):
            self._io.print(session_words.not_saved_words(effect.why))

    def _say(self, effect: events.Say, session: Session) -> None:
        cue = effect.cue
        if cue.phase is None:
            self.last_said = cue.text
        if cue.ask is not None and (session.setup.asking != "all" or session.answerless):
            self._narrator.question_as_cue(cue.text)
        cues, first = session.timeline.cues, session.timeline.first_cue(cue.at)
        with_breath = any(other.phase is not None for other in cues[first : first + 3] if other.at == cue.at)
        self._narrator.cue(cue, self._clock.elapsed(), with_breath=with_breath)
        self.print_sentence(session, again=True)

    def print_sentence(self, session: Session, *, again: bool = False) -> None:
        """Print the sentence built from the answers so far, if it changed or ``again`` is True."""
        if session.sentence and (again or session.sentence != self._sentence):
            self._io.print(session.sentence)
        self._sentence = session.sentence

    def _ask(self, ask: events.AskFor, session: Session) -> None:
        long, prompt, labels = question_words(ask, session)
        if session.state is not SessionState.RUNNING:
            self._narrator.print_spoken()
        self._io.print(long)
        if ask.choices:
            count = ngettext("{n} answer.", "{n} answers.", len(ask.choices))
            self._io.print(count.format(n=len(ask.choices)))
        for number, choice in enumerate(ask.choices, 1):
            self._io.print(f"{number} {labels[choice]}")
        if ask.choices_from:
            self._io.print(feelings.hint())
        if ask.wait:
            self._io.print(session_words.waits_words())
        draft = self.draft() if self._io.is_terminal and not ask.scale and not ask.choices else ""
        if draft:
            self._io.print(session_words.draft_words())
        self._io.prompt(prompt, initial=draft)


def open_words(session: Session) -> list[str]:
    """The open question and the state of the session, one fact per line."""
    ask = session.open
    if ask is None:
        lines = [_("There is no question now.")]
    else:
        long, prompt, _labels = question_words(ask, session)
        lines = [_("The question is: {prompt}.").format(prompt=prompt), long]
    if session.waits_for:
        lines.append(session_words.waits_words())
    elif session.state in (SessionState.PAUSED, SessionState.SLEPT):
        lines.append(_("Your session is paused."))
    elif session.state is SessionState.RUNNING and session.position < 0:
        lines.append(_("Your session is about to start."))
    return lines


def spoken_question_words() -> str:
    """The reply to a letter or a number typed at a question that is only to be thought about."""
    return _("Just think of it. Type .q to stop.")  # short, since the next line is soon due


def choices_words(session: Session) -> str:
    """What can be typed now, in one line."""
    ask = session.open
    if ask is None:
        return _(
            "Press enter to pause or go on. You can type s to skip, + to stay, - to ease off, g if this isn't helping, "
            "a to repeat the last words, {replies}, b for breath lines, m for background sound, x for quiet, u to undo, "
            "n for numb or far away, c for support, q to stop, or 0-10 for your distress."
        ).format(replies=", ".join(_for(reply.letter, _(reply.label)) for reply in REPLIES.values()))
    if ask.scale:
        numb = takes_numb(ask.key)
        kinds = (
            _("a whole number from 0 to 10, or n for numb or far away") if numb else _("a whole number from 0 to 10")
        )
    elif ask.choices:
        labels = question_words(ask, session)[2]
        kinds = ", ".join(_for(str(i), labels[c]) for i, c in enumerate(ask.choices, 1))
    else:
        kinds = _("any words, or f for a list of words") if ask.choices_from else _("any words")
    return _(
        "You can type {kinds}, or press enter to skip. Commands start with a dot. Type c for support, q to quit."
    ).format(kinds=kinds)


def _for(typed: str, words: str) -> str:
    return _("{typed} for {words}").format(typed=typed, words=words)


def answer_words(ask: AskFor, value: int | str | None, session: Session, typed: str) -> str:
    """How an answer was understood; empty if the line ``typed`` says it already. An answer by voice has no line."""
    if value is None:
        return _("No answer.")
    if isinstance(value, int):
        return _("Saved: {what}.").format(what=noted_words(ask.key, value))
    if feelings.chosen(ask, typed) == value:
        return _("Saved: {what}.").format(what=value)
    if ask.choices and (not typed.strip() or typed.strip().lstrip("+").isdigit()):
        label = question_words(ask, session)[2][value]
        recorded = is_recorded(ask.key, value, session.setup.exercise)
        return (_("Saved: {what}.") if recorded else _("Your answer: {what}.")).format(what=label)
    return ""


def done_words(act: str) -> str:
    """The confirmation of a command; empty if its effect prints one."""
    return {
        "skip": _("Skipped."),
        "stay": _("One more round."),
        "ease": _("Easing off now."),
        "numb": _("Saved: numb or far away."),
        "not_helping": _("Stopping here. You gave yourself this time."),
        "stop": _("Stopping."),
        "pause": _("Your session is paused. Press enter to go on."),
        "go_on": _("Going on."),
    }.get(act, "")
