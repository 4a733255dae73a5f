"""A series drawn one row high, from the oldest value at the left to the newest at the right."""

from __future__ import annotations

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
ASCII = "_.:-=+*#"


def draw(values: Sequence[float], low: float, high: float, width: int, *, ascii: bool = False) -> str:
    """The values in at most ``width`` cells; where there are more values, a cell shows the average of its share."""
    signs, cells = ASCII if ascii else BLOCKS, min(width, len(values))
    drawn = ""
    for cell in range(cells):
        part = values[cell * len(values) // cells : (cell + 1) * len(values) // cells]
        height = (sum(part) / len(part) - low) / ((high - low) or 1.0)
        drawn += signs[min(len(signs) - 1, max(0, int(height * len(signs))))]
    return drawn
