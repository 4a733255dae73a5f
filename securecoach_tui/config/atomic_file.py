"""Writing a file atomically: it appears complete, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from securecoach_tui.config import durable_file


@contextmanager
def atomic_write(path: Path, *, prefix: str, aside: Path | None = None) -> Iterator[IO[bytes]]:
    """A temporary file beside ``path`` that replaces it when the block ends; on an exception it is removed.

    Only its owner may read it (mode 0600), then and after. With ``aside``, what is at ``path`` gets that name, once the
    new file is complete. The name is on the disk when the block has ended.

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
        if aside is not None:
            durable_file.replace(path, aside)
        durable_file.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    durable_file.flush_folder(path.parent)
