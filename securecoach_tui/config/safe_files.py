"""Opening files of a data folder, whose content comes from strangers: a sync tool may have put anything there.

Only regular files are opened, never through a link, never waiting for a writer, and never more than a limit is read.
A new file is never made in the place of something else. ``read_chosen`` is for files that the person names: links and
pipes are followed there, as the person means it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from securecoach_tui.i18n import _

LARGEST = 256 * 1024 * 1024  # bytes; no journal or copy of a lifetime is larger
LARGEST_SMALL = 1024 * 1024  # bytes; of a key file, settings and other small files
# The folders inside a data or state folder. They are no links either.
INNER_FOLDERS = frozenset({"journal", "backups", "exercises", "checkpoints", "comforts"})

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = _NO_FOLLOW
for _name in ("O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY", "O_BINARY", "O_NOINHERIT"):
    _FLAGS |= getattr(os, _name, 0)
_BY_FOLDER = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")


class UnsafeFile(OSError):
    """What is there isn't opened: a link, a pipe, a device, a folder, or a file that is too large."""


def open_existing(path: Path, flags: int = os.O_RDONLY) -> int:
    """Return a descriptor of the regular file at ``path``.

    Raises:
        UnsafeFile: something else is there, or its folder is a link.
        OSError: there is nothing, or it can't be opened.
    """
    with _folder_of(path) as (name, folder):
        _check(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
        fd = _open(name, flags, folder)
    try:
        _check(os.fstat(fd).st_mode)
    except BaseException:
        os.close(fd)
        raise
    return fd


def open_new(path: Path) -> int:
    """Create a file with mode 0600 and return a descriptor to write it.

    Raises:
        FileExistsError: something is there, be it a link that leads nowhere.
        OSError: the folder can't be written, or is a link.
    """
    with _folder_of(path) as (name, folder):
        return _open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, folder)


def read(path: Path, start: int = 0, most: int = LARGEST) -> bytes:
    """Return the bytes of a regular file from ``start`` on; a negative ``start`` counts from the end.

    Raises:
        UnsafeFile: it isn't a regular file, or it has more than ``most`` bytes.
        OSError: it can't be read.
    """
    fd = open_existing(path)
    with os.fdopen(fd, "rb", buffering=0) as file:
        size = os.fstat(fd).st_size
        if size > most:
            raise too_large(most)
        start = max(0, size + start) if start < 0 else start
        if start:
            file.seek(start)
        return _read_at_most(fd, most)


def read_chosen(path: Path, most: int = LARGEST) -> bytes:
    """Return the bytes of a file that the person names; links are followed, and a pipe is read to its end.

    Raises:
        UnsafeFile: it has more than ``most`` bytes, or it is in a data folder and isn't a regular file.
        OSError: it can't be read.
    """
    if path.parent.name in INNER_FOLDERS:
        return read(path, most=most)
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    try:
        return _read_at_most(fd, most)
    finally:
        os.close(fd)


def read_named(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file that the person names. A link to one is followed; a pipe or device is refused,
    since a screen that waited for one would take no key.

    Raises:
        UnsafeFile: it isn't a regular file, or it has more than ``most`` bytes.
        OSError: it can't be read.
    """
    fd = os.open(path, os.O_RDONLY | (_FLAGS & ~_NO_FOLLOW))
    try:
        found = os.fstat(fd)
        _check(found.st_mode)
        if found.st_size > most:
            raise too_large(most)
        return _read_at_most(fd, most)
    finally:
        os.close(fd)


def names(folder: Path) -> list[str]:
    """Return the sorted names in a folder. Raises OSError if there is none, and UnsafeFile if it is a link."""
    check_folder(folder)
    return sorted(os.listdir(folder))


def check_folder(folder: Path) -> None:
    """Raise UnsafeFile if ``folder``, inside a data folder, is a link."""
    if folder.name in INNER_FOLDERS and folder.is_symlink():
        raise UnsafeFile(errno.ELOOP, _("it is a link, and links are not followed there"))


def too_large(most: int) -> UnsafeFile:
    """Return the error for a file with more than ``most`` bytes."""
    limit = f"{most // 1024 // 1024} MB" if most >= 1024 * 1024 else f"{most // 1024} kB"
    return UnsafeFile(errno.EFBIG, _("it is larger than {limit}").format(limit=limit))


def _open(name: str | Path, flags: int, folder: int | None) -> int:
    try:
        return os.open(name, flags | _FLAGS, 0o600, dir_fd=folder)
    except OSError as error:
        if error.errno == errno.ELOOP:
            _check(stat.S_IFLNK)
        raise


@contextlib.contextmanager
def _folder_of(path: Path) -> Iterator[tuple[str | Path, int | None]]:
    """Yield what to open, and the descriptor of its folder if that is a folder which may not be a link."""
    if path.parent.name not in INNER_FOLDERS or not _BY_FOLDER:
        check_folder(path.parent)
        yield path, None
        return
    kind = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | _NO_FOLLOW | os.O_CLOEXEC
    try:
        fd = os.open(path.parent, kind)
    except OSError:
        check_folder(path.parent)
        raise
    try:
        yield path.name, fd
    finally:
        os.close(fd)


def _check(mode: int) -> None:
    """Raise UnsafeFile unless ``mode`` is that of a regular file."""
    if stat.S_ISREG(mode):
        return
    if stat.S_ISLNK(mode):
        raise UnsafeFile(errno.ELOOP, _("it is a link, and links are not followed there"))
    if stat.S_ISDIR(mode):
        raise UnsafeFile(errno.EISDIR, _("it is a folder"))
    raise UnsafeFile(errno.EINVAL, _("it isn't a regular file"))


def _read_at_most(fd: int, most: int) -> bytes:
    parts, left = [], most + 1
    while left > 0 and (part := os.read(fd, min(left, 1 << 24))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise too_large(most)
    return b"".join(parts)
