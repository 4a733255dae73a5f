"""A disc in dots whose edge moves softly.

A dot that the edge is just reaching has a colour between its band's and the ground's. The middle of the edge, though not
of the bands, stands a little beside the middle of the disc: else the eight dots that lie alike around it would change at
one moment, and nothing would move until the next eight.
"""

from __future__ import annotations

import math
from bisect import bisect
from functools import lru_cache
from typing import NamedTuple

from securecoach_tui.scenes.cells import BANDS, FADES, RING, faded

BESIDE = (0.05, 0.03)  # dots to the right and down; more would be seen as a bulge


class DotRow(NamedTuple):
    """A row of dots: how far each is from the middle of the disc, and which dots a growing edge reaches, in their order.

    ``reached`` has the radius of the edge (dots) that reaches each dot of ``order``.
    """

    away: tuple[float, ...]
    order: tuple[int, ...]
    reached: tuple[float, ...]


class Disc(NamedTuple):
    """A disc of ``radius`` dots within a ring, in ``shades`` bands up to ``largest``.

    ``outer`` is where a second disc begins, seen around the first one. ``soft`` is the number of colours between a band
    and the ground. ``beside`` moves the middle of the edge.
    """

    radius: int
    largest: float
    outer: float
    shades: int
    soft: int
    beside: bool


def rows(disc: Disc, edge: float, outer_edge: float) -> list[bytes]:
    """The colour of each dot, row by row, with the edges of both discs this far from the middle (dots)."""
    return [
        _row(disc, y, _counts(row, edge, disc.soft), _counts(row, outer_edge, disc.soft))
        for y, row in enumerate(_dots(disc.radius, disc.beside))
    ]


def band(share: float, shades: int) -> int:
    """The colour at a share of the radius (0 to 1): one of six bands, or of fewer that are as far apart."""
    number = min(shades - 1, max(0, int(share * shades)))
    return 1 + round(number * (BANDS - 1) / max(1, shades - 1))


def _counts(row: DotRow, edge: float, soft: int) -> tuple[int, ...]:
    """How many dots of a row the edge has passed, and how many each of the softer steps before it has reached."""
    return tuple([bisect(row.reached, edge - (soft - step) / (soft + 1)) for step in range(soft + 1)])


@lru_cache(8)
def _dots(radius: int, beside: bool) -> tuple[DotRow, ...]:
    offsets = [dot + 0.5 - radius for dot in range(2 * radius)]
    right, down = BESIDE if beside else (0.0, 0.0)
    found = []
    for y in offsets:
        edge = [math.hypot(x - right, y - down) for x in offsets]
        order = tuple(sorted(range(2 * radius), key=edge.__getitem__))
        found.append(DotRow(tuple(math.hypot(x, y) for x in offsets), order, tuple(edge[x] for x in order)))
    return tuple(found)


@lru_cache(8192)
def _row(disc: Disc, y: int, counts: tuple[int, ...], outer: tuple[int, ...]) -> bytes:
    """One row of dots. Most rows stay as they are from one moment to the next, and are not made again."""
    away, order, _reached = _dots(disc.radius, disc.beside)[y]
    row = bytearray(RING if disc.radius - 1.0 < one <= disc.radius else 0 for one in away)
    for step, since, until in _steps(outer):
        for x in order[since:until]:
            if disc.outer < away[x] <= disc.radius:
                row[x] = faded(BANDS, step)
    for step, since, until in _steps(counts):
        for x in order[since:until]:
            row[x] = faded(band(away[x] / disc.largest, disc.shades), step)
    return bytes(row)


def _steps(counts: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """Each step toward the ground (0 for none, of ``FADES``), with the dots from and to (exclusive) that have it."""
    return [
        (number * (FADES + 1) // len(counts), since, until)
        for number, (since, until) in enumerate(zip((0, *counts), counts, strict=False))
    ]
