"""The record out and in: export and import."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from securecoach_tui.commands import Refused, data_dir_option, key_of, places_of, record_of, say_error
from securecoach_tui.i18n import _


@click.command()
@click.option("--format", "kind", type=click.Choice(["json", "csv"]), default="json", help=_("json or csv."))
@click.option("-o", "--output", metavar="FILE", help=_("Into FILE instead of standard output."))
@data_dir_option
def export(kind: str, output: str | None, data_dir: str | None) -> None:
    """The whole record, to keep or to take elsewhere."""
    from securecoach_tui.store import porting

    record = record_of(places_of(data_dir))
    data = porting.export_json(record) if kind == "json" else porting.export_csv(record)
    raw = data if isinstance(data, bytes) else data.encode()
    if output is None:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    try:
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
    except OSError as error:
        raise Refused(_("{file} can't be written: {why}.").format(file=output, why=error.strerror)) from None


@click.command("import")
@click.argument("file")
@data_dir_option
def import_(file: str, data_dir: str | None) -> None:
    """Take in sessions from FILE; running it twice changes nothing."""
    from securecoach_tui.store import porting

    where = places_of(data_dir)
    report = porting.import_file(Path(file), where, key_of(where))
    for sentence in (porting.skipped_sentence(report), *report.skipped):
        if sentence:
            say_error(sentence)
    click.echo(report.sentence)
