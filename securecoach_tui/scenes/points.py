"""Points to look at, near, far, and near again: large and low, then small and high. One stands out at a time."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from securecoach_tui.scenes.cells import BANDS, RING, Canvas, Frame, Picture
from securecoach_tui.scenes.lines import row
from securecoach_tui.scenes.moment import Moment

HIGHEST = 14  # rows
# Each point: across (0 to 1), down (0 to 1), and its radius as a share of the height. From near to far,
# all of them together in the middle.
POINTS = ((0.29, 0.745, 0.16), (0.49, 0.485, 0.11), (0.65, 0.285, 0.075), (0.77, 0.145, 0.05))
ORDER = (0, 2, 3, 1)  # near, far, farthest, and on the way back


class PointsState(NamedTuple):
    """The point to look at."""

    point: int


class Points:
    """The scene of coming back from numb or far away."""

    def state(self, moment: Moment, frame: Frame) -> PointsState:
        timeline = moment.session.timeline
        starts = [mark.at for mark in timeline.marks]
        number = sum(1 for start in starts if start <= max(0.0, moment.at)) - 1
        return PointsState(ORDER[max(0, number) % len(ORDER)])

    def picture(self, state: PointsState, frame: Frame) -> Picture:
        if frame.ascii:
            signs = ("O", "o", ".", ".")
            lines = []
            for number, (across, _down, _radius) in reversed(list(enumerate(POINTS))):
                mark = f"[{signs[number]}]" if number == state.point else f" {signs[number]} "
                lines.append(row(frame.width, (mark, 1), left=int(across * max(0, frame.width - 3))))
            return tuple(lines[-frame.height :])
        return _drawn(state, frame.width, min(HIGHEST, frame.height))


@lru_cache(64)
def _drawn(state: PointsState, width: int, rows: int) -> Picture:
    high = 2 * rows
    canvas = Canvas(min(width, 4 * rows), rows)

    def colour(x: int, y: int) -> int:
        for number, (across, down, radius) in enumerate(POINTS):
            # Around a corner of four dots, so that each point is the same on all sides.
            away = math.hypot(x + 0.5 - round(across * canvas.width), y + 0.5 - round(down * high))
            if away <= max(0.8, radius * high):
                return (1 if number < 2 else BANDS) if number == state.point else RING
        return 0

    canvas.paint(colour)
    return canvas.picture(width)
