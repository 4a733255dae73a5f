"""Messages that more than one screen handles."""

from __future__ import annotations

from textual.message import Message


class Notice(Message):
    """A sentence from another thread, for the top screen: something can't be used, or wasn't saved."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__()


class ClosesScreen(Message):
    """A message whose handler may close the screen, such as a choice; handled by the active screen only."""
