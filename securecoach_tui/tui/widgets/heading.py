"""The top line: where am I on the left, one fact on the right."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widget import Widget


class Heading(Widget):
    """One row. Where both don't fit the fact gives way, or, with ``keeps_fact``, the end of the place."""

    DEFAULT_CSS = "Heading { height: 1; }"

    def __init__(self, where: str, fact: str = "", *, keeps_fact: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts = (where, fact)
        self._keeps_fact = keeps_fact

    def say(self, where: str, fact: str) -> None:
        """Say something else; draws only where it is."""
        if self.facts != (where, fact):
            self.facts = (where, fact)
            self.refresh()

    def render(self) -> Text:
        where, fact = self.facts
        room = self.size.width
        if self._keeps_fact and fact and cell_len(where) > room - cell_len(fact) - 2 >= 8:
            where = set_cell_size(where, room - cell_len(fact) - 3).rstrip() + "…"
        text = Text(where, no_wrap=True, overflow="ellipsis")
        gap = room - cell_len(where) - cell_len(fact)
        if fact and gap >= 2:
            text.append(" " * gap + fact)
        return text
