"""Reads files that a person may have put into the data folder: only regular ones, and never more than a limit."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read(path: Path, limit: int) -> bytes:
    """The first ``limit`` bytes of a file; never waits, as opening a named pipe would.

    Raises:
        OSError: it can't be read, or isn't a regular file.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return file.read(limit)
