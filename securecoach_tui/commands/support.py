"""Who to call. Never asks for anything, not even a passphrase, and always prints lines."""

from __future__ import annotations

import click

from securecoach_tui import content
from securecoach_tui.commands.options import data_dir_option, paths_of
from securecoach_tui.commands.output import say
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible


@click.command()
@data_dir_option
def support(data_dir: str | None) -> None:
    """Show who you can call or text for support."""
    paths = paths_of(data_dir)
    for line in content.load().support_words(_own(paths), data=paths.data):
        say(line)


def _own(paths: DataPaths) -> list[str]:
    """The person's own contacts, or how to see them if they are locked."""
    from securecoach_tui.store.errors import PassphraseNeeded
    from securecoach_tui.store.local import contacts

    try:
        return [visible(f"{one.name}: {one.reach}") for one in contacts.read(paths)]
    except PassphraseNeeded:
        return [
            _("Your own contacts are locked with your data. Start securecoach and type your passphrase to see them.")
        ]
    except Exception:  # nothing about one's own contacts keeps the public numbers back
        return []
