"""What works here."""

from __future__ import annotations

import click

from securecoach_tui.commands import data_dir_option, places_of, print_json
from securecoach_tui.i18n import _
from securecoach_tui.practice.words import visible


@click.command()
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
@data_dir_option
def doctor(as_json: bool, data_dir: str | None) -> None:
    """What works here, and how to mend what does not."""
    from securecoach_tui.doctor import examine

    facts = examine(places_of(data_dir))
    if as_json:
        print_json(facts)
        return
    for fact in facts:
        click.echo(visible(f"{fact['name']}: {fact['state']}. {fact['words']}"))
