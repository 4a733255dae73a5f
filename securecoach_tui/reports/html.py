"""The report as one HTML file: no scripts, no addresses, everything in it escaped.

jinja2 is imported here alone, when a page is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from securecoach_tui.charts.practice_calendar import Day
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.reports.facts import PAIRS, Figure, Pairs, Part, Report
from securecoach_tui.reports.svg import HEIGHT, LEFT, RIGHT, WIDTH, drawing, paired_drawing
from securecoach_tui.text.quantities import day_words, short_weekday, weekday


def render(report: Report, language: str = "en") -> str:
    """The page, to be written as UTF-8."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.jinja").render(
        report=report,
        language=language,
        parts=[(part, [_drawn(figure) for figure in part.figures], _paired(part)) for part in report.parts],
        calendar=[(_row_name(row), [_day(day) for day in row]) for row in report.calendar],
        weekdays=[(weekday(day.day), short_weekday(day.day)) for row in report.calendar[:1] for day in row],
        size={"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT},
        words={
            "movement": _("Movement, in the person's own ratings"),
            "rhythm": _("The last 28 days"),
            "calendar": _("● a day with practice"),
            "legend": _("Dots: sessions, oldest left. Dashed line: where it began. Grey: the trend's likely range."),
            "pairs": _(
                "Expected and met: open dot, expected; full dot, the most there was; dashed line, expected the first time."
            ),
            "also": _("Also, as a description"),
        },
    )


def _row_name(row: list[Day]) -> str:
    return _("from {day}").format(day=day_words(row[0].day, row[0].day))


def _day(day: Day) -> tuple[str, str]:
    """The day of the month, and how many sessions there were, for those who listen; empty where none."""
    count = len(day.ids)
    return str(day.day.day), ngettext("{n} session", "{n} sessions", count).format(n=count) if count else ""


def _drawn(figure: Figure) -> dict[str, Any]:
    return {
        "facts": figure,
        "id": figure.panel.figures.name.replace("_", "-"),
        "description": " ".join([*figure.sentences, *(f"{line}." for line in figure.figures)]),
        "drawing": drawing(figure.picture) if figure.picture is not None else None,
    }


def _paired(part: Part) -> list[dict[str, Any]]:
    return [_pair(number, pairs) for number, pairs in enumerate(part.pairs, 1)]


def _pair(number: int, pairs: Pairs) -> dict[str, Any]:
    return {
        "facts": pairs,
        "id": f"pairs-{number}",
        "description": f"{pairs.sentence} {'; '.join(pairs.lines)}.",
        "drawing": paired_drawing(pairs.group, PAIRS),
    }
