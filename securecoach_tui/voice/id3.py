"""An ID3 tag with chapters, for mp3.

After "ID3 tag version 2.3.0" (id3.org, 1999), which more players read than 2.4, and "ID3v2 Chapter Frame Addendum"
(id3.org, 2005).
"""

from __future__ import annotations

import struct

from securecoach_tui.voice.sound_tags import SoundTags

TOP_LEVEL, ORDERED = 2, 1  # flags of a table of contents
NO_OFFSET = 0xFFFFFFFF  # a chapter has its times only, and no position in bytes
MOST_CHAPTERS = 255  # a table of contents counts its entries in one byte


def tag(tags: SoundTags) -> bytes:
    """The tag, which stands before the first frame of sound."""
    frames = [_text("TIT2", tags.title), _text("TALB", tags.album), _text("TPE1", tags.album)]
    frames += [_text("TLEN", str(round(1000 * tags.seconds))), _comment(tags.description)]
    if tags.track:
        frames.append(_text("TRCK", f"{tags.track}/{tags.tracks}"))
    if tags.replay_gain:
        frames.append(_frame("TXXX", b"\x00REPLAYGAIN_TRACK_GAIN\x00" + tags.replay_gain.encode("latin-1")))
    body = b"".join(frames) + _chapters(tags)
    return b"ID3\x03\x00\x00" + _synchsafe(len(body)) + body


def _chapters(tags: SoundTags) -> bytes:
    chapters = tags.with_ends[:MOST_CHAPTERS]
    if not chapters:
        return b""
    names = [f"chapter{number}".encode() + b"\x00" for number in range(len(chapters))]
    contents = b"contents\x00" + bytes([TOP_LEVEL | ORDERED, len(chapters)]) + b"".join(names)
    found = _frame("CTOC", contents)
    for name, (chapter, end) in zip(names, chapters, strict=True):
        times = struct.pack(">IIII", round(1000 * chapter.second), round(1000 * end), NO_OFFSET, NO_OFFSET)
        found += _frame("CHAP", name + times + _text("TIT2", chapter.title))
    return found


def _text(name: str, text: str) -> bytes:
    return _frame(name, b"\x01" + text.encode("utf-16"))  # with a byte order mark, as the standard asks


def _comment(text: str) -> bytes:
    return _frame("COMM", b"\x01eng" + "".encode("utf-16") + b"\x00\x00" + text.encode("utf-16"))


def _frame(name: str, data: bytes) -> bytes:
    return name.encode("ascii") + struct.pack(">IH", len(data), 0) + data


def _synchsafe(number: int) -> bytes:
    """Four bytes with seven bits each, so that no player takes them for a frame of sound."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
