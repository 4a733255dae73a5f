"""Sessions as csv: what a spreadsheet shows, what comes back, and what other programs' files are understood as."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.record import Seconds, SessionRecord
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.reader import read
from securecoach_tui.store.transfer import csv_cells, csv_columns, csv_export, csv_import
from securecoach_tui.store.transfer.import_export import ImportReport, export_json, import_data
from tests.fakes.disk import MemoryDisk

FAKE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
DAYLIO = "full_date,date,weekday,time,mood,activities,note_title,note\n"


def disk_with(*sessions: dict[str, Any]) -> MemoryDisk:
    disk = MemoryDisk()
    if sessions:
        JournalAppender(FAKE, disk).write([JournalChange("session", one.pop("id"), one) for one in sessions])
    return disk


def exported(disk: MemoryDisk, *, bom: bool = False) -> bytes:
    return csv_export.export_csv(read(FAKE, files=disk), bom=bom)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def imported(content: str | bytes, disk: MemoryDisk | None = None) -> tuple[ImportReport, list[SessionRecord]]:
    disk = disk or MemoryDisk()
    data = content.encode() if isinstance(content, str) else content
    report = import_data(data, "in.csv", FAKE, files=disk)
    return report, list(read(FAKE, files=disk).sessions)


def refused(content: str | bytes) -> str:
    """Return the sentence; nothing may be imported then."""
    disk = MemoryDisk()
    with pytest.raises(RecordError) as error:
        imported(content, disk)
    assert error.value.code == 2 and "\n" not in error.value.sentence
    assert error.value.sentence.endswith((" Nothing was imported.", "securecoach export.", "that file."))
    assert not list(read(FAKE, files=disk).sessions)
    return error.value.sentence


def rating(when: str, scale: str, value: int, at: float | None = None) -> dict[str, Any]:
    return {"at": at, "scale": scale, "value": value, "when": when}


FULL = {
    "id": "a",
    "started": "2026-03-01T21:00:30+01:00",
    "practised_seconds": 150.5,
    "ratings": [
        rating("before", "distress", 6),
        rating("during", "distress", 8, 90.25),
        rating("during", "urge", 4, 91.0),
        rating("after", "distress", 3),
        rating("during", "ease", 5, 10.0),
        rating("after", "ease", 7),
    ],
    "answers": {"need": "rest", "=Key": "=1+1", "place": "a, b"},
    "reflection": "- first\n- second",
}


def test_csv_shows_ratings_minutes_and_answers_in_columns() -> None:
    (row,) = rows(exported(disk_with(dict(FULL))))
    assert (row["distress_before"], row["distress_highest"], row["distress_after"]) == ("6", "8", "3")
    assert (row["urge_before"], row["urge_highest"], row["urge_after"], row["ease_last"]) == ("", "4", "", "7")
    assert (row["date"], row["time"], row["minutes"]) == ("2026-03-01", "21:00", "2.51")
    assert row["answer_need"] == "rest" and row["answer_=Key"] == "'=1+1" and row["reflection"] == "'- first\n- second"
    assert "{" not in "".join(row.values()) and "[" not in "".join(row.values())


def test_csv_has_a_column_for_every_field_of_a_session() -> None:
    names = csv_columns.columns([])
    assert set(SessionRecord.__struct_fields__) - {"answers"} <= set(names) and len(names) == len(set(names))


def test_csv_cells_of_a_new_field_are_read_by_its_type() -> None:
    class Longer(SessionRecord, frozen=True, kw_only=True):
        breaths: int | None = None
        depth: Seconds | None = None
        outside: bool = False
        text: str | None = None

    found, now = csv_import.parsers(Longer), csv_import.parsers(SessionRecord)
    assert {name: found[name] for name in found.keys() - now.keys()} == {
        "breaths": csv_cells.whole_number,
        "depth": csv_cells.number,
        "outside": csv_cells.truth,
    }
    assert now["completed"] is csv_cells.truth and now["prediction"] is csv_cells.whole_number


def test_csv_begins_with_a_byte_order_mark_when_asked() -> None:
    disk = disk_with(dict(FULL))
    assert exported(disk, bom=True) == b"\xef\xbb\xbf" + exported(disk) and exported(disk)[:2] == b"id"


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
CELLS = TEXT | st.sampled_from(["=1", "'=1", "''", "-", "+x", "@", "\t", "\r\n", '"', "a;b", "'", " =x", "1,5", "ä\r"])
RATINGS = st.builds(
    rating,
    st.sampled_from(["before", "during", "after"]),
    st.sampled_from(["distress", "ease", "urge"]),
    st.integers(0, 10),
    st.none() | st.floats(0, 600_000),
)
SESSIONS = st.fixed_dictionaries(
    {},
    optional={
        "started": st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(datetime.isoformat) | CELLS,
        "ended": CELLS,
        "exercise": CELLS,
        "exercise_version": st.integers(0, 10**6),
        "capacity": st.sampled_from(["regulation", "closeness"]),
        "planned_seconds": st.floats(0, 600_000),
        "practised_seconds": st.floats(0, 600_000),
        "completed": st.booleans(),
        "ratings": st.lists(RATINGS, max_size=5),
        "prediction": st.integers(0, 10),
        "feared": st.sampled_from(["no", "partly", "yes"]),
        "happened": CELLS,
        "need_stage": st.integers(0, 4),
        "answers": st.dictionaries(CELLS, CELLS, max_size=3),
        "reflection": CELLS,
    },
)


@settings(max_examples=50, deadline=None)
@given(st.lists(SESSIONS, max_size=4), st.booleans())
def test_import_of_a_csv_loses_nothing_that_it_holds(sessions: list[dict[str, Any]], bom: bool) -> None:
    disk = disk_with(*({"id": f"s{n}", **one} for n, one in enumerate(sessions)))
    first = exported(disk, bom=bom)
    elsewhere = MemoryDisk()
    report, found = imported(first, elsewhere)
    assert report.new == len(sessions) and not report.skipped and not report.notices
    assert {one.id for one in found} == {f"s{n}" for n in range(len(sessions))}
    assert exported(elsewhere, bom=bom) == first


def test_session_from_csv_is_that_of_the_json_export() -> None:
    disk, elsewhere = disk_with(dict(FULL)), MemoryDisk()
    imported(exported(disk), elsewhere)
    first, second = (json.loads(export_json(read(FAKE, files=one))) for one in (disk, elsewhere))
    assert first == second
    report, _found = imported(exported(disk), disk)
    assert report.here == 1 and report.new == 0


def resaved(data: bytes, delimiter: str = ";") -> str:
    """Return a csv as a spreadsheet in Germany saves it: semicolons, decimal commas, translated booleans."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    numbers = {"minutes", "planned_seconds", "practised_seconds"}
    reader = csv.reader(io.StringIO(data.decode(), newline=""))
    header = next(reader)
    writer.writerow(header)
    for row in reader:
        row = [c.replace(".", ",") if name in numbers else c for name, c in zip(header, row, strict=True)]
        writer.writerow([{"true": "WAHR", "false": "FALSCH"}.get(cell, cell) for cell in row])
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_csv_that_a_spreadsheet_saved_again_is_taken(delimiter: str) -> None:
    data = exported(disk_with({**FULL, "completed": True, "eased_off": False}))
    _report, (found,) = imported(resaved(data, delimiter))
    assert found.practised_seconds == 150.5 and found.completed is True and found.eased_off is False
    assert found.reflection == FULL["reflection"] and found.answers == FULL["answers"] and len(found.ratings) == 6
    assert imported("sep=;\r\n" + resaved(data))[1] == [found]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8"])
