"""The terminal's own cursor stands where one is: braille lines and magnifiers follow it.

It is on the caption's first cell in a session, on the digit of a rating, on the first letter of the
row in a list, on the caret in a field. It moves with captions and focus, never with guide or clock.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import App
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input

SHOW = "\x1b[?25h\x1b[4 q"  # shown, as a steady underline: nothing here blinks
USUAL = "\x1b[0 q"  # the shape that the terminal had


def place(app: App[str]) -> None:
    """Tell Textual where the cursor belongs after the next drawing."""
    screen = app.screen
    focused = screen.focused
    if isinstance(focused, Input):
        # Textual puts it one cell behind the caret where that is at the text's end.
        before = cell_len(focused.value[: focused.cursor_position])
        app.cursor_position = focused.content_region.offset + Offset(before - focused.scroll_offset.x, 0)
        return
    target: Widget | None = focused
    if target is None or not target.is_attached:
        target = getattr(screen, "cursor_home", lambda: None)()
    if target is None:
        return
    cell = getattr(target, "cursor_cell", lambda: Offset(0, 0))()
    app.cursor_position = target.content_region.offset + cell
