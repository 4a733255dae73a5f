"""Every way in and out of the data runs TinyDB's own functions."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, where
from tinydb.table import Document, Table

from securecoach_tui.app.progress_service import progress_of
from securecoach_tui.commands.history import history
from securecoach_tui.config import data_paths
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.errors import PassphraseNeeded, WrongPassphrase
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.tinydb_table import JournalDB
from securecoach_tui.store.reader import read
from securecoach_tui.store.repository import Repository, open_tinydb
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.store.transfer import backup, import_export, restore
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import MemoryDisk
from tests.store.importing import import_file

PATHS = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
TODAY = date(2026, 3, 3)
SPIED = ("insert", "insert_multiple", "all", "search", "get", "update", "upsert", "remove", "_update_table", "__len__")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of TinyDB's own functions was called."""
    counts: Counter[str] = Counter()

    def spied(name: str) -> Callable[..., Any]:
        original = getattr(Table, name)

        def call(self: Any, *args: Any, **keywords: Any) -> Any:
            counts[name] += 1
            return original(self, *args, **keywords)

        return call

    for name in SPIED:
        monkeypatch.setattr(Table, name, spied(name))
    return counts


@pytest.fixture
def disk() -> MemoryDisk:
    """Three sessions and a check-in."""
    disk = MemoryDisk()
    repository = Repository(PATHS, files=disk)
    for n in range(3):
        fields = {"started": f"2026-03-0{n + 1}T21:00:00+00:00", "exercise": "own", "reflection": f"line {n}"}
        repository.save("session", f"s{n}", {**fields, "capacity": "regulation", "practised_seconds": 60.0 * n})
    repository.save("checkin", "c", {"direction": "anxious"})
    return disk


def found(repository: Repository, **wanted: Any) -> list[str]:
    return [one.id for one in repository.search(SessionFilter(**wanted), {"own": "My own"})]


def test_saving_runs_upsert(calls: Counter[str]) -> None:
    disk = MemoryDisk()
    writer = Writer(PATHS, FakeClock(), disk)
    writer.keep("session", "a", {"reflection": "words"})
    assert writer.close()
    assert calls["upsert"] == 1 and calls["update"] == 1


def test_deleting_and_undoing_run_get_remove_and_upsert(disk: MemoryDisk, calls: Counter[str]) -> None:
    writer = Writer(PATHS, FakeClock(), disk)
    writer.delete("session", "s0")
    writer.flush(5)
    assert calls["get"] and calls["remove"] == 1
    writer.undo("session", "s0")
    assert writer.close() and calls["upsert"] == 1
    assert read(PATHS, files=disk).get("session", "s0") is not None


def test_history_runs_all_get_and_len(disk: MemoryDisk, calls: Counter[str]) -> None:
    repository = read(PATHS, files=disk)
    assert [one.id for one in repository.sessions] == ["s2", "s1", "s0"] and calls["all"] == 1
    newest = read(PATHS, files=disk)
    assert [one.id for one in newest.latest(2)] == ["s2", "s1"] and calls["get"] == 1
    assert newest.count_sessions() == 3 and calls["__len__"] == 1


def test_the_history_command_runs_get(tmp_path: Path, calls: Counter[str]) -> None:
    folder = str(tmp_path / "data")
    open_tinydb(folder).table("session").upsert(Document({"started": "2026-03-03T21:00:00+00:00"}, "a"))  # type: ignore[arg-type]
    history.main(["--limit", "1", "--json", "--data-dir", folder], standalone_mode=False)
    assert calls["get"] == 1


def test_progress_runs_all(disk: MemoryDisk, calls: Counter[str]) -> None:
    progress_of(read(PATHS, files=disk), Settings(), FakeClock().now())
    assert calls["all"] == 2  # sessions, and where a person measures from


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"words": "LINE 1"}, ["s1"]),
        ({"words": "my own"}, ["s2", "s1", "s0"]),
        ({"exercise": "own", "capacity": "regulation"}, ["s2", "s1", "s0"]),
        ({"capacity": "closeness"}, []),
        ({"since": date(2026, 3, 2)}, ["s2", "s1"]),
        ({"until": date(2026, 3, 2), "order": "oldest"}, ["s0", "s1"]),
        ({"ids": frozenset({"s0", "s2"}), "order": "longest"}, ["s2", "s0"]),
        ({"words": "nowhere"}, []),
    ],
)
def test_a_filter_is_a_search_with_a_query(
    disk: MemoryDisk, calls: Counter[str], wanted: dict[str, Any], ids: list[str]
) -> None:
    assert found(read(PATHS, files=disk), **wanted) == ids
    assert calls["search"] == 1 and calls["all"] == 0


