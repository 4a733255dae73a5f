"""Coordinates of charts for an inline SVG, in the units of its viewBox (360 x 130)."""

from __future__ import annotations

import msgspec

from securecoach_tui.charts.paired_chart import STEPS
from securecoach_tui.charts.trend_chart import TrendChart
from securecoach_tui.progress.described import RungPairs

WIDTH, HEIGHT = 360.0, 130.0
LEFT, RIGHT, TOP, BOTTOM = 42.0, 5.0, 8.0, 8.0


class TrendDrawing(msgspec.Struct, frozen=True):
    """Dots as (x, y), ticks as (y, label), ``baseline`` as y, ``band`` as the points of an SVG polygon."""

    dots: list[tuple[float, float]]
    ticks: list[tuple[float, str]]
    baseline: float | None
    band: str


def trend_drawing(chart: TrendChart) -> TrendDrawing:
    """The coordinates of an indicator's chart."""
    last_week = chart.points[-1][0] or 1.0

    def across(week: float) -> float:
        return round(LEFT + week / last_week * (WIDTH - LEFT - RIGHT), 1)

    def down(value: float) -> float:
        share = (chart.high - value) / (chart.high - chart.low)
        return round(TOP + min(1.0, max(0.0, share)) * (HEIGHT - TOP - BOTTOM), 1)

    band = ""
    if chart.band is not None:
        low, high, centre, level = chart.band
        steps = [last_week * n / 24 for n in range(25)]
        upper = [(week, max(level + low * (week - centre), level + high * (week - centre))) for week in steps]
        lower = [(week, min(level + low * (week - centre), level + high * (week - centre))) for week in steps[::-1]]
        band = " ".join(f"{across(week)},{down(value)}" for week, value in (*upper, *lower))
    return TrendDrawing(
        dots=[(across(week), down(value)) for week, value in chart.points],
        ticks=[(down(value), words) for value, words in chart.ticks],
        baseline=None if chart.baseline is None else down(chart.baseline),
        band=band,
    )


class PairedDrawing(msgspec.Struct, frozen=True):
    """Pairs as (x, y of the prediction, y of the outcome), ``first`` as y, ticks as (y, label)."""

    pairs: list[tuple[float, float, float]]
    first: float
    ticks: list[tuple[float, str]]


def paired_drawing(group: RungPairs, max_pairs: int) -> PairedDrawing:
    """The coordinates of the newest ``max_pairs`` pairs of a rung, oldest at the left, 0 at the bottom."""
    shown = group.pairs[-max_pairs:]
    spacing = min(24.0, (WIDTH - LEFT - RIGHT - 16) / max(1, len(shown) - 1))

    def down(value: int) -> float:
        return round(TOP + (STEPS - value) / STEPS * (HEIGHT - TOP - BOTTOM), 1)

    return PairedDrawing(
        pairs=[
            (round(LEFT + 10 + number * spacing, 1), down(pair.expected), down(pair.met))
            for number, pair in enumerate(shown)
        ],
        first=down(group.first),
        ticks=[(down(value), str(value)) for value in (10, 5, 0)],
    )
