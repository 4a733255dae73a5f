"""Reading the record: msgspec and files, nothing else, so that a list or a history starts at once."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.journal import folder
from securecoach_tui.store.journal.entry import Line
from securecoach_tui.store.journal.merge import Entry, State, exists, values

SECONDS = 19  # characters of a start up to its seconds; the offset follows
_BY_START, _BY_START_AND_ID = attrgetter("started"), attrgetter("started", "id")


@dataclass
class Record:
    """What a person has kept, on whichever machine. ``notices`` are sentences to show once."""

    state: State = field(default_factory=State)
    notices: list[str] = field(default_factory=list)
    sessions: list[SessionRecord] = field(default_factory=list)  # newest first, deleted ones gone

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """The things of a kind with their ``id``, in the order of their ids."""
        found = []
        for id, entry in sorted(self.state.things.get(kind, {}).items()):
            fields = values(entry)
            if fields is not None:
                found.append({"id": id, **fields})
        return found

    def get(self, kind: str, id: str) -> dict[str, Any] | None:
        """One thing's fields by name; None where there is none."""
        return self.state.fields(kind, id)


def read(where: DataPaths, key: Key | None = None, *, files: Files | None = None) -> Record:
    """The whole record, all devices' journals merged.

    Damage is set aside on the way, and the text of what was deleted elsewhere is blanked in this
    device's own file; both only where something is found.

    Raises:
        PassphraseNeeded: it is locked and ``key`` is None.
        RecordError: the folder can't be read.
    """
    files = files or Disk()
    key = key_file.usable(where, files, key)
    with _uncollected():
        found = folder.read_all(where, files, key)
        record = Record(found.state, _notices(found, locked=key is not None), sessions_of(found.state))
    if found.damage:
        from securecoach_tui.store.journal import damage
        from securecoach_tui.store.journal.appender import LOCK

        today = datetime.now().date()
        record.notices += damage.settle(where, files, found.damage, key, where.state / LOCK, today)
    if found.moved or found.missing:
        from securecoach_tui.store.journal.damage import tell_of_order

        record.notices += tell_of_order(where, files, found.moved, found.missing)
    if found.state.buried:
        _blank_what_is_due(where, files, key, found.state)
    return record


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Ten thousand sessions are all here to stay: looking among them for garbage costs a third of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _blank_what_is_due(where: DataPaths, files: Files, key: Key | None, state: State) -> None:
    from securecoach_tui.store.blanking import blank, due

    if due(where, files, state):
        with contextlib.suppress(OSError, RecordError):  # what the disk or another program refuses waits
            blank(where, files, key, 0.0)


def sessions_of(state: State) -> list[SessionRecord]:
    """The sessions of a record, newest first; those without a start last."""
    found: list[SessionRecord] = []
    keep, decode, name = found.append, _decode, msgspec.structs.force_setattr
    for id, entry in state.things.get("session", {}).items():
        if isinstance(entry, Line) and not entry.deleted:  # nearly all of them, and soonest read this way
            try:
                one = decode(entry.fields)
            except ValueError:
                keep(session(id, entry))
            else:
                name(one, "id", id)
                keep(one)
        elif exists(entry):
            keep(session(id, entry))
    starts = [one.started or "" for one in found]
    offsets = {start[SECONDS:] for start in starts}
    if len(offsets) == 1 and offsets != {""}:
        # All of one offset: text is in order. Ids count only where two began in one second.
        found.sort(key=_BY_START if len(set(starts)) == len(starts) else _BY_START_AND_ID, reverse=True)
    else:
        found.sort(key=_when, reverse=True)
    return found


def _when(one: SessionRecord) -> tuple[float, str, str]:
    """The instant a session started, whatever offset it was written with."""
    started = one.started or ""
    try:
        return datetime.fromisoformat(started).timestamp(), started, one.id
    except (ValueError, OverflowError, OSError):
        return float("-inf"), started, one.id


class _Kept(SessionRecord, frozen=True, kw_only=True, gc=False):
    """A session as a line has it: its id stands outside its fields."""

    id: str = ""


_decode = msgspec.json.Decoder(_Kept).decode


def session(id: str, entry: Entry) -> SessionRecord:
    """One session, read as far as it is known: a field this version can't use is left empty."""
    fields = {**(values(entry) or {}), "id": id}
    try:
        return msgspec.convert(fields, SessionRecord)
    except ValueError:
        return as_far_as_known(fields)


def as_far_as_known(fields: dict[str, Any]) -> SessionRecord:
    """A session of ``fields`` (``id`` among them), those left empty that this version can't use."""
    good: dict[str, Any] = {"id": fields["id"]}
    for known in msgspec.structs.fields(SessionRecord):
        if known.name in fields and known.name != "id":
            try:
                good[known.name] = msgspec.convert(fields[known.name], known.type)
            except ValueError:
                if known.name == "ratings" and isinstance(fields["ratings"], list):
                    good["ratings"] = _ratings(fields["ratings"])
    return SessionRecord(**good)


def _ratings(found: list[Any]) -> list[Any]:
    from securecoach_tui.practice.record import Rating

    good = []
    for one in found:
        try:
            good.append(msgspec.convert(one, Rating))
        except ValueError:
            continue
    return good


def _notices(found: folder.Found, *, locked: bool) -> list[str]:
    told = []
    for path, why in found.unreadable.items():
        told.append(_("{name} in the journal folder can't be read: {why}.").format(name=path.name, why=why))
    if found.closed and locked:
        sentence = ngettext(
            "One line of the record is locked with another key: securecoach data lock asks for its passphrase.",
            "{count} lines of the record are locked with another key: securecoach data lock asks for its passphrase.",
            found.closed,
        )
        told.append(sentence.format(count=found.closed))
    elif found.closed:
        sentence = ngettext(
            "One line of the record is locked with a key that isn't here: put its key.json back.",
            "{count} lines of the record are locked with a key that isn't here: put its key.json back.",
            found.closed,
        )
        told.append(sentence.format(count=found.closed))
    return told
