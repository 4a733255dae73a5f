"""ctrl+z: sets the program aside for the shell that started it, with the session paused and the sound off."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.driver import Driver

from securecoach_tui.i18n import _
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.context import ScreenContext


async def set_aside(
    app: App[str], context: ScreenContext, driver: Driver | None, draw_again: Callable[[], None]
) -> None:
    """Stop the program until it is continued. Say so if it can't be stopped here."""
    screens = [screen for screen in app.screen_stack if isinstance(screen, BaseScreen)]
    paused = [screen for screen in screens if await screen.pause_for_now()]
    context.silence()
    context.save_drafts()
    stop = getattr(driver, "stop_process", None)  # only a driver for a terminal of Linux or macOS can
    if stop is not None:
        stopped = stop()
        draw_again()
        if stopped:
            return
    for screen in paused:
        await screen.go_on_after_all()
    if isinstance(app.screen, BaseScreen):
        app.screen.show_until_key(
            _("ctrl+z can't be used here, because there is no shell to return to. q quits, ctrl+c leaves at once."),
            error=True,
        )
