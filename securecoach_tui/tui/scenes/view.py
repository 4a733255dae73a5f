"""The widget of a session's picture. It is drawn again only where a cell has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from securecoach_tui.scenes.cells import Frame, Picture, Row, blank, changed_spans
from securecoach_tui.scenes.moment import Moment, Scene
from securecoach_tui.tui.scenes.palette import Palette, palette_of
from securecoach_tui.tui.textual_internals import draw_at_once

FEWEST_ROWS = 5  # a smaller space, beside an open question, stays empty
MOST_STRIPS = 4096  # lines kept in memory; a breath has about a thousand


LogError = Callable[[Exception], object]


class SceneView(Widget):
    """A picture as wide as its container. ``drawn`` counts the frames that changed a cell, for the benchmark."""

    DEFAULT_CSS = "SceneView { width: 100%; height: 1fr; }"

    def __init__(self, log: LogError, *, ascii: bool = False, still: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._log, self._ascii, self._still = log, ascii, still
        self.failed = False
        self._palette: Palette | None = None
        self._own: tuple[Style, Color] | None = None
        self._strips: dict[Row, Strip] = {}
        self._lines: dict[int, tuple[Row, Strip]] = {}
        self._state: Hashable = None
        self._picture: Picture = ()
        self._last: tuple[Scene, Moment] | None = None
        self.drawn = 0

    @property
    def frame(self) -> Frame:
        """The space for the picture."""
        return self.palette.frame(*self.size, ascii=self._ascii, still=self._still)

    @property
    def palette(self) -> Palette:
        """The colours of the current theme."""
        if self._palette is None:
            self._palette = palette_of(self.app)
        return self._palette

    @property
    def _around(self) -> tuple[Style, Color]:
        """The widget's own style and the colour behind it, kept because Textual computes them anew at each question."""
        if self._own is None:
            self._own = self.rich_style, self.background_colors[1]
        return self._own

    @property
    def lines(self) -> list[str]:
        """The picture's characters, without colours."""
        return ["".join(run.text for run in row) for row in self._picture]

    def show(self, scene: Scene, moment: Moment) -> bool:
        """Show a moment; only the cells that it changes are drawn. Return whether it has a picture.

        A scene that raises is logged once and shown no more: a picture is never a reason to end a session.
        """
        if self.failed:
            return False
        try:
            return self._show(scene, moment)
        except Exception as error:
            self.failed = True
            self._log(error)
            return False

    def _show(self, scene: Scene, moment: Moment) -> bool:
        self._last = (scene, moment)
        frame = self.frame
        found = scene.state(moment, frame)
        if found is None:
            return False
        if not frame.width or not frame.height:
            return True  # the layout has not given it its size yet
        state = (frame, scene, found)
        if state != self._state:
            shown = scene.picture(found, frame) if frame.height >= FEWEST_ROWS else ()
            old, self._picture, self._state = self._picture, fitted(shown, frame), state
            self.drawn += 1
            self._redraw(old)
        return True

    def _redraw(self, old: Picture) -> None:
        if len(old) != len(self._picture):
            self.refresh()
            return
        changed = [
            Region(x1, y, x2 - x1, 1)
            for y, (before, after) in enumerate(zip(old, self._picture, strict=True))
            if before is not after
            for x1, x2 in changed_spans(before, after)
        ]
        if changed and not draw_at_once(self, changed):
            self.refresh(*changed)

    def on_resize(self) -> None:
        self._state, self._picture = None, ()
        if self._last is not None:
            self.show(*self._last)
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette, self._own, self._state = None, None, None
        self._strips.clear()
        self._lines.clear()
        if self._last is not None and self.is_attached:
            self.call_later(self._show_again)  # a picture that doesn't move is asked for only once

    def _show_again(self) -> None:
        if self._last is not None:
            self.show(*self._last)

    def render_line(self, y: int) -> Strip:
        if y >= len(self._picture):
            return Strip.blank(self.size.width, self.rich_style)
        row = self._picture[y]
        drawn, strip = self._lines.get(y, (None, None))
        if drawn is row and strip is not None:
            return strip
        strip = self._strips.get(row)
        if strip is None:
            if len(self._strips) >= MOST_STRIPS:
                self._strips.clear()
            style, (usual, background) = self.palette.style, self._around
            segments = [Segment(run.text, style(run.ink, run.ground)) for run in row]
            strip = Strip(segments).adjust_cell_length(self.size.width, usual)
            for each in self.get_line_filters():
                strip = strip.apply_filter(each, background)
            self._strips[row] = strip
        self._lines[y] = (row, strip)
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as they are: no border, padding or opacity, and a line that was drawn before is filtered already."""
        return [self.render_line(y).crop(crop.x, crop.right) for y in range(crop.y, crop.bottom)]


def fitted(picture: Picture, frame: Frame) -> Picture:
    """The picture with empty rows above and below, as high as ``frame``, or cut to its height."""
    picture = picture[: frame.height]
    above = (frame.height - len(picture)) // 2
    below = frame.height - len(picture) - above
    return (*blank(frame.width, above), *picture, *blank(frame.width, below))
