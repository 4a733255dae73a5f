"""Which counters can be real. A line with another one would win over every later change, and is damage.

A counter is one above the greatest that its device has seen, so a lifetime of changes stays far below ``PLAUSIBLE``. A
line that a stranger wrote may come close to it, and counting goes on from there; so each line above it makes room for
``ROOM`` more. What one line can't reach alone stays damage for as long as no others stand below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PLAUSIBLE = 2**40
ROOM = 2**20


def high(counters: Iterable[int]) -> list[int]:
    """Return the counters above ``PLAUSIBLE``."""
    return [counter for counter in counters if counter > PLAUSIBLE]


def limit_of(high: Iterable[int]) -> int:
    """Return the greatest counter that isn't damage, from all counters above ``PLAUSIBLE``."""
    limit = PLAUSIBLE
    for rank, counter in enumerate(sorted(high), 1):
        if counter <= PLAUSIBLE + rank * ROOM:
            limit = counter
    return limit


def next_counters(low: int, high: Sequence[int]) -> list[int]:
    """Return the counters to write a change with, of which the last wins over all; nearly always only one.

    A line may make others plausible that were damage before; then the change is written once more, above them. ``low``
    is the greatest counter up to ``PLAUSIBLE``, ``high`` are those above it.
    """
    seen, written = list(high), list[int]()
    while True:
        limit = limit_of(seen)
        greatest = max([low, *written, *(counter for counter in seen if counter <= limit)])
        if written and greatest == written[-1]:
            return written
        written.append(greatest + 1)
        if greatest >= PLAUSIBLE:
            seen.append(greatest + 1)
