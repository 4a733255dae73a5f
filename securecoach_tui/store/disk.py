"""The seam to the file system: everything the store does to a disk passes through here.

``Files`` is what the store knows of a disk, ``Disk`` is the machine's own; ``store.memory_disk`` is a
fake that runs full, reports errors and loses power when a test says so.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

from securecoach_tui.store.file_lock import Locks

HALF_WRITTEN = re.compile(r"\..+\.[0-9a-f]{8}")


class Seen(NamedTuple):
    """What tells one state of a file from another: its size in bytes, its time and its number."""

    size: int
    mtime_ns: int
    inode: int


class Files(Protocol):
    """What the store may do to a disk. Every method raises OSError as the system does."""

    def open_append(self, path: Path) -> int:
        """A descriptor that writes at the end; makes the file, 0600."""

    def open_new(self, path: Path) -> int:
        """A descriptor to a file that wasn't there, 0600."""

    def write(self, fd: int, data: bytes) -> int:
        """Write some of ``data``; how many bytes were taken."""

    def fsync(self, fd: int) -> None:
        """Return once what was written would survive a power cut."""

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file back to ``size`` bytes."""

    def close(self, fd: int) -> None:
        """Give the descriptor back."""

    def rename(self, old: Path, new: Path) -> None:
        """Put ``old`` in the place of ``new`` in one step."""

    def unlink(self, path: Path) -> None:
        """Remove a file; one that isn't there is no error."""

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it, 0700."""

    def fsync_folder(self, path: Path) -> None:
        """Return once the names in a folder would survive a power cut."""

    def read(self, path: Path, start: int = 0) -> bytes:
        """A file's bytes from ``start`` (counted from the end where negative)."""

    def seen(self, path: Path) -> Seen | None:
        """The state of a file; None where there is none."""

    def names(self, folder: Path) -> list[str]:
        """The names in a folder, sorted; none where there is no folder."""

    def lock(self, path: Path, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Hold a lock that dies with the program. Raises Busy after ``seconds``."""


class Disk:
    """The machine's own file system."""

    def __init__(self) -> None:
        self._locks = Locks()

    def open_append(self, path: Path) -> int:
        return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)

    def open_new(self, path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)

    def write(self, fd: int, data: bytes) -> int:
        return os.write(fd, data)

    def fsync(self, fd: int) -> None:
        os.fsync(fd)

    def truncate(self, fd: int, size: int) -> None:
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        os.close(fd)

    def rename(self, old: Path, new: Path) -> None:
        os.replace(old, new)

    def unlink(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def make_folder(self, path: Path) -> None:
        missing = []
        while not path.is_dir():
            missing.append(path)
            if path == path.parent:
                break
            path = path.parent
        for folder in reversed(missing):
            with contextlib.suppress(FileExistsError):
                folder.mkdir(mode=0o700)
            self.fsync_folder(folder.parent)

    def fsync_folder(self, path: Path) -> None:
        if sys.platform == "win32":  # folders can't be opened there, and NTFS journals its names
            return
        fd = os.open(path, os.O_RDONLY)
        try:
            with contextlib.suppress(PermissionError):
                os.fsync(fd)
        finally:
            os.close(fd)

    def read(self, path: Path, start: int = 0) -> bytes:
        with path.open("rb", buffering=0) as file:
            if start < 0:
                start = max(0, os.fstat(file.fileno()).st_size + start)
            if start:
                file.seek(start)
            return file.readall()

    def seen(self, path: Path) -> Seen | None:
        try:
            found = os.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return Seen(found.st_size, found.st_mtime_ns, found.st_ino)

    def names(self, folder: Path) -> list[str]:
        try:
            return sorted(os.listdir(folder))
        except FileNotFoundError:
            return []

    def lock(self, path: Path, seconds: float) -> contextlib.AbstractContextManager[None]:
        return self._locks.hold(path, seconds, self.make_folder)


def write_all(files: Files, fd: int, data: bytes) -> None:
    """Write every byte of ``data``; a short write is tried on, so that its reason comes out as OSError."""
    view = memoryview(data)
    while view:
        taken = files.write(fd, bytes(view) if len(view) < len(data) else data)
        if taken <= 0:
            raise OSError(errno.EIO, "nothing was written")
        view = view[taken:]


def replace(files: Files, path: Path, data: bytes, *, compared: bool = False) -> None:
    """The file at ``path`` holds ``data``, all of it or as it was before; on the disk when this returns.

    ``compared``: what was written is read again, and the old file stays where it differs.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    files.make_folder(path.parent)
    fd = files.open_new(new)
    try:
        try:
            write_all(files, fd, data)
            files.fsync(fd)
        finally:
            files.close(fd)
        if compared and files.read(new) != data:
            raise OSError(errno.EIO, "what was written reads back otherwise")
        files.rename(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            files.unlink(new)
        raise
    files.fsync_folder(path.parent)


def sweep(files: Files, folder: Path, part: str = "") -> None:
    """Remove what ``replace`` left half-written in ``folder`` when the program died; of names with ``part`` only."""
    for name in files.names(folder):
        if HALF_WRITTEN.fullmatch(name) and part in name:
            files.unlink(folder / name)


def append(files: Files, path: Path, data: bytes) -> None:
    """Add ``data`` to the end of ``path``: on the disk when this returns, and nothing of it where it raises.

    Raises:
        OSError: the file is cut back to what it was (as far as the disk still obeys).
    """
    before = files.seen(path)
    if before is None:
        files.make_folder(path.parent)
    fd = files.open_append(path)
    try:
        try:
            write_all(files, fd, data)
            files.fsync(fd)
            if before is None or not before.size:
                files.fsync_folder(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                files.truncate(fd, before.size if before else 0)
                files.fsync(fd)
            raise
    finally:
        files.close(fd)
