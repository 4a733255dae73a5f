"""A line of text to write, which knows what it is for."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.widgets import Input

LONGEST_ANSWER = 100_000  # characters; a longer paste is cut


class Writing(Input):
    """One line. What is pasted stays whole: its line breaks become spaces, what is too long is cut, controls go."""

    def __init__(self, value: str = "", purpose: str = "", *, hidden: bool = False, id: str | None = None) -> None:
        super().__init__(value, purpose, max_length=LONGEST_ANSWER, select_on_focus=False, password=hidden, id=id)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        lines = event.text.strip().splitlines()[: 1 if self.password else None]
        text = "".join(
            one for one in " ".join(lines).replace("\t", " ") if unicodedata.category(one) not in ("Cc", "Cs")
        )
        start, end = sorted(self.selection)
        self.replace(text[: LONGEST_ANSWER - len(self.value) + end - start], start, end)


class TextField(Writing):
    """``label`` says what is written here; a ``private`` one is only clicked by a voice, never spelled.

    ``draft`` names what is written, so that it outlives the program until it is kept; without a name it isn't.
    ``kept`` is what is kept already: written once more, it is no draft.
    """

    def __init__(
        self,
        value: str = "",
        *,
        label: str,
        private: bool = False,
        hidden: bool = False,
        draft: str = "",
        kept: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(value, label, hidden=hidden, id=id)
        self.label, self.private, self.draft, self.kept = label, private, draft, kept

    def told(self) -> tuple[str, str, str]:
        """Label and value, for a voice or a braille line."""
        return (self.label, "" if self.password else self.value, "")
