"""A scale from 0 to 10: a number is typed, or chosen with the arrows. Nothing is chosen at first."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from securecoach_tui.i18n import N_, _
from securecoach_tui.text import session_words
from securecoach_tui.tui.messages import ClosesScreen
from securecoach_tui.tui.speakable import SpokenParts
from securecoach_tui.tui.themes import accent_of

CELLS = 3  # the width of each number, wide enough to tap


class RatingScale(Widget, can_focus=True):
    """``value`` is 0-10, "numb" if ``numb`` offers it, or None if nothing is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,down", "move(-1)", show=False),
        Binding("right,up", "move(1)", show=False),
        Binding("home", "put(0)", show=False),
        Binding("end", "put(10)", show=False),
        Binding("backspace,delete", "put(None)", show=False),
        Binding("n", "numb", show=False),
        Binding("enter", "submit", show=False),
    ]
    DEFAULT_CSS = "RatingScale { height: auto; width: auto; min-width: 38; }"

    speech_role = N_("scale")
    value: reactive[int | str | None] = reactive(None, layout=True)

    class Submitted(ClosesScreen):
        """``value`` is 0-10, "numb", or None for no answer."""

        def __init__(self, value: int | str | None) -> None:
            self.value = value
            super().__init__()

    class Changed(Message):
        """Another value was chosen but not submitted yet."""

        def __init__(self, scale: RatingScale) -> None:
            self.scale = scale
            super().__init__()

    def __init__(self, value: int | str | None = None, *, numb: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._numb = numb
        self.set_reactive(RatingScale.value, value)

    def spoken_parts(self) -> SpokenParts:
        """The number and its word."""
        if self.value is None:
            return SpokenParts(_("nothing chosen"))
        word = session_words.scale_word(self.value) if isinstance(self.value, int) else _("numb or far away")
        return SpokenParts(str(self.value), word)

    def put_unspoken(self, value: int | None) -> None:
        """Choose a value, and post no message about it."""
        self.set_reactive(RatingScale.value, value)
        self.refresh(layout=True)

    def watch_value(self) -> None:
        self.post_message(self.Changed(self))

    def cursor_cell(self) -> Offset:
        """The chosen number, or 0."""
        if self.value == "numb":
            return Offset(1, 1)
        return Offset((self.value if isinstance(self.value, int) else 0) * CELLS + 1, 0)

    def render(self) -> Text:
        accent = accent_of(self) + Style(bold=True)
        text = Text()
        for number in range(11):
            chosen = number == self.value
            text.append(f"[{number}]" if chosen else f" {number} ", accent if chosen else Style())
        if self._numb:
            label = _("n numb or far away")
            chosen = self.value == "numb"
            text.append(f"\n[{label}]" if chosen else f"\n {label} ", accent if chosen else Style())
        word = session_words.scale_word(self.value) if isinstance(self.value, int) else ""
        text.append("\n " + word)
        return text

    def on_click(self, event: events.Click) -> None:
        self.focus()
        before = self.value
        if event.y == 0 and 0 <= event.x < CELLS * 11 + 1:
            self.value = min(10, event.x // CELLS)
        elif event.y == 1:
            self.action_numb()
        if before is not None and self.value == before:
            self.action_submit()  # a second click on the same number

    def on_key(self, event: events.Key) -> None:
        if len(event.key) == 1 and event.key in "0123456789":
            event.stop()
            # "1" and then "0" is ten; any other digit replaces the number.
            digit = int(event.key)
            self.value = 10 if digit == 0 and self.value == 1 else digit

    def action_move(self, by: int) -> None:
        at = self.value if isinstance(self.value, int) else (-1 if by > 0 else 11)
        self.value = max(0, min(10, at + by))

    def action_put(self, value: int | None) -> None:
        self.value = value

    def action_numb(self) -> None:
        if self._numb:
            self.value = "numb"

    def action_submit(self) -> None:
        self.post_message(self.Submitted(self.value))
