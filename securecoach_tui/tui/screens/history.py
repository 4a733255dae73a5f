"""The history: a list of sessions that can be filtered, sorted, opened and deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input, Static

from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.store.unfinished_sessions import UnfinishedSession
from securecoach_tui.text import history
from securecoach_tui.text.history_rows import week_headings
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.master_detail import MasterDetailScreen
from securecoach_tui.tui.screens import history_filter
from securecoach_tui.tui.screens.dialogs import ChoiceScreen
from securecoach_tui.tui.screens.record_access import load_record, tell_if_not_saved
from securecoach_tui.tui.screens.session_rows import Fits, SessionRows
from securecoach_tui.tui.widgets.row_list import RowHeading, RowList
from securecoach_tui.tui.widgets.text_field import TextField

UNDO_SECONDS = 10.0
NARROW = 56  # columns; in a narrower terminal the rows are shorter
IN_WEEKS = ("newest", "oldest")  # the orders in which weeks are headings

OPEN = KeyBinding("enter", "", N_("open"), N_("Open the selected session."), "enter")
WORDS = KeyBinding("slash", "words", N_("words"), N_("Find words that you wrote."), "/")
EXERCISE = KeyBinding("e", "exercise", N_("exercise"), N_("Show one exercise."), "e")
CAPACITY = KeyBinding(
    "p", "capacity", N_("part"), N_("Show one part of the practice: soothing, needs or closeness."), "p"
)
DATES = KeyBinding("t", "dates", N_("dates"), N_("Show sessions since a day, or up to a day."), "t")
ORDER = KeyBinding("o", "order", N_("order"), N_("Change the order."), "o")
EVERYTHING = KeyBinding("0", "everything", N_("all"), N_("Show all again."), "0")
MARK = KeyBinding("space", "mark", N_("mark"), N_("Mark a session, or remove the mark."), "space")
DELETE = KeyBinding(
    "d,delete", "delete", N_("delete"), N_("Delete the marked sessions, or the current one. You are asked first."), "d"
)
NEW = KeyBinding("n", "new_session", N_("add"), N_("Add a session that you did without SecureCoach."), "n")
UNDO = KeyBinding("u", "undo", N_("undo"), N_("Undo what you just deleted or added."), "u")


class HistoryScreen(MasterDetailScreen):
    """The list. ``choice`` is the filter at first; ``about`` is a line that describes these sessions."""

    AUTO_FOCUS = "#sessions"
    KEYS = (OPEN, WORDS, EXERCISE, CAPACITY, DATES, ORDER, EVERYTHING, MARK, NEW, DELETE, UNDO)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS if key.action]

    def __init__(self, choice: SessionFilter | None = None, about: str = "") -> None:
        super().__init__()
        self._choice, self._about = choice or SessionFilter(), about
        self._waiting: list[UnfinishedSession] = []
        self._sessions: list[SessionRecord] = []
        self._shown: list[SessionRecord] = []
        self._marked: set[str] = set()
        self._deleted: list[SessionRecord] = []  # can be undone
        self._added: SessionRecord | None = None  # by hand, as the last action, so that undo removes it
        self._undoing: Timer | None = None
        self._changed = self._detail_due = False
        self._texts: dict[str, str] = {}  # each session's searchable text by id, filled by the first search

    def location(self) -> str:
        return _("History")

    def status(self) -> str:
        return history.count_words(len(self._shown), len(self._sessions)) if self._sessions else ""

    def purpose(self) -> str:
        return _("Your sessions. You can open, change or delete each of them.")

    def compose_body(self) -> ComposeResult:
        yield Static(self._about, markup=False, classes="quiet", id="shown")
        field = TextField("", label=_("Words to find"), id="words")
        field.display = False
        yield field
        rows = RowList([], label=_("History"), id="sessions")
        rows.ascii = self.context.preferences.ascii
        yield rows

    def compose_detail(self) -> ComposeResult:
        from securecoach_tui.tui.widgets.session_summary import SessionSummary

        yield SessionSummary(ascii=self.context.preferences.ascii, id="session")

    def on_mount(self) -> None:
        self._exercises = self.context.exercises()
        self._titles = {id: one.title for id, one in self._exercises.items()}
        self.query_one(RowList).focus()
        if self.context.has_record:
            self._loaded()
        else:
            load_record(self, self.context.load_record, self._loaded)

    def _loaded(self) -> None:
        self._repository = self.context.record
        self._sessions = self._repository.sessions
        self._waiting = self.context.unfinished(all=True) if self._choice.ids is None else []
        self._fill()

    def _fill(self, highlighted: int | None = None) -> None:
        """Filter, sort and draw; ``highlighted`` is the index of the row to highlight."""
        day_starts = self.context.preferences.day_starts
        self._shown = self._repository.search(self._choice, self._titles, day_starts=day_starts, texts=self._texts)
        waiting = self._waiting if self._choice.matches_all else []
        today = self.context.clock.now().date()
        fits: Fits = "few" if self.app.size.width < NARROW else "minutes" if self.is_broad else "all"
        in_weeks = self._choice.order in IN_WEEKS
        rows = SessionRows(waiting, self._shown, self._titles, today, self._marked, in_weeks=in_weeks, fits=fits)
        headings = [RowHeading(0, _("Unfinished"))] if waiting else []
        weeks = week_headings(self._shown, today) if in_weeks else []
        headings += [RowHeading(len(waiting) + first, title) for first, title in weeks]
        self.query_one(RowList).fill(rows, headings=headings, highlighted=highlighted)
        self.query_one("#shown", Static).update(visible(self._description(len(rows))))
        self.query_one("#shown").display = bool(self._description(len(rows)))
        self.redraw_frame()

    def _description(self, rows: int) -> str:
        chosen = history.choice_words(self._choice, self._titles)
        parts = [self._about, chosen + "." if chosen else ""]
        if not rows:
            nothing = _("No sessions yet. Your first one will be here.")
            parts.append(_("No sessions match. Press 0 to show all of them.") if self._sessions else nothing)
        return " ".join(part for part in parts if part)

    def _apply(self, choice: SessionFilter) -> None:
        self._choice = choice
        if not self._deleted:
            self.show_notice("")
        self._fill(0)

    def _highlighted_session(self) -> SessionRecord | None:
        waiting = len(self._waiting) if self._choice.matches_all else 0
        at = self.query_one(RowList).highlighted - waiting
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        # The marked row is drawn first, so that a key that is held down stays quick.
        if self.is_broad and not self._detail_due:
            self._detail_due = True
            self.call_after_refresh(self._show_detail)

    def _show_detail(self) -> None:
        """Show the highlighted session beside the list."""
        from securecoach_tui.tui.widgets.session_summary import SessionSummary

        self._detail_due = False
        session = self._highlighted_session()
        summary = self.query_one(SessionSummary)
        if session is None:
            summary.clear()
        else:
            summary.show(session, self._exercises.get(session.exercise or ""))

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        from securecoach_tui.tui.screens.session_detail import SessionDetailScreen
        from securecoach_tui.tui.screens.unfinished_session import UnfinishedSessionScreen

        session = self._highlighted_session()
        if session is not None:
            await self.app.push_screen(SessionDetailScreen(self, session))
        elif event.index < len(self._waiting):
            await self.app.push_screen(UnfinishedSessionScreen(self._waiting[event.index]))

    def on_resize(self) -> None:
        if self._sessions:
            self._fill()

    def footer_keys(self) -> list[KeyBinding]:
        if any(field.has_focus for field in self.query("#words")):
            return [key_bindings.BACK, key_bindings.HELP, key_bindings.SUPPORT]
        rows = self.is_mounted and bool(self.query_one(RowList).rows)
        session = self._highlighted_session() if rows else None
        return [
            *([OPEN] if rows else []),
            key_bindings.HELP,
            key_bindings.SUPPORT,
            *([UNDO] if self._deleted or self._added else []),
            key_bindings.BACK,
            NEW,
            *([WORDS] if self._sessions else []),
            *([DELETE] if session is not None and not self._deleted else []),
        ]

    def on_screen_resume(self) -> None:
        if self.is_mounted and not self.context.has_record and not self._changed:
            self._loaded()  # an unfinished session was saved in the meantime

    def neighbour(self, session: SessionRecord, by: int) -> SessionRecord | None:
        """The session ``by`` rows further down, or None."""
        at = next((n for n, other in enumerate(self._shown) if other.id == session.id), None)
        if at is None or not 0 <= at + by < len(self._shown):
            return None
        rows = self.query_one(RowList)
        rows.highlighted += by
        return self._shown[at + by]

    # Filters.

    def action_words(self) -> None:
        field = self.query_one("#words", TextField)
        field.display = True
        field.focus()
        self.call_after_refresh(self.redraw_frame)
        self.set_timer(0.02, self._collect_texts)

    def _collect_texts(self) -> None:
        """Collect the searchable text of all sessions now, so that the first typed letter is not slow."""
        self._repository.search(SessionFilter(words="\0"), self._titles, texts=self._texts)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._apply(replace(self._choice, words=event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._leave_field()

    def _leave_field(self) -> None:
        self.query_one("#words").display = False
        self.query_one(RowList).focus()
        self.call_after_refresh(self.redraw_frame)

    async def action_back(self) -> None:
        field = self.query_one("#words", TextField)
        if field.has_focus:
            field.value = ""
            self._leave_field()
            return
        self._finish()
        self.app.pop_screen()

    def action_exercise(self) -> None:
        self.app.push_screen(history_filter.choose_exercise(self._sessions, self._titles, self._choice, self._apply))

    def action_capacity(self) -> None:
        self.app.push_screen(history_filter.choose_capacity(self._choice, self._apply))

    def action_order(self) -> None:
        self.app.push_screen(history_filter.choose_order(self._choice, self._apply))

    def action_dates(self) -> None:
        history_filter.choose_dates(self, self._choice, self._apply)

    def action_everything(self) -> None:
        self.query_one("#words", TextField).value = ""
        self._about = ""
        self._apply(SessionFilter())

    # Marking, deleting, undo.

    def action_mark(self) -> None:
        session = self._highlighted_session()
        if session is None:
            return
        self._marked ^= {session.id}
        self.query_one(RowList).refresh()
        self.query_one(RowList).highlighted += 1
        count = len(self._marked)
        self.show_notice(ngettext("{n} marked.", "{n} marked.", count).format(n=count) if count else "")

    def action_delete(self) -> None:
        session = self._highlighted_session()
        sessions = [s for s in self._sessions if s.id in self._marked] or ([session] if session else [])
        if not sessions:
            return
        self.ask_deletion(sessions)

    def ask_deletion(self, sessions: list[SessionRecord]) -> None:
        """Ask, then delete ``sessions``. Undo is possible for ``UNDO_SECONDS`` while the list is open."""
        count = len(sessions)
        title = ngettext("Delete {n} session", "Delete {n} sessions", count).format(n=count)
        sentence = _(
            "You can undo this for 10 seconds, while you stay in the list. Backups made earlier keep their copy, "
            "unless you choose the last line."
        )
        rows = [
            (ngettext("Keep it", "Keep them", count), ""),
            (ngettext("Delete it", "Delete them", count), ""),
            (ngettext("Delete it, also from the backups", "Delete them, also from the backups", count), ""),
        ]

        def chosen(index: int) -> None:
            if index:
                self._delete(sessions, copies=index == 2)

        self.app.push_screen(ChoiceScreen(title, sentence, rows, chosen))

    def _delete(self, sessions: list[SessionRecord], *, copies: bool) -> None:
        if self._deleted:
            self.context.writer.settle()
        done = tell_if_not_saved(self, _("Not deleted on disk yet: {why}."))
        for session in sessions:
            self.context.writer.delete("session", session.id, done, copies=copies)
        ids = {session.id for session in sessions}
        self._deleted, self._changed, self._added = sessions, True, None
        self._marked -= ids
        for id in ids:
            self._repository.show_deleted("session", id)
        self._refresh()
        if self._undoing is not None:
            self._undoing.stop()
        self._undoing = self.set_timer(UNDO_SECONDS, self._forget)
        deleted = ngettext(
            "Deleted. Press u to undo, within 10 seconds.",
            "{n} deleted. Press u to undo, within 10 seconds.",
            len(sessions),
        )
        self.show_notice(deleted.format(n=len(sessions)), seconds=UNDO_SECONDS)

    def action_new_session(self) -> None:
        from securecoach_tui.tui.screens.hand_form import HandFormScreen

        self.app.push_screen(HandFormScreen(None, lambda session, _fields: self._show_added(session)))

    def _show_added(self, session: SessionRecord) -> None:
        self._added = session
        self.changed(session)
        at = next((at for at, one in enumerate(self._shown) if one.id == session.id), None)
        if at is not None:
            self._fill(len(self.query_one(RowList).rows) - len(self._shown) + at)
        self.show_notice(_("Added by hand. Press u to undo."), seconds=UNDO_SECONDS)

    def action_undo(self) -> None:
        if self._added is not None:
            self._delete([self._added], copies=False)
            return
        deleted, self._deleted = self._deleted, []
        if not deleted:
            self.show_notice(_("There is nothing to undo."))
            return
        restored = {session.id for session in deleted if self.context.writer.undo("session", session.id)}
        self._repository.show_sessions([session for session in deleted if session.id in restored])
        self._refresh()
        self.show_notice(_("Brought back.") if restored else _("It's too late to undo that."))

    def _forget(self) -> None:
        self._deleted = []
        self.show_notice("")
        self.redraw_frame()

    def changed(self, session: SessionRecord) -> None:
        """Update the list after a session was changed on its own screen."""
        self._changed = True
        self._texts.pop(session.id, None)
        self._repository.show_sessions([session])
        self._refresh()

    def _refresh(self) -> None:
        self._sessions = self._repository.sessions
        self._fill()

    def _finish(self) -> None:
        """Make deletions final and read the data again, when the list is closed."""
        if self._changed:
            self._changed = False
            self.context.writer.settle()
            self.context.writer.flush(0.5)
            self.context.forget_record()

    def on_unmount(self) -> None:
        self._finish()
