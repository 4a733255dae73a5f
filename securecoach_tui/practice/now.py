"""What's happening now: seven lines, each of which leads to one exercise at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from securecoach_tui.practice.folded_text import folded


class NowLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line: ``exercise`` is the id of what it starts, ``words`` are what may be typed in place of its number."""

    id: str
    text: str
    exercise: str
    words: list[str] = []


def checked(lines: Sequence[NowLine], exercises: Collection[str]) -> tuple[NowLine, ...]:
    """The lines as they are.

    Raises:
        ValueError: a line names an exercise that there isn't, or two lines have an id or a word in common.
    """
    seen: set[str] = set()
    for line in lines:
        if line.exercise not in exercises:
            raise ValueError(f"{line.id}: there is no exercise {line.exercise}")
        names = {folded(name) for name in (line.id, line.exercise, line.text, *line.words)}
        if names & seen:
            raise ValueError(f"{line.id}: {min(names & seen)} is the name of another line")
        seen |= names
    return tuple(lines)


def names_of(line: NowLine) -> tuple[str, ...]:
    """What may be typed to choose a line, besides its text and its number."""
    return (line.id, line.exercise, *line.words)
