"""Saves drafts on the full screen: the text of a field is on disk within a second of a key press."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget
from textual.widgets import Input

DRAFT_SECONDS = 0.7  # the delay before typed text is saved; with the time for writing it stays under a second

SaveDraft = Callable[[str], None]


class DraftSaver:
    """Saves drafts with a delay. ``later(seconds, callback)`` starts a timer."""

    def __init__(self, later: Callable[[float, Callable[[], None]], object]) -> None:
        self._later = later
        self._typed: dict[Input, SaveDraft] = {}
        self._open: tuple[Input, SaveDraft, str] | None = None

    def opened(self, field: Input, save: SaveDraft | None) -> None:
        """``field`` got the focus. ``flush`` reads it again, because its last change may still be in a queue."""
        self._open = None if save is None else (field, save, field.value)

    def typed(self, field: Input, save: SaveDraft) -> None:
        """The text of ``field`` has changed; ``save`` is called with it soon."""
        if not self._typed:
            self._later(DRAFT_SECONDS, self.flush)
        self._typed[field] = save

    def forget(self, field: Input) -> None:
        """The text of ``field`` was saved for good, or is not wanted."""
        self._typed.pop(field, None)
        if self._open is not None and self._open[0] is field:
            self._open = None

    def closed(self, screen: Widget) -> None:
        """``screen`` was closed. Release its field: the reference would keep the complete screen in memory."""
        if self._open is not None and (screen in self._open[0].ancestors or not self._open[0].is_attached):
            self._open = None

    def flush(self) -> None:
        """Save every draft typed since the last call. Called immediately when the person leaves."""
        typed, self._typed = self._typed, {}
        if self._open is not None and self._open[0].is_attached:
            field, save, before = self._open
            if field.value != before:
                typed[field], self._open = save, (field, save, field.value)
        for field, save in typed.items():
            save(field.value)