@pytest.mark.parametrize("export", [csv_export.export_csv, export_json])
def test_export_in_any_unicode_encoding_is_imported(encoding: str, export: Any) -> None:
    disk = disk_with({**FULL, "reflection": "Größe \u2764 \U0001f600"})
    text = export(read(FAKE, files=disk)).decode().replace("\r\n", "\n").replace("\n", "\r\n")
    _report, (found,) = imported(text.encode(encoding))
    assert found.reflection == "Größe \u2764 \U0001f600" and found.id == "a"


def test_summary_columns_alone_give_the_ratings() -> None:
    text = "date,distress_before,distress_highest,distress_after,ease_last\n2026-03-01,6,8,3,7\n2026-03-02,6,6,,\n"
    _report, (second, first) = imported(text)
    assert [(r.when, r.scale, r.value) for r in first.ratings] == [
        ("before", "distress", 6),
        ("during", "distress", 8),
        ("after", "distress", 3),
        ("after", "ease", 7),
    ]
    assert [(r.when, r.value) for r in second.ratings] == [("before", 6)]


def test_cells_that_were_changed_in_a_spreadsheet_count() -> None:
    (row,) = rows(exported(disk_with(dict(FULL))))
    row |= {"distress_before": "5", "distress_highest": "9", "urge_after": "2", "ease_last": "6", "minutes": "3"}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, row)
    writer.writeheader()
    writer.writerow(row)
    _report, (found,) = imported(out.getvalue())
    shown = csv_columns.summaries(found)
    assert {name: row[name] for name in shown if row[name]} == {k: str(v) for k, v in shown.items() if v is not None}
    assert found.practised_seconds == 180.0 and len(found.ratings) == 8


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_generic_csv_gives_days_minutes_and_notes() -> None:
    text = 'Date;Minutes;Note\n2026-01-02;12,5;"quiet; then tired"\n02.07.2026;5;\n\n;;\n'
    report, (july, january) = imported(text)
    assert report.new == 2 and not report.notices
    assert (january.started, january.practised_seconds) == ("2026-01-02T12:00:00+01:00", 750.0)
    assert january.reflection == "quiet; then tired" and july.reflection is None
    assert july.started == "2026-07-02T12:00:00+02:00"


