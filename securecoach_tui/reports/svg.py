"""A picture's coordinates for an inline SVG, in its own units (a viewBox of 360 x 130)."""

from __future__ import annotations

import msgspec

from securecoach_tui.charts.paired_chart import STEPS, OnARung
from securecoach_tui.charts.trend_chart import Picture

WIDTH, HEIGHT = 360.0, 130.0
LEFT, RIGHT, TOP, BOTTOM = 42.0, 5.0, 8.0, 8.0


class Drawing(msgspec.Struct, frozen=True):
    """Dots as (x, y); ticks as (y, words); ``band`` is an SVG polygon's points, ``baseline`` a y."""

    dots: list[tuple[float, float]]
    ticks: list[tuple[float, str]]
    baseline: float | None
    band: str


def drawing(facts: Picture) -> Drawing:
    """Where everything of a picture lies."""
    reach = facts.points[-1][0] or 1.0

    def across(week: float) -> float:
        return round(LEFT + week / reach * (WIDTH - LEFT - RIGHT), 1)

    def down(value: float) -> float:
        share = (facts.high - value) / (facts.high - facts.low)
        return round(TOP + min(1.0, max(0.0, share)) * (HEIGHT - TOP - BOTTOM), 1)

    band = ""
    if facts.band is not None:
        low, high, centre, level = facts.band
        steps = [reach * n / 24 for n in range(25)]
        upper = [(week, max(level + low * (week - centre), level + high * (week - centre))) for week in steps]
        under = [(week, min(level + low * (week - centre), level + high * (week - centre))) for week in steps[::-1]]
        band = " ".join(f"{across(week)},{down(value)}" for week, value in (*upper, *under))
    return Drawing(
        dots=[(across(week), down(value)) for week, value in facts.points],
        ticks=[(down(value), words) for value, words in facts.ticks],
        baseline=None if facts.baseline is None else down(facts.baseline),
        band=band,
    )


class PairedDrawing(msgspec.Struct, frozen=True):
    """A rung's pairs, a session a column: (x, y of expected, y of met); ``first`` is a y, ``ticks`` as above."""

    pairs: list[tuple[float, float, float]]
    first: float
    ticks: list[tuple[float, str]]


def paired_drawing(group: OnARung, most: int) -> PairedDrawing:
    """The newest ``most`` pairs of a rung, oldest at the left, from 0 at the bottom to 10 at the top."""
    shown = group.pairs[-most:]
    apart = min(24.0, (WIDTH - LEFT - RIGHT - 16) / max(1, len(shown) - 1))

    def down(value: int) -> float:
        return round(TOP + (STEPS - value) / STEPS * (HEIGHT - TOP - BOTTOM), 1)

    return PairedDrawing(
        pairs=[
            (round(LEFT + 10 + number * apart, 1), down(one.expected), down(one.met))
            for number, one in enumerate(shown)
        ],
        first=down(group.first),
        ticks=[(down(value), str(value)) for value in (10, 5, 0)],
    )
