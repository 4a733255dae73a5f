"""Reads sessions from csv: a file of ``csv_export``, or one with days, minutes and notes from another program.

Such files are understood as habit trackers and diaries write them: Loop Habit Tracker (Checkmarks.csv of one habit:
Date, Value, Notes) and Daylio (full_date, date, weekday, time, mood, activities, note_title, note). A file is taken as a
whole or refused with the number of the first line that can't be used.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import msgspec
from msgspec import inspect

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.transfer import csv_cells as cells
from securecoach_tui.store.transfer import csv_columns
from securecoach_tui.store.transfer.csv_columns import ANSWER, RATINGS, SUMMARIES

# Other programs' names for a column, in order of preference; in lower case, with "_" for spaces.
NAMES = {
    "date": ("full_date", "date", "day", "start_date", "datetime", "timestamp", "started_at", "datum", "fecha", "data"),
    "time": ("time", "start_time", "time_of_day", "uhrzeit", "zeit", "hora", "heure", "ora"),
    "minutes": ("minutes", "min", "mins", "duration", "length", "minuten", "dauer", "minutos", "durée", "minuti"),
    "reflection": (
        "reflection",
        "note",
        "notes",
        "comment",
        "comments",
        "notiz",
        "notizen",
        "nota",
        "notas",
        "note_text",
    ),
    "title": ("note_title", "title"),
    "distress_before": ("before", "distress_at_start"),
    "distress_after": ("after", "distress_at_end"),
    "value": ("value", "done", "completed_value"),
    "year": ("year",),
}
KNOWN_AND_UNUSED = frozenset({"weekday", "date", "time", "minutes", "year"})
WITHIN_SECONDS = 0.31  # by how much minutes of two decimal places may differ from the seconds
DELIMITERS = (",", ";", "\t")
_OF_TYPE: dict[type[inspect.Type], Callable[[str], object]] = {
    inspect.IntType: cells.whole_number,
    inspect.FloatType: cells.number,
    inspect.BoolType: cells.truth,
}


def parsers(record: type[msgspec.Struct]) -> dict[str, Callable[[str], object]]:
    """Return what parses the cell of each field of ``record`` that is a number, or true or false."""
    found: dict[str, Callable[[str], object]] = {}
    for one in cast("inspect.StructType", inspect.type_info(record)).fields:
        possible = one.type.types if isinstance(one.type, inspect.UnionType) else (one.type,)
        parser = next((_OF_TYPE[type(kind)] for kind in possible if type(kind) in _OF_TYPE), None)
        if parser is not None:
            found[one.name] = parser
    return found


_NUMBERS = parsers(SessionRecord)
_TEXTS = frozenset(SessionRecord.__struct_fields__) - {*_NUMBERS, "ratings", "answers"}
_OURS = frozenset({*SessionRecord.__struct_fields__, *SUMMARIES}) - {"answers"}


class CsvError(ValueError):
    """A file that can't be used: the line's number and the reason, the end of a sentence."""

    def __init__(self, line: int, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(why)


@dataclass
class CsvSessions:
    """The sessions in a file, each with its line, and sentences about what was left out."""

    entries: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@dataclass
class _Layout:
    """At which position each column is: fields and other roles by name, answers by key, and names without a use."""

    roles: dict[str, int] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    width: int = 0

    @property
    def is_ours(self) -> bool:
        """Whether the file is one of ``csv_export``, in which every line has every cell."""
        return "started" in self.roles or "id" in self.roles

    def cell(self, row: list[str], role: str) -> str:
        """The cell of a role; empty if there is none."""
        at = self.roles.get(role, len(row))
        return row[at] if at < len(row) else ""


Rows = list[tuple[int, list[str]]]


def read(text: str) -> CsvSessions:
    """Return the sessions in the text of a csv file.

    Raises:
        CsvError: it can't be used.
    """
    if (at := text.find("\0")) >= 0:
        raise CsvError(text.count("\n", 0, at) + 1, _("it contains a NUL character, which text can't have"))
    rows, layout = _best_reading(text)
    found = CsvSessions()
    if layout.unused:
        names = ", ".join(cells.quoted(name) for name in layout.unused)
        found.notices.append(_("These columns were not used: {names}.").format(names=names))
    order = cells.order_of([layout.cell(row, "date") for _line, row in rows])
    done = _practised([layout.cell(row, "value") for _line, row in rows])
    seen: Counter[str] = Counter()
    left_out = 0
    for line, row in rows:
        _check_width(line, row, layout)
        try:
            if not layout.is_ours and not done(layout.cell(row, "value")):
                left_out += 1
                continue
            fields = _fields(row, layout, order)
        except ValueError as error:
            raise CsvError(line, str(error)) from None
        if "id" not in fields:  # the same line gets the same id each time, and two equal lines are two sessions
            content = "\x1f".join(row)
            seen[content] += 1
            fields["id"] = hashlib.sha256(f"{seen[content]}\x1f{content}".encode()).hexdigest()[:32]
        found.entries.append((line, fields))
    if left_out:
        sentence = ngettext(
            "{count} line says that there was no practice, so it was left out.",
            "{count} lines say that there was no practice, so they were left out.",
            left_out,
        )
        found.notices.append(sentence.format(count=left_out))
    return found


def _best_reading(text: str) -> tuple[Rows, _Layout]:
    """Return the rows and the layout of the header, by the delimiter with which most columns are known."""
    skipped = 0
    text = text.lstrip("\ufeff")
    if text[:4].lower() == "sep=" and text[4:5]:  # written for Excel
        delimiters: tuple[str, ...] = (text[4],)
        first, _end, text = text.partition("\n")
        skipped = 1
    else:
        head = text.lstrip("\r\n").split("\n", 1)[0]
        delimiters = tuple(sorted(DELIMITERS, key=lambda one: -_known_columns(head, one)))
    rows = _rows(text, delimiters[0], skipped)
    if not rows:
        raise CsvError(1, _("the file is empty"))
    line, header = rows[0]
    if _is_day(header[0]):  # as older versions of Loop Habit Tracker write it
        width = max(len(row) for _line, row in rows)
        return rows, _Layout(dict(zip(("date", "value", "reflection")[:width], range(3), strict=False)), width=width)
    return rows[1:], _layout(line, header)


def _known_columns(head: str, delimiter: str) -> int:
    try:
        names = next(csv.reader([head], delimiter=delimiter), [])
    except csv.Error:
        return 0
    known = _OURS.union(RATINGS, *NAMES.values())
    return sum(_normal(name) in known or _normal(name).startswith(ANSWER) for name in names)


def _rows(text: str, delimiter: str, skipped: int) -> Rows:
    """Return the rows that aren't empty, each with the number of its first line."""
    rows: Rows = []
    limit = csv.field_size_limit(sys.maxsize)
    line = skipped
    try:
        spaced = delimiter + " " in text.partition("\n")[0].partition('"')[0]  # "date, note", as people type it
        file = io.StringIO(text, newline="")
        reader = csv.reader(file, delimiter=delimiter, strict=True, skipinitialspace=spaced)
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line + 1, row))
            line = reader.line_num + skipped
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise CsvError(line + 1, _("a quotation mark is opened and never closed")) from None
        raise CsvError(line + 1, _("a quotation mark is in the wrong place")) from None
    finally:
        csv.field_size_limit(limit)
    return rows


