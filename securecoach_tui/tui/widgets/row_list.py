"""A list that draws only its visible rows, so that its length doesn't affect its speed."""

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

from securecoach_tui.i18n import N_
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui.messages import ClosesScreen
from securecoach_tui.tui.speakable import SpokenParts

Row = tuple[str, str]  # a label, and a value to the right of it


class RowList(ScrollView, can_focus=True):
    """Rows to choose from. The highlighted row is marked with ">", not only by colour."""

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
    RowList > .rows--highlighted { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--quiet", "rows--highlighted"}

    highlighted: reactive[int] = reactive(0)
    speech_role = N_("list")
    speech_private: bool = False  # whether the rows show private text

    class Selected(ClosesScreen):
        """Row ``index`` was chosen with enter or a click."""

        def __init__(self, rows: RowList, index: int) -> None:
            self.rows, self.index = rows, index
            super().__init__()

        @property
        def control(self) -> RowList:
            return self.rows

    class Highlighted(Message):
        """Row ``index`` is now the one that enter would choose."""

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

    def fill(self, rows: Sequence[Row], *, highlighted: int | None = None) -> None:
        """Replace the rows. The highlight keeps its index if possible."""
        self.rows = rows
        self.virtual_size = Size(self.size.width, len(rows))
        index = self.highlighted if highlighted is None else highlighted
        self.highlighted = max(0, min(index, len(rows) - 1))
        self.refresh(layout=True)

    def spoken_parts(self) -> SpokenParts:
        """Label, value and position of the highlighted row."""
        if not self.rows:
            return SpokenParts(self.label)
        label, value = self.rows[self.highlighted]
        return SpokenParts(label, value, f"{self.highlighted + 1}/{len(self.rows)}")

    def cursor_cell(self) -> Offset:
        """The first letter of the highlighted row."""
        return Offset(2, self.highlighted - self.scroll_offset.y)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self.rows))

    def validate_highlighted(self, row: int) -> int:
        return max(0, min(row, len(self.rows) - 1))

    def watch_highlighted(self) -> None:
        self.refresh()
        self.scroll_to_region(Region(0, self.highlighted, 1, 1), animate=False, force=True)
        self.post_message(self.Highlighted(self, self.highlighted))

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        plain = self.rich_style
        if index >= len(self.rows):
            return Strip([Segment(" " * width, plain)])
        label, value = (visible(text) for text in self.rows[index])
        marked = index == self.highlighted and self.has_focus
        mark = "> " if index == self.highlighted else "  "
        value_cells = min(cell_len(value), max(0, width - 14))
        label_cells = max(4, width - 2 - (value_cells + 2 if value else 0))
        # Label and value are within forty cells of each other, so that a braille line shows both.
        label_cells = min(label_cells, max(38 - value_cells, cell_len(label)))
        base = plain + Style(meta={"row": index})
        highlight = base + self.get_component_rich_style("rows--highlighted", partial=True)
        quiet = base + self.get_component_rich_style("rows--quiet", partial=True)
        segments = [Segment(mark + _fit(label, label_cells), highlight if marked else base)]
        if value and value_cells > 0:
            segments.append(Segment("  " + _fit(value, value_cells), quiet))
        return Strip(segments).adjust_cell_length(width, base)

    def on_resize(self) -> None:
        self.scroll_to_region(Region(0, self.highlighted, 1, 1), animate=False, force=True)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        index = event.style.meta.get("row")
        if isinstance(index, int) and index < len(self.rows):
            self.highlighted = index
            self.action_choose()

    def action_move(self, by: int) -> None:
        self.highlighted += by

    def action_page(self, by: int) -> None:
        self.highlighted += by * max(1, self.size.height - 1)

    def action_first(self) -> None:
        self.highlighted = 0

    def action_last(self) -> None:
        self.highlighted = len(self.rows) - 1

    def action_choose(self) -> None:
        if self.rows:
            self.post_message(self.Selected(self, self.highlighted))


def _fit(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return set_cell_size(text, cells)
    return set_cell_size(text, max(0, cells - 1)) + "…"
