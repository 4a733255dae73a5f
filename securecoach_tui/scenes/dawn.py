"""A horizon over which dawn rises, one band in each tenth of the time. It shows time without digits."""

from __future__ import annotations

import math
from typing import NamedTuple

from securecoach_tui.scenes.cells import BANDS, RING, Canvas, Frame, Picture, Row, Run, runs
from securecoach_tui.scenes.disc import band
from securecoach_tui.scenes.moment import Moment

TENTHS = 10
HIGHEST = 16  # rows
FLATTER = 1.7  # how much wider than high the light is
FIRST = 0.18  # the radius of the light before the first tenth is over, as a share of the largest


class DawnState(NamedTuple):
    """How many tenths of the time have passed."""

    tenths: int


class Dawn:
    """The scene of kindness, of a safe place and of savouring."""

    def state(self, moment: Moment, frame: Frame) -> DawnState:
        return DawnState(min(TENTHS, int(moment.share * TENTHS + 1e-9)))

    def picture(self, state: DawnState, frame: Frame) -> Picture:
        return _in_signs(state, frame) if frame.ascii else _in_dots(state, frame)


def _in_dots(state: DawnState, frame: Frame) -> Picture:
    rows = max(1, min(HIGHEST, frame.height) - 1)
    radius = 2.0 * rows
    width = min(frame.width, int(2 * radius * FLATTER) + 8)
    canvas = Canvas(width, rows)
    edge = radius * (FIRST + (1.0 - FIRST) * state.tenths / TENTHS)

    def colour(x: int, y: int) -> int:
        away = math.hypot((x + 0.5 - width / 2) / FLATTER, 2 * rows - y - 0.5)
        return band(away / radius, frame.shades) if away <= edge else 0

    canvas.paint(colour)
    if frame.rim:
        canvas.light_up()
    horizon = runs([*[(" ", 0, 0)] * ((frame.width - width) // 2), *[("▔", RING, 0)] * width])
    return (*canvas.picture(frame.width), _as_wide(horizon, frame.width))[-frame.height :]


def _in_signs(state: DawnState, frame: Frame) -> Picture:
    """Dashes: a row more in each tenth, each shorter than the one below it."""
    rows = max(1, min(TENTHS + 1, frame.height))
    shown = 1 + state.tenths * (rows - 1) // TENTHS
    lines: list[Row] = []
    for row in range(rows):
        height = rows - 1 - row
        cells = max(2, min(frame.width, 44) * (rows - height) // rows) if height < shown else 0
        left = (frame.width - cells) // 2
        lines.append(_as_wide((Run(" " * left), Run("-" * cells, BANDS)), frame.width))
    return tuple(lines)


def _as_wide(row: Row, width: int) -> Row:
    used = sum(len(run.text) for run in row)
    return (*(run for run in row if run.text), Run(" " * (width - used))) if used < width else row
