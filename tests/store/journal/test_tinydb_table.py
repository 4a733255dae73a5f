"""One suite over every storage: TinyDB behaves over the journals as it does over its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import JSONStorage, Query, TinyDB, where
from tinydb.operations import add, delete, increment
from tinydb.operations import set as set_field
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from securecoach_tui.config.safe_files import LARGEST
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.journal.tinydb_table import JournalDB
from tests.fakes.disk import MemoryDisk

HERE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
Open = Callable[[], Any]


@pytest.fixture(params=["json", "memory", "journal"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the same database, again and again where the storage outlives it."""
    if request.param == "json":
        return lambda: TinyDB(tmp_path / "db.json", storage=JSONStorage)
    if request.param == "memory":
        kept = TinyDB(storage=MemoryStorage)
        return lambda: kept
    disk = MemoryDisk()
    return lambda: JournalDB(HERE, files=disk)


@pytest.fixture
def db(reopen: Open) -> Iterator[Any]:
    found = reopen()
    found.insert_multiple({"int": 1, "char": c} for c in "abc")
    yield found


def chars(documents: Any) -> list[str]:
    return sorted(one["char"] for one in documents)


def test_an_insert_gives_an_id_that_finds_the_document(db: Any) -> None:
    id = db.insert({"int": 2, "char": "d"})
    assert db.get(doc_id=id) == {"int": 2, "char": "d"}
    assert db.get(doc_id=id).doc_id == id
    assert len(db) == 4 and db.contains(doc_id=id)


def test_several_are_inserted_at_once_with_an_id_each(db: Any) -> None:
    ids = db.insert_multiple([{"int": 1, "char": "x"}, {"int": 1, "char": "y"}])
    assert len(set(ids)) == 2 and db.count(where("int") == 1) == 5


def test_no_documents_at_all_are_inserted_as_none(db: Any) -> None:
    assert db.insert_multiple([]) == [] and len(db) == 3


def test_only_mappings_are_documents(db: Any) -> None:
    for bad in ([1, 2], "text", 3):
        with pytest.raises(ValueError):
            db.insert(bad)
    with pytest.raises(ValueError):
        db.insert_multiple([{"int": 1, "char": "d"}, 3])
    assert len(db) == 3


def test_an_id_that_is_taken_is_refused(db: Any) -> None:
    db.insert(Document({"int": 5, "char": "e"}, 77))
    with pytest.raises(ValueError):
        db.insert(Document({"int": 6, "char": "f"}, 77))
    assert db.get(doc_id=77)["char"] == "e"


def test_search_finds_what_matches_and_caches_it_until_a_change(db: Any) -> None:
    assert chars(db.search(where("int") == 1)) == ["a", "b", "c"]
    assert chars(db.search(where("int") == 1)) == ["a", "b", "c"]
    db.insert({"int": 1, "char": "d"})
    assert chars(db.search(where("int") == 1)) == ["a", "b", "c", "d"]
    db.remove(where("char") == "a")
    assert chars(db.search(where("int") == 1)) == ["b", "c", "d"]


def test_changing_search_results_leaves_the_next_search_alone(db: Any) -> None:
    db.search(where("int") == 1).clear()
    assert len(db.search(where("int") == 1)) == 3


def test_queries_look_into_nested_fields(db: Any) -> None:
    db.insert({"int": 9, "char": "n", "deep": {"er": [1, 2]}})
    assert chars(db.search(Query().deep.er.any([2]))) == ["n"]
    assert chars(db.search((Query().int == 9) | (Query().char == "a"))) == ["a", "n"]
    assert chars(db.search(Query().char.test(lambda c: c in "bc"))) == ["b", "c"]
    assert db.search(Query().missing.exists()) == []


def test_get_returns_one_document_or_none(db: Any) -> None:
    assert db.get(where("char") == "b")["char"] == "b"
    assert db.get(where("char") == "z") is None and db.get(doc_id=999) is None
    with pytest.raises(RuntimeError):
        db.get()
    with pytest.raises(RuntimeError):
        db.contains()


def test_several_are_got_by_their_ids(db: Any) -> None:
    ids = [one.doc_id for one in db if one["char"] in "ac"]
    assert chars(db.get(doc_ids=ids)) == ["a", "c"]


