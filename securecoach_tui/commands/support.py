"""Who to call."""

from __future__ import annotations

import click

from securecoach_tui import content
from securecoach_tui.commands import data_dir_option


@click.command()
@data_dir_option
def support(data_dir: str | None) -> None:
    """Who to call."""
    for line in content.load().support_words():
        click.echo(line)