def _layout(line: int, header: list[str]) -> _Layout:
    # The keys of answers are a person's own: they are taken exactly, where all other names may be spelt otherwise.
    names = [name if name.startswith(ANSWER) else _normal(name) for name in header]
    layout = _Layout(width=len(header))
    for name, count in Counter(name for name in names if name).items():
        if count > 1:
            raise CsvError(line, _("there are two columns named {name}").format(name=cells.quoted(name)))
    for at, name in enumerate(names):
        if name.startswith(ANSWER):
            layout.answers[name[len(ANSWER) :]] = at
        elif name in _OURS or name == RATINGS:
            layout.roles[name] = at
    for role, other_names in NAMES.items():
        at = next((names.index(name) for name in other_names if name in names), -1)
        if at >= 0:
            layout.roles.setdefault(role, at)
    used = {*layout.roles.values(), *layout.answers.values()}
    layout.unused = [visible(header[at]) for at, name in enumerate(names) if at not in used and name]
    layout.unused = [name for name in layout.unused if _normal(name) not in KNOWN_AND_UNUSED]
    if not layout.roles.keys() & {"id", "started", "date"}:
        raise CsvError(
            line, _("there is no column named date, and a csv file needs columns such as date, minutes and note")
        )
    if not layout.is_ours and not layout.roles.keys() - {"date", "time", "year"} and layout.unused:
        raise CsvError(line, _("there is no column named minutes, note or value"))
    return layout


def _normal(name: str) -> str:
    return "_".join(name.strip().casefold().replace("-", " ").split())