def test_update_sets_fields_everywhere_or_where_it_is_told(db: Any) -> None:
    assert len(db.update({"int": 2})) == 3
    assert db.count(where("int") == 2) == 3
    db.update({"int": 3}, where("char") == "a")
    assert chars(db.search(where("int") == 3)) == ["a"]
    id = db.get(where("char") == "b").doc_id
    assert db.update({"int": 4}, doc_ids=[id]) == [id]
    assert chars(db.search(where("int") == 4)) == ["b"]


def test_update_takes_operations(db: Any) -> None:
    db.update(increment("int"), where("char") == "a")
    db.update(add("char", "!"), where("char") == "b")
    db.update(set_field("new", True), where("char") == "c")
    db.update(delete("int"), where("char") == "c")
    assert db.get(where("char") == "a")["int"] == 2
    assert db.contains(where("char") == "b!")
    assert db.get(where("char") == "c") == {"char": "c", "new": True}


def test_update_functions_change_lists_and_whole_documents(reopen: Open, db: Any) -> None:
    def moved(document: Any) -> None:
        document["deep"].append(document["int"])
        del document["int"]
        assert "int" not in document and len(document) == 2
        with pytest.raises(KeyError):
            document["int"]

    db.update({"deep": [3]}, where("char") == "b")
    assert db.update(moved, Query().map(len) == 3) == [db.get(where("char") == "b").doc_id]
    assert reopen().get(where("char") == "b") == {"char": "b", "deep": [3, 1]}


def test_update_multiple_pairs_fields_with_queries(db: Any) -> None:
    db.update_multiple([({"int": 2}, where("char") == "a"), ({"int": 4}, where("char") == "b")])
    assert sorted((one["char"], one["int"]) for one in db) == [("a", 2), ("b", 4), ("c", 1)]


def test_an_update_that_raises_changes_nothing(reopen: Open, db: Any) -> None:
    def bad(document: Any) -> None:
        raise KeyError("no")

    with pytest.raises(KeyError):
        db.update(bad)
    assert chars(db) == ["a", "b", "c"]


def test_a_removal_that_names_an_id_twice_removes_nothing(db: Any) -> None:
    id = db.get(where("char") == "a").doc_id
    with pytest.raises(KeyError):
        db.remove(doc_ids=[id, id])
    assert chars(db) == ["a", "b", "c"]


def test_upsert_updates_or_inserts(db: Any) -> None:
    db.upsert({"int": 5, "char": "a"}, where("char") == "a")
    db.upsert({"int": 6, "char": "z"}, where("char") == "z")
    assert db.get(where("char") == "a")["int"] == 5 and db.get(where("char") == "z")["int"] == 6
    assert len(db) == 4


def test_upsert_of_a_document_goes_by_its_id(db: Any) -> None:
    id = db.get(where("char") == "a").doc_id
    assert db.upsert(Document({"int": 8}, id)) == [id]
    assert db.get(doc_id=id) == {"int": 8, "char": "a"}
    db.upsert(Document({"char": "new"}, 4321))
    assert db.get(doc_id=4321)["char"] == "new"


def test_upsert_needs_a_query_or_an_id(db: Any) -> None:
    with pytest.raises(ValueError):
        db.upsert({"int": 1})


def test_remove_takes_a_query_or_ids(db: Any) -> None:
    removed = db.remove(where("char") == "a")
    assert len(removed) == 1 and chars(db) == ["b", "c"]
    db.remove(doc_ids=[one.doc_id for one in db])
    assert len(db) == 0
    with pytest.raises(RuntimeError):
        db.remove()
    assert db.remove(doc_ids=[999]) == []


def test_truncate_empties_one_table_and_leaves_the_others(db: Any) -> None:
    db.table("other").insert({"int": 1})
    db.truncate()
    assert len(db) == 0 and len(db.table("other")) == 1


def test_tables_are_separate_and_can_be_dropped(db: Any) -> None:
    db.table("one").insert({"a": 1})
    db.table("two").insert({"a": 2})
    assert db.tables() == {"_default", "one", "two"}
    db.drop_table("one")
    assert db.tables() == {"_default", "two"} and len(db.table("one")) == 0
    db.drop_tables()
    assert db.tables() == set()


