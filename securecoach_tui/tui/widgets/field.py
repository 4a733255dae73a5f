"""A line of text to write, which knows what it is for."""

from __future__ import annotations

from textual.widgets import Input

from securecoach_tui.tui.widgets.asking import LONGEST_ANSWER


class Field(Input):
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
        super().__init__(value, label, max_length=LONGEST_ANSWER, select_on_focus=False, password=hidden, id=id)
        self.label, self.private, self.draft, self.kept = label, private, draft, kept

    def told(self) -> tuple[str, str, str]:
        """Label and value, for a voice or a braille line."""
        return (self.label, "" if self.password else self.value, "")