def _check_width(line: int, row: list[str], layout: _Layout) -> None:
    if any(cell.strip() for cell in row[layout.width :]):
        raise CsvError(line, _("there are more cells than columns"))
    if layout.is_ours and len(row) < layout.width:
        raise CsvError(line, _("the line ends too early"))


def _is_day(cell: str) -> bool:
    with suppress(ValueError):
        cells.moment(cell, "day first")
        return True
    return False


def _practised(values: list[str]) -> Callable[[str], bool]:
    """Return a function that says whether a value is that of a day with practice.

    In Loop Habit Tracker 2 or YES_MANUAL is a day with practice and 1 one that its schedule filled in; elsewhere 1 is.
    """
    known = {value.strip().casefold() for value in values}
    by_loop = "2" in known and known <= {"-3", "-1", "0", "1", "2", "3", ""}

    def done(value: str) -> bool:
        word = value.strip().casefold()
        if not word:
            return not known - {""}
        if by_loop:
            return word == "2"
        with suppress(ValueError):
            return cells.number(word) > 0
        return word not in cells.FALSE and word not in ("yes_auto", "skip", "unknown", "-1", "-3")

    return done


def _fields(row: list[str], layout: _Layout, order: cells.DayOrder | None) -> dict[str, Any]:
    """Return the fields of a session with a value. Raises ValueError with a sentence."""
    fields: dict[str, Any] = {}
    for name in layout.roles:
        cell = layout.cell(row, name)
        if name in _NUMBERS and cell.strip():
            fields[name] = _named(name, _NUMBERS[name], cell)
        elif name in _TEXTS and cell:
            fields[name] = csv_columns.unguarded(cell)
    answers = {key: csv_columns.unguarded(row[at]) for key, at in layout.answers.items() if at < len(row) and row[at]}
    ratings = _ratings(row, layout)
    if answers:
        fields["answers"] = answers
    if ratings:
        fields["ratings"] = ratings
    minutes = layout.cell(row, "minutes")
    if minutes.strip():
        seconds = round(_named("minutes", cells.seconds_of_minutes, minutes), 3)
        if abs(fields.get("practised_seconds", math.inf) - seconds) > WITHIN_SECONDS:  # a person changed it
            fields["practised_seconds"] = seconds
    if "started" not in fields and layout.cell(row, "date").strip():
        fields["started"] = _started(row, layout, order)
    elif not layout.is_ours:
        raise ValueError(_("there is no day"))
    if "capacity" not in layout.roles and (capacity := _capacity_of(fields.get("exercise"))):
        fields["capacity"] = capacity
    title = layout.cell(row, "title").strip()
    if title:
        fields["reflection"] = "\n".join(part for part in (title, fields.get("reflection", "")) if part)
    return {"started": None, **fields}


def _capacity_of(exercise: object) -> str | None:
    """What a built-in exercise practises, for a file that names exercises only: without it no progress counts them."""
    from securecoach_tui import content

    return next((str(card.capacity) for card in content.load().cards() if card.id == exercise), None)


def _ratings(row: list[str], layout: _Layout) -> list[dict[str, object]]:
    values = {name: layout.cell(row, name) for name in SUMMARIES}
    points = {name: _named(name, cells.whole_number, cell) for name, cell in values.items() if cell.strip()}
    text = layout.cell(row, RATINGS)
    if text.strip():
        return csv_columns.corrected(_named(RATINGS, csv_columns.ratings_of, text), points)
    return csv_columns.ratings_of_summaries(points)


def _named(name: str, parse: Callable[[str], Any], cell: str) -> Any:
    """Return the value of a cell. Raises ValueError with a sentence that names the column."""
    try:
        return parse(cell)
    except ValueError as error:
        why = str(error) if name != RATINGS else _("{cell} isn't a list of ratings").format(cell=cells.quoted(cell))
        raise ValueError(_("in the column {name}, {why}").format(name=name, why=why)) from None


def _started(row: list[str], layout: _Layout, order: cells.DayOrder | None) -> str:
    """Return when a session started, at noon if only the day is known, in this machine's time zone if none is named."""
    found, has_time = cells.moment(layout.cell(row, "date"), order, layout.cell(row, "year"))
    clock = layout.cell(row, "time")
    if clock.strip():
        found = datetime.combine(found.date(), cells.time_of(clock), found.tzinfo)
    elif not has_time:
        found = datetime.combine(found.date(), cells.NOON)
    if found.tzinfo is None:
        found = found.astimezone()
    return found.isoformat(timespec="seconds")
