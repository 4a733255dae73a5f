"""A list that draws only its visible rows, so that its length doesn't affect its speed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from securecoach_tui.i18n import N_
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text.capacity_marks import mark_of
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.messages import ClosesScreen
from securecoach_tui.tui.speakable import SpokenParts
from securecoach_tui.tui.themes import capacity_style
from securecoach_tui.tui.widgets.row_layout import MarkedRow as MarkedRow
from securecoach_tui.tui.widgets.row_layout import Row as Row
from securecoach_tui.tui.widgets.row_layout import RowHeading as RowHeading
from securecoach_tui.tui.widgets.row_layout import RowLayout

INDENT = 2  # cells before a row, for the mark of the highlighted one
MARK_CELLS = 2  # cells for the mark of a capacity
SCROLLBAR_CELLS = 2  # left free at the right of wrapped labels, whose height decides whether there is a scrollbar
MOST_LABEL_LINES = 4  # of a label that continues on the next line
LINE_CELLS = 38  # for a label and the value that belongs to it, so that a braille line of forty cells shows both
HINT_INDENT = 4  # cells before a hint, at least
HintOf = Callable[[int], "Text | str"]  # the hint of a row; empty for none


class RowList(ScrollView, can_focus=True):
    """Rows to choose from. The highlighted row is marked with ">", not only by colour.

    ``hint_of`` gives the text that is shown directly under the highlighted row. With ``wraps``, a label that is too
    long for one line continues on the next, which suits lists of a few hundred rows at most.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "choose", show=False),
        *(Binding(key, f"letter('{key}')", show=False) for key in key_bindings.LIST_LETTERS),
    ]
    DEFAULT_CSS = """
    RowList { height: auto; max-height: 100%; background: transparent; }
    RowList > .rows--quiet { color: $quiet; }
    RowList > .rows--heading { text-style: bold; }
    RowList > .rows--highlighted { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--quiet", "rows--heading", "rows--highlighted"}

    highlighted: reactive[int] = reactive(0, repaint=False)
    speech_role = N_("list")
    speech_private: bool = False  # whether the rows show private text
    first_click_marks: bool = False  # whether a click on another row only highlights it, and a second one chooses it
    ascii: bool = False  # whether the marks of capacities are ASCII characters
    label_cells: int = 0  # the width of the column of labels that have a value, in a list that wraps; 0 for none

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

    def __init__(
        self,
        rows: Sequence[Row | MarkedRow],
        *,
        label: str = "",
        headings: Sequence[RowHeading] = (),
        hint_of: HintOf | None = None,
        wraps: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row | MarkedRow] = rows
        self.headings: Sequence[RowHeading] = headings
        self.label = label
        self._hint_of, self._wraps = hint_of, wraps
        self._hint: list[Text] = []
        self._new_group = False  # whether the last move led to another group
        self._layout_key: object = None
        self._widest_value = 0  # cells; measured with the layout, in a list with a column of labels
        self._lines = RowLayout([1] * len(rows), headings)
        self.virtual_size = Size(0, self._lines.lines)

    def fill(
        self,
        rows: Sequence[Row | MarkedRow],
        *,
        headings: Sequence[RowHeading] = (),
        highlighted: int | None = None,
    ) -> None:
        """Replace the rows. The highlight keeps its index if possible."""
        self.rows, self.headings, self._layout_key = rows, headings, None
        index = self.highlighted if highlighted is None else highlighted
        self.set_reactive(RowList.highlighted, max(0, min(index, len(rows) - 1)))
        self._lay_out()
        self.watch_highlighted(self.highlighted, self.highlighted)
        self.refresh(layout=True)

    def update_hint(self) -> None:
        """Show the hint again, because what it says has changed."""
        self._lay_out()
        self._scroll_to_highlighted()
        self.refresh()

    def put_unspoken(self, index: int) -> None:
        """Highlight a row, and post no message about it."""
        self.set_reactive(RowList.highlighted, index)
        self.update_hint()

    def row(self, index: int) -> MarkedRow:
        """A row with all of its parts."""
        return MarkedRow(*self.rows[index])

    def spoken_parts(self) -> SpokenParts:
        """Heading of a group that was just entered; label, value and position of the highlighted row."""
        if not self.rows:
            return SpokenParts(self.label)
        row, group = self.row(self.highlighted), self._lines.group(self.highlighted)
        label, value = row.spoken or (f"{row.lead} {row.label}".strip() if row.lead else row.label, row.value)
        if group is not None and (self._new_group or self.headings[group].first == self.highlighted):
            label = f"{self.headings[group].title}. {label}"
        return SpokenParts(label, value, f"{self.highlighted + 1}/{len(self.rows)}")

    def cursor_cell(self) -> Offset:
        """The first letter of the highlighted row."""
        row = self.row(self.highlighted) if self.rows else MarkedRow("")
        before = INDENT + (MARK_CELLS if row.capacity is not None and not row.lead else 0)
        return Offset(before, self.highlighted_line - self.scroll_offset.y)

    @property
    def highlighted_line(self) -> int:
        """The line of the highlighted row, counted from the top of the list."""
        return self._lines.first_line(self.highlighted)

    # Layout.

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._lay_out(width)
        return max(1, self._lines.lines)

    def _lay_out(self, width: int = 0) -> None:
        """Lay the rows out again if they, the width or the height have changed, and the hint."""
        width = (width or self.size.width) - SCROLLBAR_CELLS
        gaps = not (self.is_attached and self.screen.has_class("-low"))
        key = (width if self._wraps else 0, gaps)
        if key != self._layout_key:
            self._layout_key = key
            if self._wraps and self.label_cells:
                values = [visible(self.row(index).value) for index in range(len(self.rows))]
                self._widest_value = max(map(cell_len, values), default=0)
            heights = [1] * len(self.rows)
            if self._wraps and width > 0:
                heights = [self._row_height(self.row(index), width) for index in range(len(self.rows))]
            self._lines = RowLayout(heights, self.headings, gaps=gaps)
        self._hint = []
        if self._hint_of is not None and self.rows and width > 0:
            hint = self._hint_of(self.highlighted)
            text = Text(hint) if isinstance(hint, str) else hint
            self._hint = list(text.wrap(self.app.console, max(8, width - self._hint_indent))) if text else []
        self._lines.put_hint(self.highlighted, len(self._hint))

    def _row_height(self, row: MarkedRow, width: int) -> int:
        return len(self._label_lines(row, width)) + (len(self._note_lines(row, width)) if row.note else 0)

    def _lay_out_and_resize(self) -> None:
        self._lay_out()
        if self.virtual_size.height != self._lines.lines:
            self.virtual_size = Size(self.size.width, self._lines.lines)

    def _scroll_to_highlighted(self) -> None:
        """Scroll the list, or the container that scrolls the whole list, to the highlighted row."""
        self._lay_out_and_resize()
        visible = self.scrollable_content_region.height
        if visible:
            top = self._lines.scrolled(self.highlighted, round(self.scroll_y), visible)
            self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        self._scroll_to_highlighted()

    def validate_highlighted(self, row: int) -> int:
        return max(0, min(row, len(self.rows) - 1))

    def watch_highlighted(self, before: int, after: int) -> None:
        self._new_group = self._lines.group(before) != self._lines.group(after)
        had_hint, top = bool(self._hint), self.scroll_y
        self._scroll_to_highlighted()
        if had_hint or self._hint or self.scroll_y != top or before == after:
            self.refresh()
        else:  # no other line has changed
            for row in (before, after):
                block = self._lines.block(row)
                self.refresh_lines(block.start, len(block))
        self.post_message(self.Highlighted(self, self.highlighted))

    # Drawing.

    def render_line(self, y: int) -> Strip:
        width, plain = self.scrollable_content_region.width, self.rich_style
        # A cell is left before the scrollbar; what is wrapped was wrapped without it.
        inner = self.size.width - SCROLLBAR_CELLS if self._wraps else width - self.show_vertical_scrollbar
        place = self._lines.at(y + round(self.scroll_offset.y))
        if place is None or place.kind == "blank":
            return Strip.blank(width, plain)
        if place.kind == "hint":
            text = self._hint[place.part] if place.part < len(self._hint) else Text()
            text = Text(" " * self._hint_indent, self._style("quiet")).append_text(text)
            strip = Strip(text.render(self.app.console)).apply_style(plain + self._style("quiet"))
            return strip.adjust_cell_length(width, plain)
        if place.kind == "heading":
            return Strip(self._heading_segments(self.headings[place.number])).adjust_cell_length(width, plain)
        base = plain + Style(meta={"row": place.number})
        return Strip(self._row_segments(place.number, place.part, inner, base)).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"rows--{name}", partial=True)

    def _heading_segments(self, heading: RowHeading) -> list[Segment]:
        bold = self.rich_style + self._style("heading")
        title = Segment(visible(heading.title), bold)
        if heading.capacity is None:
            return [title]
        style = bold + capacity_style(self, heading.capacity)
        return [Segment(mark_of(heading.capacity, ascii=self.ascii) + " ", style), title]

    def _row_segments(self, index: int, part: int, width: int, base: Style) -> list[Segment]:
        """Line ``part`` of a row: its mark, lead, capacity, label, and its value on the first line."""
        row = self.row(index)
        marked = index == self.highlighted and self.has_focus
        words = base + self._style("highlighted") if marked else base
        quiet = base + self._style("quiet")
        before = [Segment("> " if index == self.highlighted and not part else " " * INDENT, words)]
        if row.lead:
            lead = "" if part else visible(row.lead)
            lead_cells = cell_len(row.lead) + _lead_gap(row)
            before.append(Segment(in_cells(lead, lead_cells), words if marked else quiet))
        if row.capacity is not None:
            sign = " " if part else mark_of(row.capacity, ascii=self.ascii)
            before.append(Segment(sign + " ", base + capacity_style(self, row.capacity)))
        value = "" if part else visible(row.value)
        cells, value_cells = self._label_cells(row, width)
        label = visible(row.label)
        if self._wraps:
            lines = self._label_lines(row, self.size.width - SCROLLBAR_CELLS)
            if part >= len(lines):
                notes = self._note_lines(row, self.size.width - SCROLLBAR_CELLS)
                note = notes[part - len(lines) :][:1]  # none for a moment after a resize, until rows are laid out again
                return [*before, Segment("".join(note), quiet)]
            label = lines[part] if len(lines) > 1 else label  # which may be padded, so that values form a column
        if not self._has_column(row):
            cells = min(cells, max(LINE_CELLS + INDENT - value_cells - _cells_before(row), cell_len(label)))
        segments = [*before, Segment(in_cells(label, cells), words)]
        if value and value_cells > 0:
            segments.append(Segment("  " + in_cells(value, value_cells), quiet))
        return segments

    def _label_cells(self, row: MarkedRow, width: int) -> tuple[int, int]:
        """The cells for the label and for the value of a row in a list that is ``width`` cells wide."""
        value_cells = min(cell_len(visible(row.value)), max(0, width - 13))
        cells = max(4, width - _cells_before(row) - (value_cells + 2 if row.value else 0))
        if self._has_column(row):
            cells = max(4, min(self.label_cells, width - _cells_before(row) - self._widest_value - 2))
        return cells, value_cells

    def _has_column(self, row: MarkedRow) -> bool:
        """Whether a longer label continues on the next line, so that the values form a column."""
        return bool(self._wraps and self.label_cells and row.value)

    @property
    def _hint_indent(self) -> int:
        """The cells before the hint of the highlighted row, which is under its label."""
        return max(HINT_INDENT, _cells_before(self.row(self.highlighted))) if self.rows else HINT_INDENT

    def _label_lines(self, row: MarkedRow, width: int) -> list[str]:
        cells, _value_cells = self._label_cells(row, width)
        lines = [line.plain.rstrip() for line in Text(visible(row.label)).wrap(self.app.console, cells)] or [""]
        if len(lines) > MOST_LABEL_LINES:
            lines = [*lines[: MOST_LABEL_LINES - 1], in_cells(" ".join(lines[MOST_LABEL_LINES - 1 :]), cells)]
        return lines

    def _note_lines(self, row: MarkedRow, width: int) -> list[str]:
        cells = max(4, width - _cells_before(row))
        return [line.plain.rstrip() for line in Text(visible(row.note)).wrap(self.app.console, cells)]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self._lay_out()  # the hint has colours of the theme

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    # Choosing.

    def on_click(self, event: events.Click) -> None:
        index = event.style.meta.get("row")
        if isinstance(index, int) and index < len(self.rows):
            chosen = index == self.highlighted or not self.first_click_marks
            self.highlighted = index
            if chosen:
                self.action_choose()

    def action_move(self, by: int) -> None:
        self.highlighted += by

    def action_page(self, by: int) -> None:
        self.highlighted += by * max(1, self.size.height - 1)

    def action_first(self) -> None:
        self.highlighted = 0

    def action_last(self) -> None:
        self.highlighted = len(self.rows) - 1

    def action_letter(self, letter: str) -> None:
        """Do what a letter stands for in a list."""
        {"j": lambda: self.action_move(1), "k": lambda: self.action_move(-1)}.get(
            letter, self.action_last if letter == "upper_g" else self.action_first
        )()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action is possible: a letter that the screen uses keeps that meaning."""
        if action == "letter":
            return parameters[0] not in key_bindings.letters_used(getattr(self.screen, "KEYS", ()))
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        if self.rows:
            self.post_message(self.Selected(self, self.highlighted))


def _cells_before(row: MarkedRow) -> int:
    """The cells before the label of a row."""
    return (
        INDENT
        + (cell_len(row.lead) + _lead_gap(row) if row.lead else 0)
        + (MARK_CELLS if row.capacity is not None else 0)
    )


def _lead_gap(row: MarkedRow) -> int:
    """The cells between the lead of a row and what follows it."""
    return 1 if row.capacity is not None else 2


def in_cells(text: str, cells: int) -> str:
    """``text`` in exactly so many cells; one that is cut ends with a sign for it."""
    if cell_len(text.rstrip()) <= cells:
        return set_cell_size(text, cells)
    return set_cell_size(text, max(0, cells - 1)) + "…"
