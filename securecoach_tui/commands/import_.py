"""Import: sessions from a file."""

from __future__ import annotations

from datetime import date

import click

from securecoach_tui.commands.errors import say_error
from securecoach_tui.commands.files import input_named, shown_name
from securecoach_tui.commands.options import data_dir_option, key_of, paths_of
from securecoach_tui.commands.output import say
from securecoach_tui.i18n import _


@click.command("import")
@click.argument("file", metavar=_("FILE"))
@data_dir_option
def import_(file: str, data_dir: str | None) -> None:
    """Import sessions from FILE. Importing it again makes no duplicates."""
    from securecoach_tui.store.transfer import import_export

    paths = paths_of(data_dir)
    content = input_named(file)
    report = import_export.import_data(content, shown_name(file), paths, key_of(paths))
    for notice in report.notices:
        say_error(notice)
    for sentence in (import_export.skipped_sentence(report), *report.skipped):
        if sentence:
            say_error(sentence)
    if misdated := report.misdated_sentence(date.today()):
        say_error(misdated)
    say(report.sentence)
