"""The report as one HTML file, without scripts or links; all its text is escaped.

jinja2 is imported only when a page is rendered.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from securecoach_tui.charts import rated_chart
from securecoach_tui.charts.practice_calendar import CalendarDay
from securecoach_tui.i18n import _
from securecoach_tui.reports.report import MAX_PAIRS, CapacitySection, JudgedIndicator, Report, RungSection
from securecoach_tui.reports.svg import HEIGHT, LEFT, RIGHT, WIDTH, joined_drawing, paired_drawing, trend_drawing
from securecoach_tui.text.dates import date_words, short_weekday, weekday
from securecoach_tui.text.quantities import session_count


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
        parts=[
            (part, [_figure(figure) for figure in part.figures], [*_rated(number, part, report.today), *_rungs(part)])
            for number, part in enumerate(report.parts, 1)
        ],
        has_rungs=any(part.pairs for part in report.parts),
        has_rated=any(part.rated for part in report.parts),
        calendar=[(_row_name(row), [_day(day) for day in row]) for row in report.calendar],
        weekdays=[(weekday(day.day), short_weekday(day.day)) for row in report.calendar[:1] for day in row],
        size={"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT},
        words={
            "movement": _("Progress, by this person's own ratings"),
            "rhythm": _("The last 28 days"),
            "calendar": _("● a day with practice"),
            "legend": _(
                "Dots: sessions, oldest on the left. Dashed line: the start. Grey: the likely range of the trend."
            ),
            "pairs": _(
                "Open dots: what was expected. Full dots: the highest rating. Dashed line: what was expected the "
                "first time."
            ),
            "rated": _("Before and after: open dot, before. Full dot, after. Oldest on the left."),
            "also": _("More detail"),
        },
    )


def _row_name(row: list[CalendarDay]) -> str:
    return _("from {day}").format(day=date_words(row[0].day, row[0].day))


def _day(day: CalendarDay) -> tuple[str, str]:
    """The day of the month, and the number of sessions for a screen reader; empty if there were none."""
    return str(day.day.day), session_count(len(day.ids)) if day.ids else ""


def _figure(figure: JudgedIndicator) -> dict[str, Any]:
    return {
        "facts": figure,
        "id": figure.indicator.figures.name.replace("_", "-"),
        "description": " ".join([*figure.sentences, *(f"{line}." for line in figure.figures)]),
        "drawing": trend_drawing(figure.chart, figure.indicator.begins)
        if figure.chart is not None and figure.indicator.begins is not None
        else None,
    }


def _rated(number: int, part: CapacitySection, today: date) -> list[dict[str, Any]]:
    """The ratings before and after, if the capacity has any."""
    if not part.rated:
        return []
    return [
        {
            "facts": {"name": rated_chart.heading(), "sentence": part.ends},
            "id": f"rated-{number}",
            "description": "; ".join(rated_chart.words(one, today) for one in part.rated) + ".",
            "drawing": joined_drawing([(one.before, one.after) for one in part.rated]),
        }
    ]


def _rungs(part: CapacitySection) -> list[dict[str, Any]]:
    return [_rung(number, rung) for number, rung in enumerate(part.pairs, 1)]


def _rung(number: int, rung: RungSection) -> dict[str, Any]:
    return {
        "facts": rung,
        "id": f"pairs-{number}",
        "description": f"{rung.sentence} {'; '.join(rung.lines)}.",
        "drawing": paired_drawing(rung.group, MAX_PAIRS),
    }
