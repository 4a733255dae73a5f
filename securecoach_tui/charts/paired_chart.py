"""The chart of predictions and outcomes on a rung: a line for each session, two joined dots, and the first prediction.

The scale runs from 0 at the left to 10 at the right. ``text.over_time.pair_line`` gives the same facts in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from securecoach_tui.charts import point_row
from securecoach_tui.charts.cells import CellChart, Mark
from securecoach_tui.i18n import _
from securecoach_tui.progress.described import PredictionPair
from securecoach_tui.text.dates import date_words

BOX: dict[Mark, str] = {"": " ", "expected": "○", "met": "●", "joint": "─", "baseline": "┊"}
ASCII: dict[Mark, str] = {"": " ", "expected": "o", "met": "x", "joint": "-", "baseline": ":"}
MAX_CELLS = 4  # at most this many cells between two points


def marks(pair: PredictionPair, step: int) -> list[Mark]:
    """The cells of one pair, ``step`` cells for each point. If both dots are in the same cell, the outcome is drawn."""
    field = point_row.joined(pair.expected, pair.met, step)
    if pair.first not in (pair.expected, pair.met):
        field[pair.first * step] = "baseline"
    return field


def text(pair: PredictionPair, step: int, *, ascii: bool = False) -> str:
    """One pair in characters, ``step`` cells for each point."""
    return point_row.signs_of(marks(pair, step), ASCII if ascii else BOX)


def draw(
    pairs: Sequence[PredictionPair], today: date, width: int, height: int, *, ascii: bool = False
) -> CellChart | None:
    """The last ``height`` - 1 pairs of a rung, newest first, below a scale; None if the chart does not fit."""
    shown = list(reversed(pairs[-(height - 1) :])) if height > 1 else []
    days = [date_words(pair.day, today) for pair in shown]
    gutter, step = point_row.room(days, width, MAX_CELLS)
    if not shown or not step:
        return None
    rows = [(day, marks(pair, step)) for day, pair in zip(days, shown, strict=True)]
    return point_row.draw(rows, ASCII if ascii else BOX, gutter, step, scale_first=True)


def pair_words(pair: PredictionPair, today: date) -> str:
    """A pair in words, for use under a heading with its rung."""
    facts = {"day": date_words(pair.day, today), "expected": pair.expected, "met": pair.met}
    return _("{day} expected {expected}, highest {met}").format(**facts)


def legend(*, ascii: bool = False) -> str:
    """What the characters mean, in one line."""
    signs = ASCII if ascii else BOX
    return _("{expected} expected  {met} highest  {first} expected the first time").format(
        expected=signs["expected"], met=signs["met"], first=signs["baseline"]
    )
