"""Export and import. Import adds what is unknown and fills what is empty; it overwrites and revives nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files, replace
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.appender import Change
from securecoach_tui.store.reader import Record, read

VERSION = 1
KINDS = ("session", "checkin", "rung", "plan", "baseline", "lookback", "debrief")
LONGEST_SECONDS = 7 * 86400.0  # of an open session that somebody forgot
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass
class ImportReport:
    """What an import did. ``skipped`` has one sentence an entry that couldn't be used."""

    new: int = 0
    filled: int = 0
    here: int = 0
    deleted: int = 0
    skipped: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """``12 new, 3 filled in, 40 already here, 2 deleted here and left out``."""
        text = _("{new} new, {filled} filled in, {here} already here, {deleted} deleted here and left out")
        return text.format(new=self.new, filled=self.filled, here=self.here, deleted=self.deleted)


def export_json(record: Record) -> bytes:
    """Everything in the record: each kind under its plural, sessions newest first, a line break at the end."""
    whole: dict[str, Any] = {"format": "securecoach", "version": VERSION}
    for kind in (*KINDS, *(kind for kind in record.state.kinds() if kind not in KINDS)):
        if kind == "session":
            whole["sessions"] = [_session(record, one) for one in record.sessions]
        else:
            whole[f"{kind}s"] = [{k: one[k] for k in ("id", *sorted(one)) if k in one} for one in record.of_kind(kind)]
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _session(record: Record, one: SessionRecord) -> dict[str, Any]:
    """All fields of a session in their order, then those that this version doesn't know."""
    kept = {name: value for name, value in (record.get("session", one.id) or {}).items() if value not in EMPTY}
    return {**msgspec.to_builtins(one), **kept, "id": one.id}


def export_csv(record: Record) -> bytes:
    """One row a session, newest first; ratings and answers as JSON. Text that a spreadsheet would take for a
    formula gets an apostrophe before it."""
    out = io.StringIO(newline="")
    names = SessionRecord.__struct_fields__
    writer = csv.writer(out)
    writer.writerow(names)
    for one in record.sessions:
        writer.writerow([_cell(getattr(one, name)) for name in names])
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return msgspec.json.encode(value).decode() if isinstance(value, list | dict) else value


