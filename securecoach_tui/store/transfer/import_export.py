"""Exports and imports data. An import adds new documents and fills empty fields. It overwrites nothing and restores
nothing that was deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.text_decoding import decoded
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress.days import in_order
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import FileSystem, free_name, write_new
from securecoach_tui.store.errors import NameTaken, RecordError, why
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.transfer.csv_export import export_csv as export_csv
from securecoach_tui.store.transfer.entry_checks import EMPTY, checked, entry_words

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository

VERSION = 1
KINDS = ("session", "checkin", "rung", "plan", "baseline", "lookback", "debrief", "card")
ZIP = b"PK\x03\x04"  # how zip archives begin, among them those of Loop Habit Tracker, and spreadsheets


@dataclass
class ImportReport:
    """What an import did.

    Attributes:
        starts: when each new session began, as the file says it.
        skipped: a sentence for each entry that couldn't be used.
        notices: sentences about damage in the data.
    """

    new: int = 0
    filled: int = 0
    here: int = 0
    deleted: int = 0
    starts: list[Any] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """ "12 new, 3 completed, 40 already here"; that nothing was imported if there was nothing to count."""
        parts = [
            ngettext("{n} new", "{n} new", self.new).format(n=self.new) if self.new else "",
            ngettext("{n} completed", "{n} completed", self.filled).format(n=self.filled) if self.filled else "",
            ngettext("{n} already here", "{n} already here", self.here).format(n=self.here) if self.here else "",
            self._deleted_words() if self.deleted else "",
        ]
        return ", ".join(part for part in parts if part) or _("Nothing was imported.")

    def _deleted_words(self) -> str:
        return ngettext(
            "{n} left out because you deleted it here", "{n} left out because you deleted them here", self.deleted
        ).format(n=self.deleted)

    def misdated_sentence(self, today: date) -> str:
        """How many of the new sessions have a date that can't be right on ``today``; empty if none has."""
        sessions = [SessionRecord(id="", started=one if isinstance(one, str) else None) for one in self.starts]
        count = len(in_order(sessions, today)[1])
        if not count:
            return ""
        return ngettext(
            "{n} session has no usable date. It is saved, but not in the trends.",
            "{n} sessions have no usable date. They are saved, but not in the trends.",
            count,
        ).format(n=count)


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
            change = checked(kind, entry, newer=found.newer, by_column=found.whole)
        except ValueError as error:
            if found.whole:
                raise _refused_line(name, entry_name, str(error)) from None
            report.skipped.append(_("In {entry}, {why}.").format(entry=entry_name, why=visible(str(error))))
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
        if change.kind == "session":
            report.starts.append(change.fields.get("started"))
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
                yield kind, entry_words(kind, table, number, entry), entry


def skipped_sentence(report: ImportReport) -> str:
    """Return a sentence that says how many entries were skipped; empty if none was."""
    count = len(report.skipped)
    if not count:
        return ""
    one, many = _("One entry was skipped:"), _("{count} entries were skipped:")
    return ngettext(one, many, count).format(count=count)
