"""Looking back: past sessions, and one's own movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from securecoach_tui import content
from securecoach_tui.commands import data_dir_option, places_of, print_json, record_of, settings_of
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.words import visible

if TYPE_CHECKING:
    from securecoach_tui.progress.model import Progress
    from securecoach_tui.settings import Places
    from securecoach_tui.store.reading import Record


@click.command()
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
@click.option("--limit", type=click.IntRange(1), metavar="N", help=_("At most N sessions."))
@data_dir_option
def history(as_json: bool, limit: int | None, data_dir: str | None) -> None:
    """Past sessions, newest first."""
    sessions = record_of(places_of(data_dir)).sessions[:limit]
    if as_json:
        print_json(sessions)
        return
    from securecoach_tui.wording import duration

    click.echo(ngettext("{n} session.", "{n} sessions.", len(sessions)).format(n=len(sessions)))
    titles = {one.id: one.title for one in content.load().exercises().values()}
    for one in sessions:
        parts = [(one.started or "")[:16].replace("T", " "), titles.get(one.exercise or "", one.exercise or "")]
        parts.append(duration(one.practised_seconds or 0))
        for when, word in (("before", _("before")), ("after", _("after"))):
            value = one.first("distress", when)  # type: ignore[arg-type]  # the two of three that are told
            if value is not None:
                parts.append(_("distress {word} {n}").format(word=word, n=value))
        click.echo(visible(", ".join(part for part in parts if part)))
        if one.reflection:
            click.echo(visible(one.reflection))


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
    from securecoach_tui.progress import pages

    for line in pages.lines(found, week_by_week=weeks):
        click.echo(visible(line))


def movement_of(where: Places, record: Record) -> Progress:
    """The movement in a record, by the person's own settings and ladder, as of now."""
    from securecoach_tui.clock import SystemClock
    from securecoach_tui.progress.days import day_of
    from securecoach_tui.progress.model import movement

    preferences = settings_of(where)
    return movement(
        record.sessions,
        today=day_of(SystemClock().now(), preferences.day_starts),
        baselines=record.of_kind("baseline"),
        day_starts=preferences.day_starts,
        hidden=preferences.hidden_indicators,
        places=places_on_ladder(record, preferences.language),
    )


def places_on_ladder(record: Record, language: str) -> dict[str, int]:
    """The place of every rung on the person's ladder, from 1; of rungs since hidden, the one they came with."""
    if not any(one.rung_id for one in record.sessions):
        return {}
    from securecoach_tui.setups import rungs

    defaults = content.load(language or "en").rungs()
    known = {rung.id: rung.place for rung in defaults}
    return known | {rung.id: place for place, rung in enumerate(rungs(defaults, record), 1)}
