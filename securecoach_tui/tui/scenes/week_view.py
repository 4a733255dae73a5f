"""The pictures of the path on a screen: the eight weeks in a line, and the picture of a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from securecoach_tui.scenes.cells import ACCENT, Frame
from securecoach_tui.scenes.week_pictures import lesson_picture, weeks_line
from securecoach_tui.tui.scenes.palette import palette_of


class WeeksLine(Widget):
    """The eight weeks in a line, with ``current`` in brackets; 0 for none."""

    DEFAULT_CSS = """
    WeeksLine { width: 100%; height: 2; color: $quiet; }
    WeeksLine > .weeks--current { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"weeks--current"}

    def __init__(self, pictures: Sequence[str], current: int, *, ascii: bool) -> None:
        super().__init__()
        self._pictures, self._current, self._ascii = pictures, current, ascii

    def render_line(self, y: int) -> Strip:
        found = weeks_line(self._pictures, self._current, Frame(*self.size, ascii=self._ascii))[y]
        marked = self.rich_style + self.get_component_rich_style("weeks--current", partial=True)
        return Strip([Segment(run.text, marked if run.ink == ACCENT else self.rich_style) for run in found])


class LessonPicture(Widget):
    """The picture of a lesson, ``rows`` cells high. It doesn't move."""

    DEFAULT_CSS = "LessonPicture { width: 100%; }"

    def __init__(self, picture: str, rows: int, *, ascii: bool) -> None:
        super().__init__()
        self._picture, self._ascii = picture, ascii
        self.styles.height = rows

    def render_line(self, y: int) -> Strip:
        palette, (width, height) = palette_of(self.app), self.size
        picture = lesson_picture(self._picture, palette.frame(width, height, ascii=self._ascii, still=True))
        if y >= len(picture):
            return Strip.blank(width, self.rich_style)
        return Strip([Segment(run.text, palette.style(run.ink, run.ground)) for run in picture[y]])
