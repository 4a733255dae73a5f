"""Has ambience made by the worker process, and keeps it in memory and, where it is ours, in the cache of clips."""

from __future__ import annotations

import contextlib
import struct
import subprocess
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

from securecoach_tui.config import child_process, threads
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.voice import worker_process
from securecoach_tui.voice.model import RATE, AmbienceNotice
from securecoach_tui.voice.playback.ambience.wanted import Wanted

VERSION = 1  # raised when a sound changes, so that the cache isn't asked for the older one
LONGEST_SOUND = 100_000_000  # bytes of one reply
MOST_SECONDS = 60.0  # for one sound; a slow machine takes some seconds


class Clips(Protocol):
    """What the maker needs of the cache of clips."""

    def get(self, engine: str, voice: str, rate: int, text: str) -> array[int] | None: ...

    def put(self, engine: str, voice: str, rate: int, text: str, samples: array[int]) -> None: ...


class AmbienceMaker:
    """Makes sounds in the worker process. ``notice`` is called once with a sentence about a file that can't be played."""

    def __init__(self, clips: Clips, notice: Callable[[str], None]) -> None:
        self._clips, self._notice = clips, notice
        self._made: dict[Wanted, array[int]] = {}
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._closed = False

    def sound(self, wanted: Wanted) -> array[int] | None:
        """The samples; None while they aren't made."""
        return self._made.get(wanted)

    def request(self, wanted: Iterable[Wanted]) -> None:
        """Make these in another thread."""
        missing = [one for one in wanted if one not in self._made]
        if missing:
            making = threading.Thread(target=self.make, args=(missing,), name="ambience", daemon=True)
            if not threads.start(making):
                self._report(missing)

    def make(self, wanted: Iterable[Wanted]) -> None:
        """Make these now. One that can't be made is empty, and ``notice`` is called."""
        with self._lock:
            missing = [one for one in wanted if one not in self._made]
            for one in list(missing):
                clip = self._clips.get(*_key(one)) if one.kind != "own" else None
                if clip:
                    self._made[one] = clip
                    missing.remove(one)
            for one, clip in self._answers(missing):
                self._made[one] = clip
                if clip and one.kind != "own":  # the file is there already
                    self._clips.put(*_key(one), clip)
        self._report(missing)

    def _report(self, missing: Iterable[Wanted]) -> None:
        """Note those that could not be made, and call ``notice``."""
        for one in missing:
            if not self._made.setdefault(one, array("h")) and not self._closed and one.kind != "breath":
                with contextlib.suppress(Exception):  # the display may be closed already
                    self._notice(AmbienceNotice(_cannot(one)))

    def close(self) -> None:
        """Make nothing more; may be called twice."""
        self._closed = True
        worker = self._worker
        if worker is not None:
            worker.kill()

    def _answers(self, wanted: Sequence[Wanted]) -> Iterator[tuple[Wanted, array[int]]]:
        """Each sound as the worker makes it; fewer if it hangs or dies, which a damaged file may bring about."""
        if not wanted or self._closed:
            return
        try:
            command = child_process.command("securecoach_tui.voice.playback.ambience.worker")
            worker = self._worker = worker_process.start(command)
        except OSError:
            return
        assert worker.stdin is not None and worker.stdout is not None
        with worker, contextlib.suppress(OSError, struct.error):
            worker.stdin.write(msgspec.json.encode(list(wanted)))
            worker.stdin.close()
            for one in wanted:
                hung = threading.Timer(MOST_SECONDS, worker.kill)
                hung.daemon = True
                if not threads.start(hung):
                    break  # nothing would end a worker that hangs
                try:
                    (length,) = struct.unpack("<I", worker.stdout.read(4))
                    data = worker.stdout.read(length) if length <= LONGEST_SOUND else b""
                finally:
                    hung.cancel()
                if len(data) != length:
                    break
                yield one, array("h", data)
            worker.kill()


def _key(wanted: Wanted) -> tuple[str, str, int, str]:
    """Engine, voice, rate and text for the cache of clips."""
    return f"ambience {VERSION}", wanted.kind, RATE, f"{wanted.phase} {wanted.seconds:.3f}"


def _cannot(wanted: Wanted) -> str:
    if wanted.kind == "own":
        return _("{file} can't be played, so there is no background sound.").format(file=visible(wanted.file))
    return _("The background sound can't be made here, so there is none.")
