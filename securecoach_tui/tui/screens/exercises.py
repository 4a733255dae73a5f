"""Lets the person choose an exercise, then its length; then starts the session."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.exercise.model import Exercise, Kind
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import durations, exercise_errors
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.widgets.row_list import RowList

CHOOSE = KeyBinding("enter", "", N_("choose"), N_("Choose the selected line."), "enter")


class ExercisesScreen(BaseScreen):
    """Every exercise; custom ones are marked."""

    DEFAULT_CLASSES = "listing"
    FOOTER = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def location(self) -> str:
        return _("Exercises")

    def purpose(self) -> str:
        return _("Choose an exercise.")

    def compose_body(self) -> ComposeResult:
        custom, bad = self.context.custom_exercises()
        self._all = list(self.context.exercises().values())
        self._custom = set(custom)
        yield RowList(
            [(exercise.title, self._lengths(exercise)) for exercise in self._all], label=_("Exercises"), id="exercises"
        )
        yield Static("", markup=False, classes="quiet spaced", id="summary")
        for file in bad:
            why = exercise_errors.bad_exercise_words(file.error).rstrip(".")
            problem = _("{file} can't be used: {why}.").format(file=file.path.name, why=why)
            yield Static(visible(problem), markup=False, classes="quiet spaced")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self._summarize(0)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        self._summarize(event.index)

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        self.app.push_screen(LengthsScreen(self._all[event.index]))

    def _summarize(self, index: int) -> None:
        self.query_one("#summary", Static).update(visible(self._all[index].summary))

    def _lengths(self, exercise: Exercise) -> str:
        minutes = _("{minutes} min").format(minutes=", ".join(f"{length:g}" for length in exercise.minutes))
        return minutes + (_(", made by you") if exercise.id in self._custom else "")


class LengthsScreen(BaseScreen):
    """The lengths that one exercise offers."""

    FOOTER = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._lengths: list[float | None] = [60 * minutes for minutes in exercise.minutes]
        if Kind.CONTACT not in exercise.kinds:
            self._lengths.append(None)

    def location(self) -> str:
        return visible(self._exercise.title)

    def purpose(self) -> str:
        return _("Choose how long.")

    def compose_body(self) -> ComposeResult:
        yield Static(visible(self._exercise.summary), markup=False, classes="words")
        rows = [
            (durations.duration(seconds) if seconds is not None else _("until I stop"), "") for seconds in self._lengths
        ]
        yield RowList(rows, label=_("How long"), id="lengths")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        from securecoach_tui.tui.screens.start_session import start_session

        await start_session(self, self._exercise, self._lengths[event.index])
