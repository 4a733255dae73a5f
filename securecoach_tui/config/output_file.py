"""Writes the files that a person names: complete, or not at all.

A regular file is written without a name, or with another, and takes its own at the end, so that neither a full disk nor a
kill leaves half of it, and an older file stays until the new one is on the disk. A symbolic link is followed and stays.
What is no regular file, such as a FIFO, a terminal or ``/dev/null``, is written to. ``-`` is standard output.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Literal, NamedTuple

from securecoach_tui.config import durable_file, half_outputs
from securecoach_tui.config.half_outputs import HalfOutput

STANDARD = "-"  # the name of standard output, and of standard input where a file is read
LINKS = 40  # symbolic links that are followed one after another, as Linux does
_NO_TERMINAL = getattr(os, "O_NOCTTY", 0)  # Windows doesn't have it
_DESCRIPTORS = re.compile(r"/proc/(self|[0-9]+)(/task/[0-9]+)?/fd|/dev/fd")

Kind = Literal["new", "file", "stream", "descriptor"]


class NamedOutput(NamedTuple):
    """What a name stands for: a ``new`` file, an existing ``file``, a ``stream`` such as a FIFO or a device, or a
    ``descriptor`` that is open already. ``path`` is a file itself, behind every symbolic link, or a stream's name."""

    kind: Kind
    path: Path
    descriptor: int = -1

    @property
    def is_standard_output(self) -> bool:
        """Whether the output goes to standard output, however it was named."""
        return self.descriptor == 1

    @property
    def is_terminal(self) -> bool:
        """Whether the output is shown on a terminal."""
        if self.kind == "descriptor":
            return os.isatty(self.descriptor)
        return self.kind == "stream" and _is_terminal(self.path)


def find(name: str) -> NamedOutput:
    """Return what ``name`` stands for, without opening it.

    Raises:
        IsADirectoryError: it is a folder.
        FileNotFoundError: its folder doesn't exist.
        OSError: it can't be written.
    """
    if name == STANDARD:
        return NamedOutput("descriptor", Path(name), 1)
    descriptor = own_descriptor(name)
    if descriptor is not None:
        return NamedOutput("descriptor", Path(name), descriptor)
    if not name or name.endswith(os.sep):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    path = Path(os.path.realpath(name))
    try:
        mode = os.stat(name).st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise
        return NamedOutput("new", path)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    if stat.S_ISBLK(mode):  # a slip of the keyboard would destroy a whole disk
        raise OSError(errno.EINVAL, "that is a whole disk", name)
    if not stat.S_ISREG(mode):
        return NamedOutput("stream", Path(name))  # the links in /proc lead to names that can't be opened
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
    return NamedOutput("file", path)


@contextlib.contextmanager
def writing(output: NamedOutput, *, replace: bool = False, state: Path | None = None) -> Iterator[IO[bytes]]:
    """A file to write; its content appears at ``output`` when the block ends. On an exception nothing appears.

    It can be sought in, whatever the output is. A new file has the mode 0600; a replaced one keeps its mode and owner.
    With the private folder ``state``, what a kill leaves of it is deleted later: see ``half_outputs``.

    Raises:
        FileExistsError: there is a file, and it isn't to be replaced.
        OSError: it can't be written.
    """
    if output.kind in ("stream", "descriptor"):
        memory = io.BytesIO()  # what is private stays off the disk
        yield memory
        _send(memory.getbuffer(), output)
        return
    if output.kind == "file" and not replace:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(output.path))
    if state is not None:
        half_outputs.clear(state)
    folder = output.path.parent
    descriptor, half = _opened(folder, state)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            if output.kind == "file":
                _keep_permissions(file.fileno(), output.path)
            durable_file.flush(file.fileno())
            if half is None:
                half = _named(file, folder, output, state)
        if half is not None:
            half = _take_name(half, output, state)
    except BaseException:
        if half is not None:
            half.path.unlink(missing_ok=True)
        raise
    finally:
        if half is not None:
            half.end()
    durable_file.flush_folder(folder)


def write(output: NamedOutput, data: bytes, *, replace: bool = False, state: Path | None = None) -> None:
    """Write ``data`` to ``output``. Raises OSError; a file is then as it was."""
    with writing(output, replace=replace, state=state) as file:
        file.write(data)


def own_descriptor(name: str) -> int | None:
    """The descriptor of this process that ``name`` leads to, as /dev/stdout and /dev/fd/3 do; None for other names.

    Opening such a name anew would begin at the start of the file that the shell opened, or fail.
    """
    path = name
    for _step in range(LINKS):
        folder, base = os.path.split(os.path.abspath(path))
        folder = os.path.realpath(folder)
        match = _DESCRIPTORS.fullmatch(folder)
        if match and base.isdecimal():
            own = match[1] in (None, "self", str(os.getpid()))
            return int(base) if own else None
        try:
            path = os.path.join(folder, os.readlink(os.path.join(folder, base)))
        except OSError:
            return None
    return None


