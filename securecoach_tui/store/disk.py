"""Access to the file system: everything the store does to a disk passes through here.

``FileSystem`` is the protocol and ``Disk`` the machine's own file system. Tests have one in memory that runs full,
reports errors and loses power when they say so.
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

from securecoach_tui.store.file_lock import FileLocks

HALF_WRITTEN = re.compile(r"\..+\.[0-9a-f]{8}")


class FileInfo(NamedTuple):
    """The state of a file: size in bytes, time of its last change, and number. It differs after any change."""

    size: int
    mtime_ns: int
    inode: int


class FileSystem(Protocol):
    """The operations of the store on a disk. Every method raises OSError as the system does."""

    def open_append(self, path: Path) -> int:
        """Open a file to write at its end and return the descriptor; a missing file is created with mode 0600."""

    def open_new(self, path: Path) -> int:
        """Create a file with mode 0600 and return a descriptor to write it. Raises FileExistsError."""

    def write(self, fd: int, data: bytes) -> int:
        """Write some of ``data`` and return how many bytes were written."""

    def fsync(self, fd: int) -> None:
        """Return once what was written survives a power cut."""

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file back to ``size`` bytes."""

    def close(self, fd: int) -> None:
        """Close the descriptor."""

    def rename(self, old: Path, new: Path) -> None:
        """Rename ``old`` to ``new`` atomically, replacing it."""

    def unlink(self, path: Path) -> None:
        """Delete a file; no error where there is none."""

    def make_folder(self, path: Path) -> None:
        """Create a folder and its missing parents with mode 0700."""

    def fsync_folder(self, path: Path) -> None:
        """Return once the names in a folder survive a power cut."""

    def read(self, path: Path, start: int = 0) -> bytes:
        """Return a file's bytes from ``start`` on (counted from the end where negative)."""

    def file_info(self, path: Path) -> FileInfo | None:
        """Return the state of a file, or None where there is none."""

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, sorted; an empty list where there is no folder."""

    def lock(self, path: Path, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Hold a lock that ends with the program. Raises Busy after ``seconds``."""


class Disk:
    """The machine's own file system."""

    def __init__(self) -> None:
        self._locks = FileLocks()

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
        if sys.platform == "win32":  # folders can't be opened there, and NTFS journals names
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

    def file_info(self, path: Path) -> FileInfo | None:
        try:
            found = os.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return FileInfo(found.st_size, found.st_mtime_ns, found.st_ino)

    def names(self, folder: Path) -> list[str]:
        try:
            return sorted(os.listdir(folder))
        except FileNotFoundError:
            return []

    def lock(self, path: Path, seconds: float) -> contextlib.AbstractContextManager[None]:
        return self._locks.hold(path, seconds, self.make_folder)


def write_all(files: FileSystem, fd: int, data: bytes) -> None:
    """Write all of ``data``. After a short write the rest is tried, so that the reason is raised as OSError."""
    view = memoryview(data)
    while view:
        taken = files.write(fd, bytes(view) if len(view) < len(data) else data)
        if taken <= 0:
            raise OSError(errno.EIO, "nothing was written")
        view = view[taken:]


def replace(files: FileSystem, path: Path, data: bytes, *, compared: bool = False) -> None:
    """Replace the file at ``path`` with ``data``, or leave it as it was; on the disk when this returns.

    ``compared``: what was written is read back, and the old file stays where it differs.
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


def remove_temporary_files(files: FileSystem, folder: Path, part: str = "") -> None:
    """Delete the temporary files that ``replace`` left in ``folder`` when the program died: those with ``part`` in their
    names."""
    for name in files.names(folder):
        if HALF_WRITTEN.fullmatch(name) and part in name:
            files.unlink(folder / name)


def append(files: FileSystem, path: Path, data: bytes) -> None:
    """Append ``data`` to ``path``: all on the disk when this returns, and nothing of it where it raises.

    Raises:
        OSError: the file is cut back to what it was, as far as the disk allows.
    """
    before = files.file_info(path)
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
