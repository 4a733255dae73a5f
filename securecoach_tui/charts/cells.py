"""A chart laid out in terminal cells: its text, and the kind of each character."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Mark = Literal[
    "", "label", "axis", "band", "baseline", "one", "several", "expected", "met", "joint",
    "regulation", "need_expression", "closeness",  # the own mark of a capacity, by its value
]  # fmt: skip


class CellChart(msgspec.Struct, frozen=True):
    """``lines`` are rows of text; ``marks`` gives the kind of each cell, so that a display can colour it."""

    lines: list[str]
    marks: list[list[Mark]]


def label_cells(cells: int) -> list[Mark]:
    """The kinds of ``cells`` cells of text."""
    return ["label"] * cells


def with_scale(rows: list[str], marks: list[list[Mark]], scale: Mapping[int, str], gutter: int, axis: str) -> CellChart:
    """Rows with an axis at their left, and the labels of ``scale``, by row, in a gutter of so many cells before them."""
    heads = [f"{scale.get(number, '').rjust(gutter - 2)} {axis}" for number in range(len(rows))]
    head: list[Mark] = [*label_cells(gutter - 1), "axis"]
    return CellChart([before + row for before, row in zip(heads, rows, strict=True)], [[*head, *row] for row in marks])
