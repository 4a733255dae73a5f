"""Which question a typed line belongs to, and which lines are of the hand rather than of the mind.

At a terminal nothing is shown while one types, so a line answers what was open when it was begun.
Through a pipe a line answers whatever is open as it comes.
"""

from __future__ import annotations

from typing import Literal

from securecoach_tui.plain.line_io import Heard
from securecoach_tui.plain.session_commands import Command
from securecoach_tui.practice.session.events import AskFor

HABIT_SECONDS = 1.0  # an empty line or a number this soon after the last one is of the hand

_REMEMBERED = 4  # openings and closings looked back on


class Hearing:
    """What was open when, in seconds of the clock, and when a line was last accepted."""

    def __init__(self, *, terminal: bool) -> None:
        self._terminal = terminal
        self._opened: list[tuple[float, AskFor | None]] = []
        self._accepted = float("-inf")

    def note(self, ask: AskFor | None, now: float) -> bool:
        """``ask`` (or nothing) is open and shown; whether that is news."""
        if self._opened and self._opened[-1][1] == ask:
            return False
        self._opened = [*self._opened[1 - _REMEMBERED :], (now, ask)]
        return True

    def asked(self, line: Heard) -> AskFor | None:
        """The question that a line belongs to; None where nothing was open."""
        if not self._terminal or line.begun <= self._accepted:
            return self._opened[-1][1]  # typed ahead: it goes to what is open by now
        shown = [ask for since, ask in self._opened if since <= line.begun]
        return shown[-1] if shown else self._opened[0][1]

    def habit(self, line: Heard, command: Command) -> Literal["", "enter", "number"]:
        """Whether an ``enter`` or a ``number`` came so soon that it was not meant as it stands."""
        since, now_open = self._opened[-1]
        if not self._terminal or now_open is not None:
            return ""
        if command.act == "pause" and not line.text.strip() and line.at - self._accepted <= HABIT_SECONDS:
            return "enter"
        just_closed = len(self._opened) > 1 and line.begun - since <= HABIT_SECONDS
        return "number" if command.act == "rate" and just_closed else ""

    def accept(self, line: Heard) -> None:
        """``line`` was taken."""
        self._accepted = line.at
