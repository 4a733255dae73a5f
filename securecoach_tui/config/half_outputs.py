"""Where a file that a person names is until it is complete, if it has to have a name: on a file system without others.

Nothing that a kill leaves may stay beside the person's own files. So a half is made in the private state folder if that is
on the same file system. Elsewhere, as on a USB stick, it is beside its target, and a note in the state folder has its
name. Whatever is left is deleted at the next start, or by the next command that writes a file.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import time
from pathlib import Path

from securecoach_tui.config.held_file import hold

NAME = re.compile(r"\.securecoach-[0-9a-f]{16}")  # of a half
NOTE = re.compile(r"\.securecoach-[0-9a-f]{16}\.note")  # of a note in the state folder about one elsewhere
LONGEST_NOTE = 65_536  # bytes
OLD_SECONDS = 0.2  # between a file's creation and its lock
LONGEST_NOTED = 30 * 86_400.0  # seconds for which a note waits for a disk that was taken out
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class HalfOutput:
    """A name for a file that isn't complete, known to the next start until ``end``."""

    def __init__(self, folder: Path, state: Path | None, *, beside: bool = False) -> None:
        """For a target in ``folder``. Without a ``state`` folder, or ``beside`` its target, it is in ``folder`` itself.

        No file is made yet.
        """
        private = None if state is None or beside else _private_for(folder, state)
        name = f".securecoach-{os.urandom(8).hex()}"  # its length doesn't depend on the name that it gets later
        self.path = (private or folder) / name
        self._note: Path | None = None
        self._held: list[int] = []
        if private is None and state is not None:
            self._write_note(state / f"{name}.note")

    def create(self) -> int:
        """Make the file, with mode 0600, and return a descriptor to write it. Raises OSError."""
        descriptor = _new(self.path)
        hold(descriptor)
        if sys.platform != "win32":  # there, a file can't get another name while it is open
            self._held.append(os.dup(descriptor))  # until it has its own name
        return descriptor

    def end(self) -> None:
        """It has its own name now, or is deleted."""
        if self._note is not None:
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
        while self._held:
            os.close(self._held.pop())

    def _write_note(self, path: Path) -> None:
        with contextlib.suppress(OSError):  # a state folder that can't be written keeps nobody from exporting
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = _new(path)
            self._held.append(descriptor)
            self._note = path
            hold(descriptor)
            os.write(descriptor, os.fsencode(self.path))
            os.fsync(descriptor)


def _new(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def _private_for(folder: Path, state: Path) -> Path | None:
    """The state folder, if a file in it can be renamed into ``folder``, as far as can be told before."""
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        same = os.stat(state).st_dev == os.stat(folder).st_dev
    except OSError:
        return None
    return state if same and os.access(state, os.W_OK) and os.access(folder, os.W_OK) else None


def clear(state: Path) -> None:
    """Delete the halves that a killed program left, unless a running one holds them; what can't be deleted stays."""
    with contextlib.suppress(OSError):
        for name in os.listdir(state):
            if NAME.fullmatch(name) or NOTE.fullmatch(name):
                with contextlib.suppress(OSError):
                    _clear(state / name)


def _clear(path: Path) -> None:
    descriptor = os.open(path, _READ)
    try:
        status = os.fstat(descriptor)
        age = time.time() - status.st_mtime
        if not stat.S_ISREG(status.st_mode) or age < OLD_SECONDS or not hold(descriptor):
            return
        if NOTE.fullmatch(path.name) and not _is_done(path.name, os.read(descriptor, LONGEST_NOTE), age):
            return
    finally:
        os.close(descriptor)
    path.unlink(missing_ok=True)


def _is_done(note: str, noted: bytes, age: float) -> bool:
    """Delete the half that a note names; return whether the note has nothing to wait for. Raises OSError.

    Only a regular file whose name is that of the note is a half.
    """
    half = Path(os.fsdecode(noted)) if b"\0" not in noted else Path()
    if not half.is_absolute() or note != f"{half.name}.note":
        return True
    try:
        if stat.S_ISREG(half.lstat().st_mode):
            half.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return half.parent.is_dir() or age > LONGEST_NOTED
    return True
