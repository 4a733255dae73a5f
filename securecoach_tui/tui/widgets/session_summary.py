"""A stored session beside the history: its facts, its ratings over its time, and the person's note."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.record import Scale, SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.scenes.wave import drawn, wave_of
from securecoach_tui.text import history
from securecoach_tui.text.truncation import at_most
from securecoach_tui.tui.scenes.picture_view import PictureView

WAVE_ROWS = 12


class SessionSummary(Vertical):
    """Everything stored with one session, without keys; enter opens the screen that changes it."""

    DEFAULT_CSS = "SessionSummary { height: auto; } SessionSummary Static { height: auto; }"

    def __init__(self, *, ascii: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facts = Static("", markup=False)
        self._wave = PictureView(rows=WAVE_ROWS, ascii=ascii)
        self._note = Static("", markup=False)

    def compose(self) -> ComposeResult:
        yield self._facts
        yield self._wave
        yield self._note

    def clear(self) -> None:
        """Show nothing."""
        self._facts.update("")
        self._note.update("")
        self._wave.show(lambda frame: ())

    def show(self, session: SessionRecord, exercise: Exercise | None) -> None:
        """Show a session; ``exercise`` is None if it no longer exists."""
        title = exercise.title if exercise is not None else session.exercise or _("A session")
        lines = [history.moment_words(session), history.how_words(session), ""]
        lines += [history.fact_words(fact) for fact in history.session_facts(session, exercise)]
        text = "\n".join(visible("\n".join(at_most(words)), lines=True) for words in lines)
        urge, distress = wave_of(session), wave_of(session, Scale.DISTRESS)
        wave = urge or distress
        if wave is not None:
            text += "\n\n" + (_("Urge, from 0 to 10") if urge else _("Distress, from 0 to 10"))
        self._facts.update(Content.assemble((visible(title), "bold"), "\n" + text))
        self._wave.show(lambda frame: drawn(wave, frame) if wave is not None else ())
        during = ", ".join(history.rating_words(rating) for rating in history.during(session))
        notes = [_("During the session: {ratings}.").format(ratings=during)] if during else []
        notes += [_("Your note: {words}").format(words=session.reflection)] if session.reflection else []
        self._note.update("\n" + "\n\n".join(visible("\n".join(at_most(words)), lines=True) for words in notes))
