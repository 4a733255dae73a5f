"""The direction check-in."""

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
def checkin(plain: bool, data_dir: str | None) -> None:
    """Which way do you lean? Twelve short questions about your own habits."""
    paths = paths_of(data_dir)
    preferences = settings_of(paths)
    if opens_plain_text(preferences, plain):
        from securecoach_tui.plain.app import check_in

        check_in(paths, preferences, *open_for_display(paths))
        return
    open_full_screen(paths, preferences, Start(screen="checkin"), key=key_for_display(paths))
