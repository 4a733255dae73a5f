"""Pictures that don't move: the whole wave of an urge, in the history too, and a session's scene at its end."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.scenes.moment import Moment, Scene
from securecoach_tui.scenes.wave import WaveState, drawn, wave_of
from securecoach_tui.tui.scenes.palette import palette_of
from securecoach_tui.tui.scenes.view import FEWEST_ROWS, LogError, SceneView

ROWS = 7
WIDEST = 64  # cells
MOST_ROWS = 11  # of the picture at the end of a session
OTHER_ROWS = 18  # what else is on that screen


class WaveView(Widget):
    """The wave of a stored session, as wide as its container and ``rows`` cells high."""

    DEFAULT_CSS = "WaveView { height: auto; width: 100%; max-width: 60; }"

    def __init__(self, wave: WaveState, *, rows: int = ROWS, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._wave, self._rows, self._ascii = wave, rows, ascii
        self._laid_out: tuple[int, Picture] = (0, ())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._rows

    def render_line(self, y: int) -> Strip:
        palette, width = palette_of(self.app), self.size.width
        if self._laid_out[0] != width:
            self._laid_out = (width, drawn(self._wave, Frame(width, self._rows, palette.shades, self._ascii)))
        picture = self._laid_out[1]
        if y >= len(picture):
            return Strip.blank(width, self.rich_style)
        return Strip([Segment(run.text, palette.style(run.ink, run.ground)) for run in picture[y]])


def wave_view(session: SessionRecord | None, *, ascii: bool) -> WaveView | None:
    """The wave of a session; None if fewer than two urges were rated."""
    wave = None if session is None else wave_of(session)
    return None if wave is None else WaveView(wave, ascii=ascii)


class ClosingView(SceneView):
    """The picture of a session that is over."""

    DEFAULT_CSS = "ClosingView { height: auto; width: 100%; }"

    def __init__(self, scene: Scene, moment: Moment, log: LogError, *, ascii: bool) -> None:
        super().__init__(log, ascii=ascii, still=True, id="picture")
        self._last = (scene, moment)  # drawn as soon as the layout gives the size

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(FEWEST_ROWS, min(MOST_ROWS, self.screen.size.height - OTHER_ROWS))


def closing_view(picture: tuple[Scene, Moment] | None, log: LogError, *, ascii: bool) -> ClosingView | None:
    """The view of the scene and the moment; None if there is no picture of that moment."""
    if picture is None:
        return None
    scene, moment = picture
    try:
        found = scene.state(moment, Frame(WIDEST, MOST_ROWS, ascii=ascii, still=True))
    except Exception as error:  # a picture is never a reason to lose the end of a session
        log(error)
        return None
    return None if found is None else ClosingView(scene, moment, log, ascii=ascii)
