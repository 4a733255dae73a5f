"""A chart laid out in terminal cells: its text, and the kind of each character."""

from __future__ import annotations

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
