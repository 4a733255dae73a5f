"""The screens that others open by name: those a key away from anywhere, and the ladder after a session."""

from __future__ import annotations

from securecoach_tui.tui.program import Name
from securecoach_tui.tui.room import Room


def screen_named(name: Name, over: Room) -> Room:
    """A new screen of that name, loaded only now; help and menu tell of ``over``."""
    if name == "help":
        from securecoach_tui.tui.screens.help import Help

        return Help(over)
    if name == "menu":
        from securecoach_tui.tui.screens.menu import Menu

        return Menu(over)
    if name == "support":
        from securecoach_tui.tui.screens.support import Support

        return Support()
    if name == "aloud":
        from securecoach_tui.tui.screens.aloud import Aloud

        return Aloud()
    from securecoach_tui.tui.screens.ladder import Ladder

    return Ladder()
