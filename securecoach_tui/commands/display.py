"""Opens a display for a command: the full screen, or plain text where it was asked for or chosen there.

Imports little, since the full screen starts fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.tui.launch import full_screen
from securecoach_tui.tui.start import FIRST_SCREEN, Start

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.store.crypto.envelope import DataKey


def open_full_screen(
    paths: DataPaths, preferences: Settings, start: Start = FIRST_SCREEN, *, key: DataKey | None = None
) -> None:
    """Open the full screen at ``start``, and the menu of plain text after it if the person chose plain text there.

    Raises:
        LengthRefused: the exercise can't have the length of ``start``.
        RecordError: plain text was chosen, the data is locked, and the passphrase is wrong or missing.
    """
    if full_screen(paths, preferences, start, key=key) == "plain":
        from securecoach_tui.commands.options import settings_of

        open_menu(paths, settings_of(paths))  # as they are now


def open_menu(paths: DataPaths, preferences: Settings) -> None:
    """Open the menu of plain text.

    Raises:
        RecordError: the data is locked, and the passphrase is wrong or missing.
    """
    from securecoach_tui.commands.options import open_for_display
    from securecoach_tui.plain.app import show_menu

    show_menu(paths, preferences, *open_for_display(paths))
