"""What's happening now. Like support, it asks for nothing, not even a passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from securecoach_tui.commands.errors import say_error
from securecoach_tui.commands.options import data_dir_option, opens_plain_text, paths_of, plain_option, settings_of

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.store.repository import Repository


@click.command()
@plain_option
@data_dir_option
def now(plain: bool, data_dir: str | None) -> None:
    """Choose what's happening now, and an exercise for it starts at once."""
    paths = paths_of(data_dir)
    preferences = settings_of(paths)
    locked = _is_locked(paths)
    if locked or opens_plain_text(preferences, plain):
        from securecoach_tui.plain.app import now

        now(paths, preferences, _read_unasked(paths), locked=locked)
        return
    from securecoach_tui.commands.display import open_full_screen
    from securecoach_tui.tui.start import Start

    open_full_screen(paths, preferences, Start(screen="now"))


def _is_locked(paths: DataPaths) -> bool:
    from securecoach_tui.store.crypto import key_file
    from securecoach_tui.store.errors import RecordError

    try:
        return key_file.is_locked(paths)
    except RecordError:
        return False


def _read_unasked(paths: DataPaths) -> Repository:
    """The data, or none of it if it is locked or can't be read. Notices are printed, but not that it is locked."""
    from securecoach_tui.store.errors import PassphraseNeeded, RecordError
    from securecoach_tui.store.maintenance import open_to_write
    from securecoach_tui.store.reader import nothing_read

    try:
        record = open_to_write(paths)
    except PassphraseNeeded as error:
        return nothing_read(paths, error)
    except RecordError as error:
        record = nothing_read(paths, error)
    for notice in record.notices:
        say_error(notice)
    return record