def test_lengths_are_understood_as_programs_write_them() -> None:
    cells = ["12", '"2,5"', "2.5 min", "0:12:30", "1:00:05"]
    _report, found = imported("date,minutes\n" + "".join(f"2026-01-0{n},{cell}\n" for n, cell in enumerate(cells, 1)))
    assert [one.practised_seconds for one in reversed(found)] == [720, 150, 150, 750, 3605]


def test_generic_csv_gives_ratings_before_and_after() -> None:
    report, (found,) = imported("Date;Exercise;Minutes;Before;After\n2026-01-02;slow-breathing;5;7;4\n")
    assert not report.notices and found.exercise == "slow-breathing"
    assert [(rating.scale, rating.value, rating.when) for rating in found.ratings] == [
        ("distress", 7, "before"),
        ("distress", 4, "after"),
    ]


def test_csv_typed_with_spaces_after_commas_is_read() -> None:
    _report, (found,) = imported('\ufeff\ufeffdate, minutes, note\n2026-01-02, 5, "a, b"\n')
    assert found.practised_seconds == 300.0 and found.reflection == "a, b"


def test_generic_csv_imported_twice_changes_nothing() -> None:
    disk = MemoryDisk()
    text = "date,minutes,note\n2026-01-02,5,\n2026-01-02,5,\n2026-01-03,5,x\n"
    assert imported(text, disk)[0].new == 3
    assert imported(text, disk)[0].here == 3


def test_loops_checkmarks_are_the_days_with_practice() -> None:
    older = "2026-01-04,2\n2026-01-03,1\n2026-01-02,0\n2026-01-01,2\n"
    newer = "Date,Value,Notes\n2026-01-04,YES_MANUAL,went well\n2026-01-03,YES_AUTO,\n2026-01-02,NO,\n2026-01-01,2,\n"
    for text in (older, newer, "Date,Value\n" + older, newer.replace("\n", "\r")):
        report, found = imported(text)
        assert [(one.started or "")[:10] for one in found] == ["2026-01-04", "2026-01-01"]
        assert report.notices == ["2 lines say that there was no practice, so they were left out."]
    assert imported(newer)[1][0].reflection == "went well"
    numeric = "Date,Value,Notes\n2026-01-02,12.5,\n2026-01-01,1.0,\n"
    assert len(imported(numeric)[1]) == 2


