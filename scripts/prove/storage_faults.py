"""Counts losses after disk faults (on a disk in memory), and with files that are damaged or arrive in any order."""

from __future__ import annotations

import random
import traceback
from dataclasses import dataclass
from pathlib import Path

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.appender import JournalAppender
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.reader import read
from tests.fakes.disk import Killed, MemoryDisk

FAKE = DataPaths(Path("/fake/data"), Path("/fake/state"), Path("/fake/cache"))
CHEAP = 4  # the cost of scrypt, low because these proofs don't test the key derivation


@dataclass
class Count:
    """The results of one kind of fault."""

    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    tracebacks: int = 0

    def add(self, acknowledged: set[str], kept: set[str]) -> None:
        self.runs += 1
        self.acknowledged += len(acknowledged)
        self.lost += len(acknowledged - kept)


def change(id: str, text: str = "words") -> JournalChange:
    return JournalChange("session", id, {"reflection": text, "started": "2026-03-03T21:00:00+00:00"})


def ids(disk: MemoryDisk, key: DataKey | None = None) -> set[str]:
    return {one.id for one in read(FAKE, key, files=disk).sessions}


def full_disk(locked: bool) -> Count:
    """Let the disk become full at each byte of an append, then free space again."""
    count, room, done = Count(), 0, False
    while not done:
        disk = MemoryDisk()
        acknowledged = {"0", "1"}
        JournalAppender(FAKE, disk).write([change(id) for id in sorted(acknowledged)])
        key = lock.lock(FAKE, "pass", disk, work=CHEAP)[0] if locked else None
        before, disk.free = disk.everything(), room
        try:
            JournalAppender(FAKE, disk, key).write([change("2")])
            acknowledged.add("2")
            done = True
        except OSError:
            count.lost += disk.everything() != before
        disk.free = None
        JournalAppender(FAKE, disk, key).write([change("3")])
        count.add(acknowledged | {"3"}, ids(disk, key))
        room += 1
    return count


def bad_fsyncs(most: int = 40) -> Count:
    """Let the n-th fsync fail, then cut the power."""
    count = Count()
    for number in range(1, most + 1):
        disk, acknowledged = MemoryDisk(), set()
        disk.bad_fsyncs = frozenset({number})
        for i in range(10):
            try:
                JournalAppender(FAKE, disk).write([change(str(i))])
                acknowledged.add(str(i))
            except OSError:
                continue
        disk.power_cut(random.Random(number))
        count.add(acknowledged, ids(disk))
    return count


def power_cuts(times: int) -> Count:
    """Stop the program at a random operation, and drop some of the data that wasn't fsynced."""
    count = Count()
    for i in range(times):
        chance, disk, acknowledged = random.Random(i), MemoryDisk(), set()
        disk.dies_at = chance.randrange(1, 120)
        try:
            for n in range(12):
                JournalAppender(FAKE, disk).write([change(str(n))])
                acknowledged.add(str(n))
        except Killed:
            pass
        disk.power_cut(chance)
        kept = ids(disk)
        JournalAppender(FAKE, disk).write([change("after")])
        count.add(acknowledged | {"after"}, kept | ids(disk) & {"after"})
    return count


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Return data with one corruption: a flipped bit, a cut end, a zeroed part, or lines doubled or swapped."""
    way, at = chance.randrange(5), chance.randrange(len(data))
    lines = data.split(b"\n")
    i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
    if way == 0:
        return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
    if way == 1:
        return data[:at]
    if way == 2:
        return data[:at] + bytes(min(40, len(data) - at)) + data[at + 40 :]
    if way == 3:
        lines.insert(j, lines[i])
    else:
        lines[i], lines[j] = lines[j], lines[i]
    return b"\n".join(lines)


def corruptions(times: int, locked: bool) -> Count:
    """Damage a journal; every intact line has to be read, and writing has to work."""
    count, disk = Count(), MemoryDisk()
    JournalAppender(FAKE, disk).write([change(str(i)) for i in range(10)])
    key = lock.lock(FAKE, "pass", disk, work=CHEAP)[0] if locked else None
    own = next(path for path in disk.everything() if path.parent == FAKE.journal)
    intact, aside = disk.read(own), {path: data for path, data in disk.everything().items() if path != own}
    names = {line: str(i) for i, line in enumerate(intact.splitlines())}
    for i in range(times):
        chance, disk = random.Random(i), MemoryDisk()
        for path, data in aside.items():
            disk.put(path, data)
        bad = spoiled(intact, chance)
        disk.put(chance.choice([own, own.with_name("0badcafe.jsonl")]), bad)
        try:
            untouched = {name for line, name in names.items() if line in bad}
            first = ids(disk, key)
            JournalAppender(FAKE, disk, key).write([change("after")])
            count.add(untouched | {"after"}, first & ids(disk, key) | ids(disk, key) & {"after"})
        except Exception:
            traceback.print_exc()
            count.tracebacks += 1
    return count


def interleavings(times: int) -> Count:
    """Let three devices write, edit, delete and read while files arrive in any order, repeatedly or outdated."""
    count = Count()
    for seed in range(times):
        try:
            acknowledged, kept = three_devices(seed)
            count.add(acknowledged, kept)
        except Exception:
            traceback.print_exc()
            count.tracebacks += 1
    return count


def three_devices(seed: int) -> tuple[set[str], set[str]]:
    """Run one random history; return the ids acknowledged and not deleted, and the ids that all three devices have.

    Raises:
        AssertionError: they don't agree.
    """
    chance = random.Random(seed)
    disks = [MemoryDisk() for _ in range(3)]
    years, made, deleted = ("1970", "2026", "2099"), set(), set()
    past: list[tuple[Path, bytes]] = []
    for step in range(chance.randrange(5, 40)):
        who = chance.randrange(3)
        act = chance.choice(["new", "new", "edit", "edit", "delete", "read", "arrive", "arrive", "stale"])
        here = sorted(ids(disks[who]))
        if act == "new":
            id = f"{who}-{step}"
            JournalAppender(FAKE, disks[who]).write(
                [JournalChange("session", id, {"started": f"{years[who]}-03-03T21:00:00+00:00"})]
            )
            made.add(id)
        elif act == "edit" and here:
            JournalAppender(FAKE, disks[who]).write(
                [JournalChange("session", chance.choice(here), {"reflection": f"{step}"})]
            )
        elif act == "delete" and here:
            removed = chance.choice(here)
            JournalAppender(FAKE, disks[who]).write([JournalChange("session", removed, deleted=True)])
            deleted.add(removed)
        elif act == "arrive":
            past += _send(disks[who], disks[chance.randrange(3)])
        elif act == "stale" and past:
            path, data = chance.choice(past)
            name = f"{path.stem}.sync-conflict-{step}.jsonl"
            disks[who].put(path.with_name(name), data)
    for source in disks:
        for other in disks:
            _send(source, other)
    records = [read(FAKE, files=disk) for disk in disks]
    held = [{kind: {id: r.get(kind, id) for id in r.contents.state.ids(kind)} for kind in r.kinds()} for r in records]
    # An outdated copy exists on one machine only, and contains nothing that its device's current file lacks.
    assert held[0] == held[1] == held[2], seed
    return made - deleted, {source.id for source in records[0].sessions}


def _send(here: MemoryDisk, there: MemoryDisk) -> list[tuple[Path, bytes]]:
    """Copy the file of ``here`` to ``there``, as a sync tool does."""
    own = FAKE.journal / f"{device.known(FAKE, here)}.jsonl"
    if here is there or own not in here.everything():
        return []
    there.put(own, here.read(own))
    return [(own, here.read(own))]
