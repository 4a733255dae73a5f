"""A disk in memory that runs full, reports errors, stops and loses power when a test says so.

At a power cut it forgets what a real disk may forget: bytes that no fsync covered, and names in a folder that wasn't
fsynced after they changed.
"""

from __future__ import annotations

import contextlib
import errno
import random
from collections.abc import Iterator
from pathlib import Path

from securecoach_tui.config.safe_files import LARGEST, too_large
from securecoach_tui.store.disk import FileInfo
from securecoach_tui.store.errors import Busy


class Killed(BaseException):
    """The program died here; every operation on the disk raises this until ``restart``."""


class _File:
    def __init__(self, number: int) -> None:
        self.number, self.data, self.kept, self.time = number, b"", b"", number


class MemoryDisk:
    """A ``FileSystem`` in memory.

    ``free``: bytes that still fit. ``bad_fsyncs``: the numbers (from 1) of fsyncs that report an error.
    ``dies_at``: the number of the operation at which the program dies. ``refuses``: an errno for all writing.
    ``unreadable``: files whose reading reports an error.
    """

    def __init__(self) -> None:
        self.free: int | None = None
        self.bad_fsyncs: frozenset[int] = frozenset()
        self.dies_at: int | None = None
        self.refuses: int | None = None
        self.unreadable: frozenset[Path] = frozenset()
        self.operations = self.fsyncs = self._count = 0
        self._now: dict[Path, _File] = {}
        self._kept: dict[Path, _File] = {}
        self._open: dict[int, _File] = {}
        self._held: set[Path] = set()

    def open_append(self, path: Path) -> int:
        self._operate()
        return self._open_file(self._now.get(path) or self._make(path))

    def open_new(self, path: Path) -> int:
        self._operate()
        if path in self._now:
            raise FileExistsError(errno.EEXIST, "exists")
        return self._open_file(self._make(path))

    def write(self, fd: int, data: bytes) -> int:
        self._operate()
        taken = len(data) if self.free is None else min(len(data), self.free)
        if not taken and data:
            raise OSError(errno.ENOSPC, "No space left on device")
        if self.free is not None:
            self.free -= taken
        self._change(self._open[fd], self._open[fd].data + data[:taken])
        return taken

    def fsync(self, fd: int) -> None:
        self._operate(writes=False)
        self.fsyncs += 1
        if self.fsyncs in self.bad_fsyncs:
            raise OSError(errno.EIO, "Input/output error")
        self._open[fd].kept = self._open[fd].data

    def truncate(self, fd: int, size: int) -> None:
        self._operate()
        file = self._open[fd]
        if self.free is not None:
            self.free += max(0, len(file.data) - size)
        self._change(file, file.data[:size])

    def close(self, fd: int) -> None:
        self._open.pop(fd, None)

    def rename(self, old: Path, new: Path) -> None:
        self._operate()
        self._now[new] = self._now.pop(old)

    def unlink(self, path: Path) -> None:
        self._operate()
        gone = self._now.pop(path, None)
        if gone is not None and self.free is not None:
            self.free += len(gone.data)

    def make_folder(self, path: Path) -> None:
        self._operate()

    def fsync_folder(self, path: Path) -> None:
        self._operate(writes=False)
        self._kept = {one: file for one, file in self._kept.items() if one.parent != path}
        self._kept |= {one: file for one, file in self._now.items() if one.parent == path}

    def read(self, path: Path, start: int = 0, most: int = LARGEST) -> bytes:
        self._operate(writes=False)
        if path not in self._now:
            raise FileNotFoundError(errno.ENOENT, "No such file")
        if path in self.unreadable:
            raise OSError(errno.EIO, "Input/output error")
        data = self._now[path].data
        if len(data) > most:
            raise too_large(most)
        return data[max(0, len(data) + start) if start < 0 else start :]

    def read_chosen(self, path: Path) -> bytes:
        return self.read(path)

    def file_info(self, path: Path) -> FileInfo | None:
        file = self._now.get(path)
        return None if file is None else FileInfo(len(file.data), file.time, file.number)

    def names(self, folder: Path) -> list[str]:
        return sorted(path.name for path in self._now if path.parent == folder)

    @contextlib.contextmanager
    def lock(self, path: Path, seconds: float) -> Iterator[None]:
        self._operate(writes=False)
        if path in self._held:
            raise Busy
        self._held.add(path)
        try:
            yield
        finally:
            self._held.discard(path)

    def put(self, path: Path, data: bytes) -> None:
        """Put a file there, as a sync tool does."""
        file = self._make(path)
        self._change(file, data)
        file.kept, self._kept[path] = data, file

    def everything(self) -> dict[Path, bytes]:
        """Return every file's bytes."""
        return {path: file.data for path, file in self._now.items()}

    def restart(self) -> None:
        """Start the program again on a machine that went on."""
        self.dies_at, self.operations, self._open, self._held = None, 0, {}, set()

    def power_cut(self, chance: random.Random | None = None) -> None:
        """Stop the machine: what no fsync covered is gone, or survives in part with ``chance``."""
        self.restart()
        if chance is None or chance.random() < 0.5:
            self._now = dict(self._kept)
        for file in self._now.values():
            more = file.data[len(file.kept) :] if file.data.startswith(file.kept) else b""
            file.data = file.kept + (more[: chance.randint(0, len(more))] if chance else b"")
        self._kept = dict(self._now)

    def _operate(self, writes: bool = True) -> None:
        self.operations += 1
        if self.dies_at is not None and self.operations >= self.dies_at:
            raise Killed
        if writes and self.refuses is not None:
            raise OSError(self.refuses, "refused")

    def _make(self, path: Path) -> _File:
        self._count += 1
        self._now[path] = _File(self._count)
        return self._now[path]

    def _open_file(self, file: _File) -> int:
        fd = max(self._open, default=2) + 1
        self._open[fd] = file
        return fd

    def _change(self, file: _File, data: bytes) -> None:
        self._count += 1
        file.data, file.time = data, self._count
