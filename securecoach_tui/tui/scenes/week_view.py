"""The pictures of the path on a screen: the eight weeks in a line, and the picture of a lesson."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.scenes.week_pictures import lesson_picture, weeks_line
from securecoach_tui.tui.scenes.palette import palette_of


class StillPicture(Widget):
    """A picture that doesn't move; ``draw`` lays it out for a frame."""

    DEFAULT_CSS = "StillPicture { width: 100%; }"

    def __init__(self, draw: Callable[[Frame], Picture], rows: int, *, ascii: bool, id: str) -> None:
        super().__init__(id=id)
        self._draw, self._ascii = draw, ascii
        self.styles.height = rows

    def render_line(self, y: int) -> Strip:
        palette, (width, height) = palette_of(self.app), self.size
        picture = self._draw(Frame(width, height, palette.shades, self._ascii, still=True))
        if y >= len(picture):
            return Strip.blank(width, self.rich_style)
        return Strip([Segment(run.text, palette.style(run.ink, run.ground)) for run in picture[y]])


def weeks_view(pictures: list[str], current: int, *, ascii: bool) -> StillPicture:
    """The eight weeks in a line, with ``current`` in brackets; 0 for none."""
    return StillPicture(lambda frame: weeks_line(pictures, current, frame), 2, ascii=ascii, id="weeks")


def lesson_view(picture: str, rows: int, *, ascii: bool) -> StillPicture:
    """The picture of a lesson, ``rows`` cells high."""
    return StillPicture(lambda frame: lesson_picture(picture, frame), rows, ascii=ascii, id="picture")
