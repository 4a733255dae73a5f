"""Starts the full screen. Imports little, so that it starts fast."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Any, cast

from securecoach_tui.config import threads
from securecoach_tui.i18n import _
from securecoach_tui.tui.start import FIRST_SCREEN, Start

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.store.crypto.envelope import DataKey


# Textual's own variables whose values it takes as they are; with another one it would end at once.
_TAKEN = {
    "TEXTUAL_DRIVER": ("textual.drivers.web_driver:WebDriver",),  # set by serve
    "TEXTUAL_COLOR_SYSTEM": ("auto", "standard", "256", "truecolor", "windows"),
}


def full_screen(
    paths: DataPaths, preferences: Settings, start: Start = FIRST_SCREEN, *, key: DataKey | None = None
) -> str:
    """Run the full screen until the person quits. Return "plain" if the person chose plain text, else "".

    Raises:
        LengthRefused: the exercise can't have that length.
        NoThreads: the system has too few threads left.
    """
    threads.check()
    for name, values in _TAKEN.items():
        if os.environ.get(name, values[0]) not in values:
            del os.environ[name]
    gc.disable()  # until the first screen is drawn: garbage collection takes a twentieth of the time to start
    if "TEXTUAL_DRIVER" in os.environ:
        from securecoach_tui.config.child_process import end_with_server

        end_with_server()
    import_asyncio_without_tls()
    from securecoach_tui.tui.app import run

    if not preferences.first_run_seen and "TEXTUAL_DRIVER" not in os.environ:
        # Printed before the full screen starts, so that a screen reader reads it.
        sys.stdout.write(_("Screen reader? Press p for plain text, i for speech.") + "\n")
        sys.stdout.flush()
    chosen = run(paths, preferences, start, key)
    if chosen == "plain":
        sys.stdout.write(way_back_words() + "\n")
        sys.stdout.flush()
    return chosen


def import_asyncio_without_tls() -> None:
    """Import asyncio without ``ssl``, which takes 7 ms and is for networks, which this program never uses.

    asyncio works without it, as in a Python that was built without OpenSSL. Other modules may still import ``ssl``.
    """
    modules = cast("dict[str, Any]", sys.modules)
    if "ssl" in modules:
        return
    modules["ssl"] = None  # the import system then raises ImportError, which asyncio handles
    try:
        import asyncio  # noqa: F401  # Textual needs it
    finally:
        del modules["ssl"]


def way_back_words() -> str:
    """Said above plain text, once it was chosen on the full screen."""
    words = _('This is plain text, now and next time. For the full screen, choose Settings, then "{setting}".')
    return words.format(setting=_("Opens as"))
