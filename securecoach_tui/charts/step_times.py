"""The steps of a ladder over time: a column for each session, with what was expected (○) and what was met (●) on 0-10.

Below the columns a letter names the step where it changes; ``legend`` says which step each letter is.
"""

from __future__ import annotations

import string
from collections.abc import Sequence

from securecoach_tui.charts.cells import CellChart, Mark
from securecoach_tui.charts.paired_chart import ASCII, BOX
from securecoach_tui.i18n import _
from securecoach_tui.progress.described import PredictionPair

GUTTER, STEP = 4, 3  # cells before the columns; cells from one session to the next
MIN_ROWS, MIN_SESSIONS = 5, 2


def draw(pairs: Sequence[PredictionPair], width: int, height: int, *, ascii: bool = False) -> CellChart | None:
    """The newest sessions that fit, the oldest on the left; None with fewer than two, or if they don't fit.

    ``height`` counts the row of letters.
    """
    shown, rows = shown_pairs(pairs, width), height - 1
    if len(shown) < MIN_SESSIONS or rows < MIN_ROWS:
        return None
    signs, across = ASCII if ascii else BOX, STEP * len(shown)
    marks: list[list[Mark]] = [[""] * across for _row in range(rows)]
    for number, pair in enumerate(shown):
        column = STEP * number + 1
        high, low = sorted((_row(pair.expected, rows), _row(pair.met, rows)))
        for row in range(high, low + 1):
            marks[row][column] = "joint"
        marks[_row(pair.expected, rows)][column] = "expected"
        marks[_row(pair.met, rows)][column] = "met"
    upright = "|" if ascii else "│"
    labels = {0: "10", _row(5, rows): " 5", rows - 1: " 0"}
    lines = [
        f"{labels.get(number, '  ')} {upright}" + "".join(upright if mark == "joint" else signs[mark] for mark in row)
        for number, row in enumerate(marks)
    ]
    head: list[Mark] = ["label"] * GUTTER
    below = " " * GUTTER + "".join(f" {letter} " for letter in _letters(shown))
    return CellChart([*lines, below], [*([*head, *row] for row in marks), ["label"] * len(below)])


def shown_pairs(pairs: Sequence[PredictionPair], width: int) -> Sequence[PredictionPair]:
    """The newest pairs that fit into ``width`` cells, oldest first."""
    fitting = max(0, (width - GUTTER) // STEP)
    return pairs[-fitting:] if fitting else ()


def legend(pairs: Sequence[PredictionPair], width: int, *, ascii: bool = False) -> str:
    """What the dots mean, and the step that each letter names, in one line."""
    signs, shown = ASCII if ascii else BOX, shown_pairs(pairs, width)
    named = dict(zip(_keys(shown), string.ascii_lowercase, strict=False))
    words = {pair.rung: pair.words for pair in shown}
    steps = [_("{letter}: {step}").format(letter=letter, step=words[rung]) for rung, letter in named.items()]
    dots = _("{expected} expected  {met} highest").format(expected=signs["expected"], met=signs["met"])
    return "  ".join([dots, *steps])


def _row(points: int, rows: int) -> int:
    return round((10 - points) / 10 * (rows - 1))


def _keys(pairs: Sequence[PredictionPair]) -> list[str]:
    """The steps in the order in which they first appear."""
    return list(dict.fromkeys(pair.rung for pair in pairs))


def _letters(pairs: Sequence[PredictionPair]) -> list[str]:
    """For each pair the letter of its step where it differs from the one before, else a blank."""
    named = dict(zip(_keys(pairs), string.ascii_lowercase, strict=False))
    before = ["", *(pair.rung for pair in pairs)]
    return [" " if pair.rung == last else named.get(pair.rung, " ") for pair, last in zip(pairs, before, strict=False)]
