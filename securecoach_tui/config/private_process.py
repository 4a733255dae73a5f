"""What keeps a process from leaving private things behind, however it ends."""

from __future__ import annotations

import os
from contextlib import suppress


def keep_private() -> None:
    """Make every new file readable by its owner only, and leave no image of the memory after a crash."""
    os.umask(0o077)
    with suppress(ImportError, OSError, ValueError):  # Windows knows no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
