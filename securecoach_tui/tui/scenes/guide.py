"""What shows the pace of a session: a picture, a bar, or nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

Guide = Literal["picture", "bar", "none"]


def guide_here(chosen: Literal["", "picture", "bar", "none"], environ: Mapping[str, str] = os.environ) -> Guide:
    """The guide of the setting. Automatic is a picture, or the bar where each byte crosses a remote connection."""
    return chosen or ("bar" if environ.get("SSH_CONNECTION") else "picture")
