"""The exercises with their lengths; then the length; then practice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.exercise.model import Exercise, Kind
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import durations, exercise_errors
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.widgets.row_list import RowList

CHOOSE = Key("enter", "", N_("choose"), N_("Choose what is marked."), "enter")


class Exercises(BaseScreen):
    """Every exercise, a person's own marked as such."""

    DEFAULT_CLASSES = "listing"
    FOOT = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def where(self) -> str:
        return _("Exercises")

    def purpose(self) -> str:
        return _("Choose what to practise.")

    def body(self) -> ComposeResult:
        built_in, own, bad = self.context.exercises()
        self._all = [*built_in.values(), *own.values()]
        self._own = set(own)
        yield RowList([(one.title, self._lengths(one)) for one in self._all], label=_("Exercises"), id="exercises")
        yield Static("", markup=False, classes="quiet spaced", id="summary")
        for file in bad:
            why = exercise_errors.bad_exercise_words(file.error).rstrip(".")
            told = _("{file} can't be used: {why}.").format(file=file.path.name, why=why)
            yield Static(visible(told), markup=False, classes="quiet spaced")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self._summarize(0)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self._summarize(event.index)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self.app.push_screen(Lengths(self._all[event.index]))

    def _summarize(self, index: int) -> None:
        self.query_one("#summary", Static).update(visible(self._all[index].summary))

    def _lengths(self, one: Exercise) -> str:
        told = _("{minutes} min").format(minutes=", ".join(f"{m:g}" for m in one.minutes))
        return told + (_(", your own") if one.id in self._own else "")


class Lengths(BaseScreen):
    """The lengths on offer of one exercise."""

    FOOT = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._lengths: list[float | None] = [60 * minutes for minutes in exercise.minutes]
        if Kind.CONTACT not in exercise.kinds:
            self._lengths.append(None)

    def where(self) -> str:
        return visible(self._exercise.title)

    def purpose(self) -> str:
        return _("Choose how long.")

    def body(self) -> ComposeResult:
        yield Static(visible(self._exercise.summary), markup=False, classes="words")
        rows = [(durations.duration(one) if one is not None else _("until I stop"), "") for one in self._lengths]
        yield RowList(rows, label=_("How long"), id="lengths")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        from securecoach_tui.tui.screens.start_session import start

        await start(self, self._exercise, self._lengths[event.index])
