"""The report as Markdown, with charts drawn in characters. Everything a person wrote is escaped."""

from __future__ import annotations

import re

from securecoach_tui.charts import dated_chart, paired_chart, rated_chart
from securecoach_tui.charts.cells import CellChart
from securecoach_tui.reports.report import MAX_PAIRS, Report, WrittenEntry

CHART_CELLS = (64, 8)  # width and height of a chart
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])", re.MULTILINE)


def render(report: Report) -> str:
    """The report as Markdown text that ends with a line break."""
    blocks = [f"# {report.title}", report.made, *(escaped(line) for line in report.about)]
    blocks += [_list(report.rhythm)] if report.rhythm else []
    for part in report.parts:
        blocks += [f"## {part.heading}: {part.word}", *filter(None, [part.sessions])]
        for figure in part.figures:
            blocks += [f"### {figure.name}", *figure.sentences]
            chart = dated_chart.draw(figure.chart, figure.indicator.begins or report.today, *CHART_CELLS)
            if chart is not None:
                blocks.append(_chart(chart, dated_chart.legend()))
            blocks.append(_list(figure.figures))
        if part.rated:
            blocks += [f"### {rated_chart.heading()}", *([part.ends] if part.ends else [])]
            chart = rated_chart.draw(part.rated, report.today, CHART_CELLS[0], len(part.rated) + 1)
            if chart is not None:
                blocks.append(_chart(chart, rated_chart.legend()))
        for rung in part.pairs:
            shown = rung.group.pairs[-MAX_PAIRS:]
            blocks += [f"### {_escaped_inline(rung.name)}", rung.sentence]
            chart = paired_chart.draw(shown, report.today, CHART_CELLS[0], len(shown) + 1)
            if chart is not None:
                blocks.append(_chart(chart, paired_chart.legend()))
        if part.described:
            blocks.append(_list(part.described))
    for heading, lines in report.lists:
        blocks += [f"## {heading}", _list(lines)]
    for heading, entries in report.entries:
        blocks += [f"## {heading}", *(_entry(entry) for entry in entries)]
    return "\n\n".join([*blocks, report.closing]) + "\n"


def escaped(text: str) -> str:
    """``text`` with all Markdown markup escaped."""
    return _LINE_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[2] in "+-" else f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", _escaped_inline(text)
    )


def _escaped_inline(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _chart(chart: CellChart, legend: str) -> str:
    return "\n".join(["```text", *(line.rstrip() for line in chart.lines), legend, "```"])


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {_escaped_inline(line)}" for line in lines)


def _entry(entry: WrittenEntry) -> str:
    head = ", ".join(part for part in (entry.day, escaped(entry.title)) if part)
    quoted = [f"> {label}: {escaped(text)}".replace("\n", "\n> ") for label, text in entry.texts]
    return "\n\n".join([f"**{head}**", *quoted])
