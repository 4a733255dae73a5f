"""A picture that doesn't move: the whole wave of an urge, after a session and in the history."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.scenes.wave import WaveState, drawn, wave_of
from securecoach_tui.tui.scenes.palette import palette_of

ROWS = 8


class WaveView(Widget):
    """The wave of a stored session, as wide as its container and ``ROWS`` cells high."""

    DEFAULT_CSS = f"WaveView {{ height: {ROWS}; width: 100%; max-width: 60; }}"

    def __init__(self, wave: WaveState, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._wave, self._ascii = wave, ascii
        self._laid_out: tuple[int, Picture] = (0, ())

    def render_line(self, y: int) -> Strip:
        palette, width = palette_of(self.app), self.size.width
        if self._laid_out[0] != width:
            self._laid_out = (width, drawn(self._wave, Frame(width, ROWS, palette.shades, self._ascii)))
        picture = self._laid_out[1]
        if y >= len(picture):
            return Strip.blank(width, self.rich_style)
        return Strip([Segment(run.text, palette.style(run.ink, run.ground)) for run in picture[y]])


def wave_view(session: SessionRecord | None, *, ascii: bool) -> WaveView | None:
    """The wave of a session; None if fewer than two urges were rated."""
    wave = None if session is None else wave_of(session)
    return None if wave is None else WaveView(wave, ascii=ascii, id="wave")
