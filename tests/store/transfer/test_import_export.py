"""Export and import, copies and returns, erasing, and formats that move on."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.reader import read
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.transfer import backup, import_export, restore
from securecoach_tui.store.transfer.erase import erase
from securecoach_tui.store.writer import Writer
from tests.fakes.disk import MemoryDisk
from tests.store.importing import import_file

FAKE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
FILE = Path("/fake/export.json")
RECORDED = Path(__file__).parents[1] / "recorded"
TODAY = date(2026, 3, 3)


def session(day: int, **fields: Any) -> dict[str, Any]:
    return {"started": f"2026-03-{day:02}T21:00:00+00:00", "exercise": "slow-breathing", **fields}


def disk_with(*changes: JournalChange) -> MemoryDisk:
    disk = MemoryDisk()
    if changes:
        JournalAppender(FAKE, disk).write(changes)
    return disk


def imported(disk: MemoryDisk, whole: Any) -> import_export.ImportReport:
    disk.put(FILE, whole if isinstance(whole, bytes) else json.dumps(whole).encode())
    return import_file(FILE, FAKE, files=disk)


def found(disk: MemoryDisk) -> Repository:
    return read(FAKE, files=disk)


EVERYTHING = (
    JournalChange("session", "a", session(1, reflection="ä\n\"'", answers={"need": "rest"}, future={"x": [1]})),
    JournalChange(
        "session",
        "b",
        session(2, ratings=[{"at": None, "scale": "distress", "value": 6, "when": "before"}], prediction=0),
    ),
    JournalChange("session", "bare", {"completed": False}),
    *(JournalChange(kind, f"{kind}-1", {"words": kind, "zero": 0}) for kind in import_export.KINDS[1:]),
    JournalChange("checkin", "empty", {"note": "", "none": None, "list": [], "deep": {"x": None}}),
    JournalChange("weather", "w", {"later": True}),
)


def test_export_of_an_import_is_byte_identical() -> None:
    first = import_export.export_json(found(disk_with(*EVERYTHING)))
    elsewhere = MemoryDisk()
    report = imported(elsewhere, first)
    assert report.new == len(EVERYTHING) and not report.skipped
    assert import_export.export_json(found(elsewhere)) == first


def test_importing_twice_changes_nothing() -> None:
    first = import_export.export_json(found(disk_with(*EVERYTHING)))
    disk = MemoryDisk()
    imported(disk, first)
    before = disk.everything()
    report = imported(disk, first)
    assert report.here == len(EVERYTHING) and disk.everything() == before


def test_import_fills_gaps_but_never_overwrites_or_revives() -> None:
    disk = disk_with(
        JournalChange("session", "here", session(1, reflection="mine")),
        JournalChange("session", "part", session(2, reflection="")),
        JournalChange("session", "gone", session(3)),
    )
    JournalAppender(FAKE, disk).write([JournalChange("session", "gone", deleted=True)])
    report = imported(
        disk,
        {
            "sessions": [
                {"id": "here", **session(9, reflection="theirs")},
                {"id": "part", **session(9, reflection="filled", happened="too")},
                {"id": "gone", **session(3)},
                {"id": "new", **session(4)},
            ]
        },
    )
    assert report.sentence == "1 new, 1 completed, 1 already here, 1 left out because you deleted it here"
    assert found(disk).get("session", "here") == session(1, reflection="mine")
    assert found(disk).get("session", "part") == session(2, reflection="filled", happened="too")
    assert found(disk).get("session", "gone") is None


@pytest.mark.parametrize(
    "bad", [3, {}, {"id": "x"}, {"id": [], "a": 1}, {"id": "x", "prediction": "high"}, {"id": "", "a": 1}]
)
def test_a_bad_entry_is_named_and_the_rest_comes_in(bad: Any) -> None:
    disk = MemoryDisk()
    report = imported(disk, [session(1), bad, session(2)])
    assert report.new == 2 and len(report.skipped) == 1 and report.skipped[0].startswith("In session 2, ")


@pytest.mark.parametrize(
    "data", [b"", b"no json", b"\xff\xfe", b"{}", b"3", b"[" * 100_000, b'{"format": "securecoach"}']
)
def test_a_file_with_nothing_in_it_is_one_sentence(data: bytes) -> None:
    with pytest.raises(RecordError) as error:
        imported(MemoryDisk(), data)
    assert error.value.code == 2 and "\n" not in error.value.sentence


def test_a_plain_tinydb_with_sessions_in_it_is_taken_in(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    with TinyDB(tmp_path / "db.json") as db:
        db.insert(session(1, reflection="in the default table"))
        db.table("sessions").insert({"id": "known", **session(2)})
    assert import_file(tmp_path / "db.json", paths).new == 2
    assert import_file(tmp_path / "db.json", paths).here == 2
    assert {one.reflection for one in read(paths).sessions} == {"in the default table", None}


def test_a_locked_record_takes_an_import_sealed() -> None:
    from securecoach_tui.store.crypto import lock

    disk = disk_with(*EVERYTHING)
    key, _others = lock.lock(FAKE, "pass", disk, work=4)
    disk.put(FILE, json.dumps([{"id": "i", "reflection": "imported words"}]).encode())
    assert import_file(FILE, FAKE, key, files=disk).new == 1
    disk.unlink(FILE)
    assert b"imported words" not in b"".join(disk.everything().values())


def test_csv_has_a_row_a_session_and_no_formula() -> None:
    disk = disk_with(JournalChange("session", "a", session(1, reflection="=1+1", happened='a,"b"\nc')))
    (row,) = csv.DictReader(io.StringIO(import_export.export_csv(found(disk)).decode(), newline=""))
    assert row["reflection"] == "'=1+1" and row["happened"] == 'a,"b"\nc' and row["started"] == session(1)["started"]


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(
        st.text(min_size=1), st.none() | st.booleans() | st.integers(-5, 5) | st.text() | st.lists(st.text())
    )
)
def test_session_with_any_fields_is_read_and_exported(fields: dict[str, Any]) -> None:
    disk = disk_with(JournalChange("session", "a", fields))
    record = found(disk)
    assert [one.id for one in record.sessions] == ["a"] and record.notices == []
    import_export.export_csv(record)
    assert json.loads(import_export.export_json(record))["sessions"][0]["id"] == "a"


def test_restoring_a_copy_keeps_newer_sessions_and_is_undoable() -> None:
    disk = disk_with(
        JournalChange("session", "lost", session(1)), JournalChange("session", "edited", session(2, reflection="then"))
    )
    copy = FAKE.backups / "copy.jsonl"
    backup.write(FAKE, disk, copy, None)
    own = next(path for path in disk.everything() if path.parent == FAKE.journal)
    disk.put(own, b"")
    JournalAppender(FAKE, disk).write(
        [
            JournalChange("session", "edited", session(2, reflection="now", more=1)),
            JournalChange("session", "new", session(3)),
        ]
    )
    before = import_export.export_json(found(disk))
    then = restore.read_copy(copy, FAKE, files=disk)
    shown = restore.preview(then, FAKE, files=disk)
    assert (shown.back, shown.changed, shown.gone, shown.kept) == (1, 1, 0, 1)
    undo = restore.restore(then, FAKE, TODAY, files=disk)
    assert {one.id for one in found(disk).sessions} == {"lost", "edited", "new"}
    assert found(disk).get("session", "edited") == session(2, reflection="then")
    restore.restore(restore.read_copy(undo, FAKE, files=disk), FAKE, TODAY, files=disk)
    assert import_export.export_json(found(disk)) == before


def test_restoring_refuses_a_file_that_is_not_a_backup(tmp_path: Path) -> None:
    disk = disk_with(*EVERYTHING)
    disk.put(FILE, b"not a copy")
    for path in (FILE, Path("/fake/nowhere")):
        with pytest.raises(RecordError):
            restore.read_copy(path, FAKE, files=disk)


def test_copies_of_the_last_ten_days_stay_and_then_one_a_month() -> None:
    days = [date(2026, m, d) for m in (1, 2) for d in range(1, 29)]
    copies = [Path(f"/b/{day.isoformat()}-0badcafe.jsonl") for day in days]
    kept = [path.name[:10] for path in copies if path not in backup.expired(copies, date(2026, 2, 28))]
    assert kept == ["2026-01-28", "2026-02-18", *(f"2026-02-{d}" for d in range(19, 29))]


def test_erasing_removes_only_files_of_the_program(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    writer = Writer(paths, SystemClock())
    writer.keep("session", "a", {"reflection": "words"})
    writer.checkpoint("a", b"half")
    writer.close()
    (paths.cache / "clips").mkdir(parents=True)
    (paths.cache / "clips" / "a.wav").write_bytes(b"x")
    (paths.cache / "spoken" / "0123abcd").mkdir(parents=True)
    (paths.cache / "spoken" / "0123abcd" / "line.wav").write_bytes(b"x")
    (paths.data / "letter.txt").write_text("not ours")
    other = paths.state / "folders" / "0123" / "device.json"
    other.parent.mkdir(parents=True)
    other.write_text("another record's")
    erase(paths)
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["data/letter.txt", "state/folders/0123/device.json"]


@pytest.mark.parametrize("name", sorted(path.name for path in RECORDED.glob("*.jsonl")))
def test_recorded_journals_of_each_version_are_read_only(name: str) -> None:
    disk = MemoryDisk()
    data = (RECORDED / name).read_bytes()
    disk.put(FAKE.journal / "0badcafe.jsonl", data)
    record = found(disk)
    assert record.notices == []
    assert [one.id for one in record.sessions] == ["second", "first"]
    assert record.sessions[1].reflection == "quiet" and record.sessions[1].ratings[0].value == 6
    assert record.get("checkin", "c1") == {"direction": "anxious"}
    JournalAppender(FAKE, disk).write([JournalChange("session", "mine", session(5))])
    assert disk.read(FAKE.journal / "0badcafe.jsonl") == data


def test_a_newer_versions_values_are_kept_beside_what_is_known() -> None:
    disk = MemoryDisk()
    disk.put(FAKE.journal / "0badcafe.jsonl", (RECORDED / "newer.jsonl").read_bytes())
    record = found(disk)
    assert record.sessions[0].feared is None and record.sessions[0].prediction == 4
    assert record.get("session", "second") is not None
    assert json.loads(import_export.export_json(record))["sessions"][0]["feared"] == "hardly"


def test_sessions_are_newest_first_across_time_zones() -> None:
    disk = disk_with(
        JournalChange("session", "later", {"started": "2026-03-03T10:00:00+02:00"}),
        JournalChange("session", "sooner", {"started": "2026-03-03T09:30:00+05:00"}),
        JournalChange("session", "latest", {"started": "2026-03-03T07:00:00-03:00"}),
        JournalChange("session", "unknown", {"started": "long ago"}),
    )
    assert [one.id for one in found(disk).sessions] == ["latest", "later", "sooner", "unknown"]


def test_sessions_without_a_start_are_sorted_by_id() -> None:
    disk = disk_with(
        JournalChange("session", "b", {"started": ""}),
        JournalChange("session", "a", {}),
        JournalChange("session", "c", {}),
    )
    assert [one.id for one in found(disk).sessions] == ["c", "b", "a"]
    alone = disk_with(JournalChange("session", "b", {}), JournalChange("session", "a", {}))
    assert [one.id for one in found(alone).sessions] == ["b", "a"]


def test_import_of_a_newer_version_is_exported_unchanged() -> None:
    whole = {"format": "securecoach", "version": 2, "sessions": [{"id": "a", **session(1), "feared": "hardly"}]}
    disk = MemoryDisk()
    assert imported(disk, whole).new == 1
    assert found(disk).sessions[0].feared is None
    assert json.loads(import_export.export_json(found(disk)))["sessions"][0]["feared"] == "hardly"


LENGTH = "which can't be the length of a session in seconds"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ratings": "none"}, '"Ratings" is "none", which can\'t be used'),
        (
            {"ratings": [{"at": None, "scale": "distress", "value": 10**30, "when": "before"}]},
            '"A rating" is 1000000000000000000000000000000, which is not a whole number from 0 to 10',
        ),
        (
            {"ratings": [{"at": None, "scale": "distress", "value": 11, "when": "before"}]},
            '"A rating" is 11, which is not a whole number from 0 to 10',
        ),
        ({"prediction": -1}, '"How hard I expected it to be" is -1, which is not a whole number from 0 to 10'),
        ({"likely": 12}, '"How likely I thought it was" is 12, which is not a whole number from 0 to 10'),
        ({"likely": "high"}, '"How likely I thought it was" is "high", which is not a whole number from 0 to 10'),
        ({"practised_seconds": -5}, f'"The time practised" is -5, {LENGTH}'),
        ({"planned_seconds": 1e30}, f'"The time planned" is 1e30, {LENGTH}'),
        ({"planned_seconds": 1e8}, f'"The time planned" is 100000000.0, {LENGTH}'),
        ({"rung": ["a"]}, '"Step" is ["a"], which can\'t be used'),
        ({"expect": 3}, '"I expected" is 3, which can\'t be used'),
        ({"answers": {"need": 3}}, '"Answers" is {"need":3}, which can\'t be used'),
        ({"other": 1e300}, '"other" is 1e300, which can\'t be used'),
    ],
)
def test_import_skips_impossible_sessions_with_a_reason(fields: dict[str, Any], sentence: str) -> None:
    report = imported(MemoryDisk(), [session(1), session(2, **fields)])
    assert report.new == 1 and report.skipped == [f"In session 2 (2026-03-02), {sentence}."]


def test_a_skipped_session_is_named_with_its_day() -> None:
    bad = {"id": "x", "started": "2026-03-03T21:00:00+00:00", "expect": 3}
    card = {"cards": [3], "sessions": [bad]}
    assert imported(MemoryDisk(), card).skipped == [
        "In entry 1 of cards, there are no named fields.",
        'In session 1 (2026-03-03), "I expected" is 3, which can\'t be used.',
    ]
    assert imported(MemoryDisk(), card).sentence == "Nothing was imported."


def test_new_sessions_without_a_usable_date_are_counted() -> None:
    starts = ["yesterday", "0001-01-01T00:00:00", "9999-12-31T23:59:59", "2031-01-01T10:00:00", "2026-03-03T21:00:00"]
    disk = MemoryDisk()
    report = imported(disk, [{"id": f"s{n}", "started": start} for n, start in enumerate(starts)])
    assert report.new == 5 and len(found(disk).sessions) == 5
    assert report.misdated_sentence(date(2026, 3, 3)).startswith("4 sessions have no usable date. They are saved")
    assert imported(disk, [{"id": "s0", "started": "yesterday"}]).misdated_sentence(date(2026, 3, 3)) == ""
