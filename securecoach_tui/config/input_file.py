"""Reads the files that a person names, once and to their end; ``-`` is standard input."""

from __future__ import annotations

import errno
import os
import sys
from typing import IO

from securecoach_tui.config.output_file import STANDARD, own_descriptor

LARGEST = 512 * 1024 * 1024  # bytes; a device such as /dev/zero never ends


def is_standard_input(name: str) -> bool:
    """Whether ``name`` stands for standard input, as - and /dev/stdin do."""
    return name == STANDARD or own_descriptor(name) == 0


def read(name: str, largest: int = LARGEST) -> bytes:
    """Return the bytes of a file, a FIFO or standard input.

    Raises:
        OSError: it can't be read, is a folder, or has more than ``largest`` bytes (EFBIG).
    """
    if is_standard_input(name):
        if sys.stdin is None:  # closed by the caller
            raise OSError(errno.EBADF, "there is no standard input", name)
        return _read(sys.stdin.buffer, name, largest)
    with open(name, "rb") as file:
        return _read(file, name, largest)


def _read(file: IO[bytes], name: str, largest: int) -> bytes:
    parts, size = [], 0
    while part := file.read(1 << 20):
        parts.append(part)
        size += len(part)
        if size > largest:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), name)
    return b"".join(parts)
