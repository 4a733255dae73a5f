"""The top line: where am I on the left, one fact on the right."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget


class Heading(Widget):
    """One row. The fact gives way where both don't fit."""

    DEFAULT_CSS = "Heading { height: 1; }"

    def __init__(self, where: str, fact: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts = (where, fact)

    def say(self, where: str, fact: str) -> None:
        """Say something else; draws only where it is."""
        if self.facts != (where, fact):
            self.facts = (where, fact)
            self.refresh()

    def render(self) -> Text:
        where, fact = self.facts
        room = self.size.width
        text = Text(where, no_wrap=True, overflow="ellipsis")
        gap = room - cell_len(where) - cell_len(fact)
        if fact and gap >= 2:
            text.append(" " * gap + fact)
        return text