def test_loops_table_of_all_habits_is_refused() -> None:
    assert "no column named minutes, note or value" in refused("Date,Run,Sit,\n2026-01-01,2,0,\n")


@pytest.mark.usefixtures("berlin")
def test_daylio_diaries_are_notes_with_a_time() -> None:
    text = DAYLIO + '2026-12-09,December 9,Saturday,01:25,rad,"a | b","","Choir"\n'
    text += '2026-12-08,December 8,Friday,11:54\u202fpm,meh,"","Title","Two\nlines"\n'
    report, (late, early) = imported(text)
    assert late.started == "2026-12-09T01:25:00+01:00" and late.reflection == "Choir"
    assert early.started == "2026-12-08T23:54:00+01:00" and early.reflection == "Title\nTwo\nlines"
    assert report.notices == ['These columns were not used: "mood", "activities".']
    older = 'year,date,weekday,time,mood,activities,note\n2018,18 May,Friday,11:54 pm,happy,"x","Went"\n'
    assert imported(older)[1][0].started == "2018-05-18T23:54:00+02:00"


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["2026-04-03", "2026/4/3", "20260403"], [date(2026, 4, 3)] * 3),
        (["3/4/2026", "13/4/2026"], [date(2026, 4, 3), date(2026, 4, 13)]),
        (["4/3/26", "4/13/26"], [date(2026, 4, 3), date(2026, 4, 13)]),
        (["3.4.2026", "03.04.26"], [date(2026, 4, 3)] * 2),
        (["4/4/2026", "4 April 2026", "Apr 4, 2026"], [date(2026, 4, 4)] * 3),
        (["2026-04-03T10:00:00Z", "2026-04-03 22:15"], [date(2026, 4, 3)] * 2),
    ],
)
def test_days_are_understood_as_programs_write_them(cells: list[str], days: list[date]) -> None:
    text = "date\tminutes\n" + "".join(f"{cell}\t5\n" for cell in cells)
    _report, found = imported(text)
    assert sorted((one.started or "")[:10] for one in found) == sorted(day.isoformat() for day in days)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("date,minutes\n2026-01-01,5\n2026-13-01,5\n", 3, "isn't a day"),
        ("date,minutes\n2026-01-01,5\n3/4/2026,5\n", 3, "two different days"),
        ("date,minutes\n2026-01-01,five\n", 2, "minutes"),
        ("date,minutes\n2026-01-01,-5\n", 2, "minutes"),
        ("date,minutes\n2026-01-01,1e9\n", 2, "minutes"),
        ("date,minutes\n2026-01-01,99999\n", 2, "length of a session"),
        ("date,time\n2026-01-01,25:00\n", 2, "isn't a time"),
        ("date,time\n2026-01-01,9\n", 2, '"9" isn\'t a time'),
        ("date,minutes\n2026-01-01,5\n1066-10-14,5\n", 3, '"1066-10-14" isn\'t a day'),
        ("date,minutes\n4 Frimaire 2026,5\n", 2, '"4 Frimaire 2026" isn\'t a day'),
        ("date,minutes\n20261301,5\n", 2, '"20261301" isn\'t a day'),
        ("id,need_stage\na,2.5\n", 2, '"2.5" isn\'t a whole number'),
        ('date,note\n2026-01-01,"a\nb"\n2026-01-02,"open\nend\n', 4, "quotation mark"),
        ('date,note\n2026-01-01,"a"b\n', 2, "quotation mark"),
        ("date,note\n2026-01-01,a\n2026-01-02,b\0\n", 3, "NUL"),
        ("date,Date,note\n2026-01-01,,\n", 1, "two columns"),
        ("date,note\n2026-01-01,a,b\n", 2, "more cells"),
        ("minutes,note\n5,a\n", 1, "no column named date"),
        ("date,note\n,a\n", 2, "no day"),
        ("id,started,reflection\na,2026-01-01T08:00:00+00:00,x\nb,2026-01", 3, "ends too early"),
        ("id,distress_before\na,11\n", 2, "not a whole number from 0 to 10"),
        ("id,distress_before\na,high\n", 2, "distress_before"),
        ("id,ratings\na,rather bad\n", 2, "ratings"),
        ("id,feared\na,maybe\n", 2, "feared"),
        ("id,completed\na,perhaps\n", 2, "completed"),
        ("no csv at all\n", 1, "no column named date"),
        (",,,\n , , \n", 1, "the file is empty"),
    ],
)
def test_broken_csv_is_one_sentence_with_its_line(text: str, line: int, why: str) -> None:
    sentence = refused(text)
    assert sentence.startswith(f"in.csv, line {line}: ") and why in sentence


