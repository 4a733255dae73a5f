"""Time and memory of saving and reading, compared with TinyDB's JSONStorage and sqlite3.

    python3 scripts/bench record             at 100, 1,000, 10,000 and 100,000 sessions
    python3 scripts/bench record 100 1000    at these sizes only

All figures of a table come from one run on one machine, so that their ratios are comparable.
"""

from __future__ import annotations

import json
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SIZES = (100, 1_000, 10_000, 100_000)
JSON_LIMIT = 10_000  # sessions; above this an insert takes JSONStorage minutes
REPEATS = 15


def session(i: int) -> dict[str, Any]:
    """Return a session of about 1.4 kB, including a reflection."""
    rating = [{"at": None, "scale": "distress", "value": i % 11, "when": when} for when in ("before", "after")]
    return {
        "started": f"20{10 + i // 4000 % 80}-{i // 300 % 12 + 1:02}-{i % 28 + 1:02}T21:00:00+00:00",
        "exercise": "slow-breathing",
        "exercise_version": 1,
        "capacity": "regulation",
        "planned_seconds": 600.0,
        "practised_seconds": 590.0,
        "completed": True,
        "ratings": rating,
        "answers": {"need": "rest"},
        "reflection": f"reflection {i} " + "a few more words about it " * 35,
    }


def median_ms(act: Callable[[int], object], repeats: int = REPEATS) -> float:
    """Return the median of ``repeats`` runs in milliseconds."""
    times = []
    for i in range(repeats):
        begin = time.perf_counter()
        act(i)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def places(folder: Path) -> Any:
    from securecoach_tui.config.settings import DataPaths

    return DataPaths(folder / "data", folder / "state", folder / "cache")


def ours(folder: Path, size: int) -> dict[str, float]:
    from tinydb import where as field
    from tinydb.table import Document

    from securecoach_tui.store.journal.tinydb_table import JournalDB

    paths = places(folder)
    db = JournalDB(paths)
    db.table("session").insert_multiple(Document(session(i), f"s{i:06}") for i in range(size))  # type: ignore[arg-type]  # ids are strings
    fresh = JournalDB(paths).table("session")
    figures = {"insert": median_ms(lambda i: fresh.upsert(Document(session(i), f"new{i}")))}  # type: ignore[arg-type]  # ids are strings
    table = JournalDB(paths).table("session")
    figures["update"] = median_ms(lambda i: table.update({"reflection": f"{i}"}, doc_ids=[f"s{i:06}"]))  # type: ignore[list-item]
    figures["remove"] = median_ms(lambda i: table.remove(doc_ids=[f"s{i + 40:06}"]))  # type: ignore[list-item]
    figures["query"] = median_ms(lambda i: table.search(field("planned_seconds") > 600 + i), 5)
    ours_read(folder)(0)  # blanks removed lines, as the writer's thread does
    return figures


def ours_read(folder: Path) -> Callable[[int], object]:
    from securecoach_tui.store.reader import read

    paths = places(folder)
    return lambda _i: read(paths).sessions


def tinydb_json(folder: Path, size: int) -> dict[str, float]:
    from tinydb import TinyDB
    from tinydb import where as field

    path, few = folder / "db.json", 5
    db = TinyDB(path)
    db.insert_multiple(session(i) for i in range(size))
    return {
        "insert": median_ms(lambda i: db.insert(session(i)), few),
        "update": median_ms(lambda i: db.update({"reflection": f"{i}"}, doc_ids=[i + 1]), few),
        "remove": median_ms(lambda i: db.remove(doc_ids=[i + 40]), few),
        "query": median_ms(lambda i: db.search(field("planned_seconds") > 600 + i), few),
    }


def tinydb_read(folder: Path) -> Callable[[int], object]:
    from tinydb import TinyDB

    return lambda _i: TinyDB(folder / "db.json").all()


def opened(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(folder / "db.sqlite", isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    return db


def sqlite(folder: Path, size: int) -> dict[str, float]:
    def put(id: str, fields: dict[str, Any]) -> None:
        db.execute("insert or replace into session values (?, ?)", (id, json.dumps(fields)))

    def update(i: int) -> None:
        (text,) = db.execute("select fields from session where id = ?", (f"s{i:06}",)).fetchone()
        put(f"s{i:06}", {**json.loads(text), "reflection": f"{i}"})

    db = opened(folder)
    db.execute("create table session (id text primary key, fields text)")
    db.execute("begin")
    for i in range(size):
        put(f"s{i:06}", session(i))
    db.execute("commit")
    read = sqlite_read(folder)
    return {
        "insert": median_ms(lambda i: put(f"new{i}", session(i))),
        "update": median_ms(update),
        "remove": median_ms(lambda i: db.execute("delete from session where id = ?", (f"s{i + 40:06}",))),
        "query": median_ms(lambda i: [one for one in read(0) if one["planned_seconds"] > 600 + i], 5),
    }


def sqlite_read(folder: Path) -> Callable[[int], Any]:
    def read(_i: int) -> list[Any]:
        db = opened(folder)
        rows = [json.loads(text) for (text,) in db.execute("select fields from session")]
        db.close()
        return rows

    return read


STORES = {"ours": (ours, ours_read), "JSONStorage": (tinydb_json, tinydb_read), "sqlite3": (sqlite, sqlite_read)}


def child(*arguments: object) -> dict[str, float]:
    """Run this module in a new process and return the figures that it prints."""
    command = [sys.executable, "-m", "scripts.bench", "record", *map(str, arguments)]
    found: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def one(name: str, size: int) -> dict[str, float]:
    """Measure one store at one size: writing in one process, reading and its peak memory (MB) in another."""
    folder = Path(tempfile.mkdtemp(prefix="securecoach-bench-"))
    try:
        return {**child("write", name, size, folder), **child("read", name, size, folder)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reading(name: str, folder: Path) -> dict[str, float]:
    """Return the time to open and read everything, in ms, and the peak memory, in MB."""
    time_ms = median_ms(STORES[name][1](folder), 9)
    return {"open and read all": time_ms, "peak memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main(args: list[str]) -> int:
    """Print the table for ``[SIZE ...]``. Child processes pass ``write`` or ``read``, then ``STORE SIZE FOLDER``."""
    if args[:1] == ["write"]:
        print(json.dumps(STORES[args[1]][0](Path(args[3]), int(args[2]))))
        return 0
    if args[:1] == ["read"]:
        print(json.dumps(reading(args[1], Path(args[3]))))
        return 0
    acts = ["insert", "update", "remove", "open and read all", "query", "peak memory"]
    print("Medians in ms, peak memory of reading in MB\n")
    print("| sessions | store | " + " | ".join(acts) + " |")
    print("|---" * (len(acts) + 2) + "|")
    for size in [int(size) for size in args] or SIZES:
        for name in STORES:
            if name == "JSONStorage" and size > JSON_LIMIT:
                continue
            found = one(name, size)
            print(f"| {size:,} | {name} | " + " | ".join(f"{found[act]:.2f}" for act in acts) + " |", flush=True)
    return 0
