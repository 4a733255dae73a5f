"""Everything stored with one session, with a chart of distress; the reflection and ratings can be changed."""

from __future__ import annotations

from typing import ClassVar, Protocol

import msgspec
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from securecoach_tui.app import hand_form
from securecoach_tui.app.reflection_class import mentions_harm
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.record import Rating, Scale, SessionRecord, When, is_numb
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.scenes.wave import WaveState, wave_of
from securecoach_tui.store.local.drafts import of_session
from securecoach_tui.text import history
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.scenes.still import WaveView
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, NumberScreen, TextEntryScreen
from securecoach_tui.tui.screens.paragraph_screen import ParagraphScreen, gap, line
from securecoach_tui.tui.screens.record_access import save_entry, tell_if_not_saved
from securecoach_tui.tui.widgets.paragraph_list import ParagraphList

REFLECTION = KeyBinding("e", "reflection", N_("your note"), N_("Change your note."), "e")
RATINGS = KeyBinding("r", "ratings", N_("ratings"), N_("Change the ratings."), "r")
CORRECT = KeyBinding(
    "o", "correct", N_("correct"), N_("Correct the date, the exercise, the minutes or anything else."), "o"
)
UNDO = KeyBinding("u", "undo", N_("undo"), N_("Undo what you just corrected."), "u")
DELETE = KeyBinding("d,delete", "delete", N_("delete"), N_("Delete this session. You are asked first."), "d")
NEWER = KeyBinding("left,p", "turn(-1)", N_("previous"), N_("Go to the session above it in the list."), "left")
OLDER = KeyBinding("right,n", "turn(1)", N_("next"), N_("Go to the session below it in the list."), "right")

WAVE_ROWS = 12  # one for each point from 0 to 10, so that 3 and then 2 is no flat line, and one for the times
BEFORE_AND_AFTER = 2  # ratings, which the facts above say


class SessionList(Protocol):
    """The list that the session was opened from."""

    def changed(self, session: SessionRecord) -> None:
        """Update the list after the session was changed."""

    def ask_deletion(self, sessions: list[SessionRecord]) -> None:
        """Ask, then delete ``sessions``."""

    def neighbour(self, session: SessionRecord, by: int) -> SessionRecord | None:
        """The session ``by`` rows further down, or None."""


