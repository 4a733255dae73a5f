"""What a session's effects look like in lines."""

from __future__ import annotations

from collections.abc import Callable

from securecoach_tui.clock import Clock
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.plain.line_io import Lines
from securecoach_tui.plain.narration import Telling
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.text import session_words
from securecoach_tui.text.question_words import question_words


class Showing:
    """Shows effects, and remembers what the next ones need.

    ``by_hand``: what closes now was left empty by the person. ``lead``: the exercise that follows.
    ``drafted``: what was being written as an answer to what is open.
    """

    def __init__(
        self,
        lines: Lines,
        telling: Telling,
        clock: Clock,
        support: Callable[[], list[str]],
        prefer: Callable[[str, str], None],
    ) -> None:
        self._lines, self._telling, self._clock = lines, telling, clock
        self._support, self._prefer = support, prefer
        self.last_said = self._built = ""
        self.lead: events.LeadTo | None = None
        self.drafted: Callable[[], str] = str
        self.by_hand = self.wants_another_rung = False

    def act(self, effect: events.Effect, session: Session) -> None:
        """One effect, in lines; what the session runner carries out itself shows nothing."""
        if isinstance(effect, events.Say):
            self._said(effect, session)
        elif isinstance(effect, events.AskFor):
            self._ask(effect, session)
        elif isinstance(effect, events.QuestionClosed):
            self._closed(effect)
        elif isinstance(effect, events.Offer):
            people = effect.kind == "people"
            self._lines.line(
                _("people to talk to: securecoach support") if people else session_words.offer_words(effect.kind)
            )
        elif isinstance(effect, events.ShowSupport):
            for line in self._support():
                self._lines.line(line)
        elif isinstance(effect, events.Undone):
            self._lines.line(session_words.undone_words(effect.what))
        elif isinstance(effect, events.LeadTo):
            self.lead = effect
        elif isinstance(effect, events.Prefer):
            self._prefer(effect.name, effect.value)
        elif isinstance(effect, events.ChooseRung) and effect.rung_id is None:
            self.wants_another_rung = True
            self._lines.line(_("The ladder in the menu of securecoach --plain chooses another rung."))
        elif isinstance(effect, events.AwaitDebrief):
            self._lines.line(session_words.debrief_words())
        elif isinstance(effect, events.Over):
            self._lines.line(session_words.not_saved_words(effect.why))

    def _said(self, effect: events.Say, session: Session) -> None:
        cue = effect.cue
        if cue.phase is None:
            self.last_said = cue.text
        if cue.ask is not None and (session.setup.asking != "all" or session.answerless):
            self._telling.question_as_cue(cue.text)
        cues, after = session.timeline.cues, session.timeline.first_cue(cue.at)
        together = any(one.phase is not None for one in cues[after : after + 3] if one.at == cue.at)
        self._telling.cue(cue, self._clock.elapsed(), breath_with_it=together)
        self.built(session, anew=True)

    def built(self, session: Session, *, anew: bool = False) -> None:
        """The sentence that is to be said aloud, where it has been built; again where an answer changed it."""
        if session.sentence and (anew or session.sentence != self._built):
            self._lines.line(session.sentence)
        self._built = session.sentence

    def _closed(self, _effect: events.QuestionClosed) -> None:
        """A question that closes by itself says so; one left empty by hand was told already."""
        if not self.by_hand:
            self._lines.line(_("That question is closed, without an answer."))

    def _ask(self, ask: events.AskFor, session: Session) -> None:
        long, prompt, labels = question_words(ask, session)
        if session.state is not SessionState.RUNNING:
            self._telling.together()
        self._lines.line(long)
        if ask.choices:
            count = ngettext("{n} answer.", "{n} answers.", len(ask.choices))
            self._lines.line(count.format(n=len(ask.choices)))
        for number, choice in enumerate(ask.choices, 1):
            self._lines.line(f"{number} {labels[choice]}")
        given = self.drafted() if self._lines.terminal and not ask.scale and not ask.choices else ""
        if given:
            self._lines.line(session_words.draft_words())
        self._lines.prompt(prompt, given=given)
