"""A line editor: takes bytes from a keyboard, and returns echo and complete lines.

It does no I/O and reads no clock; callers pass the bytes and the clock readings. Only typed characters are echoed.
Backspace is echoed as backspace, space, backspace, as in a terminal's line editing, so that no escape sequence is
ever printed. Arrow keys, function keys (which braille displays send when a cell is touched) and all other sequences
are ignored, unless they are a key written in numbers (``key_codes``). The line breaks of a bracketed paste become spaces.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from securecoach_tui.plain.key_codes import typed_by
from securecoach_tui.practice.visible_text import is_typed_text

LONGEST_LINE = 100_000  # characters of one answer; more are ignored
ESCAPE_SECONDS = 0.1  # an escape character not followed by another within this time was the escape key

_PASTE, _PASTE_END = "\x1b[200~", "\x1b[201~"
# A complete escape sequence: Linux's F1-F5, a mouse report, CSI, a string with its terminator, SS3, alt + key.
_COMPLETE = re.compile(
    r"\x1b(?:\[\[.|\[M...|\[(?![\[M])[0-?]*[ -/]*[@-~]|[\]P^_X].*?(?:\x07|\x1b\\)|O.|[^\[\]P^_XO\x1b])", re.DOTALL
)
_STRINGS = "]P^_X"  # the characters after the escape of sequences that contain a string
_LONGEST_SEQUENCE = 4096
_SPACES = "\t\r\n\x0b\x0c\x85\u2028\u2029"  # tabs and line breaks, which become spaces
INTERRUPT = "\x03"  # ctrl+c
_ENTER = ("\r", "\n", "\r\n")
PASTE_SECONDS = 2.0  # a paste ends after this long without input, even without its end sequence
ALONE_SECONDS = 0.4  # a key this long after the bytes before it is no part of a paste, which comes at once


@dataclass(frozen=True, slots=True)
class EditorEvent:
    """The result of input: ``echo`` to print unchanged, a complete ``line``, the ``end`` of input, or an ``interrupt``.

    The system makes a signal of ctrl+c. It comes here only from a terminal that writes it otherwise.
    """

    kind: Literal["echo", "line", "end", "interrupt"]
    text: str = ""


class LineEditor:
    """The line being typed."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self.text = ""
        self.begun = 0.0
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._sequence = ""
        self._since = 0.0
        self._pasting = False

    def feed(self, data: bytes, now: float) -> Iterator[EditorEvent]:
        """Process bytes received at clock reading ``now`` (seconds). Adjacent echo is joined into one event."""
        idle, text = now - self._since, self._decoder.decode(data)
        if idle > PASTE_SECONDS or (idle >= ALONE_SECONDS and _is_one_key(text)):
            self._pasting = False
        if not self._pasting or text not in _ENTER:  # enter may be a line of a paste, but makes it no longer
            self._since = now
        if idle > ESCAPE_SECONDS and not self._pasting:
            self._sequence = ""
        echo = ""
        for character in text:
            if character == INTERRUPT:
                self._sequence = ""
            in_sequence = self._sequence or character in "\x1b\x9b"
            for typed in self._follow(character) if in_sequence else character:
                event = self._key(typed, now)
                if event is not None and event.kind == "echo":
                    echo += event.text
                elif event is not None:
                    if echo:
                        yield EditorEvent("echo", echo)
                    echo = ""
                    yield event
        if echo:
            yield EditorEvent("echo", echo)

    def _follow(self, character: str) -> str:
        """Add a character to an escape sequence. Return what a complete one types, which for most is nothing."""
        if character == "\x9b":
            character = "\x1b["
        if character[0] == "\x1b" and self._sequence[1:2] not in tuple(_STRINGS):
            self._sequence = ""  # the previous sequence was incomplete, and another begins
        self._sequence += character
        typed = ""
        if _COMPLETE.fullmatch(self._sequence):
            if self._sequence == _PASTE:
                self._pasting = True
            elif self._sequence == _PASTE_END:
                self._pasting = False
            else:
                typed = typed_by(self._sequence)
            self._sequence = ""
        elif len(self._sequence) > _LONGEST_SEQUENCE:
            self._sequence = ""
        return typed if typed == INTERRUPT or not self._pasting else ""

    def _key(self, character: str, now: float) -> EditorEvent | None:
        if character in "\r\n" and not self._pasting:
            text, self.text = self.text, ""
            return EditorEvent("line", text)
        if character == INTERRUPT:
            return EditorEvent("interrupt")
        if character in "\x7f\x08":
            return self._erase(_last_length(self.text))
        if character == "\x15":
            return self._erase(len(self.text))
        if character == "\x17":
            return self._erase(len(self.text) - len(re.sub(r"\S*\s*\Z", "", self.text)))
        if character == "\x04" and not self.text:
            return EditorEvent("end")
        return self._put(" " if character in _SPACES else character, now)

    def _put(self, character: str, now: float) -> EditorEvent | None:
        if not is_typed_text(character) or len(self.text) >= LONGEST_LINE:
            return None
        if not self.text:
            self.begun = now
        self.text += character
        return EditorEvent("echo", shown(character))

    def _erase(self, count: int) -> EditorEvent | None:
        erased, self.text = self.text[len(self.text) - count :], self.text[: len(self.text) - count]
        return EditorEvent("echo", "\b \b" * cells(erased)) if erased else None


def _is_one_key(text: str) -> bool:
    return (len(text) == 1 and text.isprintable()) or typed_by(text) not in ("", "\r")


def shown(text: str) -> str:
    """``text`` for echoing, without bidirectional overrides, which could reorder the line."""
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)


def cells(text: str) -> int:
    """The width of ``text`` in terminal cells."""
    return sum(_cells(character) for character in shown(text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _last_length(text: str) -> int:
    """The length of the last character with its combining marks."""
    count = min(1, len(text))
    while count < len(text) and _cells(text[len(text) - count]) == 0:
        count += 1
    return count
