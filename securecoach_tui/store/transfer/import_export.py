"""Exports and imports data. An import adds new documents and fills empty fields. It overwrites nothing and restores
nothing that was deleted."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem, replace
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal.change import JournalChange

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository

VERSION = 1
KINDS = ("session", "checkin", "rung", "plan", "baseline", "lookback", "debrief")
LONGEST_SECONDS = 7 * 86400.0  # the longest possible session: an open-ended one that was left running
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass
class ImportReport:
    """What an import did. ``skipped`` has a sentence for each entry that couldn't be used, ``notices`` sentences about
    damage in the data."""

    new: int = 0
    filled: int = 0
    here: int = 0
    deleted: int = 0
    skipped: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """``12 new, 3 filled in, 40 already here, 2 deleted here and left out``."""
        text = _("{new} new, {filled} filled in, {here} already here, {deleted} deleted here and left out")
        return text.format(new=self.new, filled=self.filled, here=self.here, deleted=self.deleted)


def export_json(repository: Repository) -> bytes:
    """Return all data as JSON: each kind under its plural, sessions newest first, a line break at the end."""
    content: dict[str, Any] = {"format": "securecoach", "version": VERSION}
    for kind in (*KINDS, *(kind for kind in repository.kinds() if kind not in KINDS)):
        if kind == "session":
            stored = repository.documents(kind)
            content["sessions"] = [_session(one, stored[one.id]) for one in repository.sessions]
        else:
            content[f"{kind}s"] = [
                {k: one[k] for k in ("id", *sorted(one)) if k in one} for one in repository.of_kind(kind)
            ]
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _session(one: SessionRecord, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return all fields of a session in their order, then those that this version doesn't know."""
    fields = msgspec.structs.asdict(one)
    for name, value in stored.items():
        if value or value not in EMPTY:
            fields[name] = value
    fields["id"] = one.id
    return fields


def export_csv(repository: Repository) -> bytes:
    """Return one CSV row for each session, newest first; ratings and answers as JSON.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    out = io.StringIO(newline="")
    names = SessionRecord.__struct_fields__
    writer = csv.writer(out)
    writer.writerow(names)
    for session in repository.sessions:
        writer.writerow([_cell(getattr(session, name)) for name in names])
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return msgspec.json.encode(value).decode() if isinstance(value, list | dict) else value


def export_changes(changes: Sequence[JournalChange], path: Path, files: FileSystem) -> None:
    """Write changes that couldn't be saved to a file that ``import_file`` reads. Raises OSError."""
    content: dict[str, Any] = {"format": "securecoach", "version": VERSION}
    for change in changes:
        if not change.deleted:
            content.setdefault(f"{change.kind}s", []).append({"id": change.id, **change.fields})
    replace(files, path, msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")


def import_file(
    path: Path, paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None
) -> ImportReport:
    """Merge a file into the data: JSON from an export, a bare list of sessions, or the JSON file of a plain TinyDB.

    Raises:
        RecordError: the file can't be read or has no sessions (code 2), or the data can't be written.
    """
    from securecoach_tui.store.maintenance import open_to_write

    content = _decode_file(path, files or Disk())
    repository = open_to_write(paths, key, files=files)
    report = ImportReport(notices=repository.notices)
    changes: dict[tuple[str, str], JournalChange] = {}
    newer = isinstance(content, dict) and isinstance(version := content.get("version"), int) and version > VERSION
    for kind, name, entry in _entries(content):
        try:
            change = _checked(kind, entry, newer=newer)
        except ValueError as error:
            report.skipped.append(f"{name}: {visible(str(error))}")
            continue
        known = changes.get((kind, change.id))
        _count(report, repository, change, dict(known.fields) if known else None, changes)
    try:
        repository.apply(list(changes.values()))
    except OSError as error:
        raise RecordError(_("Nothing was imported: {why}.").format(why=why(error))) from None
    return report


def _count(
    report: ImportReport,
    repository: Repository,
    change: JournalChange,
    imported: dict[str, Any] | None,
    changes: dict[tuple[str, str], JournalChange],
) -> None:
    known = imported if imported is not None else repository.get(change.kind, change.id)
    if known is None and repository.was_deleted(change.kind, change.id):
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
        more = {**(imported or {}), **fills}
        changes[change.kind, change.id] = JournalChange(change.kind, change.id, more)


def _decode_file(path: Path, files: FileSystem) -> Any:
    try:
        return msgspec.json.decode(files.read(path).removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise RecordError(_("{path} can't be read: {why}.").format(path=path, why=why(error)), 2) from None
    except (ValueError, RecursionError):
        raise RecordError(_("{path} isn't a JSON file: choose one that export made.").format(path=path), 2) from None


def _entries(content: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the kind, the name to show and the entry of everything in a decoded file."""
    if isinstance(content, list):
        content = {"sessions": content}
    if not isinstance(content, dict) or not any(isinstance(part, list | dict) for part in content.values()):
        raise RecordError(_("There are no sessions in that file: choose one that export made."), 2)
    for table, part in content.items():
        kind = "session" if table == "_default" else table.removesuffix("s")
        if isinstance(part, dict):  # a table of a plain TinyDB, by its own document ids
            part = list(part.values())
        if isinstance(part, list):
            for number, entry in enumerate(part, 1):
                yield kind, f"{visible(table)} {number}", entry


def _checked(kind: str, entry: Any, *, newer: bool = False) -> JournalChange:
    """Return an entry as a change; one of a ``newer`` version isn't checked. Raises ValueError naming the field."""
    if not isinstance(entry, dict):
        raise ValueError(_("it is not an object with fields"))
    if not entry.keys() - {"id"}:
        raise ValueError(_("it is empty"))
    fields = {str(name): value for name, value in entry.items() if name != "id"}
    if kind == "session":  # an export names fields without a value too
        fields = {name: value for name, value in fields.items() if value not in EMPTY}
    id = entry.get("id")
    if id is None:  # the same entry gets the same id each time
        id = hashlib.sha256(msgspec.json.encode(fields, order="deterministic")).hexdigest()[:32]
    id = str(id) if isinstance(id, int) and not isinstance(id, bool) else id
    if not isinstance(id, str) or not 0 < len(id) <= 200:
        raise ValueError(_("its id is no text"))
    if kind == "session" and not newer:
        _check_session({**fields, "id": id})
    return JournalChange(kind, id, fields)


def _check_session(fields: dict[str, Any]) -> None:
    """Raise ValueError if the values can't be those of a session."""
    try:
        session = msgspec.convert(fields, SessionRecord)
    except msgspec.ValidationError as error:
        name = re.search(r"`\$\.(\w+)", str(error))
        raise ValueError(_("its {field} can't be used").format(field=name[1] if name else "id")) from None
    for points in (*(rating.value for rating in session.ratings), session.prediction):
        if points is not None and not 0 <= points <= 10:
            raise ValueError(_("a rating lies outside 0 to 10"))
    seconds = (session.planned_seconds, session.practised_seconds, *(rating.at for rating in session.ratings))
    if not all(value is None or 0 <= value <= LONGEST_SECONDS for value in seconds):
        raise ValueError(_("its seconds are no length of a session"))


def skipped_sentence(report: ImportReport) -> str:
    """Return a sentence that says how many entries were skipped; empty if none was."""
    count = len(report.skipped)
    if not count:
        return ""
    one, many = _("One entry was skipped:"), _("{count} entries were skipped:")
    return ngettext(one, many, count).format(count=count)
