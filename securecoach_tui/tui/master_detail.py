"""A list with what is known about its highlighted row: beside it in a broad terminal, on its own screen elsewhere."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from securecoach_tui.tui.base_screen import BaseScreen

BROAD = 100  # columns; the class "-broad" of a screen begins there


class MasterDetailScreen(BaseScreen):
    """``compose_body`` is the list, at most 64 cells wide; ``compose_detail`` is beside it from ``BROAD`` columns.

    The list is then 38 cells wide, and the detail 4 cells further right at most 70. A screen that isn't broad shows
    the detail nowhere: the list says what matters most as a hint under its row, and enter opens the rest.
    """

    DEFAULT_CLASSES = "listing"

    def compose_pane(self) -> ComposeResult:
        with Horizontal(id="panes"):
            with VerticalScroll(id="body", can_focus=False), Vertical(id="column"):
                yield from self.compose_body()
            with VerticalScroll(id="detail", can_focus=False):
                yield from self.compose_detail()

    def compose_detail(self) -> ComposeResult:
        """The widgets of the detail."""
        yield from ()

    @property
    def is_broad(self) -> bool:
        """Whether the detail is beside the list."""
        return self.app.size.width >= BROAD
