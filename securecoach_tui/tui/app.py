"""The full-screen face opens here."""

from __future__ import annotations

from typing import Literal

from securecoach_tui.settings import Places, Settings


def run(
    where: Places,
    preferences: Settings,
    *,
    id: str | None = None,
    length: float | str | None = None,
    asking: Literal["all", "few", "none"] | None = None,
) -> None:
    """Open the full screen at its first screen, or straight at an exercise."""
    raise NotImplementedError
