"""The days chosen for practice: shown, changed, or written as a calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.files import output_named, overwrite_option
from securecoach_tui.commands.options import data_dir_option, paths_of, record_of
from securecoach_tui.commands.output import say
from securecoach_tui.commands.saving import save
from securecoach_tui.i18n import _
from securecoach_tui.practice import plan as plans
from securecoach_tui.practice.visible_text import visible

if TYPE_CHECKING:
    from datetime import time

    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.store.repository import Repository


@click.command()
@click.option("--days", metavar=_("DAYS"), help=_("Days for practice, such as mon,thu, or none for no days."))
@click.option("--time", "at", metavar="HH:MM", help=_("A time of day, such as 20:30, or none for no time."))
@click.option(
    "--ics", "file", metavar=_("FILE"), help=_('Write a calendar file. Its entries only say "Practice". - prints it.')
)
@overwrite_option
@data_dir_option
def plan(days: str | None, at: str | None, file: str | None, overwrite: bool, data_dir: str | None) -> None:
    """Show or choose your days for practice. There are no reminders, and nothing is counted."""
    from securecoach_tui.clock import SystemClock
    from securecoach_tui.text.suggestions import planned_words

    paths = paths_of(data_dir)
    chosen = None if days is None else _days(days)
    when = None if at is None else _time(at)
    record = record_of(paths)
    current, on_path = plans.read(record.get(plans.KIND, plans.ID)), _on_path(paths, record)
    if chosen is not None or at is not None:
        current = plans.Plan(current.days if chosen is None else chosen, current.at if at is None else when)
    calendar = None
    if file is not None:  # before anything is saved, so that a refusal changes nothing
        if not current.days:
            raise Refused(
                _("You haven't chosen any days yet. To choose three for your path: securecoach plan --days mon,wed,fri")
                if on_path
                else _("You haven't chosen any days yet. To choose two, for example: securecoach plan --days mon,thu")
            )
        calendar = output_named(file, paths, overwrite=overwrite)
        if calendar is None:
            return
    if chosen is not None or at is not None:
        fields = plans.fields(current.days, current.at)
        save(paths, plans.KIND, [(plans.ID, fields)], _("Your plan is not saved: {why}"))
    now = SystemClock().now()
    if calendar is not None:
        calendar.write(plans.ics(current, now, summary=_("Practice")).encode())
        if not calendar.is_standard_output:
            say(_("The calendar file is saved: {file}").format(file=visible(calendar.name)))
    if calendar is None or not calendar.is_standard_output:
        say(planned_words(current, now))
        if on_path:
            say(on_path)


def _on_path(paths: DataPaths, record: Repository) -> str:
    """The week of the path in words; empty off the path, and then nothing is loaded for it."""
    from securecoach_tui import content
    from securecoach_tui.app import current_week, path_service

    if not current_week.state_of(record).on:
        return ""
    return path_service.plan_words(record, paths.data, content.custom(paths.exercises)[0])


def _days(text: str) -> tuple[int, ...]:
    from securecoach_tui.text.dates import weekday_names

    if text.strip().casefold() in ("", "none", _("none")):
        return ()
    days = plans.days_of(text, [weekday_names()])
    if days is None:
        raise Refused(_('--days takes days such as mon,thu, or none. "{text}" is neither.').format(text=visible(text)))
    return days


def _time(text: str) -> time | None:
    if text.strip().casefold() in ("", "none", _("none")):
        return None
    parsed = plans.time_of(text)
    if parsed is None:
        raise Refused(_('--time takes a time such as 20:30, or none. "{text}" is neither.').format(text=visible(text)))
    return parsed
