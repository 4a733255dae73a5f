"""Expected against met as paired dots: two dots joined, a session a line, a rung a group, one's own baseline kept.

Pure layout, from 0 at the left to 10 at the right. The baseline is what one expected the first time on that rung.
The same in words is ``described.pair_lines``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from securecoach_tui.charts.trend_chart import Chart, Mark
from securecoach_tui.i18n import _
from securecoach_tui.text.described import Met
from securecoach_tui.text.quantities import day_words

BOX: dict[Mark, str] = {"": " ", "expected": "○", "met": "●", "joint": "─", "baseline": "┊"}
ASCII: dict[Mark, str] = {"": " ", "expected": "o", "met": "x", "joint": "-", "baseline": ":"}
STEPS = 10  # points from left to right


class OnARung(msgspec.Struct, frozen=True):
    """A rung's pairs, oldest first; ``first`` is what was expected the first time on it, points."""

    words: str
    first: int
    pairs: list[Met]


def by_rung(found: Sequence[Met]) -> list[OnARung]:
    """The pairs by their rung; the rung practised last stands first."""
    held: dict[str, list[Met]] = {}
    for one in found:
        held.setdefault(one.rung, []).append(one)
    groups = [OnARung(pairs[-1].words, pairs[0].first, pairs) for pairs in held.values()]
    return sorted(groups, key=lambda group: group.pairs[-1].day, reverse=True)


def marks(one: Met, apart: int) -> list[Mark]:
    """One pair; ``apart`` is how many cells lie between a point and the next. Where both are one, met is seen."""
    field: list[Mark] = [""] * (STEPS * apart + 1)
    low, high = sorted((one.expected * apart, one.met * apart))
    field[low : high + 1] = ["joint"] * (high + 1 - low)
    field[one.first * apart] = "baseline"
    field[one.expected * apart] = "expected"
    field[one.met * apart] = "met"
    return field


def text(one: Met, apart: int, *, ascii: bool = False) -> str:
    """One pair in characters."""
    shapes = ASCII if ascii else BOX
    return "".join(shapes[mark] for mark in marks(one, apart))


def draw(pairs: Sequence[Met], today: date, width: int, height: int, *, ascii: bool = False) -> Chart | None:
    """The last ``height`` - 1 pairs of a rung, newest first, under a scale; None where there is no room."""
    shown = list(reversed(pairs[-(height - 1) :])) if height > 1 else []
    days = [day_words(one.day, today) for one in shown]
    gutter = max((len(day) for day in days), default=0) + 2
    apart = min(4, (width - gutter - 1) // STEPS)
    if not shown or apart < 1:
        return None
    half = STEPS // 2 * apart
    scale = "0".ljust(half) + "5".ljust(half) + "10"
    lines, rows = [" " * gutter + scale], [_labels(gutter + len(scale))]
    for day, one in zip(days, shown, strict=True):
        lines.append(day.rjust(gutter - 2) + "  " + text(one, apart, ascii=ascii))
        rows.append([*_labels(gutter), *marks(one, apart)])
    return Chart(lines, rows)


def words(one: Met, today: date) -> str:
    """A pair in words where its rung is named already."""
    facts = {"day": day_words(one.day, today), "expected": one.expected, "met": one.met}
    return _("{day} expected {expected}, the most {met}").format(**facts)


def legend(*, ascii: bool = False) -> str:
    """What the characters mean, in one line."""
    shapes = ASCII if ascii else BOX
    return _("{expected} expected  {met} the most there was  {first} expected the first time").format(
        expected=shapes["expected"], met=shapes["met"], first=shapes["baseline"]
    )


def _labels(cells: int) -> list[Mark]:
    return ["label"] * cells
