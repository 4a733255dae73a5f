"""Writing a file atomically: it appears complete, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from securecoach_tui.config import durable_file


@contextmanager
def atomic_write(path: Path, *, prefix: str) -> Iterator[IO[bytes]]:
    """A temporary file beside ``path`` that replaces it when the block ends; on an exception it is removed.

    Only its owner may read it (mode 0600), then and after.

    Raises:
        OSError: the file can't be written, or can't replace ``path``.
    """
    import tempfile

    handle, name = tempfile.mkstemp(prefix=prefix, dir=path.parent)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            durable_file.flush(file.fileno())
        durable_file.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
