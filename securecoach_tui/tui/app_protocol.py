"""The program as its screens know it: what they share, and the few screens that any of them opens by name."""

from __future__ import annotations

from typing import Any, Literal, Protocol

from textual.message import Message
from textual.screen import Screen

from securecoach_tui.tui.context import AppContext
from securecoach_tui.tui.screen_speech import Speaker

Name = Literal["help", "menu", "support", "aloud", "ladder"]


class Notice(Message):
    """What another thread has to say: that something can't be had, or isn't kept."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__()


class Program(Protocol):
    """What a screen asks of the program that it runs in."""

    context: AppContext
    speaker: Speaker

    def screen_named(self, name: Name, over: Screen[Any]) -> Screen[None]:
        """A new screen of that name; ``over`` is the one that it is asked for on."""

    def go_home(self) -> None:
        """Back to the first screen from wherever one is."""

    def redraw_all(self) -> None:
        """Draw every line of every screen anew."""
