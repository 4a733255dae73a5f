"""One lock for one append: held by this program, gone with it, never in the way of a dead one's."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from securecoach_tui.store.errors import Busy

if TYPE_CHECKING:
    import filelock

# What a folder answers that knows no locks.
NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL)


class Locks:
    """The locks of one program, by their files."""

    def __init__(self) -> None:
        self._locks: dict[Path, filelock.BaseFileLock] = {}

    @contextlib.contextmanager
    def hold(self, path: Path, seconds: float, make_folder: Callable[[Path], None]) -> Iterator[None]:
        """Hold the lock at ``path``; its folder is made by ``make_folder`` where it is missing.

        Raises:
            Busy: another program held it for ``seconds``.
            OSError: the folder can't be written.
        """
        import filelock

        lock = self._locks.get(path)
        if lock is None or not path.parent.is_dir():
            make_folder(path.parent)
            lock = self._at(path, path)
        try:
            try:
                lock.acquire(timeout=seconds)
            except OSError as error:
                if error.errno not in NO_LOCKS:
                    raise
                lock = self._at(path, elsewhere(path))
                lock.acquire(timeout=seconds)
        except filelock.Timeout:
            raise Busy from None
        try:
            yield
        finally:
            lock.release()

    def _at(self, path: Path, place: Path) -> filelock.BaseFileLock:
        import filelock

        self._locks[path] = filelock.FileLock(place, mode=0o600, poll_interval=0.01, fallback_to_soft=False)
        return self._locks[path]


def elsewhere(path: Path) -> Path:
    """Where the lock for ``path`` is held when its own folder, on a network, knows no locks. Only programs of
    this machine ever write the same files, so a folder of this machine does."""
    import tempfile

    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"securecoach-{getattr(os, 'getuid', int)()}-{name}.lock"
