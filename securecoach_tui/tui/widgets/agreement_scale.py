"""A scale from 1 to 7 for how much a statement fits. Nothing is chosen at first, and no answer is needed."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset

from securecoach_tui.i18n import _
from securecoach_tui.practice.checkin import HIGHEST, LOWEST
from securecoach_tui.tui.speakable import SpokenParts
from securecoach_tui.tui.themes import accent_of
from securecoach_tui.tui.widgets.rating_scale import CELLS, RatingScale


class AgreementScale(RatingScale):
    """``value`` is 1-7, or None if nothing is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", f"put({LOWEST})", show=False),
        Binding("end", f"put({HIGHEST})", show=False),
        Binding("l", "leave_out", show=False),
    ]

    LOWEST, HIGHEST = LOWEST, HIGHEST

    def refused_words(self, text: str) -> str:
        return _('"{text}" isn\'t a whole number from 1 to 7.').format(text=text)

    def spoken_parts(self) -> SpokenParts:
        if self.value is None:
            return SpokenParts(_("nothing chosen"))
        return SpokenParts(str(self.value), self._word())

    def _word(self) -> str:
        return {1: _("not like me"), 4: _("in between"), 7: _("very like me")}.get(self.value, "")  # type: ignore[arg-type]

    def cursor_cell(self) -> Offset:
        return Offset(((self.value if isinstance(self.value, int) else LOWEST) - LOWEST) * CELLS + 1, 0)

    def render(self) -> Text:
        accent = accent_of(self) + Style(bold=True)
        text = Text()
        for number in range(LOWEST, HIGHEST + 1):
            chosen = number == self.value
            text.append(f"[{number}]" if chosen else f" {number} ", accent if chosen else Style())
        return text.append("\n " + self._word())

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()
        self.focus()
        if event.y == 0 and 0 <= event.x < CELLS * HIGHEST:
            self.action_put(LOWEST + event.x // CELLS)

    def action_leave_out(self) -> None:
        self.post_message(self.Submitted(None))
