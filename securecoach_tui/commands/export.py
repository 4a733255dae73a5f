"""Export: the data as JSON or CSV, or a report of the person's progress."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from securecoach_tui import i18n
from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.options import data_dir_option, paths_of, record_of, settings_of, titles_of
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.garbage import no_garbage_collection

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.store.repository import Repository


@click.command()
@click.option(
    "--format", "kind", type=click.Choice(["json", "csv", "md", "html"]), default="json", help=_("The format.")
)
@click.option("-o", "--output", metavar="FILE", help=_("Into FILE instead of standard output."))
@click.option(
    "--with",
    "ticked",
    type=click.Choice(["reflections", "needs", "predictions", "checkins"]),
    multiple=True,
    help=_("For md and html: what you wrote that is to be in the report; can be given several times."),
)
@click.option("--overwrite", is_flag=True, help=_("Replace FILE without asking."))
@data_dir_option
@no_garbage_collection()
def export(kind: str, output: str | None, ticked: tuple[str, ...], overwrite: bool, data_dir: str | None) -> None:
    """The whole record, to keep or to take elsewhere; md and html: a report of your own movement.

    A report holds no reflections, needs, predictions in words or check-in answers unless you ask for
    them, and never your contacts.
    """
    from securecoach_tui.store.transfer import import_export

    paths = paths_of(data_dir)
    if output is not None and not overwrite and not _may_write(Path(output), report=kind in ("md", "html")):
        return
    record = record_of(paths)
    if kind in ("md", "html"):
        content = _report(kind, paths, record, ticked).encode()
    else:
        content = import_export.export_json(record) if kind == "json" else import_export.export_csv(record)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        raise Refused(
            _("{file} can't be written: {why}.").format(file=visible(output), why=error.strerror or "")
        ) from None


def _may_write(path: Path, *, report: bool) -> bool:
    """Whether ``path`` may be written. Asks before an existing file is replaced.

    Without a terminal to ask at, an existing export of the data is replaced, and an existing report is not.

    Raises:
        Refused: the folder does not exist, or an existing report would be replaced without asking.
    """
    if not path.parent.is_dir():
        folder = visible(str(path.parent))
        raise Refused(_("There is no folder {where}; make it first or choose another.").format(where=folder))
    if not path.is_file():
        return True
    if sys.stdin.isatty():
        return click.confirm(_("{file} is there already. Replace it?").format(file=visible(str(path))))
    if report:
        raise Refused(_("{file} is there already; --overwrite replaces it.").format(file=visible(str(path))))
    return True


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
        checkins=record.of_kind("checkin"),
        titles=titles_of(paths),
        questions=questions,
        day_starts=preferences.day_starts,
    )
    if kind == "md":
        from securecoach_tui.reports import markdown

        return markdown.render(report)
    from securecoach_tui.reports import html

    return html.render(report, i18n.language())
