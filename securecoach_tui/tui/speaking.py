"""The spoken interface: one listener on arrival, focus, change and notices, for every screen there is.

A screen says nothing by itself. What has the focus tells label, value and position (``told``); what
is private is named as such and spoken only where that was chosen, or for once with f6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widget import Widget
from textual.widgets import Input

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.words import visible

if TYPE_CHECKING:
    from securecoach_tui.tui.house import House
    from securecoach_tui.tui.room import Room

ERROR, ANSWER, FOCUS, LOW = 0, 1, 3, 4  # the mixer's ranks
ROLES = {"Rows": N_("list"), "Scale": N_("scale"), "Input": N_("text field"), "Reading": N_("text")}
PRIVATE_KEYS = frozenset({"safe", "expect", "happened", "reflection", "lens"})


class Speaker:
    """Says through the house's sound what a person needs to know where no screen is seen."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._last = ""
        self._context: object = None

    @property
    def on(self) -> bool:
        """Whether the interface is spoken."""
        return self._house.preferences.spoken_interface

    def arrived(self, room: Room) -> None:
        """A screen came up: its title, what it is for, and what has the focus."""
        self._context = None
        parts = [room.where(), room.purpose()]
        focused = room.focused
        if focused is not None:
            parts.append(self._told(focused))
        self._say(" ".join(_sentence(part) for part in parts if part), FOCUS)

    def focused(self, widget: Widget) -> None:
        """The focus went to ``widget``; a question is asked before its answer is named."""
        asking = _asking(widget)
        parts = []
        if asking is not None and asking is not self._context:
            parts.append(asking.long)
        self._context = asking
        parts.append(self._told(widget))
        self._say(" ".join(_sentence(part) for part in parts if part), FOCUS)

    def changed(self, widget: Widget) -> None:
        """What has the focus has another value."""
        if widget.has_focus:
            self._say(self._told(widget, brief=True), FOCUS)

    def typed(self, field: Input, character: str) -> None:
        """A character was typed into a field; private fields only click."""
        if not self._private(field) and character:
            self._say(_("space") if character == " " else character, FOCUS)

    def noticed(self, sentence: str) -> None:
        """A quiet line appeared."""
        self._say(sentence, ANSWER)

    def again(self) -> None:
        """The last thing once more."""
        self._say(self._last, ANSWER)

    def whole(self, widget: Widget | None) -> None:
        """This one private thing, for once."""
        if widget is not None:
            text = widget.value if isinstance(widget, Input) else self._words(widget)
            asking = _asking(widget)
            self._say(text or (asking.long if asking else _("empty")), ANSWER)

    def say(self, sentence: str, rank: int = ANSWER) -> None:
        """A sentence of a screen's own, spoken though the interface is just being turned on or off."""
        if self._house.sound is not None:
            self._house.sound.say_now(visible(sentence), rank)

    def _say(self, sentence: str, rank: int) -> None:
        if self.on and sentence.strip():
            self._last = sentence
            self.say(sentence, rank)

    def _told(self, widget: Widget, *, brief: bool = False) -> str:
        if self._private(widget):
            return _("On screen only. F 6 speaks it.")
        if isinstance(widget, Input):
            label = _("text field")
            return f"{label}, {widget.value or _('empty')}"
        return self._words(widget, brief=brief)

    def _words(self, widget: Widget, *, brief: bool = False) -> str:
        told: Any = getattr(widget, "told", None)
        if told is None:
            return ""
        label, value, position = told()
        role = ROLES.get(type(widget).__name__, "")
        detail = self._house.preferences.verbosity
        parts = [label]
        if role and detail != "brief" and not brief:
            parts.append(_(role))
        if value:
            parts.append(value)
        if position and detail != "brief":
            parts.append(position.replace("/", _(" of ")))
        return ", ".join(parts)

    def _private(self, widget: Widget) -> bool:
        if self._house.preferences.private_speech:
            return False
        asking = _asking(widget)
        if asking is not None and asking.ask.key in PRIVATE_KEYS:
            return True
        return any(getattr(one, "private", False) for one in (widget, *widget.ancestors))


def _asking(widget: Widget) -> Any:
    from securecoach_tui.tui.widgets.asking import Asking

    return next((one for one in widget.ancestors if isinstance(one, Asking)), None)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", ":")) else text + "."
