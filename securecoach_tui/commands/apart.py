"""The ladder of time on one's own."""

from __future__ import annotations

import click

from securecoach_tui.commands.display import open_full_screen
from securecoach_tui.commands.options import (
    data_dir_option,
    key_for_display,
    open_for_display,
    opens_plain_text,
    paths_of,
    plain_option,
    settings_of,
)
from securecoach_tui.tui.start import Start


@click.command()
@plain_option
@data_dir_option
def apart(plain: bool, data_dir: str | None) -> None:
    """Practise spending time on your own, one small step at a time."""
    paths = paths_of(data_dir)
    preferences = settings_of(paths)
    if opens_plain_text(preferences, plain):
        from securecoach_tui.plain.app import apart_ladder

        apart_ladder(paths, preferences, *open_for_display(paths))
        return
    open_full_screen(paths, preferences, Start(screen="apart"), key=key_for_display(paths))
