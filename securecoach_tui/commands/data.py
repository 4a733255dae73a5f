"""The data folder: where it is."""

from __future__ import annotations

import click

from securecoach_tui.commands import data_dir_option, places_of


@click.group()
def data() -> None:
    """Where the record lies."""


@data.command()
@data_dir_option
def path(data_dir: str | None) -> None:
    """The folder of the record."""
    click.echo(str(places_of(data_dir).data))
