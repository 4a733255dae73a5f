"""A capacity at a glance: its mark and name, its word, its line over time, and its figure. There is no score for all."""

from __future__ import annotations

from textwrap import wrap

from securecoach_tui.charts import sparkline
from securecoach_tui.charts.trend_chart import indicator_chart
from securecoach_tui.i18n import _
from securecoach_tui.progress.model import CapacityProgress, IndicatorProgress
from securecoach_tui.text.capacity_marks import mark_of
from securecoach_tui.text.progress import capacity_words, line_words
from securecoach_tui.text.quantities import capacity_name, indicator_name

INDENT = 4
LINE_CELLS = 32


def main_indicator(capacity: CapacityProgress) -> IndicatorProgress | None:
    """The first judged indicator with enough points for a line, else the first with any; None without one."""
    judged = [one for one in capacity.indicators if one.judged and one.points]
    return next((one for one in judged if len(one.points) > 1), judged[0] if judged else None)


def draw(capacity: CapacityProgress, width: int, *, chosen: bool, tall: bool, ascii: bool = False) -> list[str]:
    """The panel as lines of at most ``width`` cells.

    Args:
        chosen: whether this capacity is shown in full below.
        tall: each fact on a line of its own, for panels side by side; else the word stands at the right.
    """
    name = f"{'>' if chosen else ' '} {mark_of(capacity.capacity, ascii=ascii)} {capacity_name(capacity.capacity)}"
    word, indicator, inner = capacity_words(capacity), main_indicator(capacity), max(1, width - INDENT)
    room = width - len(name) - len(word)
    lines = [name, *_indented(word, inner)] if tall or room < 2 else [name + " " * room + word]
    if indicator is None:
        return lines
    figure, label = line_words(indicator), indicator_name(indicator.figures.name)
    if tall:
        picture = _picture(indicator, min(LINE_CELLS, inner), ascii=ascii)
        return [*lines, *_indented(picture, inner), *_indented(label, inner), *_indented(figure, inner)]
    both = _("{name}: {value}").format(name=label, value=figure)
    told = both if len(both) + 12 <= inner else figure
    picture = _picture(indicator, min(LINE_CELLS, max(0, inner - len(told) - 2)), ascii=ascii)
    return [*lines, *_indented(f"{picture}  {told}" if picture else told, inner)]


def words(capacity: CapacityProgress) -> str:
    """The same facts in one line, for speech."""
    indicator = main_indicator(capacity)
    facts = [capacity_name(capacity.capacity), capacity_words(capacity)]
    if indicator is not None:
        facts += [indicator_name(indicator.figures.name), line_words(indicator)]
    return ", ".join(facts)


def _picture(indicator: IndicatorProgress, width: int, *, ascii: bool) -> str:
    chart = indicator_chart(indicator)
    if chart is None:
        return ""
    return sparkline.draw([value for _week, value in chart.points], chart.low, chart.high, width, ascii=ascii)


def _indented(text: str, width: int) -> list[str]:
    return [" " * INDENT + part for part in wrap(text, width)]
