"""Puts title and chapters into a sound file whose samples are complete.

mp3 has them in an ID3 tag (``id3``), flac, ogg and opus as Vorbis comments (``vorbis_comments``). A wav file has no
place for them that players agree on.
"""

from __future__ import annotations

from typing import IO

from securecoach_tui.voice import id3, vorbis_comments
from securecoach_tui.voice.sound_tags import SoundTags

PIECE = 1 << 20  # bytes moved at a time


def write_tags(file: IO[bytes], suffix: str, tags: SoundTags) -> None:
    """Put ``tags`` into a complete sound file of this format.

    Raises:
        OSError: the file can't be written.
    """
    if suffix == ".mp3":
        splice(file, 0, 0, id3.tag(tags))
    elif suffix == ".flac":
        splice(file, *vorbis_comments.in_flac(file, tags))
    elif suffix in (".ogg", ".opus"):
        splice(file, *vorbis_comments.in_ogg(file, tags))


def splice(file: IO[bytes], begin: int, end: int, data: bytes) -> None:
    """Replace the bytes from ``begin`` to ``end`` of the file, and move what comes after them."""
    moved = len(data) - (end - begin)
    file.seek(0, 2)
    size = file.tell()
    if moved > 0:
        at = size
        while at > end:
            first = max(end, at - PIECE)
            _move(file, first, at - first, moved)
            at = first
    elif moved < 0:
        for at in range(end, size, PIECE):
            _move(file, at, min(PIECE, size - at), moved)
        file.truncate(size + moved)
    file.seek(begin)
    file.write(data)
    file.seek(0, 2)


def _move(file: IO[bytes], at: int, count: int, by: int) -> None:
    file.seek(at)
    piece = file.read(count)
    file.seek(at + by)
    file.write(piece)
