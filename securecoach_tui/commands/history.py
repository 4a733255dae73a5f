"""Past sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from securecoach_tui.commands.options import data_dir_option, paths_of, print_json, record_of, settings_of, titles_of
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import Capacity, Scale, When
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.garbage import no_garbage_collection

if TYPE_CHECKING:
    from securecoach_tui.practice.record import SessionRecord


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
@no_garbage_collection()
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
    where = paths_of(data_dir)
    repository = record_of(where)
    if exercise or capacity or since or until or text.strip():
        from securecoach_tui.store.session_query import SessionFilter

        choice = SessionFilter(words=text, exercise=exercise, capacity=capacity, since=since, until=until)
        titles = titles_of(where) if text.strip() else {}
        found = repository.search(choice, titles, day_starts=settings_of(where).day_starts)
        found = found[:limit]
    else:
        found = repository.sessions if limit is None else repository.latest(limit)
    if as_json:
        print_json(found)
        return
    count = repository.count_sessions()
    if len(found) < count:
        click.echo(_("{n} of {all} sessions.").format(n=len(found), all=count))
    else:
        click.echo(ngettext("{n} session.", "{n} sessions.", len(found)).format(n=len(found)))
    titles = titles_of(where) if found else {}
    for one in found:
        for line in _lines(one, titles):
            click.echo(visible(line))


def _lines(one: SessionRecord, titles: Mapping[str, str]) -> list[str]:
    """A session in a line, and after it the line that the person wrote for themselves."""
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
