"""Coordinates of charts for an inline SVG, in the units of its viewBox (360 x 130)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from securecoach_tui.charts.dated_chart import date_labels
from securecoach_tui.charts.point_row import POINTS
from securecoach_tui.charts.trend_chart import TrendChart
from securecoach_tui.progress.described import RungPairs

WIDTH, HEIGHT = 360.0, 130.0
LEFT, RIGHT, TOP, BOTTOM = 42.0, 5.0, 8.0, 18.0
LABEL_GAP = 24.0  # between the beginnings of two dates


class TrendDrawing(msgspec.Struct, frozen=True):
    """Dots as (x, y), ticks as (y, label), ``baseline`` as y, ``band`` as the points of an SVG polygon, dates as (x, label)."""

    dots: list[tuple[float, float]]
    ticks: list[tuple[float, str]]
    baseline: float | None
    band: str
    dates: list[tuple[float, str]]


def trend_drawing(chart: TrendChart, begins: date) -> TrendDrawing:
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
        dates=_spaced([(across(week), label) for week, label in date_labels(chart, begins)]),
    )


def _spaced(labels: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The labels that have room, from the left."""
    shown: list[tuple[float, str]] = []
    for x, label in labels:
        if x <= WIDTH - LABEL_GAP and (not shown or x - shown[-1][0] >= LABEL_GAP):
            shown.append((x, label))
    return shown


class PairedDrawing(msgspec.Struct, frozen=True):
    """Pairs as (x, y of the open dot, y of the full one), ``first`` as y or None, ticks as (y, label)."""

    pairs: list[tuple[float, float, float]]
    first: float | None
    ticks: list[tuple[float, str]]


def paired_drawing(group: RungPairs, max_pairs: int) -> PairedDrawing:
    """The coordinates of the newest ``max_pairs`` pairs of a rung, oldest at the left, 0 at the bottom."""
    shown = [(pair.expected, pair.met) for pair in group.pairs[-max_pairs:]]
    return joined_drawing(shown, group.first)


def joined_drawing(shown: Sequence[tuple[int, int]], first: int | None = None) -> PairedDrawing:
    """The coordinates of pairs of points, oldest at the left, 0 at the bottom."""
    spacing = min(24.0, (WIDTH - LEFT - RIGHT - 16) / max(1, len(shown) - 1))

    def down(value: int) -> float:
        return round(TOP + (POINTS - value) / POINTS * (HEIGHT - TOP - BOTTOM), 1)

    return PairedDrawing(
        pairs=[
            (round(LEFT + 10 + number * spacing, 1), down(one), down(other))
            for number, (one, other) in enumerate(shown)
        ],
        first=None if first is None else down(first),
        ticks=[(down(value), str(value)) for value in (10, 5, 0)],
    )
