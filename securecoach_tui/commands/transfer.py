"""The record out and in: export and import."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from securecoach_tui import i18n
from securecoach_tui.commands import (
    Refused,
    data_dir_option,
    key_of,
    places_of,
    record_of,
    say_error,
    settings_of,
)
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible

if TYPE_CHECKING:
    from securecoach_tui.config.settings import DataPaths
    from securecoach_tui.store.reader import Record


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
def export(kind: str, output: str | None, ticked: tuple[str, ...], overwrite: bool, data_dir: str | None) -> None:
    """The whole record, to keep or to take elsewhere; md and html: a report of your own movement.

    A report holds no reflections, needs, predictions in words or check-in answers unless you ask for
    them, and never your contacts.
    """
    from securecoach_tui.store.transfer import import_export

    where = places_of(data_dir)
    if output is not None and not overwrite and not _may_write(Path(output), report=kind in ("md", "html")):
        return
    record = record_of(where)
    if kind in ("md", "html"):
        raw = _report(kind, where, record, ticked).encode()
    else:
        raw = import_export.export_json(record) if kind == "json" else import_export.export_csv(record)
    if output is None:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    try:
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
    except OSError as error:
        raise Refused(
            _("{file} can't be written: {why}.").format(file=visible(output), why=error.strerror or "")
        ) from None


def _may_write(path: Path, *, report: bool) -> bool:
    """Whether ``path`` may be written: a file that is there is replaced only after a yes.

    Where nobody can be asked, a copy of the record is replaced as always, and a report isn't.
    """
    if not path.parent.is_dir():
        where = visible(str(path.parent))
        raise Refused(_("There is no folder {where}; make it first or choose another.").format(where=where))
    if not path.is_file():
        return True
    if sys.stdin.isatty():
        return click.confirm(_("{file} is there already. Replace it?").format(file=visible(str(path))))
    if report:
        raise Refused(_("{file} is there already; --overwrite replaces it.").format(file=visible(str(path))))
    return True


def _report(kind: str, where: DataPaths, record: Record, ticked: tuple[str, ...]) -> str:
    """A report as text, by the person's own settings."""
    from securecoach_tui import content
    from securecoach_tui.commands.history import movement_of, titles_of
    from securecoach_tui.reports.report import build_report

    preferences = settings_of(where)
    questions = {}
    if "checkins" in ticked:
        questions = {item.id: item.text for item in content.load().checkin().items}
    report = build_report(
        record.sessions,
        movement_of(where, record),
        ticked=ticked,
        checkins=record.of_kind("checkin"),
        titles=titles_of(where),
        questions=questions,
        day_starts=preferences.day_starts,
    )
    if kind == "md":
        from securecoach_tui.reports import markdown

        return markdown.render(report)
    from securecoach_tui.reports import html

    return html.render(report, i18n.language())


@click.command("import")
@click.argument("file")
@data_dir_option
def import_(file: str, data_dir: str | None) -> None:
    """Take in sessions from FILE; running it twice changes nothing."""
    from securecoach_tui.store.transfer import import_export

    where = places_of(data_dir)
    report = import_export.import_file(Path(file), where, key_of(where))
    for sentence in (import_export.skipped_sentence(report), *report.skipped):
        if sentence:
            say_error(sentence)
    click.echo(report.sentence)
