"""File locks, held for one append. A lock is released when the program that holds it ends, even by a crash."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from securecoach_tui.store.errors import Busy

if TYPE_CHECKING:
    import filelock

# The errors of a file system without locks.
NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL)


class FileLocks:
    """The locks of one program, by path."""

    def __init__(self) -> None:
        self._locks: dict[Path, filelock.BaseFileLock] = {}

    @contextlib.contextmanager
    def hold(self, path: Path, seconds: float, make_folder: Callable[[Path], None]) -> Iterator[None]:
        """Hold the lock at ``path``; ``make_folder`` creates its folder if it is missing.

        Raises:
            Busy: another program held it for ``seconds``.
            OSError: the folder can't be written.
        """
        import filelock

        lock = self._locks.get(path)
        if lock is None or not path.parent.is_dir():
            make_folder(path.parent)
            lock = self._new_lock(path, path)
        try:
            try:
                lock.acquire(timeout=seconds)
            except OSError as error:
                if error.errno not in NO_LOCKS:
                    raise
                lock = self._new_lock(path, local_path(path))
                lock.acquire(timeout=seconds)
        except filelock.Timeout:
            raise Busy from None
        try:
            yield
        finally:
            lock.release()

    def _new_lock(self, path: Path, lock_path: Path) -> filelock.BaseFileLock:
        import filelock

        self._locks[path] = filelock.FileLock(lock_path, mode=0o600, poll_interval=0.01, fallback_to_soft=False)
        return self._locks[path]


def local_path(path: Path) -> Path:
    """Return a path to lock instead of ``path`` if its folder has no locks, as on some network drives. Only programs
    on this machine write the same files, so a local folder is enough."""
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return _own_folder() / f"{name}.lock"


def _own_folder() -> Path:
    """A local folder that nobody else can write to: what stands open to all could be locked by anybody, for good."""
    import tempfile

    import platformdirs

    user = getattr(os, "getuid", int)()
    folder = Path(tempfile.gettempdir()) / f"securecoach-locks-{user}"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and (os.name == "nt" or (status.st_uid == user and not status.st_mode & 0o077)):
            return folder
    return Path(platformdirs.user_cache_dir("securecoach", appauthor=False))  # somebody else took that name
