"""The table of sessions, whose documents are ``SessionRecord`` objects, newest first.

A session is decoded straight from its line, in a third of the time that it takes by way of a dictionary. TinyDB's
``all``, ``search`` and ``get`` return the records themselves; to change a session, use the table of ``JournalDB``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.store.garbage import no_garbage_collection
from securecoach_tui.store.journal.entry import JournalEntry
from securecoach_tui.store.journal.merge import Item, exists, values
from securecoach_tui.store.journal.tinydb_storage import JournalStorage
from securecoach_tui.store.journal.tinydb_table import JournalTable

SECONDS_END = 19  # characters of an ISO 8601 instant up to its seconds; the offset follows
_Timed = TypeVar("_Timed", "StoredSession", "_Start")
_BY_START, _BY_START_AND_ID = attrgetter("started"), attrgetter("started", "id")


class StoredSession(SessionRecord, frozen=True, kw_only=True, gc=False):
    """A session as decoded from a line, whose id isn't among the fields. TinyDB's queries read fields by ``[name]``."""

    id: str = ""

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


class _SessionDocument:
    """Called by TinyDB to make a document of each value in a table: decodes a session unless it is decoded already."""

    def __new__(cls, value: StoredSession | Item, id: str) -> StoredSession:  # type: ignore[misc]
        return value if isinstance(value, StoredSession) else decode_session(id, value)


class SessionTable(JournalTable):
    """The sessions as records, newest first; those without a start last.

    ``get`` and ``len`` decode only the starts, to sort the sessions, and the sessions that are returned.
    """

    document_class = _SessionDocument  # type: ignore[assignment]
    _decoded = False
    _sessions_generation = -1

    def __init__(self, storage: JournalStorage, name: str) -> None:
        super().__init__(storage, name)
        self._items: dict[str, Item] = {}  # what ``_sessions`` was made from
        self._sessions: dict[str, Any] = {}  # by id, newest first: records where ``_decoded``, else items

    def newest_ids(self, count: int) -> list[str]:
        """Return the ids of the newest ``count`` sessions."""
        return list(self._load(decode=False))[:count]

    def __iter__(self) -> Iterator[Any]:
        """As TinyDB's: every session."""
        return iter(self._load(decode=True).values())

    def search(self, cond: Any) -> list[Any]:
        """As TinyDB's: the sessions that match."""
        self._load(decode=True)
        return super().search(cond)

    def _read_table(self) -> dict[str, Any]:
        return self._load(decode=False)

    def _load(self, *, decode: bool) -> dict[str, Any]:
        items = self._storage.items(self.name)
        self._clear_stale_cache()
        if self._sessions_generation != self._storage.generation:
            with no_garbage_collection():
                if decode:
                    known = self._sessions if self._decoded else {}
                    self._sessions = self._decode_all(items, known)
                else:
                    self._sessions = {id: items[id] for id in _newest_ids(items)}
            self._items = dict(items)
            self._sessions_generation, self._decoded = self._storage.generation, decode
        elif decode and not self._decoded:
            with no_garbage_collection():
                self._sessions = {id: decode_session(id, item) for id, item in self._sessions.items()}
            self._decoded = True
        return self._sessions

    def _decode_all(self, items: Mapping[str, Item], known: Mapping[str, Any]) -> dict[str, Any]:
        """Decode every session that changed since ``known`` and put all in order."""
        found: list[StoredSession] = []
        before, decode, set_id, append = self._items, _decode, msgspec.structs.force_setattr, found.append
        for id, item in items.items():
            # Nearly all are single entries, so this loop does what ``decode_session`` does, in half the time.
            if isinstance(item, JournalEntry) and not item.deleted:
                if known and id in known and before[id] is item:
                    append(known[id])
                    continue
                try:
                    session = decode(item.fields)
                except (ValueError, RecursionError):
                    append(decode_session(id, item))
                else:
                    set_id(session, "id", id)
                    append(session)
            elif exists(item):
                append(decode_session(id, item))
        return {session.id: session for session in newest_first(found)}


def _newest_ids(items: Mapping[str, Item]) -> list[str]:
    """Return the ids in the order of ``newest_first``; decodes only the starts."""
    starts: list[_Start] = []
    decode, append = _decode_start, starts.append
    for id, item in items.items():
        try:
            if isinstance(item, JournalEntry):
                if item.deleted:
                    continue
                start = decode(item.fields)
            elif exists(item):
                start = msgspec.convert(item.values() or {}, _Start)
            else:
                continue
        except (ValueError, RecursionError):
            start = _Start()
        start.id = id
        append(start)
    return [start.id for start in newest_first(starts)]


def newest_first(sessions: list[_Timed]) -> list[_Timed]:
    """Sort sessions by their start, newest first, those without a start last; return the same list."""
    starts = [session.started or "" for session in sessions]
    offsets = {start[SECONDS_END:] for start in starts}
    if len(offsets) == 1 and offsets != {""}:
        # All have one offset, so their text is in order. Ids count only where two started in the same second.
        sessions.sort(key=_BY_START if len(set(starts)) == len(starts) else _BY_START_AND_ID, reverse=True)
    else:
        sessions.sort(key=_instant, reverse=True)
    return sessions


def _instant(session: Any) -> tuple[float, str, str]:
    """The sort key of a session: the instant at which it started, then its text and the id."""
    started = session.started or ""
    try:
        return datetime.fromisoformat(started).timestamp(), started, session.id
    except (ValueError, OverflowError, OSError):
        return float("-inf"), started, session.id


class _Start(msgspec.Struct, gc=False):
    """When a session started, without its other fields."""

    id: str = ""
    started: str | None = None


_decode = msgspec.json.Decoder(StoredSession).decode
_decode_start = msgspec.json.Decoder(_Start).decode


def decode_session(id: str, item: Item) -> StoredSession:
    """Decode one session. A field that this version can't use is left empty."""
    if isinstance(item, JournalEntry):
        try:
            session = _decode(item.fields)
        except (ValueError, RecursionError):
            pass
        else:
            msgspec.structs.force_setattr(session, "id", id)
            return session
    return session_from_fields({**(values(item) or {}), "id": id})


def session_from_fields(fields: Mapping[str, Any]) -> StoredSession:
    """Make a session of ``fields``, with ``id`` among them. A field that this version can't use is left empty."""
    try:
        return msgspec.convert(fields, StoredSession)
    except ValueError:
        pass
    good: dict[str, Any] = {"id": fields["id"]}
    for known in msgspec.structs.fields(SessionRecord):
        if known.name in fields and known.name != "id":
            try:
                good[known.name] = msgspec.convert(fields[known.name], known.type)
            except ValueError:
                if known.name == "ratings" and isinstance(fields["ratings"], list):
                    good["ratings"] = _usable_ratings(fields["ratings"])
    return StoredSession(**good)


def _usable_ratings(stored: list[Any]) -> list[Rating]:
    good = []
    for rating in stored:
        try:
            good.append(msgspec.convert(rating, Rating))
        except ValueError:
            continue
    return good