def export_changes(changes: Sequence[Change], path: Path, files: Files) -> None:
    """Write changes that couldn't be kept to a file that ``import_file`` takes. Raises OSError."""
    whole: dict[str, Any] = {"format": "securecoach", "version": VERSION}
    for change in changes:
        if not change.deleted:
            whole.setdefault(f"{change.kind}s", []).append({"id": change.id, **change.fields})
    replace(files, path, msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n")


def import_file(path: Path, where: DataPaths, key: Key | None = None, *, files: Files | None = None) -> ImportReport:
    """Merge a file into the record: our json, a bare list of sessions, or a plain TinyDB's JSON file.

    Raises:
        RecordError: the file can't be read or holds nothing of that kind (code 2), or the record can't be written.
    """
    from securecoach_tui.store.journal.tinydb_table import JournalDB

    files = files or Disk()
    whole = _opened(path, files)
    record = read(where, key, files=files)
    report = ImportReport()
    changes: dict[tuple[str, str], Change] = {}
    newer = isinstance(whole, dict) and isinstance(version := whole.get("version"), int) and version > VERSION
    for kind, name, entry in _entries(whole):
        try:
            change = _checked(kind, entry, newer=newer)
        except ValueError as error:
            report.skipped.append(f"{name}: {visible(str(error))}")
            continue
        known = changes.get((kind, change.id))
        _count(report, record, change, dict(known.fields) if known else None, changes)
    try:
        JournalDB(where, key, files).storage.apply(list(changes.values()))  # type: ignore[attr-defined]
    except OSError as error:
        raise RecordError(_("Nothing was imported: {why}.").format(why=why(error))) from None
    return report


def _count(
    report: ImportReport,
    record: Record,
    change: Change,
    came: dict[str, Any] | None,
    changes: dict[tuple[str, str], Change],
) -> None:
    known = came if came is not None else record.get(change.kind, change.id)
    if known is None and record.state.deleted(change.kind, change.id):
        report.deleted += 1
    elif known is None:
        report.new += 1
        changes[change.kind, change.id] = change
    else:
        fills = {
            name: value for name, value in change.fields.items() if value not in EMPTY and known.get(name) in EMPTY
        }
        if not fills:
            report.here += 1
            return
        report.filled += 1
        more = {**(came or {}), **fills}
        changes[change.kind, change.id] = Change(change.kind, change.id, more)


def _opened(path: Path, files: Files) -> Any:
    try:
        return msgspec.json.decode(files.read(path).removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise RecordError(_("{path} can't be read: {why}.").format(path=path, why=why(error)), 2) from None
    except (ValueError, RecursionError):
        raise RecordError(_("{path} isn't a JSON file: choose one that export made.").format(path=path), 2) from None


def _entries(whole: Any) -> Iterator[tuple[str, str, Any]]:
    """Kind, name for a person, and entry of everything in a decoded file."""
    if isinstance(whole, list):
        whole = {"sessions": whole}
    if not isinstance(whole, dict) or not any(isinstance(part, list | dict) for part in whole.values()):
        raise RecordError(_("There are no sessions in that file: choose one that export made."), 2)
    for table, part in whole.items():
        kind = "session" if table == "_default" else table.removesuffix("s")
        if isinstance(part, dict):  # a table of a plain TinyDB, by its own document ids
            part = list(part.values())
        if isinstance(part, list):
            for number, entry in enumerate(part, 1):
                yield kind, f"{visible(table)} {number}", entry


def _checked(kind: str, entry: Any, *, newer: bool = False) -> Change:
    """An entry as a change; that of a ``newer`` version is taken as it is. Raises ValueError naming the field."""
    if not isinstance(entry, dict):
        raise ValueError(_("it is not an object with fields"))
    if not entry.keys() - {"id"}:
        raise ValueError(_("it is empty"))
    fields = {str(name): value for name, value in entry.items() if name != "id"}
    if kind == "session":  # export names every field of a session, those without a value too
        fields = {name: value for name, value in fields.items() if value not in EMPTY}
    id = entry.get("id")
    if id is None:  # the same entry gets the same id each time
        id = hashlib.sha256(msgspec.json.encode(fields, order="deterministic")).hexdigest()[:32]
    id = str(id) if isinstance(id, int) and not isinstance(id, bool) else id
    if not isinstance(id, str) or not 0 < len(id) <= 200:
        raise ValueError(_("its id is no text"))
    if kind == "session" and not newer:
        _possible({**fields, "id": id})
    return Change(kind, id, fields)


def _possible(fields: dict[str, Any]) -> None:
    """Raises ValueError where this is no session that anybody could have practised."""
    try:
        one = msgspec.convert(fields, SessionRecord)
    except msgspec.ValidationError as error:
        name = re.search(r"`\$\.(\w+)", str(error))
        raise ValueError(_("its {field} can't be used").format(field=name[1] if name else "id")) from None
    for scale in (*(rating.value for rating in one.ratings), one.prediction):
        if scale is not None and not 0 <= scale <= 10:
            raise ValueError(_("a rating lies outside 0 to 10"))
    seconds = (one.planned_seconds, one.practised_seconds, *(rating.at for rating in one.ratings))
    if not all(part is None or 0 <= part <= LONGEST_SECONDS for part in seconds):
        raise ValueError(_("its seconds are no length of a session"))


def skipped_sentence(report: ImportReport) -> str:
    """How many entries were passed over; empty where none was."""
    count = len(report.skipped)
    if not count:
        return ""
    one, many = _("One entry was skipped:"), _("{count} entries were skipped:")
    return ngettext(one, many, count).format(count=count)
