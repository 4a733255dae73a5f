"""The person's progress."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from securecoach_tui.commands.day_option import Day
from securecoach_tui.commands.options import data_dir_option, paths_of, record_of, settings_of
from securecoach_tui.commands.output import print_json, say
from securecoach_tui.i18n import _
from securecoach_tui.store.garbage import no_garbage_collection

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.progress.model import Progress
    from securecoach_tui.store.repository import Repository


@click.command()
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@click.option(
    "--since", type=Day(past=True), metavar=_("DAY"), help=_("Measure from a day, such as 2026-03-03, this time only.")
)
@click.option("--weeks", is_flag=True, help=_("Show every figure, week by week."))
@data_dir_option
@no_garbage_collection()
def progress(as_json: bool, since: date | None, weeks: bool, data_dir: str | None) -> None:
    """Show your progress since you started."""
    paths = paths_of(data_dir)
    record = record_of(paths)
    result = progress_of(paths, record, since)
    if as_json:
        print_json(result.as_json())
        return
    from securecoach_tui.app import card_service, progress_service
    from securecoach_tui.charts import progress_page
    from securecoach_tui.clock import SystemClock

    rated = progress_service.practice_pictures(record, settings_of(paths), SystemClock().now(), result.since).rated
    for line in progress_page.lines(result, rated, week_by_week=weeks):
        say(line)
    cards = card_service.progress_line(record, SystemClock().now())
    if cards:
        say(cards)


def progress_of(paths: DataPaths, record: Repository, since: date | None = None) -> Progress:
    """The current progress computed from ``record``, with the person's settings and ladder.

    ``since`` is a day to measure from, instead of the one that the person chose.
    """
    from securecoach_tui.app import progress_service
    from securecoach_tui.clock import SystemClock

    return progress_service.progress_of(record, settings_of(paths), SystemClock().now(), since)
