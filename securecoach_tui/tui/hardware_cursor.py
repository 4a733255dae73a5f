"""Moves the terminal's cursor to the focused widget, because braille displays and magnifiers follow it.

It is on the caption's first cell in a session, on the digit in a rating, on the first letter of the row in a list, and
on the caret in a field. It moves when the caption or the focus changes, never with the breathing guide or the time.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from rich.cells import cell_len
from textual.app import App
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input

from securecoach_tui.tui.speakable import HasCursorCell

SHOW = "\x1b[?25h\x1b[4 q"  # visible, as a steady underline, since nothing in this program blinks
USUAL = "\x1b[0 q"  # the terminal's default shape


@runtime_checkable
class HasCursorTarget(Protocol):
    """A screen that gives the cursor a widget while no widget has the focus."""

    def cursor_target(self) -> Widget | None:
        """The widget, or None."""


def place(app: App[str]) -> None:
    """Set the cursor position after the next frame."""
    screen = app.screen
    if not screen.is_mounted:
        return
    focused = screen.focused
    if isinstance(focused, Input):
        # At the end of the text Textual puts the cursor one cell behind the caret.
        before = cell_len(focused.value[: focused.cursor_position])
        app.cursor_position = focused.content_region.offset + Offset(before - focused.scroll_offset.x, 0)
        return
    target: Widget | None = focused if focused is not None and focused.is_attached else None
    if target is None and isinstance(screen, HasCursorTarget):
        target = screen.cursor_target()
    if target is not None:
        cell = target.cursor_cell() if isinstance(target, HasCursorCell) else Offset(0, 0)
        app.cursor_position = _inside(target, target.content_region.offset + cell)


def _inside(widget: Widget, cell: Offset) -> Offset:
    """The cell, or the nearest one of the widget that is visible: a wheel can scroll the row out of view."""
    try:
        shown = widget.content_region.intersection(widget.screen.find_widget(widget).clip)
    except NoWidget:  # the widget is not laid out yet
        return cell
    if not shown:
        return cell
    return Offset(max(shown.x, min(cell.x, shown.right - 1)), max(shown.y, min(cell.y, shown.bottom - 1)))
