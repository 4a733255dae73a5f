"""The evidence for the practice in general, and for each exercise."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.paragraph_screen import ParagraphScreen, gap, line
from securecoach_tui.tui.widgets.row_list import LINE_CELLS, RowList


class EvidenceScreen(BaseScreen):
    """The practice in general first, then each exercise with the kind of study that supports it."""

    DEFAULT_CLASSES = "listing"
    KEYS = (key_bindings.OPEN,)
    FOOTER = (key_bindings.OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def location(self) -> str:
        return _("What research says")

    def purpose(self) -> str:
        return _(
            "The kind of study behind each exercise. This is the design of the study, not how well the exercise works."
        )

    def compose_body(self) -> ComposeResult:
        self._all: list[Exercise | None] = [None, *self.context.exercises().values()]
        rows = [(_("The practice as a whole"), "")]
        rows += [(exercise.title, self._kind(exercise)) for exercise in self._all if exercise is not None]
        yield Static(self.purpose(), markup=False, classes="quiet")
        exercises = RowList(rows, label=self.location(), wraps=True, id="exercises")
        exercises.label_cells = LINE_CELLS - max(cell_len(kind) for _title, kind in rows)
        yield exercises

    def _kind(self, exercise: Exercise) -> str:
        if exercise.evidence is None:
            return _("your own")
        return {
            "meta-analysis": _("meta-analysis"),
            "trial": _("trial"),
            "observational": _("observed"),
            "convention": _("clinical"),
        }[exercise.evidence.strength]

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        await self.app.push_screen(ExerciseEvidenceScreen(self._all[event.index]))


class ExerciseEvidenceScreen(ParagraphScreen):
    """About one exercise, or about the practice in general if ``exercise`` is None."""

    FOOTER = (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, exercise: Exercise | None) -> None:
        super().__init__()
        self._exercise = exercise

    def location(self) -> str:
        return visible(self._exercise.title) if self._exercise is not None else _("The practice as a whole")

    def purpose(self) -> str:
        return _("What research says, and what it doesn't.")

    def paragraphs(self) -> Iterable[Widget]:
        lines = self.context.content.why(self._exercise)
        # The heading shows the title already; the last line about the practice in general names a command.
        for text in lines[1:] if self._exercise is not None else lines[:-1]:
            yield line(text)
            yield gap()
