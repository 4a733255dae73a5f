"""One line under a person's hands: bytes of a keyboard in, echo and whole lines out.

Pure: it reads no device and knows no clock but the readings it is handed. Only what a person typed is
echoed; backspace takes a character back with backspace, space, backspace, as a terminal's own line
editing does, so that no escape sequence is ever printed. Arrow and function keys, which braille displays
send when a cell is touched, and every other sequence leave nothing. A bracketed paste is text: its line
breaks become spaces.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

LONGEST_LINE = 100_000  # characters of one answer that are kept
ESCAPE_SECONDS = 0.1  # an escape that nothing follows within this was the key itself

_PASTE, _PASTE_END = "\x1b[200~", "\x1b[201~"
# A whole sequence from its escape on: Linux's F1-F5, a mouse report, CSI, a string with its end, SS3, alt + key.
_WHOLE = re.compile(
    r"\x1b(?:\[\[.|\[M...|\[(?![\[M])[0-?]*[ -/]*[@-~]|[\]P^_X].*?(?:\x07|\x1b\\)|O.|[^\[\]P^_XO\x1b])", re.DOTALL
)
_STRINGS = "]P^_X"  # what begins a sequence that holds a string
_LONGEST_SEQUENCE = 4096
PASTE_SECONDS = 2.0  # a paste that stands still for this long has lost its end


@dataclass(frozen=True, slots=True)
class Typed:
    """What a key did: ``echo`` to print as it is, a ``line`` that is whole, or the ``end`` of input."""

    what: Literal["echo", "line", "end"]
    text: str = ""


class Editor:
    """The line being typed. ``secret`` echoes nothing."""

    def __init__(self) -> None:
        self.text = ""
        self.secret = False
        self.begun = 0.0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._sequence = ""
        self._since = 0.0
        self._pasting = False

    def feed(self, data: bytes, now: float) -> Iterator[Typed]:
        """What these bytes do, at clock reading ``now`` (seconds). Echo that follows echo is one piece."""
        idle, self._since = now - self._since, now
        if idle > PASTE_SECONDS:
            self._pasting = False
        if idle > ESCAPE_SECONDS and not self._pasting:
            self._sequence = ""
        echo = ""
        for character in self._decoder.decode(data):
            if self._sequence or character in "\x1b\x9b":
                self._follow(character)
                continue
            typed = self._key(character, now)
            if typed is not None and typed.what == "echo":
                echo += typed.text
            elif typed is not None:
                if echo:
                    yield Typed("echo", echo)
                echo = ""
                yield typed
        if echo:
            yield Typed("echo", echo)

    def _follow(self, character: str) -> None:
        """One more character of a sequence, swallowed as soon as it is whole."""
        if character == "\x9b":
            character = "\x1b["
        if character[0] == "\x1b" and self._sequence[1:2] not in tuple(_STRINGS):
            self._sequence = ""  # one was broken off and another begins
        self._sequence += character
        if _WHOLE.fullmatch(self._sequence):
            if self._sequence == _PASTE:
                self._pasting = True
            elif self._sequence == _PASTE_END:
                self._pasting = False
            self._sequence = ""
        elif len(self._sequence) > _LONGEST_SEQUENCE:
            self._sequence = ""

    def _key(self, character: str, now: float) -> Typed | None:
        if character in "\r\n" and not self._pasting:
            text, self.text = self.text, ""
            return Typed("line", text)
        if character in "\x7f\x08":
            return self._erase(_last(self.text))
        if character == "\x15":
            return self._erase(len(self.text))
        if character == "\x17":
            return self._erase(len(self.text) - len(re.sub(r"\S*\s*\Z", "", self.text)))
        if character == "\x04" and not self.text:
            return Typed("end")
        return self._put(" " if character in "\t\r\n" else character, now)

    def _put(self, character: str, now: float) -> Typed | None:
        if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs") or len(self.text) >= LONGEST_LINE:
            return None
        if not self.text:
            self.begun = now
        self.text += character
        return None if self.secret else Typed("echo", shown(character))

    def _erase(self, count: int) -> Typed | None:
        gone, self.text = self.text[len(self.text) - count :], self.text[: len(self.text) - count]
        return Typed("echo", "\b \b" * cells(gone)) if gone and not self.secret else None


def shown(text: str) -> str:
    """``text`` as it is echoed: bidirectional overrides, which could reorder the line, take no place."""
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)


def cells(text: str) -> int:
    """How many cells of a terminal ``text`` takes."""
    return sum(_cells(character) for character in shown(text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _last(text: str) -> int:
    """How many characters the last one is, marks that combine with it included."""
    count = min(1, len(text))
    while count < len(text) and _cells(text[len(text) - count]) == 0:
        count += 1
    return count
