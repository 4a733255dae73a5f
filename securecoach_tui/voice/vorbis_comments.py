"""Vorbis comments with chapters, for flac, ogg and opus.

After "Ogg Vorbis I format specification: comment field" and "Chapter Extension" (xiph.org), RFC 9639 (FLAC), RFC 3533
(Ogg) and RFC 7845 (Opus). Each function returns the bytes to put into a file, and which bytes they replace.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from functools import cache
from typing import IO

from securecoach_tui.voice.sound_tags import SoundTags

Place = tuple[int, int, bytes]  # the first byte to replace, the first one after them, and the new bytes
LAST_BLOCK, COMMENT_BLOCK = 0x80, 4  # of FLAC: a flag, and a type of block
CONTINUED = 0x01  # of Ogg: the first packet of a page began on the page before
MOST_SEGMENTS = 255  # of an Ogg page, and the bytes of a full segment
OPUS_LUFS = -23.0  # the level from which R128_TRACK_GAIN counts


def comments(tags: SoundTags, *, opus: bool = False) -> list[str]:
    """The comments, each a name and a value."""
    found = [f"TITLE={tags.title}", f"ALBUM={tags.album}", f"ARTIST={tags.album}", f"DESCRIPTION={tags.description}"]
    if tags.track:
        found += [f"TRACKNUMBER={tags.track}", f"TRACKTOTAL={tags.tracks}"]
    if opus and tags.lufs > -math.inf:
        found.append(f"R128_TRACK_GAIN={round(256 * (OPUS_LUFS - tags.lufs))}")
    elif tags.replay_gain:
        found.append(f"REPLAYGAIN_TRACK_GAIN={tags.replay_gain}")
    for number, chapter in enumerate(tags.chapters):
        found += [f"CHAPTER{number:03}={_time(chapter.second)}", f"CHAPTER{number:03}NAME={chapter.title}"]
    return found


def in_flac(file: IO[bytes], tags: SoundTags) -> Place:
    """The block of comments of a FLAC file, in place of the encoder's own.

    Raises:
        OSError: it isn't a FLAC file.
    """
    file.seek(0)
    if file.read(4) != b"fLaC":
        raise OSError(0, "not FLAC")
    at, vendor = 4, b""
    while True:
        file.seek(at)
        head = file.read(4)
        if len(head) < 4:
            raise OSError(0, "FLAC without comments")
        kind, length = head[0] & 0x7F, int.from_bytes(head[1:], "big")
        if kind == COMMENT_BLOCK:
            vendor = _vendor(file.read(length))
            body = _body(vendor, comments(tags))
            return at, at + 4 + length, bytes([head[0]]) + len(body).to_bytes(3, "big") + body
        if head[0] & LAST_BLOCK:  # libFLAC always writes comments; this is for another encoder
            body = _body(vendor, comments(tags))
            return 4 + 4 + 34, 4 + 4 + 34, bytes([COMMENT_BLOCK]) + len(body).to_bytes(3, "big") + body
        at += 4 + length


@dataclass
class _Page:
    """A page of an Ogg file, without its data. ``at`` is its position in the file."""

    at: int
    serial: bytes
    number: int
    segments: bytes
    data: bytes

    @property
    def end(self) -> int:
        """The position after the page."""
        return self.at + 27 + len(self.segments) + len(self.data)


def in_ogg(file: IO[bytes], tags: SoundTags) -> Place:
    """The pages with the comments of an Ogg file of Vorbis or Opus, as many as there were, so that the others stay.

    Raises:
        OSError: it isn't such a file, or there are more comments than its pages hold.
    """
    first = _page(file, 0)
    opus = first.data.startswith(b"OpusHead")
    wanted = 1 if opus else 2  # packets after the first: comments, and of Vorbis the setup
    pages, packets, open_packet = list[_Page](), list[bytes](), b""
    at = first.end
    while len(packets) < wanted:
        page = _page(file, at)
        pages.append(page)
        at, taken = page.end, 0
        for size in page.segments:
            open_packet += page.data[taken : taken + size]
            taken += size
            if size < MOST_SEGMENTS:
                packets.append(open_packet)
                open_packet = b""
    name = b"OpusTags" if opus else b"\x03vorbis"
    if not packets[0].startswith(name):
        raise OSError(0, "Ogg without comments")
    body = _body(_vendor(packets[0][len(name) :]), comments(tags, opus=opus))
    packets[0] = name + body + (b"" if opus else b"\x01")
    return first.end, at, _paged(packets, pages)


def _paged(packets: list[bytes], pages: list[_Page]) -> bytes:
    """The packets on as many pages as ``pages``, with their numbers."""
    segments = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    if len(segments) > MOST_SEGMENTS * len(pages):
        raise OSError(0, "too many comments")
    data, out, continued = b"".join(packets), b"", False
    for left, page in zip(range(len(pages) - 1, -1, -1), pages, strict=True):
        count = min(MOST_SEGMENTS, len(segments) - left)  # at least one for each page that follows
        table, segments = segments[:count], segments[count:]
        part, data = data[: sum(table)], data[sum(table) :]
        ends = any(size < 255 for size in table)
        head = struct.pack("<4sBB", b"OggS", 0, CONTINUED if continued else 0)
        head += (bytes(8) if ends else b"\xff" * 8) + page.serial + struct.pack("<I", page.number)
        rest = bytes([len(table)]) + table + part
        out += head + struct.pack("<I", _checksum(head + bytes(4) + rest)) + rest
        continued = table[-1] == 255
    return out


def _page(file: IO[bytes], at: int) -> _Page:
    file.seek(at)
    head = file.read(27)
    if head[:4] != b"OggS" or len(head) < 27:
        raise OSError(0, "not Ogg")
    segments = file.read(head[26])
    number = int.from_bytes(head[18:22], "little")
    return _Page(at, head[14:18], number, segments, file.read(sum(segments)))


def _body(vendor: bytes, fields: list[str]) -> bytes:
    parts = [vendor, *(field.encode() for field in fields)]
    counted = [struct.pack("<I", len(part)) + part for part in parts]
    return counted[0] + struct.pack("<I", len(fields)) + b"".join(counted[1:])


def _vendor(body: bytes) -> bytes:
    """The name of the encoder, with which a list of comments begins."""
    (length,) = struct.unpack("<I", body[:4])
    return body[4 : 4 + length]


def _time(second: float) -> str:
    whole, thousandths = divmod(round(1000 * second), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"


def _checksum(data: bytes) -> int:
    """The checksum of an Ogg page: CRC-32 with the polynomial 04C11DB7, unreflected, from 0."""
    value, table = 0, _table()
    for byte in data:
        value = value << 8 & 0xFFFFFFFF ^ table[value >> 24 ^ byte]
    return value


@cache
def _table() -> list[int]:
    found = []
    for byte in range(256):
        value = byte << 24
        for _bit in range(8):
            value = value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)
        found.append(value & 0xFFFFFFFF)
    return found
