"""The orb of a breath: a disc whose edge grows as the breath goes in. The sip of a sigh is a ring of its own.

A dot is one cell wide and half a cell high, so it is about square. The bands have fixed places and only the edge
moves; the edge turns softly, because a breath does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.scenes.cells import ACCENT, TEXT, Canvas, Frame, Picture, Row
from securecoach_tui.scenes.disc import Disc, rows
from securecoach_tui.scenes.lines import row
from securecoach_tui.scenes.moment import Moment, breath

HIGHEST = 20  # rows
SMALLEST = 0.42  # the radius of the empty orb, as a share of the full one
INNER = 0.8  # the radius of the full orb of a sigh, as a share of the ring outside it
STEPS = 40  # steps of the edge for each dot: fewer, and two looks at a slow breath would find the same
SIZES = 3  # sizes of the orb with reduced motion
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
        moves = _steps(frame, state.sighs, 0.0) < state.edge < _steps(frame, state.sighs, 1.0)
        disc = Disc(
            radius(frame),
            _largest(frame, state.sighs),
            radius(frame) * INNER + 0.6,
            frame.shades,
            frame.soft,
            beside=moves and not frame.still,  # an orb at rest is the same on all sides
        )
        return _drawn(state, frame.width, disc)


def full_orb(moment: Moment, frame: Frame, word: str, figure: str) -> OrbState:
    """The orb of a full breath, with these words in it."""
    sighs = _sighs(moment)
    return OrbState(_steps(frame, sighs, 1.0), 0, sighs, _with_room(word, frame), _with_room(figure, frame))


def _with_room(words: str, frame: Frame) -> str:
    """Words with a cell at both ends, where there is room for it, so that they touch no edge of a band."""
    return f" {words} " if cell_len(words) + 2 <= 2 * radius(frame) else words


def _sighs(moment: Moment) -> bool:
    return any(step.breathe is not None and step.breathe.sip for step in moment.session.timeline.exercise.body)


def eased(share: float) -> float:
    """``share`` (0 to 1) with soft turns at both ends."""
    return share * share * (3.0 - 2.0 * share)


def radius(frame: Frame) -> int:
    """The radius of the ring around the full orb, in dots."""
    return max(1, min(frame.height, HIGHEST, frame.width // 2))


def _largest(frame: Frame, sighs: bool) -> float:
    """The radius of the full orb, in dots."""
    return (radius(frame) - 1.5) * (INNER if sighs else 1.0)


def _steps(frame: Frame, sighs: bool, full: float) -> int:
    """The edge at a fullness."""
    return round(_largest(frame, sighs) * (SMALLEST + (1.0 - SMALLEST) * full) * STEPS)


def _sip_steps(frame: Frame) -> int:
    return round((radius(frame) * (1.0 - INNER) + 0.2) * STEPS)  # a little more, so that no dot stays half lit


def _in_signs(state: OrbState, frame: Frame) -> Row:
    """A breath between brackets that move apart; a second pair is the sip."""
    inner = max(0, min(frame.width - 6, SIGNS_WIDTH) * state.edge // max(1, _steps(frame, state.sighs, 1.0)))
    words = f"{state.word} {state.figure}".strip()
    line = "(" + words.center(inner) + ")"
    line = f"({line})" if state.sip else f" {line} "
    return row(frame.width, (line, TEXT), left=max(0, (frame.width - len(line)) // 2))


@lru_cache(512)
def _drawn(state: OrbState, width: int, disc: Disc) -> Picture:
    radius = disc.radius
    canvas = Canvas(2 * radius, radius)
    outside = disc.outer + state.sip / STEPS if state.sip else 0.0
    canvas.dots = [bytearray(dots) for dots in rows(disc, state.edge / STEPS, outside)]
    middle = (radius - 1) // 2
    if state.figure and radius >= 5 and cell_len(state.figure) <= canvas.width:
        canvas.centre(middle, state.word, TEXT)
        canvas.centre(middle + 1, state.figure, ACCENT)
    else:
        canvas.centre(middle, state.word, TEXT)
    return canvas.picture(width)
