"""The shape that always goes with a capacity, in lists, grids and legends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from securecoach_tui.practice.record import Capacity  # the first screen doesn't load it

BOX = {"regulation": "●", "need_expression": "◆", "closeness": "■"}
ASCII = {"regulation": "o", "need_expression": "+", "closeness": "#"}


def mark_of(capacity: Capacity, *, ascii: bool = False) -> str:
    """The shape of a capacity."""
    return (ASCII if ascii else BOX)[capacity]
