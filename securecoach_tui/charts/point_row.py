"""Rows of two joined dots on a scale from 0 at the left to 10 points at the right, which two charts share."""

from __future__ import annotations

from securecoach_tui.charts.cells import CellChart, Mark, label_cells

POINTS = 10  # from left to right


def joined(begins: int, ends: int, step: int) -> list[Mark]:
    """The cells of a row, ``step`` for each point: dots at both points, and what joins them.

    If both are in the same cell, the end is drawn.
    """
    field: list[Mark] = [""] * (POINTS * step + 1)
    low, high = sorted((begins * step, ends * step))
    field[low : high + 1] = ["joint"] * (high + 1 - low)
    field[begins * step] = "expected"
    field[ends * step] = "met"
    return field


def signs_of(row: list[Mark], signs: dict[Mark, str]) -> str:
    """A row in characters."""
    return "".join(signs[mark] for mark in row)


def draw(
    rows: list[tuple[str, list[Mark]]], signs: dict[Mark, str], gutter: int, step: int, *, scale_first: bool
) -> CellChart:
    """Rows, each with its day in a gutter of so many cells, and the scale above or below them."""
    half = POINTS // 2 * step
    scale = " " * gutter + "0".ljust(half) + "5".ljust(half) + str(POINTS)
    lines = [day.rjust(gutter - 2) + "  " + signs_of(row, signs) for day, row in rows]
    marks = [[*label_cells(gutter), *row] for _day, row in rows]
    if scale_first:
        return CellChart([scale, *lines], [label_cells(len(scale)), *marks])
    return CellChart([*lines, scale], [*marks, label_cells(len(scale))])


def room(days: list[str], width: int, most: int) -> tuple[int, int]:
    """The cells of the gutter, and those between two points, ``most`` at most; the second is 0 if there is no room."""
    gutter = max((len(day) for day in days), default=0) + 2
    return gutter, max(0, min(most, (width - gutter - len(str(POINTS))) // POINTS))
