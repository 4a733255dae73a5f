"""The orb of a breath: a disc whose edge grows as the breath goes in. The sip of a sigh is a ring of its own.

A dot is one cell wide and half a cell high, so it is about square. The bands have fixed places and only the edge
moves; the edge turns softly, because a breath does.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.scenes.cells import ACCENT, BANDS, RING, SOFT, TEXT, Canvas, Frame, Picture, Row
from securecoach_tui.scenes.lines import row
from securecoach_tui.scenes.moment import Moment, breath

HIGHEST = 20  # rows
SMALLEST = 0.42  # the radius of the empty orb, as a share of the full one
INNER = 0.8  # the radius of the full orb of a sigh, as a share of the ring outside it
STEPS = 10  # steps of the edge for each dot
SIZES = 3  # sizes of the orb with reduced motion
SOFT_EDGE = 0.5  # dots; the edge moves in steps that are half as large where there are colours enough
SIGNS_WIDTH = 40  # cells between the brackets of a full breath in ASCII
SIP_EMPTIES = 0.15  # the share of the breath out in which the sip's ring goes


class OrbState(NamedTuple):
    """The edge of the orb and of the ring outside it, in steps from the middle; and the words in it."""

    edge: int
    sip: int
    sighs: bool
    word: str
    figure: str


class Orb:
    """The scene of every exercise of kind breath."""

    def state(self, moment: Moment, frame: Frame) -> OrbState | None:
        now = breath(moment)
        sighs = _sighs(moment)
        if frame.ascii and not (sighs and now is not None):
            return None  # the bar shows a breath in ASCII; it can't show a sip
        if now is None:
            return OrbState(_steps(frame, sighs, 0.0), 0, sighs, "", "")
        full, sip = eased(now.full), 0.0
        if now.phase is Phase.SIP:
            sip = eased(now.passed)
        elif sighs and now.phase is Phase.OUT:
            passed = 1.0 - now.full
            sip = 1.0 - eased(min(1.0, passed / SIP_EMPTIES))
            full = eased(min(1.0, now.full / (1.0 - SIP_EMPTIES)))
        elif sighs and now.phase is Phase.HOLD_IN:
            sip = 1.0
        if frame.still:
            full = round(full * (SIZES - 1)) / (SIZES - 1)
            sip = float(round(sip))
        return OrbState(_steps(frame, sighs, full), round(sip * _sip_steps(frame)), sighs, now.word, now.figure)

    def picture(self, state: OrbState, frame: Frame) -> Picture:
        if frame.ascii:
            return (_in_signs(state, frame),)
        return _drawn(state, frame.width, radius(frame), frame.shades)


def full_orb(moment: Moment, frame: Frame, word: str, figure: str) -> OrbState:
    """The orb of a full breath, with these words in it."""
    sighs = _sighs(moment)
    return OrbState(_steps(frame, sighs, 1.0), 0, sighs, word, figure)


def _sighs(moment: Moment) -> bool:
    return any(step.breathe is not None and step.breathe.sip for step in moment.session.timeline.exercise.body)


def eased(share: float) -> float:
    """``share`` (0 to 1) with soft turns at both ends."""
    return share * share * (3.0 - 2.0 * share)


def radius(frame: Frame) -> int:
    """The radius of the ring around the full orb, in dots."""
    return max(1, min(frame.height, HIGHEST, frame.width // 2))


def _steps(frame: Frame, sighs: bool, full: float) -> int:
    """The edge at a fullness."""
    largest = (radius(frame) - 1.5) * (INNER if sighs else 1.0)
    return round(largest * (SMALLEST + (1.0 - SMALLEST) * full) * STEPS)


def _sip_steps(frame: Frame) -> int:
    return round(radius(frame) * (1.0 - INNER) * STEPS)


def _in_signs(state: OrbState, frame: Frame) -> Row:
    """A breath between brackets that move apart; a second pair is the sip."""
    inner = max(0, min(frame.width - 6, SIGNS_WIDTH) * state.edge // max(1, _steps(frame, state.sighs, 1.0)))
    words = f"{state.word} {state.figure}".strip()
    line = "(" + words.center(inner) + ")"
    line = f"({line})" if state.sip else f" {line} "
    return row(frame.width, (line, TEXT), left=max(0, (frame.width - len(line)) // 2))


@lru_cache(4)
def distances(radius: int) -> tuple[tuple[float, ...], ...]:
    """How far each dot is from the middle of an orb of this radius, row by row."""
    offsets = [dot + 0.5 - radius for dot in range(2 * radius)]
    return tuple(tuple(math.hypot(x, y) for x in offsets) for y in offsets)


@lru_cache(512)
def _drawn(state: OrbState, width: int, radius: int, shades: int) -> Picture:
    canvas = Canvas(2 * radius, radius)
    edge, inside = state.edge / STEPS, radius * INNER + 0.6
    outside = inside + state.sip / STEPS if state.sip else 0.0
    largest, soft = (radius - 1.5) * (INNER if state.sighs else 1.0), SOFT_EDGE if shades == BANDS else 0.0

    def colour(away: float) -> int:
        if away <= edge - soft:
            return band(away / largest, shades)
        if away <= edge:
            return SOFT
        if inside < away <= min(outside, radius):
            return BANDS
        return RING if radius - 1.0 < away <= radius else 0

    canvas.dots = [bytearray(map(colour, line)) for line in distances(radius)]
    middle = (radius - 1) // 2
    if state.figure and radius >= 5 and cell_len(state.figure) <= canvas.width:
        canvas.centre(middle, state.word, TEXT)
        canvas.centre(middle + 1, state.figure, ACCENT)
    else:
        canvas.centre(middle, state.word, TEXT)
    return canvas.picture(width)


def band(share: float, shades: int) -> int:
    """The colour at a share of the radius (0 to 1): one of six bands, or of fewer that are as far apart."""
    number = min(shades - 1, max(0, int(share * shades)))
    return 1 + round(number * (BANDS - 1) / max(1, shades - 1))
