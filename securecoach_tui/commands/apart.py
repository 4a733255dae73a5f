"""The ladder of time of one's own."""

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
def apart(plain: bool, data_dir: str | None) -> None:
    """Practise spending time on your own, one small step at a time."""
    paths = paths_of(data_dir)
    preferences = settings_of(paths)
    if use_plain_text(preferences, plain):
        from securecoach_tui.plain.app import apart_ladder

        apart_ladder(paths, preferences, *open_for_display(paths))
        return
    if full_screen(paths, preferences, Start(screen="apart"), key=key_for_display(paths)) == "plain":
        from securecoach_tui.commands.practice import open_plain_text

        open_plain_text(paths)