class SessionDetailScreen(ParagraphScreen):
    """A session of the list. The list is updated after each change."""

    KEYS = (REFLECTION, RATINGS, CORRECT, DELETE, UNDO, NEWER, OLDER)
    FOOTER = (key_bindings.HELP, key_bindings.SUPPORT, REFLECTION, CORRECT, DELETE, RATINGS, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS]

    class Saved(Message):
        """A change was saved; posted from the writer's thread."""

    def __init__(self, list: SessionList, session: SessionRecord) -> None:
        super().__init__()
        self._list, self.session = list, session
        self._names_people = False  # whether a note that was just changed mentions harm
        self._before: dict[str, object] = {}  # the values of the last correction's fields before it

    @property
    def _exercise(self) -> str:
        return self.session.exercise or ""

    def location(self) -> str:
        exercise = self.context.exercises().get(self._exercise)
        return visible(exercise.title if exercise else self._exercise or _("A session"))

    def purpose(self) -> str:
        return _("One of your sessions.")

    def paragraphs(self) -> list[Widget]:
        session = self.session
        exercise = self.context.exercises().get(self._exercise)
        widgets: list[Widget] = [line(history.moment_words(session)), line(history.how_words(session)), gap()]
        widgets += [
            line(history.fact_words(fact), private=fact.private) for fact in history.session_facts(session, exercise)
        ]
        during = history.during(session)
        if during:
            words = ", ".join(history.rating_words(rating) for rating in during)
            widgets.append(line(_("During the session: {ratings}.").format(ratings=words)))
        if session.reflection:
            widgets.append(line(_("Your note: {words}").format(words=session.reflection), private=True))
        else:
            widgets.append(line(_("You wrote no note. Press e to write one.")))
        for heading, wave in waves(session):
            widgets += [gap(), line(heading), WaveView(wave, rows=WAVE_ROWS, ascii=self.context.preferences.ascii)]
        return widgets

    def action_reflection(self) -> None:
        sentence = _("Your note. Leave it empty to remove it.")
        self.app.push_screen(
            TextEntryScreen(
                _("Your note"),
                sentence,
                self.session.reflection or "",
                self._reflected,
                private=True,
                draft=of_session(self.session.id),
            )
        )

    def _reflected(self, text: str) -> str:
        self._keep({"reflection": text or None})
        self._names_people = mentions_harm(text)
        return ""

    def action_ratings(self) -> None:
        session = self.session
        ratings = _ratings(session)
        missing = [_missing(session, moment) for moment in (When.BEFORE, When.AFTER)]
        rows = [
            (label, str(rating.value) if rating else missing[place]) for place, (label, rating) in enumerate(ratings)
        ]
        self.app.push_screen(
            ChoiceScreen(_("Ratings"), _("Which one?"), rows, lambda index: self._ask(*ratings[index]))
        )

    def _ask(self, label: str, rating: Rating | None) -> None:
        sentence = _("0 is none, 10 is the most. Backspace clears it.")
        value = rating.value if rating else None
        self.app.push_screen(NumberScreen(label, sentence, value, lambda new: self._rated(label, rating, new)))

    def _rated(self, label: str, old: Rating | None, value: int | None) -> None:
        ratings = list(self.session.ratings)
        if old is not None:
            at = ratings.index(old)
            ratings[at : at + 1] = [msgspec.structs.replace(old, value=value)] if value is not None else []
        elif value is not None:
            first = label == _("Distress before")
            made = Rating(None, Scale.DISTRESS, value, When.BEFORE if first else When.AFTER)
            ratings.insert(0 if first else len(ratings), made)
        self._keep({"ratings": ratings})

    def action_correct(self) -> None:
        from securecoach_tui.tui.screens.hand_form import HandFormScreen

        self.app.push_screen(HandFormScreen(self.session, self._corrected))

    def _corrected(self, session: SessionRecord, fields: dict[str, object]) -> None:
        self._before = hand_form.fields_before(self.session, fields)
        self._show_changed(session)
        self.show_until_key(_("Corrected. Press u to undo."))

    def action_undo(self) -> None:
        before, self._before = self._before, {}
        if not before:
            self.show_notice(_("There is nothing to undo."))
            return
        save_entry(self, "session", self.session.id, before)
        self._show_changed(hand_form.record_of(self.session.id, before, self.session))
        self.show_notice(_("Correction undone."))

    def _show_changed(self, session: SessionRecord) -> None:
        self.session = session
        self._list.changed(session)
        self.call_later(self.show)

    def _keep(self, changes: dict[str, object]) -> None:
        """Save and show changed values."""
        changed = msgspec.structs.replace(self.session, **changes)
        done = tell_if_not_saved(self, saved=lambda: self.post_message(self.Saved()))
        self.context.writer.keep("session", changed.id, msgspec.to_builtins(changes), done)
        self._before = {}
        self._show_changed(changed)

    def on_session_detail_screen_saved(self) -> None:
        if self._names_people:
            self.show_saved_and_people()
        else:
            self.show_notice(_("Saved."))
        self._names_people = False

    def action_delete(self) -> None:
        self.app.pop_screen()
        self._list.ask_deletion([self.session])

    async def action_turn(self, by: int) -> None:
        other = self._list.neighbour(self.session, by)
        if other is None:
            self.show_notice(_("There are no more sessions this way."))
            return
        self.session, self._before = other, {}
        self.show_notice("")
        await self.show()
        body = self.query_one("#body", ParagraphList)
        body.highlighted = 0
        body.scroll_home(animate=False)
        body.post_message(ParagraphList.CursorMoved(body))


def waves(session: SessionRecord) -> list[tuple[str, WaveState]]:
    """The ratings over the session's time, with their headings: urges, and distress unless it says no more than two."""
    urge, distress = wave_of(session), wave_of(session, Scale.DISTRESS)
    found = [(_("Urge, from 0 to 10"), urge)] if urge is not None else []
    if distress is not None and (urge is None or len(distress.points) > BEFORE_AND_AFTER):
        found.append((_("Distress, from 0 to 10"), distress))
    return found


def _ratings(session: SessionRecord) -> list[tuple[str, Rating | None]]:
    """Labels and ratings: before and after, with None for one that is missing, then all others."""
    found: list[tuple[str, Rating | None]] = []
    for label, moment in ((_("Distress before"), When.BEFORE), (_("Distress after"), When.AFTER)):
        found.append(
            (label, next((r for r in session.ratings if r.scale == Scale.DISTRESS and r.when == moment), None))
        )
    others = [r for r in session.ratings if r.scale != Scale.PRESENCE and all(r is not known for _l, known in found)]
    return found + [(_other(rating), rating) for rating in others]


def _missing(session: SessionRecord, moment: When) -> str:
    """What is said where distress before or after has no number."""
    return _("numb or far away") if is_numb(session.ratings, moment) else _("not rated")


def _other(rating: Rating) -> str:
    if rating.when == When.DURING:
        return history.rating_words(rating).rsplit(" ", 1)[0]
    return _("Urge before") if rating.when == When.BEFORE else _("Urge after")