def test_csv_in_an_older_encoding_is_refused_with_its_line() -> None:
    assert refused("date,note\n2026-01-01,ok\n2026-01-02,Größe\n".encode("latin-1")).startswith("in.csv, line 3: ")


@pytest.mark.parametrize("cut", [1, 40, 200, -3])
def test_cut_json_is_refused_with_its_line(cut: int) -> None:
    sentence = refused(export_json(read(FAKE, files=disk_with(dict(FULL))))[:cut])
    assert "line " in sentence and "read as JSON" in sentence


def test_import_of_an_archive_says_to_unpack_it() -> None:
    assert "Unpack it" in refused(b"PK\x03\x04\x14\0\0\0")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ('{"sessions": [{"id": "a", "x": ' + "[" * 500 + "]" * 500 + "}]}", "nested too deeply"),
        ('{"key.json": [{"id": "key", "x": 1}]}', "nothing that securecoach export makes"),
        ('{"s": [{"id": "a", "x": 1}]}', "nothing that securecoach export makes"),
    ],
)
def test_entries_that_no_export_has_are_skipped(entry: str, why: str) -> None:
    report, found = imported(entry)
    assert report.new == 0 and len(report.skipped) == 1 and why in report.skipped[0] and not found


@pytest.mark.parametrize("value", ["1e999", "9" * 5000, '"\\ud800"', "NaN", "-Infinity", "[" * 20_000])
def test_values_that_no_json_has_are_one_sentence(value: str) -> None:
    with pytest.raises(RecordError) as error:
        imported('[\n{"id": "a", "x": ' + value + "}]")
    assert error.value.code == 2 and "\n" not in error.value.sentence


def test_csv_with_mixed_line_ends_and_lone_cells_is_read() -> None:
    text = "date,minutes,note\r\n2026-01-01,5,a\n2026-01-02,5\r2026-01-03\r\n"
    assert imported(text)[0].new == 3


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(list('date,;\t"\n\r2026-01.5/:\0 \ufeff')), max_size=60).map("".join)
)
def test_any_text_is_imported_or_one_sentence(text: str) -> None:
    for content in (text, "date,minutes,note\n" + text, "id,started\n" + text):
        try:
            imported(content)
        except RecordError as error:
            assert error.code == 2 and "\n" not in error.sentence


def test_large_csv_is_imported_in_seconds() -> None:
    text = "date,minutes,note\n" + "".join(f"2026-01-{n % 28 + 1:02},5,note {n}\n" for n in range(3000))
    report, _found = imported(text)
    assert report.new == 3000


def test_json_round_trip_of_a_csv_import_is_unchanged() -> None:
    disk, elsewhere = MemoryDisk(), MemoryDisk()
    imported("date,minutes,note\n2026-01-01,5,a\n", disk)
    first = export_json(read(FAKE, files=disk))
    imported(first, elsewhere)
    assert export_json(read(FAKE, files=elsewhere)) == first and json.loads(first)["sessions"][0]["reflection"] == "a"


def test_csv_that_names_exercises_only_counts_in_the_progress() -> None:
    head = "date,minutes,exercise,distress_before,distress_after\n"
    _report, (known, unknown) = imported(f"{head}2026-03-02,5,slow-breathing,7,3\n2026-03-01,5,walking,7,3\n")
    assert (known.exercise, known.capacity) == ("slow-breathing", "regulation")
    assert (unknown.exercise, unknown.capacity) == ("walking", None)
