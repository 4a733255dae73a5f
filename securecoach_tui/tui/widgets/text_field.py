"""One-line text fields."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.widgets import Input

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import is_typed_text
from securecoach_tui.tui.speakable import SpokenParts

LONGEST_ANSWER = 100_000  # characters; a longer paste is cut


class LineInput(Input):
    """One line of text. In pasted text, line breaks become spaces, control characters are dropped, the end is cut."""

    speech_role = N_("text field")

    def __init__(self, value: str = "", purpose: str = "", *, hidden: bool = False, id: str | None = None) -> None:
        super().__init__(value, purpose, max_length=LONGEST_ANSWER, select_on_focus=False, password=hidden, id=id)
        self.set_reactive(Input.cursor_blink, False)  # nothing in this program blinks

    def spoken_parts(self) -> SpokenParts:
        """What is written, or that the field is empty."""
        return SpokenParts(_("text field"), self.value or _("empty"))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character is not None and len(character) == 1 and is_typed_text(character)

    def on_key(self, event: events.Key) -> None:
        # Textual's own handler drops what Python calls unprintable, such as the joiners of Persian and of emoji.
        character = event.character
        if character is not None and not event.is_printable and len(character) == 1 and is_typed_text(character):
            event.stop()
            event.prevent_default()
            self.replace(character, *sorted(self.selection))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual's own handler keeps the first line only
        lines = event.text.strip().splitlines()[: 1 if self.password else None]
        text = "".join(character for character in " ".join(lines).replace("\t", " ") if is_typed_text(character))
        start, end = sorted(self.selection)
        self.replace(text[: LONGEST_ANSWER - len(self.value) + end - start], start, end)


class TextField(LineInput):
    """``label`` describes the field. Text typed into a ``private`` field is not spoken; each key only clicks.

    An empty field shows ``hint``, or its label. Where the label stands above the field, a hint keeps it from being shown
    twice; the field isn't left blank, because a braille line at the cursor shows nothing else.
    ``draft`` is the name under which unsaved text is kept after the program ends; empty if it isn't kept.
    ``saved`` is the text already saved, which is never stored as a draft.
    """

    def __init__(
        self,
        value: str = "",
        *,
        label: str,
        hint: str = "",
        private: bool = False,
        hidden: bool = False,
        draft: str = "",
        saved: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(value, hint or label, hidden=hidden, id=id)
        self._hint = hint or label
        self.label, self.speech_private, self.draft, self.saved = label, private, draft, saved

    def on_resize(self) -> None:
        """Show as much of the hint in an empty field as fits."""
        cells = self.content_size.width - 1  # the last cell is the cursor's
        fits = cell_len(self._hint) <= cells
        shown = self._hint if fits else set_cell_size(self._hint, max(0, cells - 1)).rstrip() + "…"
        if self.placeholder != shown:
            self.placeholder = shown

    def spoken_parts(self) -> SpokenParts:
        """Label and text; a passphrase is never said."""
        return SpokenParts(self.label, "" if self.password else self.value)
