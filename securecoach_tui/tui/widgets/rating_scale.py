"""A scale from 0 to 10: a number is typed, or chosen with the arrows. Nothing is chosen at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

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

if TYPE_CHECKING:
    from securecoach_tui.tui.app_protocol import AppProtocol

CELLS = 3  # the width of each number, wide enough to tap
NEW_NUMBER_SECONDS = 2.0  # a digit this long after a number that was refused begins another


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

    LOWEST, HIGHEST = 0, 10
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

    class OutOfRange(Message):
        """``text`` was typed, which is no number of the scale."""

        def __init__(self, scale: RatingScale, text: str) -> None:
            self.scale, self.text = scale, text
            super().__init__()

    def __init__(self, value: int | str | None = None, *, numb: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._numb = numb
        self._typed, self._before = "", value  # the digits of the number being typed, and the value before the first
        self._refused, self._digit_at = False, 0.0  # _digit_at: the clock's reading at the last digit, in seconds
        self.set_reactive(RatingScale.value, value)

    def spoken_parts(self) -> SpokenParts:
        """The number and its word."""
        if self.value is None:
            return SpokenParts(_("nothing chosen"))
        word = session_words.scale_word(self.value) if isinstance(self.value, int) else _("numb or far away")
        return SpokenParts(str(self.value), word)

    def put_unspoken(self, value: int | None) -> None:
        """Choose a value, and post no message about it."""
        self._forget_typed()
        self.set_reactive(RatingScale.value, value)
        self.refresh(layout=True)

    def refused_words(self, text: str) -> str:
        """That ``text`` is no number of the scale."""
        return _('"{text}" isn\'t a whole number from 0 to 10.').format(text=text)

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
        self._forget_typed()
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
            self.type_digit(event.key)

    def type_digit(self, digit: str) -> None:
        """Add a digit to the number being typed. One that is no number of the scale changes nothing, and is refused.

        A pause ends only a number that was refused, since some people type slowly: a 1 and then a 2 is never a 2.
        """
        now = cast("AppProtocol", self.app).context.clock.elapsed()
        if self._refused and now - self._digit_at >= NEW_NUMBER_SECONDS:
            self._forget_typed()
        if not self._typed:
            self._before = self.value
        self._typed, self._digit_at = self._typed + digit, now
        number = int(self._typed)
        if not self._refused and self.LOWEST <= number <= self.HIGHEST and str(number) == self._typed:
            self.value = number
            return
        self._refused, self.value = True, self._before
        self.post_message(self.OutOfRange(self, self._typed))

    def _forget_typed(self) -> None:
        self._typed, self._refused = "", False

    def action_move(self, by: int) -> None:
        self._forget_typed()
        outside = self.LOWEST - 1 if by > 0 else self.HIGHEST + 1
        at = self.value if isinstance(self.value, int) else outside
        self.value = max(self.LOWEST, min(self.HIGHEST, at + by))

    def action_put(self, value: int | None) -> None:
        self._forget_typed()
        self.value = value

    def action_numb(self) -> None:
        if self._numb:
            self._forget_typed()
            self.value = "numb"

    def action_submit(self) -> None:
        """Submit the value, unless the number typed last was refused: enter came with it, and means no other value."""
        if self._refused:
            self.post_message(self.OutOfRange(self, self._typed))
            self._forget_typed()
            return
        self.post_message(self.Submitted(self.value))
