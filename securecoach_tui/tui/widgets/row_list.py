"""A list drawn by the line: as quick with ten thousand rows as with three."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from securecoach_tui.practice.visible_text import visible

Row = tuple[str, str]  # label, and a value to the right of it


class RowList(ScrollView, can_focus=True):
    """Rows to choose from; the chosen one is marked by a sign, not by colour alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "choose", show=False),
    ]
    DEFAULT_CSS = """
    RowList { height: auto; max-height: 100%; background: transparent; }
    RowList > .rows--quiet { color: $quiet; }
    RowList > .rows--here { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--quiet", "rows--here"}

    here: reactive[int] = reactive(0)

    class Chosen(Message):
        """Row ``index`` was chosen with enter or a click."""

        def __init__(self, rows: RowList, index: int) -> None:
            self.rows, self.index = rows, index
            super().__init__()

        @property
        def control(self) -> RowList:
            return self.rows

    class Moved(Message):
        """Row ``index`` is the one that enter would choose."""

        def __init__(self, rows: RowList, index: int) -> None:
            self.rows, self.index = rows, index
            super().__init__()

        @property
        def control(self) -> RowList:
            return self.rows

    def __init__(self, rows: Sequence[Row], *, label: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row] = rows
        self.label = label
        self.virtual_size = Size(0, len(rows))

    def fill(self, rows: Sequence[Row], *, here: int | None = None) -> None:
        """Other rows; the mark stays at its place where it can."""
        self.rows = rows
        self.virtual_size = Size(self.size.width, len(rows))
        place = self.here if here is None else here
        self.here = max(0, min(place, len(rows) - 1))
        self.refresh(layout=True)

    def told(self) -> tuple[str, str, str]:
        """Label, value and position of the row that is marked, for a voice or a braille line."""
        if not self.rows:
            return (self.label, "", "")
        label, value = self.rows[self.here]
        return (label, value, f"{self.here + 1}/{len(self.rows)}")

    def cursor_cell(self) -> Offset:
        """The first letter of the row that is marked."""
        return Offset(2, self.here - self.scroll_offset.y)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self.rows))

    def validate_here(self, here: int) -> int:
        return max(0, min(here, len(self.rows) - 1))

    def watch_here(self) -> None:
        self.refresh()
        self.scroll_to_region(Region(0, self.here, 1, 1), animate=False, force=True)
        self.post_message(self.Moved(self, self.here))

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        plain = self.rich_style
        if index >= len(self.rows):
            return Strip([Segment(" " * width, plain)])
        label, value = (visible(text) for text in self.rows[index])
        marked = index == self.here and self.has_focus
        mark = "> " if index == self.here else "  "
        value_room = min(cell_len(value), max(0, width - 14))
        label_room = max(4, width - 2 - (value_room + 2 if value else 0))
        # Label and value stay within forty cells of one another, so that a braille line holds both.
        label_room = min(label_room, max(38 - value_room, cell_len(label)))
        base = plain + Style(meta={"row": index})
        here = base + self.get_component_rich_style("rows--here", partial=True)
        quiet = base + self.get_component_rich_style("rows--quiet", partial=True)
        segments = [Segment(mark + _fit(label, label_room), here if marked else base)]
        if value and value_room > 0:
            segments.append(Segment("  " + _fit(value, value_room), quiet))
        return Strip(segments).adjust_cell_length(width, base)

    def on_resize(self) -> None:
        self.scroll_to_region(Region(0, self.here, 1, 1), animate=False, force=True)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        index = event.style.meta.get("row")
        if isinstance(index, int) and index < len(self.rows):
            self.here = index
            self.action_choose()

    def action_move(self, by: int) -> None:
        self.here += by

    def action_page(self, by: int) -> None:
        self.here += by * max(1, self.size.height - 1)

    def action_first(self) -> None:
        self.here = 0

    def action_last(self) -> None:
        self.here = len(self.rows) - 1

    def action_choose(self) -> None:
        if self.rows:
            self.post_message(self.Chosen(self, self.here))


def _fit(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return set_cell_size(text, room)
    return set_cell_size(text, max(0, room - 1)) + "…"
