"""The interface of the app that screens use, so that they don't import the app itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, Protocol

from textual.screen import Screen

from securecoach_tui.tui.context import ScreenContext
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screen_speech import Speaker

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import Setup

ScreenName = Literal[
    "help",
    "menu",
    "support",
    "speech_consent",
    "checkin",
    "ladder",
    "apart",
    "now",
    "progress",
    "comforts",
    "feelings",
]


class OwnKeysProtocol(Protocol):
    """The person's own keys, as far as screens show them."""

    problems: list[str]

    def shown(self, screen_keys: Iterable[KeyBinding]) -> list[tuple[str, KeyBinding]]:
        """Each key as it was written, with its action, of those that act on a screen with ``screen_keys``."""


class AppProtocol(Protocol):
    """The app, as far as its screens use it."""

    context: ScreenContext
    speaker: Speaker

    @property
    def own_keys(self) -> OwnKeysProtocol | None:
        """The person's own keys; None if there are none."""

    def make_screen(self, name: ScreenName, below: Screen[Any]) -> Screen[None]:
        """A new screen of that name. Help and the key menu describe the screen ``below``."""

    def make_session(self, setup: Setup) -> Screen[None]:
        """The screen of a session. Raises LengthRefused if the exercise can't have that length."""

    def go_home(self) -> None:
        """Close every screen above the first one."""

    async def show_language(self) -> None:
        """Open the first screen, the list of the other screens and the settings again, in the language just chosen."""

    def redraw_all(self) -> None:
        """Draw every line of every screen again."""

    def show_theme(self, name: str) -> None:
        """Draw everything in the theme of that name; "" is automatic."""
