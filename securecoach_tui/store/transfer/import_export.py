"""Exports and imports data. An import adds new documents and fills empty fields. It overwrites nothing and restores
nothing that was deleted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.text_decoding import decoded
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import FileSystem, free_name, write_new
from securecoach_tui.store.errors import NameTaken, RecordError, why
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.entry import is_usable
from securecoach_tui.store.transfer.csv_export import export_csv as export_csv

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository

VERSION = 1
KINDS = ("session", "checkin", "rung", "plan", "baseline", "lookback", "debrief", "card")
LONGEST_SECONDS = 7 * 86400.0  # the longest possible session: an open-ended one that was left running
NOT_KINDS = ("", "key.json")  # the latter is the wrapped key at the front of a copy
DEEPEST = 32  # how many lists and objects in each other an entry may have; reading deeper ones could run out of stack
ZIP = b"PK\x03\x04"  # how zip archives begin, among them those of Loop Habit Tracker, and spreadsheets
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
        text = _("{new} new, {filled} completed, {here} already here, {deleted} left out because you deleted them here")
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


def export_changes(changes: Sequence[JournalChange], path: Path, files: FileSystem) -> None:
    """Write changes that couldn't be saved to a new file that ``import_data`` reads.

    Raises:
        NameTaken: there is a file already; it is unchanged.
        OSError: it can't be written.
    """
    content: dict[str, Any] = {"format": "securecoach", "version": VERSION}
    for change in changes:
        if not change.deleted:
            content.setdefault(f"{change.kind}s", []).append({"id": change.id, **change.fields})
    try:
        write_new(files, path, msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")
    except FileExistsError:
        raise NameTaken(free_name(files, path)) from None


def import_data(
    data: bytes, name: str, paths: DataPaths, key: DataKey | None = None, *, files: FileSystem | None = None
) -> ImportReport:
    """Merge the bytes of a file into the data: JSON from an export, a bare list of sessions, the JSON file of a plain
    TinyDB, or csv. ``name`` is for sentences. An entry of JSON that can't be used is skipped, but a csv file is taken
    as a whole or not at all.

    Raises:
        RecordError: there are no sessions in the file (code 2), or the data can't be written.
    """
    from securecoach_tui.store.maintenance import open_to_write

    found = _decode(data, name)
    repository = open_to_write(paths, key, files=files)
    report = ImportReport(notices=[*repository.notices, *found.notices])
    changes: dict[tuple[str, str], JournalChange] = {}
    for kind, entry_name, entry in found.entries:
        try:
            change = _checked(kind, entry, newer=found.newer)
        except ValueError as error:
            if found.whole:
                raise _refused_line(name, entry_name, str(error)) from None
            report.skipped.append(f"{entry_name}: {visible(str(error))}")
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


@dataclass
class _Found:
    """The entries of a file as kind, name and fields. If it is to be taken as a ``whole``, none is skipped."""

    entries: list[tuple[str, str, Any]]
    notices: list[str] = field(default_factory=list)
    newer: bool = False
    whole: bool = False


def _decode(data: bytes, name: str) -> _Found:
    """Decode JSON or csv. Raises RecordError with code 2."""
    if data.startswith(ZIP):
        sentence = _("{path} is a zip archive or a spreadsheet. Unpack it, or save it as csv, then import that file.")
        raise RecordError(sentence.format(path=visible(name)), 2)
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        sentence = _("{path}, line {line}: this isn't UTF-8 text. Save the file as UTF-8. Nothing was imported.")
        line = data.count(b"\n", 0, error.start) + 1
        raise RecordError(sentence.format(path=visible(name), line=line), 2) from None
    if text.lstrip()[:1] in ("{", "["):
        return _decode_json(text, name)
    if not text.strip():
        raise RecordError(_("{path} is empty. Choose a file made by securecoach export.").format(path=visible(name)), 2)
    from securecoach_tui.store.transfer import csv_import

    try:
        sessions = csv_import.read(text)
    except csv_import.CsvError as error:
        raise _refused_line(name, str(error.line), error.why) from None
    entries = [("session", str(line), fields) for line, fields in sessions.entries]
    return _Found(entries, sessions.notices, whole=True)


def _decode_json(text: str, name: str) -> _Found:
    try:
        content = msgspec.json.decode(text)
    except RecursionError:
        raise RecordError(
            _("{path} isn't a JSON file. Choose one made by securecoach export.").format(path=name), 2
        ) from None
    except ValueError as error:
        at = re.search(r"byte (\d+)", str(error))
        end = int(at[1]) if at else len(text.encode())
        line = text.encode()[:end].count(b"\n") + 1
        sentence = _("{path}, line {line}: this can't be read as JSON. Choose a file made by securecoach export.")
        raise RecordError(sentence.format(path=visible(name), line=line), 2) from None
    newer = isinstance(content, dict) and isinstance(version := content.get("version"), int) and version > VERSION
    return _Found(list(_entries(content)), newer=newer)


def _refused_line(name: str, line: str, reason: str) -> RecordError:
    sentence = _("{path}, line {line}: {why}. Nothing was imported.")
    return RecordError(sentence.format(path=visible(name), line=line, why=visible(reason)), 2)


def _entries(content: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the kind, the name to show and the entry of everything in a decoded file."""
    if isinstance(content, list):
        content = {"sessions": content}
    if not isinstance(content, dict) or not any(isinstance(part, list | dict) for part in content.values()):
        raise RecordError(_("That file contains no sessions. Choose a file made by securecoach export."), 2)
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
    if kind in NOT_KINDS:
        raise ValueError(_("securecoach export has nothing with that name"))
    if _is_deeper(entry, DEEPEST):
        raise ValueError(_("it is nested too deeply"))
    fields = {str(name): value for name, value in entry.items() if name != "id"}
    if kind == "session":  # an export names fields without a value too
        fields = {name: value for name, value in fields.items() if value not in EMPTY}
    id = entry.get("id")
    if id is None:  # the same entry gets the same id each time
        id = hashlib.sha256(msgspec.json.encode(fields, order="deterministic")).hexdigest()[:32]
    id = str(id) if isinstance(id, int) and not isinstance(id, bool) else id
    if not isinstance(id, str) or not 0 < len(id) <= 200:
        raise ValueError(_("its id is not text"))
    if kind == "session" and not newer:
        _check_session({**fields, "id": id})
    for name, value in fields.items():
        if not is_usable(value):
            raise ValueError(_("its {field} can't be used").format(field=visible(name)))
    return JournalChange(kind, id, fields)


