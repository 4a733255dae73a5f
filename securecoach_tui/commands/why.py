"""The evidence: what is known, and what is not."""

from __future__ import annotations

import click

from securecoach_tui import content
from securecoach_tui.commands.options import data_dir_option, exercise_argument, exercise_named, paths_of
from securecoach_tui.commands.output import say


@click.command()
@exercise_argument(required=False)
@data_dir_option
def why(id: str | None, data_dir: str | None) -> None:
    """Show what research says about the practice, or about one exercise."""
    exercise = exercise_named(id, paths_of(data_dir)) if id is not None else None
    for line in content.load().why(exercise):
        say(line)
