"""What the spoken interface and the terminal's cursor need to know of a screen and its widgets, as protocols."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from textual.geometry import Offset
from textual.widget import Widget

from securecoach_tui.tui.key_bindings import KeyBinding


class SpokenParts(NamedTuple):
    """What is said of a widget. ``position`` is "2/7" in a list; empty parts are left out."""

    label: str
    value: str = ""
    position: str = ""


@runtime_checkable
class Speakable(Protocol):
    """A widget that can have the focus and be spoken. Every widget that can have the focus is one."""

    @property
    def speech_role(self) -> str:
        """The kind of widget ("list"), marked for translation; empty if it is not said."""

    def spoken_parts(self) -> SpokenParts:
        """What is said of the widget as it is now."""


@runtime_checkable
class MaybePrivate(Protocol):
    """A widget or screen that may show private words. What is inside it is private, too."""

    @property
    def speech_private(self) -> bool:
        """Whether its words are shown and not spoken, unless the person chose otherwise."""


@runtime_checkable
class SpokenQuestion(Protocol):
    """A container that asks a question; the widgets inside it are the answer."""

    @property
    def question_text(self) -> str:
        """The question in full."""


@runtime_checkable
class HasCursorCell(Protocol):
    """A widget that knows where the terminal's cursor belongs while it has the focus."""

    def cursor_cell(self) -> Offset:
        """The cell in coordinates of the widget's content."""


class SpeakableScreen(Protocol):
    """A screen, as far as it is spoken."""

    @property
    def focused(self) -> Widget | None:
        """The widget that has the focus."""

    def location(self) -> str:
        """The title."""

    def purpose(self) -> str:
        """What the screen is for, in one sentence."""

    def current_keys(self) -> Iterable[KeyBinding]:
        """The keys of the footer."""
