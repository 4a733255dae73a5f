"""Circles for what is seen, felt, heard and smelled: 5, 4, 3, 2, and 1 for the breath. Enter fills one; nobody has to.

The steps of a round are shared out over the senses in order, so that the circles of the present one stand out.
"""

from __future__ import annotations

from typing import NamedTuple

from securecoach_tui.practice.exercise.model import Stage
from securecoach_tui.scenes.cells import ACCENT, BANDS, LOWER, QUIET, RING, UPPER, Frame, Picture, Row, Run
from securecoach_tui.scenes.moment import Moment

COUNTS = (5, 4, 3, 2, 1)
LOW = 2 * len(COUNTS)  # rows that the large circles need
GAP = 4  # cells between two circles, and between two signs one less; every row then has the same middle


class SensesState(NamedTuple):
    """The present group (an index of ``COUNTS``, -1 before the first), and how many of each group are filled."""

    group: int
    filled: tuple[int, ...]


class Senses:
    """The scene of grounding."""

    def state(self, moment: Moment, frame: Frame) -> SensesState:
        group, round_number = group_of(moment)
        times = dict(moment.filled)
        filled = tuple(min(count, times.get(key_of(round_number, n), 0)) for n, count in enumerate(COUNTS))
        return SensesState(group, filled)

    def picture(self, state: SensesState, frame: Frame) -> Picture:
        if frame.ascii or frame.height < LOW:
            return tuple(_signs(state, group, frame) for group in range(len(COUNTS)))[: frame.height]
        gap = 1 if frame.height >= LOW + len(COUNTS) - 1 else 0
        rows: list[Row] = []
        for group in range(len(COUNTS)):
            rows += [_circles(state, group, half, frame.width) for half in (0, 1)]
            rows += [(Run(" " * frame.width),)] * (gap if group < len(COUNTS) - 1 else 0)
        return tuple(rows)


def group_of(moment: Moment) -> tuple[int, int]:
    """The present group and the round: the steps of the body shared out over the senses, then the breath."""
    timeline = moment.session.timeline
    mark = timeline.mark(max(0.0, moment.at))
    if mark.part == Stage.BODY:
        return (mark.step - 1) * (len(COUNTS) - 1) // max(1, mark.steps), mark.round
    if mark.part == Stage.CLOSING:
        return len(COUNTS) - 1, timeline.rounds
    return -1, 1


def key_of(round_number: int, group: int) -> int:
    """One number for a group of a round."""
    return round_number * len(COUNTS) + group


def _colours(state: SensesState, group: int, number: int) -> tuple[int, bool]:
    """The colour of a circle, and whether it is filled."""
    filled = number < state.filled[group]
    if group == state.group:
        return (1 if filled else ACCENT), filled
    if group < state.group:
        return (BANDS if filled else QUIET), filled
    return RING, filled


def _circles(state: SensesState, group: int, half: int, width: int) -> Row:
    """The upper or lower half of a row of circles, each four cells wide."""
    found: list[Run] = []
    for number in range(COUNTS[group]):
        colour, filled = _colours(state, group, number)
        middle = "██" if filled else (UPPER if half == 0 else LOWER) * 2
        first, last = (LOWER, LOWER) if half == 0 else (UPPER, UPPER)
        found += [Run(" " * GAP)] if number else []
        found.append(Run(first + middle + last, colour))
    return _centred(found, width)


def _signs(state: SensesState, group: int, frame: Frame) -> Row:
    found: list[Run] = []
    for number in range(COUNTS[group]):
        colour, filled = _colours(state, group, number)
        sign = ("(x)" if filled else "( )") if frame.ascii else ("●" if filled else "○")
        found += [Run(" " * (1 if frame.ascii else GAP - 1))] if number else []
        found.append(Run(sign, colour))
    if frame.ascii and group == state.group and frame.width > 4 * len(COUNTS) + 4:
        found.insert(0, Run("> ", ACCENT))
        found.append(Run("  "))
    return _centred(found, frame.width)


def _centred(found: list[Run], width: int) -> Row:
    used = sum(len(run.text) for run in found)
    left = max(0, (width - used) // 2)
    ends = [Run(" " * left), *found, Run(" " * max(0, width - used - left))]
    return tuple(run for run in ends if run.text)
