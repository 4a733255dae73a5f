"""A picture that doesn't move and that changes seldom, such as the one beside a list."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.tui.scenes.palette import palette_of

DrawPicture = Callable[[Frame], Picture]


class PictureView(Widget):
    """As wide as its container and as high as its picture, at most ``rows`` cells; nothing without a picture."""

    DEFAULT_CSS = "PictureView { width: 100%; height: auto; }"

    def __init__(self, *, rows: int, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows, self._ascii = rows, ascii
        self._draw: DrawPicture = lambda frame: ()
        self._picture: Picture = ()
        self._frame: Frame | None = None

    def show(self, draw: DrawPicture) -> None:
        """Show what ``draw`` returns for the space that there is."""
        self._draw, self._frame = draw, None
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._laid_out(width))

    def _laid_out(self, width: int) -> Picture:
        palette = palette_of(self.app)
        frame = palette.frame(width, self._rows, ascii=self._ascii, still=True)
        if frame != self._frame:
            self._frame, self._picture = frame, self._draw(frame) if width else ()
        return self._picture

    def render_line(self, y: int) -> Strip:
        palette, picture = palette_of(self.app), self._laid_out(self.size.width)
        if y >= len(picture):
            return Strip.blank(self.size.width, self.rich_style)
        return Strip([Segment(run.text, palette.style(run.ink, run.ground)) for run in picture[y]])
