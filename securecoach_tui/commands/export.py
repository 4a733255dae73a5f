"""Export: the data as JSON or CSV, or a report of the person's progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from securecoach_tui import i18n
from securecoach_tui.commands.files import output_named, overwrite_option
from securecoach_tui.commands.options import data_dir_option, paths_of, record_of, settings_of, titles_of
from securecoach_tui.i18n import _
from securecoach_tui.practice import checkin
from securecoach_tui.store.garbage import no_garbage_collection

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.store.repository import Repository


@click.command()
@click.option(
    "--format", "kind", type=click.Choice(["json", "csv", "md", "html"]), default="json", help=_("The format to write.")
)
@click.option(
    "-o",
    "--output",
    metavar=_("FILE"),
    default="-",
    help=_("Write to FILE instead of standard output. - is standard output too."),
)
@click.option(
    "--with",
    "ticked",
    type=click.Choice(["reflections", "needs", "predictions", "checkins"]),
    multiple=True,
    help=_("For md and html: add this part too. You can use this option several times."),
)
@click.option("--bom", is_flag=True, help=_("For csv: start with a byte order mark, so that Excel shows every letter."))
@overwrite_option
@data_dir_option
@no_garbage_collection()
def export(kind: str, output: str, ticked: tuple[str, ...], bom: bool, overwrite: bool, data_dir: str | None) -> None:
    """Export all your data, or a report of your progress as md or html.

    A report leaves out your reflections, needs, predictions in words and check-in answers unless you ask for
    them. It never contains your contacts.
    """
    paths = paths_of(data_dir)
    file = output_named(output, paths, overwrite=overwrite)
    if file is None:
        return
    record = record_of(paths)
    if kind in ("md", "html"):
        file.write(_report(kind, paths, record, ticked).encode())
    elif kind == "csv":
        from securecoach_tui.store.transfer import csv_export

        file.write(csv_export.export_csv(record, bom=bom))
    else:
        from securecoach_tui.store.transfer import import_export

        file.write(import_export.export_json(record))


def _report(kind: str, paths: DataPaths, record: Repository, ticked: tuple[str, ...]) -> str:
    """A report as Markdown or HTML, according to the person's settings."""
    from securecoach_tui import content
    from securecoach_tui.commands.progress import progress_of
    from securecoach_tui.reports.report import build_report

    preferences = settings_of(paths)
    questions = {}
    if "checkins" in ticked:
        questions = {item.id: item.text for item in content.load().checkin().items}
    report = build_report(
        record.sessions,
        progress_of(paths, record),
        ticked=ticked,
        checkins=record.of_kind(checkin.KIND),
        titles=titles_of(paths),
        questions=questions,
        day_starts=preferences.day_starts,
    )
    if kind == "md":
        from securecoach_tui.reports import markdown

        return markdown.render(report)
    from securecoach_tui.reports import html

    return html.render(report, i18n.language())
