"""The direction check-in."""

from __future__ import annotations

import click

from securecoach_tui.commands import data_dir_option, key_of, places_of, record_of, settings_of
from securecoach_tui.i18n import _


@click.command()
@click.option("--plain", is_flag=True, help=_("Lines of text instead of the full screen."))
@data_dir_option
def checkin(plain: bool, data_dir: str | None) -> None:
    """Which way am I leaning? Twelve lines about your own pattern."""
    from securecoach_tui.commands.practise import wants_plain

    where = places_of(data_dir)
    preferences = settings_of(where)
    if wants_plain(preferences, plain):
        from securecoach_tui.plain.face import check_in

        check_in(where, preferences, record_of(where), key_of(where))
        return
    from securecoach_tui.tui.app import run

    run(where, preferences, key=key_of(where), checkin=True)