def _is_terminal(path: Path) -> bool:
    try:
        if not stat.S_ISCHR(os.stat(path).st_mode):  # opening and closing a FIFO would end it for its reader
            return False
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | _NO_TERMINAL)
    except OSError:
        return False
    try:
        return os.isatty(descriptor)
    finally:
        os.close(descriptor)


def _send(data: memoryview, output: NamedOutput) -> None:
    """Write a complete content to a stream or to an open descriptor."""
    if output.descriptor == 1:
        sys.stdout.flush()
        while data:  # where Python doesn't buffer, a write may be short
            written = sys.stdout.buffer.write(data)
            if not written:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            data = data[written:]
        sys.stdout.buffer.flush()
        return
    if output.kind == "descriptor":
        descriptor = os.dup(output.descriptor)
    else:
        descriptor = os.open(output.path, os.O_WRONLY | _NO_TERMINAL | getattr(os, "O_BINARY", 0))
    try:
        while data:
            data = data[os.write(descriptor, data) :]
    finally:
        os.close(descriptor)


def _opened(folder: Path, state: Path | None) -> tuple[int, HalfOutput | None]:
    """Open a file for ``folder``: without a name where the system can do that, so that a kill leaves nothing."""
    if hasattr(os, "O_TMPFILE") and os.path.isdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # not every file system can
            return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600), None
    half = HalfOutput(folder, state)
    try:
        return half.create(), half
    except BaseException:
        half.end()
        raise


def _named(file: IO[bytes], folder: Path, output: NamedOutput, state: Path | None) -> HalfOutput | None:
    """Give an open file without a name its own, and return None; or one beside the file that it replaces."""
    half = None if output.kind == "new" else HalfOutput(folder, state, beside=True)
    at = os.open(folder, os.O_RDONLY)
    try:  # only with folders given as descriptors does Python follow the link in /proc
        target = output.path.name if half is None else half.path.name
        os.link(f"/proc/self/fd/{file.fileno()}", target, src_dir_fd=at, dst_dir_fd=at, follow_symlinks=True)
    except FileExistsError:
        raise
    except OSError:  # a system that forbids such links
        if half is not None:
            half.end()
        return _copied(file, folder, state)
    finally:
        os.close(at)
    return half


def _copied(file: IO[bytes], folder: Path, state: Path | None) -> HalfOutput:
    """Copy an open file to a new one with a name in ``folder`` and with its permissions."""
    half = HalfOutput(folder, state, beside=True)
    try:
        with os.fdopen(half.create(), "wb") as copy:
            file.seek(0)
            while part := file.read(1 << 20):
                copy.write(part)
            copy.flush()
            if sys.platform != "win32":
                status = os.fstat(file.fileno())
                with contextlib.suppress(OSError):
                    os.fchown(copy.fileno(), status.st_uid, status.st_gid)
                with contextlib.suppress(OSError):
                    os.fchmod(copy.fileno(), stat.S_IMODE(status.st_mode))
            durable_file.flush(copy.fileno())
    except BaseException:
        half.path.unlink(missing_ok=True)
        half.end()
        raise
    return half


def _take_name(half: HalfOutput, output: NamedOutput, state: Path | None) -> HalfOutput:
    """Rename the complete file to its own name; return what was renamed, which is a copy if the system wants one."""
    try:
        _rename(half.path, output)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with open(half.path, "rb") as file:  # one disk, but two mounts of it
            copy = _copied(file, output.path.parent, state)
        half.path.unlink(missing_ok=True)
        half.end()
        try:
            _rename(copy.path, output)
        except BaseException:
            copy.path.unlink(missing_ok=True)
            copy.end()
            raise
        return copy
    return half


def _rename(path: Path, output: NamedOutput) -> None:
    """Rename a complete file to its own name; a new one never takes the name of a file that came meanwhile."""
    if output.kind == "file":
        durable_file.replace(path, output.path)
        return
    try:
        os.link(path, output.path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if output.path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(output.path)) from None
        durable_file.replace(path, output.path)
    else:
        os.unlink(path)


def _keep_permissions(descriptor: int, path: Path) -> None:
    """Give the new file the mode and the owner of the one that it replaces.

    Where the group can't be kept, it gets no rights: it would be another group than the one that had them.
    """
    old = os.stat(path)
    mode = stat.S_IMODE(old.st_mode) & 0o777
    if sys.platform == "win32":
        return
    new = os.fstat(descriptor)
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        try:
            os.fchown(descriptor, old.st_uid, old.st_gid)
        except OSError:
            try:
                os.fchown(descriptor, -1, old.st_gid)
            except OSError:
                mode &= ~0o070
    with contextlib.suppress(OSError):  # a file system without permissions
        os.fchmod(descriptor, mode)
