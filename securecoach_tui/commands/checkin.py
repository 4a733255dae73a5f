"""The direction check-in."""

from __future__ import annotations

import click

from securecoach_tui.app.startup import use_plain_text
from securecoach_tui.commands.options import data_dir_option, key_for_display, open_for_display, paths_of, settings_of
from securecoach_tui.i18n import _
from securecoach_tui.tui.launch import full_screen
from securecoach_tui.tui.start import Start


@click.command()
@click.option("--plain", is_flag=True, help=_("Plain text instead of the full screen."))
@data_dir_option
def checkin(plain: bool, data_dir: str | None) -> None:
    """Which way do you lean? Twelve short questions about your own habits."""
    paths = paths_of(data_dir)
    preferences = settings_of(paths)
    if use_plain_text(preferences, plain):
        from securecoach_tui.plain.app import check_in

        check_in(paths, preferences, *open_for_display(paths))
        return
    if full_screen(paths, preferences, Start(screen="checkin"), key=key_for_display(paths)) == "plain":
        from securecoach_tui.commands.practice import open_plain_text

        open_plain_text(paths)
