"""Merging the changes of many devices: for each id and field, the value with the greater stamp counts.

Merging is commutative, associative and idempotent, so lines may arrive in any order and any number of times. No wall
clock decides. A deletion hides every field with a smaller stamp. If two values have the same stamp (which
happens only in a damaged folder), the one whose JSON is greater counts, so that all devices agree.

A document with a single line is stored as that line, undecoded. Most documents have one line, and merging ten thousand
of them takes no longer than finding their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from securecoach_tui.store.journal.entry import EMPTY, JournalEntry, Stamp, fields_of

NEVER: Stamp = (-1, "")
# A deletion of this id marks a table that is listed although it has no documents (TinyDB's ``persist_empty``).
EMPTY_TABLE_ID = "persist_empty"


class MergedItem:
    """A document with more than one line."""

    __slots__ = ("born", "deleted", "fields", "wrote")

    def __init__(self) -> None:
        self.fields: dict[str, tuple[Stamp, Any]] = {}
        self.born: Stamp = NEVER  # the greatest stamp of a line that isn't a deletion
        self.deleted: Stamp = NEVER
        self.wrote: dict[str, Stamp] = {}  # by device, the smallest stamp of its lines with fields

    def add(self, line: JournalEntry) -> None:
        """Add a line."""
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
        """Return whether the deletion hides a line with fields that ``device`` wrote."""
        return device in self.wrote and self.wrote[device] <= self.deleted

    def values(self) -> dict[str, Any] | None:
        """Return the fields that count, by name; None if the document is deleted."""
        if self.born <= self.deleted:
            return None
        pairs = sorted(self.fields.items())
        return {name: v for name, (stamp, v) in pairs if stamp > self.deleted and v is not msgspec.UNSET}


def _order(value: Any) -> bytes:
    """The sort key of two values with the same stamp."""
    return b"" if value is msgspec.UNSET else msgspec.json.encode(value, order="sorted")


Item = JournalEntry | MergedItem


class MergedState:
    """The merged documents, by kind and id, deleted ones too. ``counter`` is the greatest one seen; ``deletions`` has
    the stamp of each document's last deletion; ``empty_tables`` names kinds that are listed even without documents.
    ``purges`` has the stamp of each document's last deletion that was asked for from copies too."""

    def __init__(self, lines: Iterable[JournalEntry] = ()) -> None:
        self.items: dict[str, dict[str, Item]] = {}
        self.deletions: dict[tuple[str, str], Stamp] = {}
        self.purges: dict[tuple[str, str], Stamp] = {}
        self.empty_tables: set[str] = set()
        self.counter = 0
        self.add(lines)

    def add(self, lines: Iterable[JournalEntry]) -> None:
        """Add lines."""
        counter, items = self.counter, self.items
        for line in lines:
            if line.stamp[0] > counter:
                counter = line.stamp[0]
            if line.deleted:
                if line.id == EMPTY_TABLE_ID:
                    self.empty_tables.add(line.kind)
                    continue
                document = (line.kind, line.id)
                self.deletions[document] = max(line.stamp, self.deletions.get(document, line.stamp))
                if line.copies:
                    self.purges[document] = max(line.stamp, self.purges.get(document, line.stamp))
            documents = items.get(line.kind)
            if documents is None:
                documents = items[line.kind] = {}
            item = documents.setdefault(line.id, line)
            if item is not line:
                documents[line.id] = _joined(item, line)
        self.counter = counter

    def ids(self, kind: str) -> Iterator[str]:
        """Return the ids of a kind's documents, without deleted ones."""
        return (id for id, entry in self.items.get(kind, {}).items() if exists(entry))

    def kinds(self) -> list[str]:
        """Return the kinds that have documents, sorted."""
        return sorted(kind for kind in self.items if any(True for _ in self.ids(kind)))

    def fields(self, kind: str, id: str) -> dict[str, Any] | None:
        """Return a document's fields by name; None if there is no such document."""
        entry = self.items.get(kind, {}).get(id)
        return None if entry is None else values(entry)

    def deleted(self, kind: str, id: str) -> bool:
        """Return whether there was such a document and it is deleted."""
        entry = self.items.get(kind, {}).get(id)
        return entry is not None and not exists(entry)

    def purged(self) -> dict[tuple[str, str], Stamp]:
        """Return ``purges`` without documents that came back: a deletion that was undone takes nothing from copies."""
        return {document: stamp for document, stamp in self.purges.items() if self.deleted(*document)}

    def devices_left(self) -> set[str]:
        """Return the devices that wrote lines with fields that a deletion hides."""
        entries = [self.items[kind][id] for kind, id in self.deletions]
        return {
            device
            for entry in entries
            if isinstance(entry, MergedItem)
            for device in entry.wrote
            if entry.hides(device)
        }

    def leaves_text(self, device: str) -> bool:
        """Return whether a line of ``device`` still has fields that a deletion hides."""
        entries = (self.items[kind][id] for kind, id in self.deletions)
        return any(isinstance(entry, MergedItem) and entry.hides(device) for entry in entries)


def exists(entry: Item) -> bool:
    """Return whether a document isn't deleted."""
    return entry.born > entry.deleted if isinstance(entry, MergedItem) else not entry.deleted


def values(entry: Item) -> dict[str, Any] | None:
    """Return a document's fields by name; None where it is deleted."""
    if isinstance(entry, MergedItem):
        return entry.values()
    return None if entry.deleted else fields_of(entry)


def _joined(known: Item, line: JournalEntry) -> Item:
    if isinstance(known, MergedItem):
        known.add(line)
        return known
    if known == line:
        return known
    merged = MergedItem()
    merged.add(known)
    merged.add(line)
    return merged
