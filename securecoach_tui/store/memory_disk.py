"""A disk in memory that runs full, reports errors, dies and loses power when a test says so.

It knows what a real one forgets at a power cut: bytes that no fsync covered, and names in a folder that
wasn't fsynced after they changed.
"""

from __future__ import annotations

import contextlib
import errno
import random
from collections.abc import Iterator
from pathlib import Path

from securecoach_tui.store.disk import Seen
from securecoach_tui.store.errors import Busy


class Killed(BaseException):
    """The program died here: from now on every act on this disk raises this, until ``restart``."""


class _File:
    def __init__(self, number: int) -> None:
        self.number, self.data, self.kept, self.time = number, b"", b"", number


class MemoryDisk:
    """The fake beside ``Disk``.

    ``room``: bytes that still fit. ``bad_fsyncs``: the numbers (from 1) of fsyncs that report an error.
    ``dies_at``: the number of the act at which the program dies. ``refuses``: an errno for all writing.
    ``unreadable``: files whose reading reports an error.
    """

    def __init__(self) -> None:
        self.room: int | None = None
        self.bad_fsyncs: frozenset[int] = frozenset()
        self.dies_at: int | None = None
        self.refuses: int | None = None
        self.unreadable: frozenset[Path] = frozenset()
        self.acts = self.fsyncs = self._count = 0
        self._now: dict[Path, _File] = {}
        self._kept: dict[Path, _File] = {}
        self._open: dict[int, _File] = {}
        self._held: set[Path] = set()

    def open_append(self, path: Path) -> int:
        self._act()
        return self._opened(self._now.get(path) or self._made(path))

    def open_new(self, path: Path) -> int:
        self._act()
        if path in self._now:
            raise FileExistsError(errno.EEXIST, "exists")
        return self._opened(self._made(path))

    def write(self, fd: int, data: bytes) -> int:
        self._act()
        taken = len(data) if self.room is None else min(len(data), self.room)
        if not taken and data:
            raise OSError(errno.ENOSPC, "No space left on device")
        if self.room is not None:
            self.room -= taken
        self._changed(self._open[fd], self._open[fd].data + data[:taken])
        return taken

    def fsync(self, fd: int) -> None:
        self._act(writes=False)
        self.fsyncs += 1
        if self.fsyncs in self.bad_fsyncs:
            raise OSError(errno.EIO, "Input/output error")
        self._open[fd].kept = self._open[fd].data

    def truncate(self, fd: int, size: int) -> None:
        self._act()
        file = self._open[fd]
        if self.room is not None:
            self.room += max(0, len(file.data) - size)
        self._changed(file, file.data[:size])

    def close(self, fd: int) -> None:
        self._open.pop(fd, None)

    def rename(self, old: Path, new: Path) -> None:
        self._act()
        self._now[new] = self._now.pop(old)

    def unlink(self, path: Path) -> None:
        self._act()
        gone = self._now.pop(path, None)
        if gone is not None and self.room is not None:
            self.room += len(gone.data)

    def make_folder(self, path: Path) -> None:
        self._act()

    def fsync_folder(self, path: Path) -> None:
        self._act(writes=False)
        self._kept = {one: file for one, file in self._kept.items() if one.parent != path}
        self._kept |= {one: file for one, file in self._now.items() if one.parent == path}

    def read(self, path: Path, start: int = 0) -> bytes:
        self._act(writes=False)
        if path not in self._now:
            raise FileNotFoundError(errno.ENOENT, "No such file")
        if path in self.unreadable:
            raise OSError(errno.EIO, "Input/output error")
        data = self._now[path].data
        return data[max(0, len(data) + start) if start < 0 else start :]

    def seen(self, path: Path) -> Seen | None:
        file = self._now.get(path)
        return None if file is None else Seen(len(file.data), file.time, file.number)

    def names(self, folder: Path) -> list[str]:
        return sorted(path.name for path in self._now if path.parent == folder)

    @contextlib.contextmanager
    def lock(self, path: Path, seconds: float) -> Iterator[None]:
        self._act(writes=False)
        if path in self._held:
            raise Busy
        self._held.add(path)
        try:
            yield
        finally:
            self._held.discard(path)

    def put(self, path: Path, data: bytes) -> None:
        """A file that is simply there, as a sync tool leaves it."""
        file = self._made(path)
        self._changed(file, data)
        file.kept, self._kept[path] = data, file

    def everything(self) -> dict[Path, bytes]:
        """Every file's bytes."""
        return {path: file.data for path, file in self._now.items()}

    def restart(self) -> None:
        """The program starts anew; the machine went on."""
        self.dies_at, self.acts, self._open, self._held = None, 0, {}, set()

    def power_cut(self, chance: random.Random | None = None) -> None:
        """The machine stops: what no fsync covered is gone, or with ``chance`` survives in part."""
        self.restart()
        if chance is None or chance.random() < 0.5:
            self._now = dict(self._kept)
        for file in self._now.values():
            more = file.data[len(file.kept) :] if file.data.startswith(file.kept) else b""
            file.data = file.kept + (more[: chance.randint(0, len(more))] if chance else b"")
        self._kept = dict(self._now)

    def _act(self, writes: bool = True) -> None:
        self.acts += 1
        if self.dies_at is not None and self.acts >= self.dies_at:
            raise Killed
        if writes and self.refuses is not None:
            raise OSError(self.refuses, "refused")

    def _made(self, path: Path) -> _File:
        self._count += 1
        self._now[path] = _File(self._count)
        return self._now[path]

    def _opened(self, file: _File) -> int:
        fd = max(self._open, default=2) + 1
        self._open[fd] = file
        return fd

    def _changed(self, file: _File, data: bytes) -> None:
        self._count += 1
        file.data, file.time = data, self._count
