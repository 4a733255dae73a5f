"""Which line of a list shows what: rows, headings between groups of rows, and a hint under one row. All in cells.

Pure, so that it is tested without a screen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from securecoach_tui.practice.record import Capacity

Row = tuple[str, str]  # a label, and a value to the right of it


class MarkedRow(NamedTuple):
    """A row with more than a label and a value.

    Attributes:
        label: what the row is.
        value: a quiet text to the right of the label.
        lead: a quiet text to the left of it, such as a day; leads of a list are equally wide.
        capacity: its mark is drawn before the label.
        note: a quiet text under the label, in a list whose labels continue on the next line.
        spoken: the label and value for screen speech, where they differ.
    """

    label: str
    value: str = ""
    lead: str = ""
    capacity: Capacity | None = None
    note: str = ""
    spoken: tuple[str, str] | None = None


class RowHeading(NamedTuple):
    """A line that can't be chosen, above row ``first``. It describes the rows up to the next heading."""

    first: int
    title: str
    capacity: Capacity | None = None


class ListLine(NamedTuple):
    """What a line shows: line ``part`` of the row, heading or hint ``number``; both count from 0."""

    kind: Literal["row", "heading", "hint", "blank"]
    number: int
    part: int = 0


class RowLayout:
    """The lines of a list.

    Args:
        heights: of each row, in lines.
        headings: in the order of their rows.
        gaps: whether a blank line separates a group from the rows above it.
    """

    def __init__(self, heights: Sequence[int], headings: Sequence[RowHeading] = (), *, gaps: bool = True) -> None:
        self._heights = heights
        self._heading_rows = [heading.first for heading in headings]
        self._hinted, self._hint_lines = 0, 0
        self._starts: list[int] = []  # the first line of each row, as if there were no hint
        above = dict.fromkeys(self._heading_rows, 1)
        if gaps:
            above = {row: 2 if row else 1 for row in above}
        line = 0
        for row, height in enumerate(heights):
            line += above.get(row, 0)
            self._starts.append(line)
            line += height
        self._plain_lines = line

    @property
    def lines(self) -> int:
        """The number of lines."""
        return self._plain_lines + self._hint_lines

    def put_hint(self, row: int, lines: int) -> None:
        """Put a hint of so many lines directly under ``row``, in place of an earlier one."""
        self._hinted, self._hint_lines = row, lines

    def first_line(self, row: int) -> int:
        """The first line of a row."""
        if not self._starts:
            return 0
        return self._starts[row] + (self._hint_lines if row > self._hinted else 0)

    def group(self, row: int) -> int | None:
        """The index of the heading that describes a row; None for rows above the first heading."""
        index = bisect_right(self._heading_rows, row) - 1
        return index if index >= 0 else None

    def block(self, row: int) -> range:
        """The lines that belong on the screen with a row: the row, its hint, and the heading if it is the first."""
        if not self._starts:
            return range(1)
        first = self.first_line(row)
        after = first + self._heights[row] + (self._hint_lines if row == self._hinted else 0)
        return range(first - (row in self._heading_rows), after)

    def at(self, line: int) -> ListLine | None:
        """What a line shows; None below the last line."""
        if not 0 <= line < self.lines:
            return None
        below = self.first_line(self._hinted) + self._heights[self._hinted]  # the line under the row with the hint
        if below <= line < below + self._hint_lines:
            return ListLine("hint", self._hinted, line - below)
        if line >= below:
            line -= self._hint_lines
        row = bisect_right(self._starts, line) - 1
        if row >= 0 and line < self._starts[row] + self._heights[row]:
            return ListLine("row", row, line - self._starts[row])
        if self._starts[row + 1] - line == 1:
            return ListLine("heading", self.group(row + 1) or 0)
        return ListLine("blank", 0)

    def scrolled(self, row: int, top: int, visible: int) -> int:
        """The first visible line that shows a row with all of its block, if ``visible`` lines can.

        It stays ``top`` where that shows them already. A row always stays visible itself.
        """
        block, first = self.block(row), self.first_line(row)
        top = max(top, block.stop - visible)
        top = min(top, block.start)
        if first >= top + visible:
            top = first - visible + 1
        return max(0, min(top, self.lines - visible))
