"""Drafts on the full screen: what stands in a field is handed on a second at most after it was typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.widget import Widget
from textual.widgets import Input

DRAFT_SECONDS = 0.7  # how long typing is gathered; with the disk's own time it is kept within a second

Put = Callable[[str], None]


class Drafting:
    """``later`` calls something after so many seconds; an app's timer, or a test's own."""

    def __init__(self, later: Callable[[float, Callable[[], None]], object]) -> None:
        self._later = later
        self._typed: dict[Input, Put] = {}
        self._open: tuple[Input, Put, str] | None = None

    def opened(self, field: Input, put: Put | None) -> None:
        """``field`` has the focus now. What it holds is looked at when the person leaves: news of it may be under way."""
        self._open = None if put is None else (field, put, field.value)

    def typed(self, field: Input, put: Put) -> None:
        """Another text stands in ``field``; ``put`` keeps it."""
        if not self._typed:
            self._later(DRAFT_SECONDS, self.hand_on)
        self._typed[field] = put

    def forget(self, field: Input) -> None:
        """What stood in it is kept elsewhere, or isn't wanted."""
        self._typed.pop(field, None)
        if self._open is not None and self._open[0] is field:
            self._open = None

    def closed(self, screen: Widget) -> None:
        """``screen`` is over: a field of it that stayed at hand would keep the whole of it in memory."""
        if self._open is not None and (screen in self._open[0].ancestors or not self._open[0].is_attached):
            self._open = None

    def hand_on(self) -> None:
        """Everything typed since the last time; at once where the person leaves."""
        typed, self._typed = self._typed, {}
        if self._open is not None and self._open[0].is_attached:
            field, put, before = self._open
            if field.value != before:
                typed[field], self._open = put, (field, put, field.value)
        for field, put in typed.items():
            put(field.value)
