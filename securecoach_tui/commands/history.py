"""Past sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from securecoach_tui.commands.day_option import Day
from securecoach_tui.commands.history_by_hand import add, edit
from securecoach_tui.commands.number_option import WholeNumber
from securecoach_tui.commands.options import data_dir_option, paths_of, record_of, settings_of, titles_of
from securecoach_tui.commands.output import print_json, say
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import Capacity, Scale, When
from securecoach_tui.store.garbage import no_garbage_collection

if TYPE_CHECKING:
    from securecoach_tui.practice.record import SessionRecord


@click.group(invoke_without_command=True)
@click.option("--exercise", metavar="ID", default="", help=_("Only this exercise."))
@click.option(
    "--capacity",
    type=click.Choice([capacity.value for capacity in Capacity]),
    help=_("Only this part of the practice."),
)
@click.option(
    "--since", type=Day(), metavar=_("DAY"), help=_("From this day on, such as 2026-03-03, today or yesterday.")
)
@click.option("--until", type=Day(), metavar=_("DAY"), help=_("Up to and including this day."))
@click.option(
    "--text",
    metavar=_("WORDS"),
    default="",
    help=_("Only sessions where you wrote these words. Capitals and accents don't matter."),
)
@click.option("--limit", type=WholeNumber(1), metavar="N", help=_("Show at most N sessions."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@data_dir_option
@click.pass_context
@no_garbage_collection()
def history(
    context: click.Context,
    exercise: str,
    capacity: Capacity | None,
    since: date | None,
    until: date | None,
    text: str,
    limit: int | None,
    as_json: bool,
    data_dir: str | None,
) -> None:
    """Show your history, newest first.

    A session between midnight and the start of your day (4 o'clock, unless you changed it) is shown under its own
    date and under the day before.
    """
    if context.invoked_subcommand is not None:
        return
    paths = paths_of(data_dir)
    repository = record_of(paths)
    if exercise or capacity or since or until or text.strip():
        from securecoach_tui.store.session_query import SessionFilter

        choice = SessionFilter(words=text, exercise=exercise, capacity=capacity, since=since, until=until)
        titles = titles_of(paths) if text.strip() else {}
        sessions = repository.search(choice, titles, day_starts=settings_of(paths).day_starts)
        sessions = sessions[:limit]
    else:
        sessions = repository.sessions if limit is None else repository.latest(limit)
    if as_json:
        print_json(sessions)
        return
    count = repository.count_sessions()
    if len(sessions) < count:
        say(_("{n} of {all} sessions.").format(n=len(sessions), all=count))
    else:
        say(ngettext("{n} session.", "{n} sessions.", len(sessions)).format(n=len(sessions)))
    titles = titles_of(paths) if sessions else {}
    for session in sessions:
        for line in _lines(session, titles):
            say(line)


history.add_command(add)
history.add_command(edit)


def _lines(session: SessionRecord, titles: Mapping[str, str]) -> list[str]:
    """A session in one line, and the reflection that the person wrote, if any."""
    from securecoach_tui.text.durations import duration

    parts = [(session.started or "")[:16].replace("T", " "), titles.get(session.exercise or "", session.exercise or "")]
    parts.append(duration(session.practised_seconds or 0))
    before, after = session.first(Scale.DISTRESS, When.BEFORE), session.first(Scale.DISTRESS, When.AFTER)
    if before is not None:
        parts.append(_("distress before {n}").format(n=before))
    if after is not None:
        parts.append(_("distress after {n}").format(n=after))
    if session.by_hand:
        parts.append(_("added by hand") if session.by_hand == "added" else _("corrected by hand"))
    line = ", ".join(part for part in parts if part)
    return [line, session.reflection] if session.reflection else [line]
