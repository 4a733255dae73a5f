"""The interface of the app that screens use, so that they don't import the app itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from textual.screen import Screen

from securecoach_tui.tui.context import ScreenContext
from securecoach_tui.tui.screen_speech import Speaker

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import Setup

ScreenName = Literal[
    "help",
    "menu",
    "support",
    "speech_consent",
    "ladder",
    "apart",
    "now",
    "progress",
    "comforts",
    "feelings",
]


class AppProtocol(Protocol):
    """The app, as far as its screens use it."""

    context: ScreenContext
    speaker: Speaker

    def make_screen(self, name: ScreenName, below: Screen[Any]) -> Screen[None]:
        """A new screen of that name. Help and the key menu describe the screen ``below``."""

    def make_session(self, setup: Setup) -> Screen[None]:
        """The screen of a session. Raises LengthRefused if the exercise can't have that length."""

    def go_home(self) -> None:
        """Close every screen above the first one."""

    def redraw_all(self) -> None:
        """Draw every line of every screen again."""

    def show_theme(self, name: str) -> None:
        """Draw everything in the theme of that name; "" is automatic."""