def test_a_dropped_table_stays_dropped_at_the_next_opening(reopen: Open) -> None:
    db = reopen()
    db.table("one").insert({"a": 1})
    db.table("two").insert({"a": 2})
    db.drop_table("one")
    db.drop_table("nothing")
    assert reopen().tables() == {"two"}
    db.drop_tables()
    assert reopen().tables() == set()


def test_a_whole_table_is_written_by_its_difference(reopen: Open) -> None:
    storage = reopen().storage
    storage.write({"one": {"a": {"int": 1}, "b": {"int": 2}}})
    storage.write({"one": {"b": {"int": 3}, "c": {}}})
    found = reopen().storage.read()
    assert found == {"one": {"b": {"int": 3}, "c": {}}} and [len(one) for one in found["one"].values()] == [1, 0]


def test_a_table_with_no_documents_iterates_over_nothing(reopen: Open) -> None:
    db = reopen()
    assert list(db.table("nothing")) == [] and len(db) == 0 and db.all() == []


def test_table_changes_are_read_after_reopening(reopen: Open, db: Any) -> None:
    db.update({"text": "ä\u2028\"'\\\n[bold]"}, where("char") == "a")
    db.remove(where("char") == "b")
    again = reopen()
    assert chars(again) == ["a", "c"]
    assert again.get(where("char") == "a")["text"] == "ä\u2028\"'\\\n[bold]"


def test_an_empty_document_is_a_document(reopen: Open) -> None:
    db = reopen()
    id = db.insert({})
    assert reopen().get(doc_id=id) == {}


def test_a_removed_id_can_come_back(db: Any) -> None:
    id = db.get(where("char") == "a").doc_id
    db.remove(doc_ids=[id])
    db.upsert(Document({"char": "again"}, id))
    assert db.get(doc_id=id) == {"char": "again"}


def test_a_database_closes_as_a_context(reopen: Open) -> None:
    with reopen() as db:
        db.insert({"int": 1})
        assert len(db) == 1


class TestTheJournalAlone:
    """What only ours does: many at once, and a cost that doesn't grow."""

    def test_two_openings_see_each_other_and_searches_are_not_stale(self) -> None:
        disk = MemoryDisk()
        one, two = JournalDB(HERE, files=disk), JournalDB(HERE, files=disk)
        one.insert({"int": 1})
        assert len(two.search(where("int") == 1)) == 1
        one.insert({"int": 1})
        assert len(two.search(where("int") == 1)) == 2

    def test_saving_again_reads_no_unchanged_journal(self) -> None:
        disk = MemoryDisk()
        JournalDB(HERE, files=disk).insert_multiple({"text": "x" * 500} for _ in range(400))
        starts: list[int] = []
        read = disk.read

        class Watched(MemoryDisk):
            def read(self, path: Path, start: int = 0, most: int = LARGEST) -> bytes:
                if path.suffix == ".jsonl" and start >= 0:
                    starts.append(start)
                return read(path, start, most)

        watched = Watched()
        watched.__dict__.update(disk.__dict__)
        db = JournalDB(HERE, files=watched)
        db.upsert(Document({"text": "new"}, "session-id"))  # type: ignore[arg-type]
        assert starts == [0]
        db.upsert(Document({"text": "newer"}, "session-id"))  # type: ignore[arg-type]
        assert starts == [0]

    def test_an_update_that_raises_half_way_writes_nothing(self) -> None:
        disk = MemoryDisk()
        db = JournalDB(HERE, files=disk)
        db.insert_multiple({"int": i, "list": [i]} for i in range(3))
        before = disk.everything()

        def bad(document: Any) -> None:
            document["list"].append("more")
            del document["int"]
            del document["int"]

        with pytest.raises(KeyError):
            db.update(bad)
        assert disk.everything() == before
        assert sorted(one["int"] for one in db if one["list"] == [one["int"]]) == [0, 1, 2]

    def test_a_change_appends_one_line(self) -> None:
        disk = MemoryDisk()
        db = JournalDB(HERE, files=disk)
        db.insert_multiple({"int": i} for i in range(5))
        own = next(path for path in disk.everything() if path.suffix == ".jsonl")
        before = disk.read(own)
        db.update({"int": 7}, where("int") == 3)
        after = disk.read(own)
        assert after.startswith(before) and after.count(b"\n") == before.count(b"\n") + 1
