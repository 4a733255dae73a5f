"""Access to the file system; the store reads and writes the disk only through this module.

``FileSystem`` is the protocol and ``Disk`` the machine's file system. It opens regular files only, and follows no link:
``safe_files`` says why. The tests' file system is in memory and simulates a full disk, errors and power cuts.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

from securecoach_tui.config import durable_file, safe_files
from securecoach_tui.config.held_file import hold
from securecoach_tui.store.file_lock import FileLocks

RENAMES_CLOSED_FILES = sys.platform == "win32"  # and no others
# What a file system answers that can't flush a folder, as some network folders can't. Its files are flushed all the same.
NO_FOLDER_FLUSH = (errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)
HALF_WRITTEN = re.compile(r"\..+\.[0-9a-f]{8}")  # the names of temporary files


class FileInfo(NamedTuple):
    """The state of a file: size in bytes, modification time and inode number. Any change makes it differ.

    What isn't ``regular``, such as a link or a pipe, can't be opened.
    """

    size: int
    mtime_ns: int
    inode: int
    regular: bool = True


class FileSystem(Protocol):
    """The file operations that the store uses. Every method raises OSError, as the ``os`` module does."""

    def open_append(self, path: Path) -> int:
        """Open a file to write at its end and return the descriptor; a missing file is created with mode 0600.

        A file with other names (hard links), as snapshots make them, is replaced by a copy first.
        """

    def open_new(self, path: Path) -> int:
        """Create a file with mode 0600 and return a descriptor to write it. Raises FileExistsError."""

    def write(self, fd: int, data: bytes) -> int:
        """Write some of ``data`` and return how many bytes were written."""

    def fsync(self, fd: int) -> None:
        """Flush the file to the disk, so that what was written survives a power cut."""

    def truncate(self, fd: int, size: int) -> None:
        """Truncate the file to ``size`` bytes."""

    def close(self, fd: int) -> None:
        """Close the descriptor."""

    def rename(self, old: Path, new: Path) -> None:
        """Rename ``old`` to ``new`` atomically, replacing it."""

    def unlink(self, path: Path) -> None:
        """Delete a file; no error if there is none."""

    def make_folder(self, path: Path) -> None:
        """Create a folder and its missing parents with mode 0700."""

    def fsync_folder(self, path: Path) -> None:
        """Flush a folder to the disk, so that the names in it survive a power cut."""

    def read(self, path: Path, start: int = 0, most: int = safe_files.LARGEST) -> bytes:
        """Return a regular file's bytes from ``start`` on; a negative ``start`` counts from the end.

        A file with more than ``most`` bytes isn't read, which raises OSError as well.
        """

    def read_chosen(self, path: Path) -> bytes:
        """Return the bytes of a file that the person named, which may be a link or a pipe."""

    def file_info(self, path: Path) -> FileInfo | None:
        """Return the state of a file, or of what else is there; None if there is nothing."""

    def names(self, folder: Path) -> list[str]:
        """Return the sorted names in a folder; an empty list if there is no folder."""

    def lock(self, path: Path, seconds: float) -> contextlib.AbstractContextManager[None]:
        """Hold a lock, which is released when the program ends. Raises Busy after ``seconds``."""


class Disk:
    """The machine's own file system."""

    def __init__(self) -> None:
        self._locks = FileLocks()

    def open_append(self, path: Path) -> int:
        flags = os.O_RDWR | os.O_APPEND
        try:
            fd = safe_files.open_existing(path, flags)
        except FileNotFoundError:
            return safe_files.open_new(path)
        if os.fstat(fd).st_nlink < 2:
            return fd
        os.close(fd)
        replace(self, path, self.read(path), compared=True)  # the file's other names keep what they had
        return safe_files.open_existing(path, flags)

    def open_new(self, path: Path) -> int:
        fd = safe_files.open_new(path)
        hold(fd)  # while it is open, no other program takes it for what a killed one left
        return fd

    def write(self, fd: int, data: bytes) -> int:
        return os.write(fd, data)

    def fsync(self, fd: int) -> None:
        durable_file.flush(fd)

    def truncate(self, fd: int, size: int) -> None:
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        os.close(fd)

    def rename(self, old: Path, new: Path) -> None:
        durable_file.replace(old, new)

    def unlink(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def make_folder(self, path: Path) -> None:
        safe_files.check_folder(path)
        missing = []
        while not path.is_dir():
            missing.append(path)
            if path == path.parent:
                break
            path = path.parent
        for folder in reversed(missing):
            with contextlib.suppress(FileExistsError):
                folder.mkdir(mode=0o700)
            if not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
            self.fsync_folder(folder.parent)

    def fsync_folder(self, path: Path) -> None:
        if sys.platform == "win32":  # folders can't be opened there, and NTFS journals names
            return
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        except OSError as error:
            if error.errno not in NO_FOLDER_FLUSH:
                raise
        finally:
            os.close(fd)

    def read(self, path: Path, start: int = 0, most: int = safe_files.LARGEST) -> bytes:
        return safe_files.read(path, start, most)

    def read_chosen(self, path: Path) -> bytes:
        return safe_files.read_chosen(path)

    def file_info(self, path: Path) -> FileInfo | None:
        try:
            status = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return FileInfo(status.st_size, status.st_mtime_ns, status.st_ino, stat.S_ISREG(status.st_mode))

    def names(self, folder: Path) -> list[str]:
        try:
            return safe_files.names(folder)
        except FileNotFoundError:
            return []

    def lock(self, path: Path, seconds: float) -> contextlib.AbstractContextManager[None]:
        return self._locks.hold(path, seconds, self.make_folder)


def write_all(files: FileSystem, fd: int, data: bytes) -> None:
    """Write all of ``data``. After a short write it tries the rest, so that the reason is raised as OSError."""
    view = memoryview(data)
    while view:
        written = files.write(fd, bytes(view) if len(view) < len(data) else data)
        if written <= 0:
            raise OSError(errno.EIO, "nothing was written")
        view = view[written:]


def replace(files: FileSystem, path: Path, data: bytes, *, compared: bool = False) -> None:
    """Replace the file at ``path`` with ``data`` atomically; it is on the disk when this returns.

    With ``compared``, the new file is read back first; if it differs from ``data``, the old file stays.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    files.make_folder(path.parent)
    fd = files.open_new(new)
    try:
        try:
            write_all(files, fd, data)
            files.fsync(fd)
            if compared and files.read(new) != data:
                raise OSError(errno.EIO, "what was written reads back otherwise")
            if not RENAMES_CLOSED_FILES:
                files.rename(new, path)  # while it is held, so that no other program takes it for a leftover
        finally:
            files.close(fd)
        if RENAMES_CLOSED_FILES:
            files.rename(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            files.unlink(new)
        raise
    files.fsync_folder(path.parent)


def write_new(files: FileSystem, path: Path, data: bytes) -> None:
    """Write ``data`` to a new file, all or nothing; it is on the disk when this returns.

    Raises:
        FileExistsError: something is there already; it is unchanged.
        OSError: the write failed; there is no file.
    """
    files.make_folder(path.parent)
    fd = files.open_new(path)
    try:
        try:
            write_all(files, fd, data)
            files.fsync(fd)
        finally:
            files.close(fd)
    except BaseException:
        with contextlib.suppress(OSError):
            files.unlink(path)
        raise
    files.fsync_folder(path.parent)


def free_name(files: FileSystem, path: Path) -> Path:
    """Return ``path``, or the first name with a number after it that is free. Raises OSError."""
    number, free = 1, path
    while files.file_info(free) is not None:
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def remove_temporary_files(files: FileSystem, folder: Path, part: str = "") -> None:
    """Delete temporary files of ``replace`` that a program left in ``folder``, if ``part`` is in their names."""
    for name in files.names(folder):
        if HALF_WRITTEN.fullmatch(name) and part in name:
            files.unlink(folder / name)


def append(files: FileSystem, path: Path, data: bytes) -> None:
    """Append ``data`` to ``path``, all or nothing; it is on the disk when this returns.

    Raises:
        OSError: the write failed; the file is truncated to its old size, if the disk allows it.
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
