"""Reads what a terminal sends: bytes in, keys, mouse events, pastes and reports out.

Any bytes may arrive: a terminal in another encoding, an old mouse protocol, the answer to a question that an earlier
program asked, half a sequence after a stall. Nothing here raises, a sequence without a meaning is dropped whole (its
letters would act as keys otherwise), and ctrl+c is understood in the middle of anything. Of the sequences with a string,
only the colour of the terminal's background is passed on.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Generator, Iterator
from typing import Literal, NamedTuple

ESCAPE_SECONDS = 0.1  # an escape character with nothing after it for this long was the escape key
SEQUENCE_SECONDS = 0.5  # an unfinished sequence is dropped after this long without a byte
PASTE_SECONDS = 2.0  # a paste ends after this long without a byte, even without its end sequence
ALONE_SECONDS = 0.4  # a key this long after the bytes before it is no part of a paste, which comes at once
LONGEST_SEQUENCE = 4096  # bytes kept of a sequence; the rest up to its end is dropped
LONGEST_PASTE = 4_000_000  # bytes

_ESC = b"\x1b"
_CTRL_C = b"\x03"
_PASTE_START, _PASTE_END = b"\x1b[200~", b"\x1b[201~"
_STRINGS = b"]P^_X"  # what follows the escape of a sequence that contains a string, up to its terminator
_LONGEST_ANSWER = 40  # bytes of a string that are kept; the answer about the background has at most 28
_BACKGROUND = re.compile(rb"11;rgba?:[0-9a-fA-F/]+")
_TERMINATORS = re.compile(rb"\x07|\x1b\\|\xc2\x9c|[\x03\x18\x1a]|\x1b(?!\\|\Z)")
_ENDS = (b"\x07", b"\x1b\\", b"\xc2\x9c")  # what ends a string as it should end
# Sequences that can also be sent as one character. As a byte that isn't UTF-8 only the most frequent is taken for one.
_SINGLE = {"\x9b": b"\x1b[", "\x9d": b"\x1b]", "\x90": b"\x1bP", "\x9e": b"\x1b^", "\x9f": b"\x1b_", "\x98": b"\x1bX"}
_SINGLE.update({"\x8f": b"\x1bO", "\udc9b": b"\x1b["})
# ctrl+c as a control character, and as the kitty protocol and xterm write it, with a c of any layout.
_CTRL_C_IN_PASTE = re.compile(
    rb"\x03|\x1b\[(?:(?:99|67|1089|968|1489|1572|1586)(?::\d*)*|\d+:\d*:99);(?:5|6|69|70|133|197)(?::[12]?)?(?:;[\d:]*)?u"
    rb"|\x1b\[27;[56];99~"
)
# One key: a character, or the sequence of a key, but not of the window's focus or of the end of a paste.
_ONE_KEY = re.compile(r"[^\x00-\x1f\x7f]|\x1b(?!\[(?:[IO]|201~)\Z)(?:\[[\d:;]*[A-Za-z~]|O.)")
_ENTER = (b"\r", b"\n", b"\r\n")
_SEQUENCE_IN_PASTE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]?|.)?", re.DOTALL)

Rest = Generator["Received", None, bytes]


class Received(NamedTuple):
    """``text`` that was typed, a complete ``sequence`` that begins with an escape, or the text of a ``paste``.

    Control characters other than the escape are text.
    """

    kind: Literal["text", "sequence", "paste"]
    value: str


class TerminalInput:
    """Cuts a stream of bytes into typed text, complete escape sequences and pastes.

    ``feed`` takes bytes and the clock reading (seconds) at which they came; ``tick`` ends what was left unfinished for
    too long. ``escape_seconds`` is how long an escape may be the begin of a sequence.
    """

    def __init__(self, escape_seconds: float = ESCAPE_SECONDS) -> None:
        self._escape_seconds = escape_seconds
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._sequence = b""  # the escape sequence received so far
        self._string = b""  # the begin of the string in it
        self._paste: bytearray | None = None
        self._since = 0.0

    def feed(self, data: bytes, now: float) -> Iterator[Received]:
        """What ``data`` completes, in order."""
        yield from self.tick(now)
        if self._paste is not None and now - self._since >= ALONE_SECONDS and _is_one_key(data):
            yield self._end_paste(len(self._paste))  # whoever presses a key again and again must not be locked out
        if self._paste is None or data not in _ENTER:  # enter may be a line of a paste, but makes it no longer
            self._since = now
        while data:
            if self._paste is not None:
                data = yield from self._read_paste(data)
            elif self._sequence:
                data = yield from self._read_sequence(data)
            else:
                data = yield from self._read_text(data)

    def tick(self, now: float) -> Iterator[Received]:
        """End what is too old: a lone escape was the key, a sequence is dropped, and a paste is passed on."""
        idle = now - self._since
        if self._paste is not None:
            escape = self._paste.endswith(_ESC) and idle >= self._escape_seconds
            if escape or idle >= PASTE_SECONDS:
                yield self._end_paste(len(self._paste))
            if escape:
                yield Received("sequence", "\x1b")
        elif self._sequence == _ESC and idle >= self._escape_seconds:
            self._sequence = b""
            yield Received("sequence", "\x1b")
        elif idle >= SEQUENCE_SECONDS:
            self._sequence = self._string = b""
            self._decoder.reset()

    def _read_text(self, data: bytes) -> Rest:
        """Read text up to an escape sequence, and return what follows."""
        text, escape, rest = data.partition(_ESC)
        decoded = self._decoder.decode(text, final=bool(escape))
        for index, character in enumerate(decoded):
            if character in _SINGLE:
                yield from _typed(decoded[:index])
                self._sequence = _SINGLE[character]
                self._decoder.reset()
                return decoded[index + 1 :].encode("utf-8", "surrogateescape") + escape + rest
        yield from _typed(decoded)
        self._sequence = escape
        return rest

    def _read_sequence(self, data: bytes) -> Rest:
        """Add the first byte of ``data`` to the sequence, or more of a string, and return what follows."""
        if self._sequence[1:2] and self._sequence[1:2] in _STRINGS:
            return (yield from self._read_string(data))
        byte, rest = data[:1], data[1:]
        if byte == _ESC:
            if self._sequence == _ESC:
                yield Received("sequence", "\x1b")
            self._sequence = _ESC
            return rest
        if byte == _CTRL_C or (byte < b" " and self._sequence != _ESC):
            self._sequence = b""  # a control character ends any sequence
            return data
        self._sequence += byte
        state = _state(self._sequence)
        if state == "paste":
            self._paste, self._sequence = bytearray(), b""
        elif state == "complete":
            sequence, self._sequence = self._sequence, b""
            yield Received("sequence", sequence.decode("utf-8", "replace"))
        elif state == "none" or len(self._sequence) > LONGEST_SEQUENCE:
            self._sequence = b""
        return rest

    def _read_string(self, data: bytes) -> Rest:
        """Read a string up to its terminator, and drop it unless it is the colour of the background.

        A control character ends it as well, and another escape sequence.
        """
        joined = (_ESC if self._sequence.endswith(_ESC) else b"") + data
        found = _TERMINATORS.search(joined)
        string = (self._string + joined[: found.start() if found else None].rstrip(_ESC))[:_LONGEST_ANSWER]
        if found is None:
            self._string = string
            self._sequence = self._sequence[:2] + (_ESC if joined.endswith(_ESC) else b"")
            return b""
        is_whole = self._sequence[1:2] == b"]" and found[0] in _ENDS
        self._sequence = self._string = b""
        if is_whole and _BACKGROUND.fullmatch(string):
            yield Received("sequence", "\x1b]" + string.decode("ascii"))
        return joined[found.start() if found[0] in (_ESC, _CTRL_C) else found.end() :]

    def _read_paste(self, data: bytes) -> Rest:
        """Add to the paste up to its end, and return what follows.

        ctrl+c ends it as well: a paste whose end never comes would lock the person out.
        """
        assert self._paste is not None
        begin = max(0, len(self._paste) - 40)  # a sequence may have come in two parts
        self._paste += data
        end = self._paste.find(_PASTE_END, begin)
        found = _CTRL_C_IN_PASTE.search(self._paste, begin) if end < 0 else None
        if found is not None:
            rest = _CTRL_C + bytes(self._paste[found.end() :])
            yield self._end_paste(found.start())
            return rest
        if end < 0:
            del self._paste[LONGEST_PASTE:-64]
            return b""
        rest = bytes(self._paste[end + len(_PASTE_END) :])
        yield self._end_paste(end)
        return rest

    def _end_paste(self, length: int) -> Received:
        assert self._paste is not None
        text = self._paste[:length].decode("utf-8", "ignore").replace("\x00", "")
        self._paste = None
        return Received("paste", _SEQUENCE_IN_PASTE.sub("", text))


def _is_one_key(data: bytes) -> bool:
    return _ONE_KEY.fullmatch(data.decode("utf-8", "replace")) is not None


def _typed(text: str) -> Iterator[Received]:
    """``text`` without what could not be decoded."""
    known = "".join(one for one in text if not ("\x80" <= one <= "\x9f" or "\ud800" <= one <= "\udfff"))
    if known:
        yield Received("text", known)


def _state(sequence: bytes) -> Literal["open", "complete", "paste", "none"]:
    """Whether ``sequence`` is complete, is none at all, or needs more bytes."""
    first, last = sequence[1:2], sequence[-1]
    if first == b"[" and len(sequence) > 2:
        return _control_state(sequence, last)
    if first == b"O" and len(sequence) > 2:
        return "open" if 0x30 <= last <= 0x39 else "complete"
    if first == b"[" or first == b"O" or first in _STRINGS:
        return "open"
    if first >= b"\x80":  # alt with a letter that isn't ASCII
        length = 2 if sequence[1] < 0xE0 else 3 if sequence[1] < 0xF0 else 4
        return "complete" if len(sequence) > length else "open"
    return "complete"


def _control_state(sequence: bytes, last: int) -> Literal["open", "complete", "paste", "none"]:
    """The state of a sequence that begins with an escape and a bracket."""
    if sequence[2:3] == b"M":  # an old mouse report: three bytes of any value follow
        return "complete" if len(sequence) == 6 else "open"
    if sequence[2:3] == b"[":  # a function key of the Linux console
        return "complete" if len(sequence) == 4 else "open"
    if last >= 0x80:
        return "none"
    if 0x40 <= last <= 0x7E:
        return "paste" if sequence == _PASTE_START else "complete"
    return "open"
