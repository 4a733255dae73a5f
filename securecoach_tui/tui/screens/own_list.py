"""A list of what a person keeps, such as contacts, with rows to add to it; and which of both is highlighted."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.widgets.row_list import Row, RowList


class OwnListScreen(BaseScreen):
    """The purpose, a row for each thing kept, then a row for each way to add one.

    ``on_kept`` is whether the highlighted row is one of the things kept, so that the footer can name their keys.
    """

    DEFAULT_CLASSES = "listing"
    on_kept = False

    def kept_rows(self) -> Sequence[Row]:
        """A row for each thing kept, in order."""
        return ()

    def ways_to_add(self) -> Sequence[str]:
        """The labels of the rows below them."""
        return ()

    def empty_list(self) -> RowList:
        """The list before its rows are known."""
        return RowList([], label=self.location())

    def compose_body(self) -> ComposeResult:
        yield Static(self.purpose(), markup=False, classes="quiet")
        yield self.empty_list()

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self.fill()

    def fill(self) -> None:
        """Show what is kept now."""
        ways = [(label, "") for label in self.ways_to_add()]
        self.query_one(RowList).fill([*self.kept_rows(), *ways])

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        self.on_kept = event.index < len(event.rows.rows) - len(self.ways_to_add())
        self.redraw_frame()
