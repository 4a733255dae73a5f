"""Two rounds, near and separate. Mine is always complete. The light is where attention is asked for.

How far apart they are is the step of the ladder that the person chose, never what somebody else does.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Stage
from securecoach_tui.practice.session.state import Session
from securecoach_tui.scenes.cells import ACCENT, BANDS, RING, SOFT, TEXT, Canvas, Frame, Picture
from securecoach_tui.scenes.disc import band
from securecoach_tui.scenes.lines import row
from securecoach_tui.scenes.moment import Moment

HIGHEST = 10  # rows
FARTHEST, NEAREST = 1.6, 0.25  # the gap between the rounds, in radii
USUAL = 0.5  # how far up the ladder an exercise without a step is shown
CORE = 0.4  # of a radius: what is left out around the words where the round is dim


class RoundsState(NamedTuple):
    """The gap in tenths of a radius, and whether attention is on oneself."""

    gap: int
    mine: bool


class Rounds:
    """The scene of exercises of closeness."""

    def state(self, moment: Moment, frame: Frame) -> RoundsState:
        gap = FARTHEST + (NEAREST - FARTHEST) * height_on_ladder(moment.session)
        return RoundsState(round(gap * 10), attention_on_me(moment))

    def picture(self, state: RoundsState, frame: Frame) -> Picture:
        if frame.ascii:
            me, gap = _("me"), " " * max(1, state.gap)
            signs = ((f"({me})", ACCENT if state.mine else TEXT), (gap, 0), ("( )", TEXT if state.mine else ACCENT))
            left = max(0, (frame.width - len(me) - len(gap) - 5) // 2)
            return (row(frame.width, *signs, left=left),)
        return _drawn(state, frame.width, min(HIGHEST, frame.height), frame.shades)


def height_on_ladder(session: Session) -> float:
    """How far up the ladder the chosen step is, 0 to 1."""
    shown = [rung for rung in session.setup.rungs if not rung.hidden]
    at = next((number for number, rung in enumerate(shown) if rung.id == session.setup.rung_id), None)
    return USUAL if at is None or len(shown) < 2 else at / (len(shown) - 1)


def attention_on_me(moment: Moment) -> bool:
    """Whether attention is on oneself: always, but in the first third of each round, which turns to the step."""
    mark = moment.session.timeline.mark(max(0.0, moment.at))
    return mark.part != Stage.BODY or mark.step > max(1, mark.steps // 3)


@lru_cache(64)
def _drawn(state: RoundsState, width: int, rows: int, shades: int) -> Picture:
    rows -= 1 - rows % 2  # the words in a round are in its middle row
    radius = float(rows)
    gap = state.gap / 10 * radius
    wide = min(width, math.ceil(4 * radius + gap))
    radius = min(radius, (wide - gap) / 4) if wide - gap > 4 else 1.0
    canvas = Canvas(wide, rows)
    mine, other = radius, wide - radius

    def colour(x: int, y: int) -> int:
        from_mine = math.hypot(x + 0.5 - mine, y + 0.5 - rows)
        from_other = math.hypot(x + 0.5 - other, y + 0.5 - rows)
        if not state.mine and from_mine <= CORE * radius:
            return 0  # the words are on the ground, where they are read in every theme
        if from_mine <= radius:
            return band(from_mine / radius, shades) if state.mine else (BANDS if from_mine > radius - 1.2 else SOFT)
        if radius - 1.2 < from_other <= radius:
            return RING if state.mine else 1
        return 0

    canvas.paint(colour)
    words = _("me")
    canvas.write(int(mine - len(words) / 2), rows // 2, words, TEXT)
    return canvas.picture(width)