def test_history_is_sorted_by_the_titles_that_are_shown(disk: MemoryDisk) -> None:
    repository = Repository(PATHS, files=disk)
    repository.save("session", "s1", {"exercise": "a"})
    shown = repository.search(SessionFilter(order="exercise"), {"own": "My own", "a": "Zebras"})
    assert [one.id for one in shown] == ["s2", "s0", "s1"]


def test_searching_while_typing_finds_what_one_search_would(disk: MemoryDisk) -> None:
    repository, texts = read(PATHS, files=disk), dict[str, str]()
    for words, ids in (("l", ["s2", "s1", "s0"]), ("line 1", ["s1"]), ("line 12", []), ("line", ["s2", "s1", "s0"])):
        assert [one.id for one in repository.search(SessionFilter(words=words), {}, texts=texts)] == ids


def test_a_filter_that_matches_all_runs_all(disk: MemoryDisk, calls: Counter[str]) -> None:
    assert found(read(PATHS, files=disk), order="oldest") == ["s0", "s1", "s2"] and calls["all"] == 1


def test_exporting_runs_all(disk: MemoryDisk, calls: Counter[str]) -> None:
    exported = json.loads(import_export.export_json(read(PATHS, files=disk)))
    assert len(exported["sessions"]) == 3 and exported["checkins"] == [{"id": "c", "direction": "anxious"}]
    assert calls["all"] >= 3  # sessions as records and as documents, and every other kind


def test_importing_runs_get_and_upsert(disk: MemoryDisk, calls: Counter[str]) -> None:
    disk.put(Path("/fake/in.json"), b'[{"id": "s0", "happened": "it passed"}, {"id": "new", "reflection": "x"}]')
    report = import_file(Path("/fake/in.json"), PATHS, files=disk)
    assert report.sentence == "1 new, 1 completed"
    assert calls["get"] == 2 and calls["upsert"] == 2


def test_restoring_runs_get_upsert_update_and_remove(disk: MemoryDisk, calls: Counter[str]) -> None:
    copy = restore.read_copy(backup.write_requested(PATHS, disk, None, TODAY), PATHS, files=disk)
    repository = Repository(PATHS, files=disk)
    repository.delete("session", "s0")
    repository.save("session", "s1", {"reflection": "changed", "happened": "more"})
    calls.clear()
    undo = restore.restore(copy, PATHS, TODAY, files=disk)
    assert calls["get"] >= 4 and calls["upsert"] == 1 and calls["update"] == 2
    now = read(PATHS, files=disk)
    assert now.get("session", "s0") is not None and "happened" not in (now.get("session", "s1") or {})
    calls.clear()
    restore.restore(restore.read_copy(undo, PATHS, files=disk), PATHS, TODAY, files=disk)
    assert calls["remove"] == 1 and read(PATHS, files=disk).get("session", "s0") is None


def test_repository_finds_documents_shown_before_writing(disk: MemoryDisk) -> None:
    repository = read(PATHS, files=disk)
    assert len(repository.sessions) == 3
    repository.show_saved("session", "s1", {"reflection": "another"})
    repository.show_deleted("session", "s2")
    assert found(repository, words="another") == ["s1"] and [one.id for one in repository.sessions] == ["s1", "s0"]
    assert len(read(PATHS, files=disk).sessions) == 3


def test_newest_sessions_are_in_the_order_of_the_whole_history() -> None:
    disk = MemoryDisk()
    repository = Repository(PATHS, files=disk)
    for hour, id in enumerate(["kept", "deleted", "changed", "changed, deleted"]):
        repository.save("session", id, {"started": f"2026-03-03T0{hour}:00:00+00:00", "reflection": id})
    repository.save("session", "changed", {"started": "2026-03-02T23:00:00+00:00"})
    repository.save("session", "changed, deleted", {"reflection": ""})
    repository.save("session", "odd start", {"started": ["2026-03-05"]})
    repository.save("session", "odd start, changed", {"started": 5})
    repository.save("session", "odd start, changed", {"reflection": ""})
    repository.delete("session", "deleted")
    repository.delete("session", "changed, deleted")
    JournalAppender(PATHS, disk).write([JournalChange("session", "deleted before it came", deleted=True)])
    whole = [one.id for one in read(PATHS, files=disk).sessions]
    assert whole == ["kept", "changed", "odd start, changed", "odd start"]
    for count in range(1, 6):
        assert [one.id for one in read(PATHS, files=disk).latest(count)] == whole[:count]
    assert read(PATHS, files=disk).count_sessions() == 4


