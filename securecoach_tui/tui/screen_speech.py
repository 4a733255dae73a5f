"""The spoken interface: one listener on arrival, focus, change and notices, for every screen there is.

A screen says nothing by itself. What has the focus tells label, value and position (``told``); what
is private is named as such and spoken only where that was chosen, or for once with f6.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol, cast
from weakref import WeakKeyDictionary

from textual.widget import Widget
from textual.widgets import Input

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.session.questions import is_private
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui import key_bindings

if TYPE_CHECKING:
    from securecoach_tui.tui.context import AppContext

ERROR, ANSWER, FOCUS = 0, 1, 3  # of the mixer's ranks
# By the names of the classes, so that a kind of list or of field needs no line of its own.
ROLES = {"RowList": N_("list"), "Scale": N_("scale"), "Input": N_("text field"), "ParagraphList": N_("text")}
SETTLING_SECONDS = 1.0  # what a screen changes by itself so soon after it came up belongs to its arrival


class Spoken(Protocol):
    """A screen, as far as it is spoken."""

    @property
    def focused(self) -> Widget | None:
        """What has the focus."""

    def where(self) -> str:
        """Its title."""

    def purpose(self) -> str:
        """What it is for, in one sentence."""

    def keys_now(self) -> Iterable[key_bindings.Key]:
        """The keys that matter now."""


class Speaker:
    """Says through the house's sound what a person needs to know where no screen is seen."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._last = ""
        self._question: object = None
        self._room: Spoken | None = None
        self._settles_until = 0.0
        self._values: WeakKeyDictionary[Input, str] = WeakKeyDictionary()

    @property
    def on(self) -> bool:
        """Whether the interface is spoken."""
        return self._context.preferences.spoken_interface

    def touched(self) -> None:
        """A key was pressed: what comes now is the answer to it."""
        self._settles_until = 0.0

    def arrived(self, room: Spoken) -> None:
        """A screen came up: its title, what it is for, and what has the focus."""
        now = self._context.clock.elapsed()
        still = room is self._room and now < self._settles_until
        self._room, self._question = room, None
        self._settles_until = now + SETTLING_SECONDS
        if not self.on:
            return
        parts = [room.where(), room.purpose()]
        if room.focused is not None:
            parts += self._asked_and_told(room.focused)
        if self._context.preferences.verbosity == "full":
            parts += [f"{key_bindings.spoken(key.shown)}, {_(key.words)}" for key in room.keys_now()]
        told = _joined(parts)
        if not (still and told == self._last):  # it goes on coming up, and nothing is new
            self._say(told, FOCUS)

    def focused(self, widget: Widget) -> None:
        """The focus went to ``widget``; a question is asked before its answer is named."""
        if self.on and not self._arriving(widget):
            self._say(_joined(self._asked_and_told(widget)), FOCUS)

    def changed(self, widget: Widget) -> None:
        """What has the focus has another value."""
        if self.on and widget.has_focus and not self._arriving(widget):
            self._say(self._told(widget, brief=True), FOCUS)

    def typed(self, field: Input) -> None:
        """Another text stands in a field: its character or word, as preferred; a private one only clicks."""
        before, now = self._values.get(field, ""), field.value
        self._values[field] = now
        if not field.has_focus or before == now or not self.on:
            return
        if self._private(field):
            self._click()
            return
        echo = self._context.preferences.echo
        if echo == "characters":
            self._say(_character(before, now, field.cursor_position), FOCUS)
        elif echo == "words" and len(now) > len(before) and now[field.cursor_position - 1 :][:1] == " ":
            self._say(now[: field.cursor_position].split(" ")[-2], FOCUS)

    def noticed(self, sentence: str, rank: int = ANSWER) -> None:
        """A quiet line appeared; ``ERROR`` for what went wrong, and for "paused"."""
        self._say(sentence, rank)

    def again(self, widget: Widget | None = None) -> None:
        """The open question once more where ``widget`` answers one, else the last thing that was said."""
        if widget is not None and (asking := _asking(widget)) is not None:
            self._say(_joined([asking.long, self._told(widget)]), ANSWER)
        else:
            self._say(self._last, ANSWER)

    def whole(self, widget: Widget | None) -> None:
        """This one private thing, for once."""
        if widget is not None:
            text = widget.value if isinstance(widget, Input) and not widget.password else self._words(widget)
            asking = _asking(widget)
            self._say(text or (asking.long if asking else _("empty")), ANSWER)

    def say(self, sentence: str, rank: int = ANSWER) -> None:
        """A sentence of a screen's own, spoken though the interface is just being turned on or off."""
        if self._context.sound is not None:
            self._context.sound.say_now(visible(sentence), rank)

    def _say(self, sentence: str, rank: int) -> None:
        if self.on and sentence.strip():
            self._last = sentence
            self.say(sentence, rank)

    def _click(self) -> None:
        if self._context.sound is not None:
            self._context.sound.click()

    def _arriving(self, widget: Widget) -> bool:
        """Whether ``widget`` belongs to a screen that is only coming up: its arrival tells all of it."""
        room = self._room
        if room is None or not widget.is_attached or cast("Spoken", widget.screen) is not room:
            return True
        if self._context.clock.elapsed() < self._settles_until:
            self.arrived(room)
            return True
        return False

    def _asked_and_told(self, widget: Widget) -> list[str]:
        asking = _asking(widget)
        asked = [asking.long] if asking is not None and asking is not self._question else []
        self._question = asking
        return [*asked, self._told(widget)]

    def _told(self, widget: Widget, *, brief: bool = False) -> str:
        if self._private(widget):
            return _("On screen only. F 6 speaks it.")
        return self._words(widget, brief=brief)

    def _words(self, widget: Widget, *, brief: bool = False) -> str:
        label, value, position = told(widget)
        detail = self._context.preferences.verbosity
        role = next((ROLES[one.__name__] for one in type(widget).__mro__ if one.__name__ in ROLES), "")
        parts = [label]
        if role and detail != "brief" and not brief and _(role) != label:
            parts.append(_(role))
        if value:
            parts.append(key_bindings.spoken(value))
        if position and detail != "brief":
            parts.append(position.replace("/", _(" of ")))
        return ", ".join(part.rstrip(".") for part in parts if part)

    def _private(self, widget: Widget) -> bool:
        if self._context.preferences.private_speech:
            return False
        asking = _asking(widget)
        if asking is not None and is_private(asking.ask.key):
            return True
        return any(getattr(one, "private", False) for one in (widget, *widget.ancestors))


def told(widget: Widget) -> tuple[str, str, str]:
    """Label, value and position of what can have the focus; all empty where it would say nothing."""
    own: Any = getattr(widget, "told", None)
    if own is not None:
        label, value, position = own()
        if isinstance(widget, Input) and not value:
            value = _("empty")
        return label, value, position
    if isinstance(widget, Input):
        return _("text field"), widget.value or _("empty"), ""
    return "", "", ""


def _character(before: str, now: str, at: int) -> str:
    """The character that was typed or taken away; of a paste, what was pasted."""
    if len(now) < len(before):
        gone = before[at : at + len(before) - len(now)]
        return _("{text} taken away").format(text=_spelled(gone))
    return _spelled(now[max(0, at - (len(now) - len(before)) or at - 1) : at])


def _spelled(text: str) -> str:
    return {" ": _("space"), "": "", ".": _("dot"), ",": _("comma"), "?": _("question mark")}.get(text, text)


def _asking(widget: Widget) -> Any:
    from securecoach_tui.tui.widgets.question import QuestionPanel

    return next((one for one in widget.ancestors if isinstance(one, QuestionPanel)), None)


def _joined(parts: list[str]) -> str:
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", ":")) else text + "."
