"""Many devices' changes, one record: by id, field by field, the greater stamp counts.

Merging is commutative, associative and idempotent, so lines may arrive in any order and any number of
times. No wall clock decides. A deletion hides every field with a smaller stamp. Where two values
carry the same stamp (which only a damaged folder brings about) the one whose JSON is greater counts,
so that all devices still agree.

A thing with a single line is kept as that line, unread: most of a record is such things, and reading
ten thousand of them is then no more work than finding their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from securecoach_tui.store.journal.entry import EMPTY, Line, Stamp, fields_of

NEVER: Stamp = (-1, "")


class Merged:
    """A thing that more than one line tells of."""

    __slots__ = ("born", "deleted", "fields", "wrote")

    def __init__(self) -> None:
        self.fields: dict[str, tuple[Stamp, Any]] = {}
        self.born: Stamp = NEVER  # the greatest stamp of a line that isn't a deletion
        self.deleted: Stamp = NEVER
        self.wrote: dict[str, Stamp] = {}  # by device, the smallest stamp of a line of its with fields

    def add(self, line: Line) -> None:
        """Let one more line count."""
        if line.deleted:
            self.deleted = max(self.deleted, line.stamp)
            return
        self.born = max(self.born, line.stamp)
        if len(line.fields) > len(EMPTY):
            self.wrote[line.stamp[1]] = min(line.stamp, self.wrote.get(line.stamp[1], line.stamp))
        for name, value in fields_of(line).items():
            self._put(name, line.stamp, value)
        for name in line.gone:
            self._put(name, line.stamp, msgspec.UNSET)

    def _put(self, name: str, stamp: Stamp, value: Any) -> None:
        known = self.fields.get(name)
        if known is None or stamp > known[0] or (stamp == known[0] and _order(value) > _order(known[1])):
            self.fields[name] = (stamp, value)

    def hides(self, device: str) -> bool:
        """Whether a line with fields that ``device`` wrote is hidden by the deletion, whoever's fields count."""
        return device in self.wrote and self.wrote[device] <= self.deleted

    def values(self) -> dict[str, Any] | None:
        """The fields that count, by name; None where the thing is deleted."""
        if self.born <= self.deleted:
            return None
        pairs = sorted(self.fields.items())
        return {name: v for name, (stamp, v) in pairs if stamp > self.deleted and v is not msgspec.UNSET}


def _order(value: Any) -> bytes:
    return b"" if value is msgspec.UNSET else msgspec.json.encode(value, order="sorted")


Entry = Line | Merged


class State:
    """Everything the lines say so far. ``counter`` is the greatest one seen; ``buried`` has the stamp of each
    thing's last deletion, by kind and id."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.things: dict[str, dict[str, Entry]] = {}
        self.buried: dict[tuple[str, str], Stamp] = {}
        self.counter = 0
        self.add(lines)

    def add(self, lines: Iterable[Line]) -> None:
        """Let more lines count."""
        counter, things = self.counter, self.things
        for line in lines:
            if line.stamp[0] > counter:
                counter = line.stamp[0]
            if line.deleted:
                place = (line.kind, line.id)
                self.buried[place] = max(line.stamp, self.buried.get(place, line.stamp))
            kind = things.get(line.kind)
            if kind is None:
                kind = things[line.kind] = {}
            known = kind.setdefault(line.id, line)
            if known is not line:
                kind[line.id] = _joined(known, line)
        self.counter = counter

    def ids(self, kind: str) -> Iterator[str]:
        """The ids of a kind that aren't deleted."""
        return (id for id, entry in self.things.get(kind, {}).items() if exists(entry))

    def kinds(self) -> list[str]:
        """The kinds that hold anything."""
        return sorted(kind for kind in self.things if any(True for _ in self.ids(kind)))

    def fields(self, kind: str, id: str) -> dict[str, Any] | None:
        """A thing's fields by name; None where there is none."""
        entry = self.things.get(kind, {}).get(id)
        return None if entry is None else values(entry)

    def deleted(self, kind: str, id: str) -> bool:
        """Whether a thing was here and is deleted."""
        entry = self.things.get(kind, {}).get(id)
        return entry is not None and not exists(entry)

    def leaves_text(self, device: str) -> bool:
        """Whether a line of ``device`` still holds fields that a deletion hides."""
        entries = (self.things[kind][id] for kind, id in self.buried)
        return any(isinstance(entry, Merged) and entry.hides(device) for entry in entries)


def exists(entry: Entry) -> bool:
    """Whether a thing is there, not deleted."""
    return entry.born > entry.deleted if isinstance(entry, Merged) else not entry.deleted


def values(entry: Entry) -> dict[str, Any] | None:
    """A thing's fields by name; None where it is deleted."""
    if isinstance(entry, Merged):
        return entry.values()
    return None if entry.deleted else fields_of(entry)


def _joined(known: Entry, line: Line) -> Entry:
    if isinstance(known, Merged):
        known.add(line)
        return known
    if known == line:
        return known
    merged = Merged()
    merged.add(known)
    merged.add(line)
    return merged