def test_refreshing_finds_what_another_program_wrote(disk: MemoryDisk) -> None:
    repository = read(PATHS, files=disk)
    assert repository.count_sessions() == 3
    Repository(PATHS, files=disk).save("session", "s9", {"reflection": "theirs"})
    assert repository.count_sessions() == 3
    repository.refresh()
    assert repository.count_sessions() == 4 and found(repository, words="theirs") == ["s9"]


class TestDifferences:
    """docs/dev/tinydb.md lists these differences from TinyDB's own tables."""

    def test_an_empty_table_can_be_persisted(self) -> None:
        disk = MemoryDisk()
        JournalDB(PATHS, files=disk).table("empty", persist_empty=True)
        again = JournalDB(PATHS, files=disk)
        assert again.tables() == {"empty"} and len(again.table("empty")) == 0
        lines = b"".join(data for path, data in disk.everything().items() if path.suffix == ".jsonl")
        JournalDB(PATHS, files=disk).table("empty", persist_empty=True)
        assert lines == b"".join(data for path, data in disk.everything().items() if path.suffix == ".jsonl")

    def test_persisting_a_table_never_empties_it(self, disk: MemoryDisk) -> None:
        assert len(JournalDB(PATHS, files=disk).table("session", persist_empty=True)) == 3

    def test_ids_are_strings(self) -> None:
        db = JournalDB(PATHS, files=MemoryDisk())
        id: Any = db.insert({"a": 1})
        assert re.fullmatch("[0-9a-f]{32}", id)
        db.insert(Document({"a": 2}, 7))
        assert {one.doc_id for one in db} == {id, "7"}

    def test_an_emptied_table_is_no_longer_listed(self) -> None:
        db = JournalDB(PATHS, files=MemoryDisk())
        db.table("one").insert({"a": 1})
        db.table("one").truncate()
        assert db.tables() == set()

    def test_upsert_of_a_deleted_id_has_only_the_new_fields(self, disk: MemoryDisk) -> None:
        table: Any = JournalDB(PATHS, files=disk).table("session")
        table.remove(doc_ids=["s0"])
        table.upsert(Document({"reflection": "again"}, "s0"))  # type: ignore[arg-type]
        assert table.get(doc_id="s0") == {"reflection": "again"}

    def test_a_field_called_id_is_not_stored(self) -> None:
        db = JournalDB(PATHS, files=MemoryDisk())
        id: Any = db.insert({"id": "other", "a": 1})
        assert db.table("_default").get(doc_id=id) == {"a": 1}


def test_the_example_in_the_docs_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table: Any = open_tinydb(str(tmp_path)).table("session")
    table.upsert(Document({"exercise": "slow-breathing", "started": "2026-03-03T21:00:00+00:00"}, "a"))  # type: ignore[arg-type]
    page = Path(__file__).parents[2] / "docs" / "your-data.md"
    (code,) = re.findall(r"```python\n(.*?)```", page.read_text(), re.S)
    assert len([line for line in code.splitlines() if line]) == 5
    exec(code.replace("open_tinydb()", f"open_tinydb({str(tmp_path)!r})"), {})
    assert "2026-03-03T21:00:00+00:00" in capsys.readouterr().out


def test_a_script_opens_locked_data_with_its_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "state"))
    paths = data_paths.places(str(tmp_path))
    Repository(paths).save("session", "a", {"exercise": "slow-breathing"})
    lock.lock(paths, "pass", work=4)
    table: Any = open_tinydb(str(tmp_path), "pass").table("session")
    table.upsert(Document({"reflection": "words"}, "b"))
    found: Any = open_tinydb(str(tmp_path), "pass").table("session").all()
    assert {one.doc_id: dict(one) for one in found} == {
        "a": {"exercise": "slow-breathing"},
        "b": {"reflection": "words"},
    }
    with pytest.raises(WrongPassphrase):
        open_tinydb(str(tmp_path), "pas")
    with pytest.raises(PassphraseNeeded):
        open_tinydb(str(tmp_path)).table("session").all()


def test_custom_queries_search_session_fields(disk: MemoryDisk) -> None:
    table = JournalDB(PATHS, files=disk).table("session")
    assert len(table.search(where("practised_seconds") > 30)) == 2  # type: ignore[operator]
    assert table.count(Query().reflection.matches("line [01]")) == 2
