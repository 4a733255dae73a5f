"""The screens that others open by name: those a key away from anywhere, and the ladder after a session."""

from __future__ import annotations

from securecoach_tui.tui.app_protocol import Name
from securecoach_tui.tui.base_screen import BaseScreen


def screen_named(name: Name, over: BaseScreen) -> BaseScreen:
    """A new screen of that name, loaded only now; help and menu tell of ``over``."""
    if name == "help":
        from securecoach_tui.tui.screens.help import Help

        return Help(over)
    if name == "menu":
        from securecoach_tui.tui.screens.key_menu import Menu

        return Menu(over)
    if name == "support":
        from securecoach_tui.tui.screens.support import Support

        return Support()
    if name == "aloud":
        from securecoach_tui.tui.screens.speech_consent import Aloud

        return Aloud()
    from securecoach_tui.tui.screens.ladder import Ladder

    return Ladder()
