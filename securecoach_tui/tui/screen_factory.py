"""Creates the screens that other screens open by name: those with a key on every screen, and those that a session leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.tui.app_protocol import ScreenName
from securecoach_tui.tui.base_screen import BaseScreen

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import Setup


def make_screen(name: ScreenName, below: BaseScreen) -> BaseScreen:
    """A new screen of that name; its module is imported only now. Help and the key menu describe ``below``; a
    word for a feeling is written into its field."""
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
    if name == "feelings":
        from securecoach_tui.tui.screens.feelings import FeelingsScreen

        return FeelingsScreen(below)
    if name == "now":
        from securecoach_tui.tui.screens.now import NowScreen

        return NowScreen()
    if name == "comforts":
        from securecoach_tui.tui.screens.comforts import ComfortsScreen

        return ComfortsScreen()
    if name == "checkin":
        from securecoach_tui.tui.screens.checkin import CheckInScreen

        return CheckInScreen()
    if name == "progress":
        from securecoach_tui.tui.screens.progress import ProgressScreen

        return ProgressScreen()
    from securecoach_tui.app.ladder_service import APART
    from securecoach_tui.tui.screens.ladder import LadderScreen

    return LadderScreen(APART) if name == "apart" else LadderScreen()


def make_session(setup: Setup) -> BaseScreen:
    """The screen of a session. Raises LengthRefused if the exercise can't have that length."""
    from securecoach_tui.tui.screens.session import SessionScreen

    return SessionScreen(setup)
