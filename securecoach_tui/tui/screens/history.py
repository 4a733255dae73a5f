"""Past sessions: a list that is as quick with ten thousand as with three, and ways to narrow it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.unfinished_sessions import Unfinished as Waiting
from securecoach_tui.text import history
from securecoach_tui.text.history import Choice
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.screens import delete_sessions, history_filter
from securecoach_tui.tui.screens.record_loader import read
from securecoach_tui.tui.screens.session_rows import SessionRows
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.tui.widgets.text_field import TextField

UNDO_SECONDS = 10.0
NARROW = 56  # cells; below it a row says less

OPEN = Key("enter", "", N_("open"), N_("Open the session that is marked."), "enter")
WORDS = Key("slash", "words", N_("words"), N_("Look for words in what you wrote."), "/")
EXERCISE = Key("e", "exercise", N_("exercise"), N_("Show one exercise."), "e")
CAPACITY = Key("p", "capacity", N_("part"), N_("Show one part of practice: soothing, needs or closeness."), "p")
DATES = Key("t", "dates", N_("dates"), N_("Show sessions since a day, or until one."), "t")
ORDER = Key("o", "order", N_("order"), N_("Another order."), "o")
EVERYTHING = Key("0", "everything", N_("all"), N_("Show all again."), "0")
MARK = Key("space", "mark", N_("mark"), N_("Mark a session, or take the mark away."), "space")
DELETE = Key(
    "d,delete", "delete", N_("delete"), N_("Delete what is marked, or the session you are on; asks first."), "d"
)
UNDO = Key("u", "undo", N_("bring back"), N_("Bring back what was deleted just now."), "u")


class History(BaseScreen):
    """``choice`` narrows it from the start; ``about`` says in a line what these sessions are."""

    AUTO_FOCUS = "#sessions"
    DEFAULT_CLASSES = "listing"
    KEYS = (OPEN, WORDS, EXERCISE, CAPACITY, DATES, ORDER, EVERYTHING, MARK, DELETE, UNDO)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS if key.action]

    class Deletion(Message):
        """What became of a deletion; posted from the writer's thread."""

        def __init__(self, outcome: Kept | NotKept) -> None:
            self.outcome = outcome
            super().__init__()

    def __init__(self, choice: Choice | None = None, about: str = "") -> None:
        super().__init__()
        self._choice, self._about = choice or Choice(), about
        self._waiting: list[Waiting] = []
        self._sessions: list[SessionRecord] = []
        self._shown: list[SessionRecord] = []
        self._marked: set[str] = set()
        self._deleted: list[SessionRecord] = []  # just now; and the list before that
        self._before: list[SessionRecord] = []
        self._undoing: Timer | None = None
        self._changed = False
        self._texts: dict[str, str] = {}  # what words are looked for in, once they are

    def where(self) -> str:
        return _("Past sessions")

    def fact(self) -> str:
        return history.count_words(len(self._shown), len(self._sessions)) if self._sessions else ""

    def purpose(self) -> str:
        return _("What you practised. Each session can be opened, changed and deleted.")

    def body(self) -> ComposeResult:
        yield Static(self._about, markup=False, classes="quiet", id="shown")
        field = TextField("", label=_("Words to look for"), id="words")
        field.display = False
        yield field
        yield RowList([], label=_("Past sessions"), id="sessions")

    def on_mount(self) -> None:
        self._titles = {id: one.title for id, one in self.context.exercises_by_id().items()}
        self.query_one(RowList).focus()
        if self.context.record is not None:
            self._have()
        else:
            read(self, self.context.at_hand, self._have)

    def _have(self) -> None:
        self._sessions = list(self.context.at_hand().sessions)
        self._waiting = self.context.unfinished(all=True) if self._choice.ids is None else []
        self._fill()

    def _fill(self, here: int | None = None) -> None:
        """Choose, count and draw; ``here`` is the row to be on."""
        day_starts = self.context.preferences.day_starts
        self._shown = history.chosen(
            self._sessions, self._choice, self._titles, day_starts=day_starts, texts=self._texts
        )
        waiting = self._waiting if self._choice.all else []
        today = self.context.clock.now().date()
        narrow = self.app.size.width < NARROW
        rows = SessionRows(waiting, self._shown, self._titles, today, self._marked, narrow)
        self.query_one(RowList).fill(rows, here=here)
        self.query_one("#shown", Static).update(visible(self._words(len(rows))))
        self.query_one("#shown").display = bool(self._words(len(rows)))
        self.redraw_frame()

    def _words(self, rows: int) -> str:
        chosen = history.choice_words(self._choice, self._titles)
        parts = [self._about, chosen + "." if chosen else ""]
        if not rows:
            nothing = _("No past sessions yet. The first one will be here.")
            parts.append(_("None like that. 0 shows all again.") if self._sessions else nothing)
        return " ".join(part for part in parts if part)

    def _narrow(self, choice: Choice) -> None:
        self._choice = choice
        if not self._deleted:
            self.tell("")
        self._fill(0)

    def _here(self) -> SessionRecord | None:
        waiting = len(self._waiting) if self._choice.all else 0
        at = self.query_one(RowList).here - waiting
        return self._shown[at] if 0 <= at < len(self._shown) else None

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        from securecoach_tui.tui.screens.session_detail import SessionDetail
        from securecoach_tui.tui.screens.unfinished import Unfinished

        one = self._here()
        if one is not None:
            await self.app.push_screen(SessionDetail(self, one))
        elif event.index < len(self._waiting):
            await self.app.push_screen(Unfinished(self._waiting[event.index]))

    def on_resize(self) -> None:
        if self._sessions:
            self._fill()

    def foot_keys(self) -> list[Key]:
        if any(field.has_focus for field in self.query("#words")):
            return [
                key_bindings.BACK,
                key_bindings.HELP,
                key_bindings.SUPPORT,
            ]  # the list's keys are none of the field's
        return [
            OPEN,
            key_bindings.HELP,
            key_bindings.SUPPORT,
            UNDO if self._deleted else DELETE,
            WORDS,
            key_bindings.BACK,
        ]

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.context.record is None and not self._changed:
            self._have()  # an unfinished session was kept meanwhile

    def neighbour(self, one: SessionRecord, by: int) -> SessionRecord | None:
        """The session shown ``by`` rows further down."""
        at = next((n for n, other in enumerate(self._shown) if other.id == one.id), None)
        if at is None or not 0 <= at + by < len(self._shown):
            return None
        rows = self.query_one(RowList)
        rows.here += by
        return self._shown[at + by]

    # Narrowing.

    def action_words(self) -> None:
        field = self.query_one("#words", TextField)
        field.display = True
        field.focus()
        self.call_after_refresh(self.redraw_frame)
        self.set_timer(0.02, self._know)

    def _know(self) -> None:
        """Go through all words once, before the first letter asks for them."""
        history.chosen(self._sessions, Choice(words="\0"), self._titles, texts=self._texts)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._narrow(replace(self._choice, words=event.value))

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
        self._settle()
        self.app.pop_screen()

    def action_exercise(self) -> None:
        self.app.push_screen(history_filter.exercises(self._sessions, self._titles, self._choice, self._narrow))

    def action_capacity(self) -> None:
        self.app.push_screen(history_filter.capacities(self._choice, self._narrow))

    def action_order(self) -> None:
        self.app.push_screen(history_filter.orders(self._choice, self._narrow))

    def action_dates(self) -> None:
        history_filter.dates(self, self._choice, self._narrow)

    def action_everything(self) -> None:
        self.query_one("#words", TextField).value = ""
        self._about = ""
        self._narrow(Choice())

    # Marking, deleting, bringing back.

    def action_mark(self) -> None:
        one = self._here()
        if one is None:
            return
        self._marked ^= {one.id}
        self.query_one(RowList).refresh()
        self.query_one(RowList).here += 1
        count = len(self._marked)
        self.tell(ngettext("{n} marked.", "{n} marked.", count).format(n=count) if count else "")

    def action_delete(self) -> None:
        one = self._here()
        going = [s for s in self._sessions if s.id in self._marked] or ([one] if one else [])
        if not going:
            return
        self.ask_deletion(going)

    def ask_deletion(self, going: list[SessionRecord]) -> None:
        """Ask, then delete; it can be brought back for a while."""
        delete_sessions.ask(self, len(going), lambda: self._delete(going))

    def _delete(self, going: list[SessionRecord]) -> None:
        if self._deleted:
            self.context.writer.settle()
        for one in going:
            self.context.writer.delete("session", one.id, self._outcome)
        gone = {one.id for one in going}
        self._deleted, self._before, self._changed = going, self._sessions, True
        self._marked -= gone
        self._put([one for one in self._sessions if one.id not in gone])
        if self._undoing is not None:
            self._undoing.stop()
        self._undoing = self.set_timer(UNDO_SECONDS, self._forget)
        self.tell(delete_sessions.told(len(going)))

    def _outcome(self, outcome: Kept | NotKept) -> None:
        self.post_message(self.Deletion(outcome))

    def on_history_deletion(self, event: Deletion) -> None:
        if isinstance(event.outcome, NotKept):
            self.tell(_("Not deleted on disk yet: {why}.").format(why=event.outcome.reason), wrong=True)

    def action_undo(self) -> None:
        going, self._deleted = self._deleted, []
        if not going:
            self.tell(_("Nothing to bring back."))
            return
        back = {one.id for one in going if self.context.writer.undo("session", one.id)}
        lost = {one.id for one in going} - back
        now = {one.id: one for one in self._sessions}
        self._put([now.get(one.id, one) for one in self._before if one.id not in lost])
        self.tell(_("Brought back.") if back else _("That can't be brought back any more."))

    def _forget(self) -> None:
        self._deleted = []
        self.tell("")
        self.redraw_frame()

    def changed(self, one: SessionRecord) -> None:
        """A session was changed in the screen that shows it whole."""
        self._changed = True
        self._texts.pop(one.id, None)
        self._put([one if other.id == one.id else other for other in self._sessions])

    def _put(self, sessions: list[SessionRecord]) -> None:
        self._sessions = sessions
        if self.context.record is not None:
            self.context.record.sessions = sessions
        self._fill()

    def _settle(self) -> None:
        """The list is left: what was deleted is gone for good, and the record is read anew."""
        if self._changed:
            self._changed = False
            self.context.writer.settle()
            self.context.writer.flush(0.5)
            self.context.record = None

    def on_unmount(self) -> None:
        self._settle()
