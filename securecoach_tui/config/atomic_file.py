"""A file that takes its place once all of it is on the disk, and leaves nothing behind otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole(path: Path, *, prefix: str, suffix: str = "") -> Iterator[IO[bytes]]:
    """A file beside ``path``, to be written and read; only its owner may, until it stands at ``path`` and after.

    Raises:
        OSError: it can't be written, or put there.
    """
    import tempfile

    handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=path.parent)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
