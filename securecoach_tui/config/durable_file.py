"""Steps of saving that differ by system: flushing a file or a folder, and replacing a file that somebody reads.

docs/dev/platforms.md names where each difference is documented.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from pathlib import Path

PATIENCE = 0.5  # seconds for which a file that another program has open is tried again
PAUSE = 0.02  # seconds between two tries


def flush(descriptor: int) -> None:
    """Flush a file, so that what was written survives a power cut. Raises OSError.

    On macOS fsync hands the data to the drive, which may keep it in its own memory; F_FULLFSYNC empties that as well.
    """
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
        except OSError:
            pass  # a file system without it, such as a network folder
    os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk. What they name is there already, so no error is raised."""
    with contextlib.suppress(OSError):  # Windows opens no folder, and some file systems flush none
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents with mode 0700, so that they survive a power cut. Raises OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:  # it would be taken for the file that was to be made in the folder
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None
    for one in missing:
        flush_folder(one.parent)


def replace(old: str | Path, new: str | Path) -> None:
    """Rename ``old`` to ``new``, replacing it. Raises OSError.

    Windows refuses while another program has ``new`` open, as a virus scanner or a sync tool does for a moment.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            os.replace(old, new)
            return
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() >= until:
                raise
        time.sleep(PAUSE)
