"""Looking back: past sessions, and one's own movement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from securecoach_tui.commands import data_dir_option, places_of, print_json, record_of, settings_of
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import Capacity, Scale, When
from securecoach_tui.practice.visible_text import visible

if TYPE_CHECKING:
    from securecoach_tui.config.settings import DataPaths
    from securecoach_tui.practice.record import SessionRecord
    from securecoach_tui.progress.model import Progress
    from securecoach_tui.store.reader import Record


class Day(click.ParamType[date]):
    """A day as 2026-03-03."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(_("{day} is not a day; write it as 2026-03-03.").format(day=visible(str(value))), param, ctx)


@click.command()
@click.option("--exercise", metavar="ID", default="", help=_("Of one exercise only."))
@click.option("--capacity", type=click.Choice([capacity.value for capacity in Capacity]), help=_("Of one capacity."))
@click.option("--since", type=Day(), metavar="DAY", help=_("From this day on, as 2026-03-03."))
@click.option("--until", type=Day(), metavar="DAY", help=_("Up to this day."))
@click.option("--text", metavar="WORDS", default="", help=_("With these words in what you wrote."))
@click.option("--limit", type=click.IntRange(1), metavar="N", help=_("At most N sessions."))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
@data_dir_option
def history(
    exercise: str,
    capacity: Capacity | None,
    since: date | None,
    until: date | None,
    text: str,
    limit: int | None,
    as_json: bool,
    data_dir: str | None,
) -> None:
    """Past sessions, newest first."""
    where = places_of(data_dir)
    every = record_of(where).sessions
    found = every
    if exercise or capacity or since or until or text.strip():
        from securecoach_tui.text import history as past

        choice = past.Choice(words=text, exercise=exercise, capacity=capacity, since=since, until=until)
        titles = titles_of(where) if text.strip() else {}
        found = past.chosen(every, choice, titles, day_starts=settings_of(where).day_starts)
    found = found[:limit]
    if as_json:
        print_json(found)
        return
    if len(found) < len(every):
        click.echo(_("{n} of {all} sessions.").format(n=len(found), all=len(every)))
    else:
        click.echo(ngettext("{n} session.", "{n} sessions.", len(found)).format(n=len(found)))
    titles = titles_of(where) if found else {}
    for one in found:
        for line in _told(one, titles):
            click.echo(visible(line))


def _told(one: SessionRecord, titles: Mapping[str, str]) -> list[str]:
    """A session in one line, and the person's own line after it."""
    from securecoach_tui.text.durations import duration

    parts = [(one.started or "")[:16].replace("T", " "), titles.get(one.exercise or "", one.exercise or "")]
    parts.append(duration(one.practised_seconds or 0))
    before, after = one.first(Scale.DISTRESS, When.BEFORE), one.first(Scale.DISTRESS, When.AFTER)
    if before is not None:
        parts.append(_("distress before {n}").format(n=before))
    if after is not None:
        parts.append(_("distress after {n}").format(n=after))
    line = ", ".join(part for part in parts if part)
    return [line, one.reflection] if one.reflection else [line]


def titles_of(where: DataPaths) -> dict[str, str]:
    """The exercises' titles by id, built-in and of one's own."""
    from securecoach_tui import content

    titles = {card.id: card.title for card in content.load().cards()}
    if where.exercises.is_dir():
        titles |= {id: one.title for id, one in content.custom(where.exercises)[0].items()}
    return titles


@click.command()
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
@click.option("--weeks", is_flag=True, help=_("Every indicator week by week."))
@data_dir_option
def progress(as_json: bool, weeks: bool, data_dir: str | None) -> None:
    """Your own movement, measured against where you began."""
    where = places_of(data_dir)
    found = movement_of(where, record_of(where))
    if as_json:
        print_json(found.as_json())
        return
    from securecoach_tui.charts import progress_page

    for line in progress_page.lines(found, week_by_week=weeks):
        click.echo(visible(line))


def movement_of(where: DataPaths, record: Record) -> Progress:
    """The movement in a record, by the person's own settings and ladder, as of now."""
    from securecoach_tui.app.progress_service import progress_of
    from securecoach_tui.clock import SystemClock

    return progress_of(record, settings_of(where), SystemClock().now())
