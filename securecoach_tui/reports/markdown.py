"""The report as Markdown: the same facts, charts in cells, what a person wrote kept from acting as markup."""

from __future__ import annotations

import re

from securecoach_tui.charts import paired_chart
from securecoach_tui.charts.trend_chart import draw, legend
from securecoach_tui.reports.facts import PAIRS, Entry, Report

CHART = (64, 8)  # cells
_ACTS = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_STARTS = re.compile(r"^(\s*)([-+]|\d+[.)])", re.MULTILINE)


def render(report: Report) -> str:
    """The report as Markdown text with a line break at the end."""
    told = [f"# {report.title}", report.made, *(escaped(line) for line in report.about)]
    told += [_list(report.rhythm)] if report.rhythm else []
    for part in report.parts:
        told += [f"## {part.heading}: {part.word}", part.sessions]
        for figure in part.figures:
            told += [f"### {figure.name}", *figure.sentences]
            drawn = draw(figure.panel, *CHART)
            if drawn is not None:
                told.append("\n".join(["```text", *(line.rstrip() for line in drawn.lines), legend(), "```"]))
            told.append(_list(figure.figures))
        for pairs in part.pairs:
            shown = pairs.group.pairs[-PAIRS:]
            told += [f"### {_plain(pairs.name)}", pairs.sentence]
            drawn = paired_chart.draw(shown, report.today, CHART[0], len(shown) + 1)
            if drawn is not None:
                told.append(
                    "\n".join(["```text", *(line.rstrip() for line in drawn.lines), paired_chart.legend(), "```"])
                )
        if part.described:
            told.append(_list(part.described))
    for heading, lines in report.lists:
        told += [f"## {heading}", _list(lines)]
    for heading, entries in report.entries:
        told += [f"## {heading}", *(_entry(entry) for entry in entries)]
    return "\n\n".join([*told, report.closing]) + "\n"


def escaped(text: str) -> str:
    """``text`` with everything that Markdown would act on written out."""
    return _STARTS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] in "+-" else f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", _plain(text))


def _plain(text: str) -> str:
    return _ACTS.sub(r"\\\1", text)


def _list(lines: list[str]) -> str:
    return "\n".join(f"- {_plain(line)}" for line in lines)


def _entry(entry: Entry) -> str:
    head = ", ".join(part for part in (entry.day, escaped(entry.title)) if part)
    quoted = [f"> {label}: {escaped(text)}".replace("\n", "\n> ") for label, text in entry.texts]
    return "\n\n".join([f"**{head}**", *quoted])
