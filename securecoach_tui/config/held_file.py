"""Tells a file that a running program is writing from one that a killed program left: by a lock, which ends with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def hold(descriptor: int) -> bool:
    """Lock an open file until it is closed, even by a kill; return whether nobody else holds it."""
    if sys.platform == "win32":
        return True  # an open file can't be deleted there, which is all that the lock is for
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


def delete_unheld(path: Path) -> bool:
    """Delete a file unless a program holds it; return whether it is gone. Raises OSError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return True
    try:
        free = hold(descriptor)
    finally:
        os.close(descriptor)
    if free:
        path.unlink(missing_ok=True)
    return free
