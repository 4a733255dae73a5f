"""The cache of clips on the disk, one file for each: a sentence is synthesised only once.

A file consists of a digest and the samples, so that an incomplete file is recognised and made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from array import array
from pathlib import Path

from securecoach_tui.voice.playback.levels import WORDS_LUFS
from securecoach_tui.voice.synthesis.sound_files import write_clip

LIMIT_BYTES = 200_000_000
LEVEL = f"{WORDS_LUFS:g} LUFS"  # clips of earlier versions, at other levels, aren't found
_DIGEST = 32


class ClipCache:
    """Clips by engine, voice, rate and text in ``folder``. If the folder can't be used, nothing is cached."""

    def __init__(self, folder: Path, limit: int = LIMIT_BYTES) -> None:
        self._folder, self._limit = folder, limit

    @property
    def cache(self) -> Path:
        """The cache folder, of which the clips are a part."""
        return self._folder.parent

    def get(self, engine: str, voice: str, rate: int, text: str) -> array[int] | None:
        """The clip; None if there is none or its file is incomplete."""
        path = self._path(engine, voice, rate, text)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        if len(data) % 2 or hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        return array("h", data[_DIGEST:])

    def put(self, engine: str, voice: str, rate: int, text: str, samples: array[int]) -> None:
        """Store a clip if the disk allows it; above the limit, the least recently used are removed."""
        data = samples.tobytes()
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            target = self._path(engine, voice, rate, text)
            write_clip(self.cache, target, hashlib.sha256(data).digest() + data)
            self._remove_oldest()

    def _path(self, engine: str, voice: str, rate: int, text: str) -> Path:
        key = "\0".join((LEVEL, engine, voice, str(rate), text)).encode(errors="replace")
        return self._folder / f"{hashlib.sha256(key).hexdigest()}.clip"

    def _remove_oldest(self) -> None:
        aged = []
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                found = path.stat()
                if path.suffix != ".clip":  # an incomplete one of an earlier version
                    path.unlink()
                    continue
                aged.append((found.st_mtime, found.st_size, path))
        total = sum(size for _, size, _ in aged)
        for _, size, path in sorted(aged):
            if total <= self._limit:
                return
            path.unlink(missing_ok=True)
            total -= size