def _is_deeper(value: Any, levels: int) -> bool:
    """Whether more than ``levels`` lists and objects are in each other."""
    if not isinstance(value, list | dict):
        return False
    parts = value.values() if isinstance(value, dict) else value
    return not levels or any(_is_deeper(part, levels - 1) for part in parts if isinstance(part, list | dict))


def _check_session(fields: dict[str, Any]) -> None:
    """Raise ValueError if the values can't be those of a session."""
    try:
        session = msgspec.convert(fields, SessionRecord)
    except msgspec.ValidationError as error:
        name = re.search(r"`\$\.(\w+)", str(error))
        if re.match(r"Expected `(int|float)` [<>]=", str(error)):
            if re.search(r"\.(value|prediction|likely)`", str(error)):
                raise ValueError(_("a rating is not between 0 and 10")) from None
            if re.search(r"(seconds|\.at)`", str(error)):
                raise ValueError(_("its seconds can't be the length of a session")) from None
        raise ValueError(_("its {field} can't be used").format(field=name[1] if name else "id")) from None
    seconds = (session.planned_seconds, session.practised_seconds, *(rating.at for rating in session.ratings))
    if not all(value is None or 0 <= value <= LONGEST_SECONDS for value in seconds):
        raise ValueError(_("its seconds can't be the length of a session"))


def skipped_sentence(report: ImportReport) -> str:
    """Return a sentence that says how many entries were skipped; empty if none was."""
    count = len(report.skipped)
    if not count:
        return ""
    one, many = _("One entry was skipped:"), _("{count} entries were skipped:")
    return ngettext(one, many, count).format(count=count)
