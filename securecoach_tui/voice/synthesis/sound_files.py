"""Files of spoken lines, which exist only while they are written or read.

An engine's sound file is in memory where the system can do that. Where it can't, and for a clip that isn't complete yet,
the file is in a private folder of the cache. Each holds a lock, so that what a killed program left is told by a lock that
nobody holds, and cleared at the next start.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from securecoach_tui.config.held_file import delete_unheld, hold

FOLDER = "spoken"  # in the cache folder
LOCK = "held"
OLD_SECONDS = 3600.0  # an earlier version may still run, and writes a line every few seconds
OLD_PREFIX = "securecoach-"  # of folders that earlier versions made among the temporary files


@contextlib.contextmanager
def line_file(cache: Path) -> Iterator[Path]:
    """A path for an engine to write the sound of one line to; the sound is gone when the block ends.

    Raises:
        OSError: there is no memory for it, nor a folder.
    """
    descriptor = _in_memory()
    if descriptor is not None:
        try:
            yield Path(f"/proc/self/fd/{descriptor}")
        finally:
            os.close(descriptor)
        return
    folder = _folder(cache) / secrets.token_hex(8)
    folder.mkdir(mode=0o700)
    try:
        with held(folder / LOCK):
            yield folder / "line.wav"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_clip(cache: Path, target: Path, data: bytes) -> None:
    """Write the clip at ``target``, complete or not at all. Raises OSError."""
    path = _folder(cache) / secrets.token_hex(8)
    try:
        with held(path) as descriptor, os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(data)
        path.replace(target)  # Windows renames no open file
    except OSError:
        path.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def held(path: Path) -> Iterator[int]:
    """A new file, locked until the block ends or this process does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        hold(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def clear(cache: Path) -> None:
    """Delete what killed programs left in the cache folder; what a running one still uses stays."""
    with contextlib.suppress(OSError):
        for path in list((cache / FOLDER).iterdir()):
            if path.is_dir() and not path.is_symlink():
                if delete_unheld(path / LOCK):
                    shutil.rmtree(path, ignore_errors=True)
            else:
                delete_unheld(path)


def clear_temporary(folder: Path | None = None, *, older: float = OLD_SECONDS) -> None:
    """Delete the sound files that earlier versions left among the temporary files, unused for ``older`` seconds."""
    user = getattr(os, "getuid", lambda: None)()
    usual = os.environ.get("TMPDIR") or os.environ.get("TEMP") or "/tmp"  # noqa: S108  # tempfile would write a file
    for path in Path(folder or usual).glob(f"{OLD_PREFIX}????????"):
        with contextlib.suppress(OSError):
            status = path.lstat()
            ours = (user is None or status.st_uid == user) and time.time() - status.st_mtime >= older
            if ours and path.is_dir() and not path.is_symlink() and os.listdir(path) in (["line.wav"], []):
                shutil.rmtree(path)


def _folder(cache: Path) -> Path:
    folder = cache / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _in_memory() -> int | None:
    """A file without a name, in memory alone; None where there is none."""
    if sys.platform != "linux" or not os.path.isdir("/proc/self/fd"):
        return None
    try:
        return os.memfd_create("line")
    except (AttributeError, OSError):
        return None
