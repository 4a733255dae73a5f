"""Looking back: past sessions."""

from __future__ import annotations

import click

from securecoach_tui import content
from securecoach_tui.commands import data_dir_option, places_of, print_json, record_of
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.words import visible


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
