"""Protocols of screens and widgets for screen speech and the terminal's cursor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from textual.geometry import Offset
from textual.widget import Widget

from securecoach_tui.tui.key_bindings import KeyBinding


class SpokenParts(NamedTuple):
    """The spoken text of a widget in parts. ``position`` is "2/7" in a list. Empty parts are left out."""

    label: str
    value: str = ""
    position: str = ""


@runtime_checkable
class Speakable(Protocol):
    """A widget that can be spoken. Every widget that can have the focus implements this."""

    @property
    def speech_role(self) -> str:
        """The kind of widget ("list"), marked for translation; empty if it is not spoken."""

    def spoken_parts(self) -> SpokenParts:
        """The spoken text of the widget in its current state."""


@runtime_checkable
class MaybePrivate(Protocol):
    """A widget or screen that may show private text. Its descendants are private, too."""

    @property
    def speech_private(self) -> bool:
        """Whether its text is not spoken unless the person chose so."""


@runtime_checkable
class SpokenQuestion(Protocol):
    """A container that asks a question; the widgets inside it are the answer."""

    @property
    def question_text(self) -> str:
        """The question in full."""

    @property
    def question_private(self) -> bool:
        """Whether the question itself is not spoken unless the person chose so."""


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

    @property
    def private_purpose(self) -> bool:
        """Whether the purpose repeats what the person wrote."""

    def current_keys(self) -> Iterable[KeyBinding]:
        """The keys of the footer."""
