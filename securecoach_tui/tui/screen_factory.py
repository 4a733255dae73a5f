"""Creates the screens that other screens open by name: those with a key on every screen, and the ladders."""

from __future__ import annotations

from securecoach_tui.tui.app_protocol import ScreenName
from securecoach_tui.tui.base_screen import BaseScreen


def make_screen(name: ScreenName, below: BaseScreen) -> BaseScreen:
    """A new screen of that name; its module is imported only now. Help and the key menu describe ``below``."""
    if name == "help":
        from securecoach_tui.tui.screens.help import HelpScreen

        return HelpScreen(below)
    if name == "menu":
        from securecoach_tui.tui.screens.key_menu import KeyMenuScreen

        return KeyMenuScreen(below)
    if name == "support":
        from securecoach_tui.tui.screens.support import SupportScreen

        return SupportScreen()
    if name == "speech_consent":
        from securecoach_tui.tui.screens.speech_consent import SpeechConsentScreen

        return SpeechConsentScreen()
    if name == "now":
        from securecoach_tui.tui.screens.now import NowScreen

        return NowScreen()
    from securecoach_tui.app.ladder_service import APART
    from securecoach_tui.tui.screens.ladder import LadderScreen

    return LadderScreen(APART) if name == "apart" else LadderScreen()
