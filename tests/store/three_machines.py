"""Three machines with one record, and everything a person and a sync tool may do to it, in a random order.

Real files in a folder. ``run`` plays one random history and checks after each act:
- a word that was acknowledged is in the record or in a copy, unless its deletion was asked for;
- a machine that is locked stays so until its passphrase is typed there, and writes nothing in clear;
- the passphrase that was last accepted on a machine opens it.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.crypto import key_file, lock
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk
from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.conflict_copies import conflict_copies
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.transfer import backup, restore
from securecoach_tui.store.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.disk import Killed

KINDS = ("note", "session", "card", "path", "rung", "apart_rung", "checkin")  # a document of each in turn
TODAY, CHEAP = date(2026, 3, 3), 4


class QuickDisk(Disk):
    """The machine's file system without fsync; the program dies at the ``dies_at``-th act that changes something."""

    def __init__(self) -> None:
        super().__init__()
        self.dies_at: int | None = None
        self._acts = 0

    def restart(self, dies_at: int | None = None) -> None:
        self.dies_at, self._acts = dies_at, 0

    def _act(self) -> None:
        self._acts += 1
        if self.dies_at is not None and self._acts >= self.dies_at:
            raise Killed

    def open_append(self, path: Path) -> int:
        self._act()
        return super().open_append(path)

    def open_new(self, path: Path) -> int:
        self._act()
        return super().open_new(path)

    def write(self, fd: int, data: bytes) -> int:
        self._act()
        return super().write(fd, data)

    def rename(self, old: Path, new: Path) -> None:
        self._act()
        super().rename(old, new)

    def unlink(self, path: Path) -> None:
        self._act()
        super().unlink(path)

    def truncate(self, fd: int, size: int) -> None:
        self._act()
        super().truncate(fd, size)

    def fsync(self, fd: int) -> None:
        """Nothing here is about lost power."""

    def fsync_folder(self, path: Path) -> None:
        """Nothing here is about lost power."""


@dataclass
class Machine:
    """One machine, and what its person knows: ``words`` by document that "Saved" was said for here."""

    number: int
    paths: DataPaths
    files: QuickDisk = field(default_factory=QuickDisk)
    passphrase: str = ""  # the one that was last accepted here
    locked: bool = False
    words: dict[str, str] = field(default_factory=dict)
    key: DataKey | None = None


class Machines:
    """Three machines and the acts on them. A failed check raises AssertionError with the history so far."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.machines = [Machine(n, _paths(folder / str(n))) for n in range(3)]
        self.asked: set[str] = set()  # documents whose deletion was asked for
        self.passphrases: list[str] = []
        self.history: list[str] = []
        self.synced: dict[tuple[int, int], dict[str, bytes]] = {}
        self._count = 0

    def number(self) -> int:
        self._count += 1
        return self._count

    # What a person does.

    def start(self, here: Machine) -> Repository:
        """Start the program: type the passphrase if it is asked for."""
        here.files.restart()
        here.key = None
        if here.locked:
            assert key_file.is_locked(here.paths, here.files), "fell open"
        if key_file.is_locked(here.paths, here.files):
            with contextlib.suppress(PassphraseNeeded):
                Repository(here.paths, None, here.files).save(KINDS[0], "never", {"word": "in clear"})
                raise AssertionError("wrote in clear")
            tried = [here.passphrase] if here.passphrase and here.locked else self.passphrases
            for passphrase in reversed(tried):
                with contextlib.suppress(WrongPassphrase):
                    here.key = lock.open_locked(here.paths, passphrase, here.files)
                    here.passphrase = passphrase
                    break
            else:
                raise AssertionError(f"no passphrase opens: {tried}")
        here.locked = key_file.is_locked(here.paths, here.files)
        record = open_to_write(here.paths, here.key, files=here.files)
        self.check_words(here, record)
        return record

    def save(self, here: Machine, record: Repository) -> None:
        known = [one["id"] for one in _documents(record) if one["id"] not in self.asked]
        id = self.chance.choice(known) if known and self.chance.random() < 0.4 else f"d{self.number()}"
        word = f"word{self.number()}."
        try:
            record.save(_kind(id), id, {f"f{here.number}-{self.number()}": word})
        except RecordError:
            assert self.key_is_elsewhere(here), "locked out"
            return  # refused in a sentence: nothing was acknowledged, and the key comes with the next sync
        here.words[word] = id

    def key_is_elsewhere(self, here: Machine) -> bool:
        """Whether lines here need a key that isn't here, and another machine, which unlocked or locked it, has it."""
        needed = key_file.sealed_with(here.files, here.paths.journal.glob("*.jsonl"))
        missing = needed - {one.key for one in key_file.key_files(here.paths, here.files).all}
        others = (one for one in self.machines if one is not here)
        known = {one.key for there in others for one in key_file.key_files(there.paths, there.files).all}
        return bool(missing) and missing <= known

    def delete(self, here: Machine, record: Repository) -> None:
        known = [one["id"] for one in _documents(record)]
        if not known:
            return
        id, undone = self.chance.choice(known), self.chance.random() < 0.4
        before = record.get(_kind(id), id)
        self.asked.add(id)
        writer = Writer(here.paths, FakeClock(), here.files, here.key)
        try:
            writer.delete(_kind(id), id, copies=self.chance.random() < 0.4)
            assert writer.flush(5)
            assert not undone or writer.undo(_kind(id), id)
        finally:
            writer.close()
        if undone:
            now = Repository(here.paths, here.key, here.files).get(_kind(id), id)
            assert now == before, "an undone deletion took something"

    def backup(self, here: Machine, _record: Repository) -> None:
        backup.write_requested(here.paths, here.files, here.key, TODAY)

    def restore(self, here: Machine, _record: Repository) -> None:
        copies = sorted(here.paths.backups.glob("*.jsonl"))
        if not copies:
            return
        with contextlib.suppress(WrongPassphrase, RecordError):  # a copy of another lock
            copy = restore.read_copy(
                self.chance.choice(copies), here.paths, here.key, ask=lambda: here.passphrase, files=here.files
            )
            undo = restore.restore(copy, here.paths, TODAY, here.key, files=here.files)
            if self.chance.random() < 0.5:
                back = restore.read_copy(undo, here.paths, here.key, files=here.files)
                restore.restore(back, here.paths, TODAY, here.key, files=here.files)

    def lock(self, here: Machine, _record: Repository) -> None:
        passphrase = f"pass{self.chance.randrange(4)}"
        self.passphrases.append(passphrase)
        if here.key is None:
            here.key, _others = lock.lock(here.paths, passphrase, here.files, work=CHEAP)
        else:
            lock.change(here.paths, here.key, passphrase, here.files, work=CHEAP)
        here.passphrase, here.locked = passphrase, True

    def unlock(self, here: Machine, _record: Repository) -> None:
        key = here.key or lock.unwrapped_key(here.paths, here.files)
        if key is not None:
            lock.unlock(here.paths, key, here.files)
            # If it is locked still, then by another machine, and only until that one is unlocked too.
            here.locked, here.key, here.passphrase = False, None, ""

    # What happens to the folder.

    def sync(self, here: Machine, _record: Repository) -> None:
        other = self.chance.choice([one for one in self.machines if one is not here])
        self.exchange(here, other)

    def exchange(self, here: Machine, there: Machine) -> None:
        """Bring two folders in step: the newest file wins; of a journal that both changed, a conflict copy stays."""
        last = self.synced.setdefault((min(here.number, there.number), max(here.number, there.number)), {})
        for name in sorted(_names(here.paths.data) | _names(there.paths.data)):
            one, two = here.paths.data / name, there.paths.data / name
            a, b, before = _bytes(one), _bytes(two), last.get(name)
            if a == b:
                winner = a
            elif b == before:
                winner = a
            elif a == before:
                winner = b
            elif a is None or b is None:
                winner = a if b is None else b
            else:
                newest = one if one.stat().st_mtime_ns >= two.stat().st_mtime_ns else two
                winner, loser = (a, b) if newest is one else (b, a)
                if name.startswith(("journal/", "backups/")):
                    copy = one.with_name(f"{one.stem}.sync-conflict-{self.number()}.jsonl")
                    copy.write_bytes(loser)
                    shutil.copy2(copy, two.with_name(copy.name)) if two.parent.is_dir() else None
            for path, data in ((one, a), (two, b)):
                if winner is None:
                    path.unlink(missing_ok=True)
                elif data != winner:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(winner)
            if winner is None:
                last.pop(name, None)
            else:
                last[name] = winner

    def move(self, here: Machine, _record: Repository) -> None:
        """Move the folder; the state folder stays, or isn't found any more."""
        new = here.paths.data.with_name(f"moved{self.number()}")
        if not here.paths.data.exists():
            return
        os.rename(here.paths.data, new)
        state = here.paths.state
        if self.chance.random() < 0.5:
            state = state.with_name(f"state{self.number()}")
            here.passphrase, here.locked = "", False
        here.paths = DataPaths(new, state, here.paths.cache)
        if state == here.paths.state and here.locked:
            here.locked = key_file.is_locked(here.paths, here.files)

    def remove_conflict_copies(self, here: Machine, _record: Repository) -> None:
        """``start`` has taken them in, unless lines in them are locked with a key that isn't known here."""
        if not Repository(here.paths, here.key, here.files).contents.undecryptable:
            for path in conflict_copies(here.paths, here.files):
                path.unlink()

    # Checks.

    def check_words(self, here: Machine, record: Repository) -> None:
        wanted = {word for word, id in here.words.items() if id not in self.asked}
        missing = wanted - self.words_at(here, record)
        if missing and here.key is not None:  # locked by another machine: its person knows that passphrase too
            for passphrase in self.passphrases:
                with contextlib.suppress(RecordError):
                    here.key = lock.join(here.paths, here.key, passphrase, here.files)
            missing -= self.words_at(here, Repository(here.paths, here.key, here.files))
        assert not missing, f"lost at {here.number}: {missing}"
        if here.locked:
            name = device.known(here.paths, here.files)
            own = [*here.paths.journal.glob(f"{name}*"), *backup.own_copies(here.paths, here.files)]
            for path in own:
                assert b"word" not in path.read_bytes(), f"in clear: {path.name}"

    def words_at(self, here: Machine, record: Repository) -> set[str]:
        found = {value for one in _documents(record) for name, value in one.items() if name != "id"}
        for path in here.paths.backups.glob("*.jsonl"):
            with contextlib.suppress(RecordError):
                copy = restore.read_copy(path, here.paths, here.key, ask=lambda: here.passphrase, files=here.files)
                for kind in KINDS:
                    for id in copy.items.get(kind, {}):
                        found |= set((copy.fields(kind, id) or {}).values())
        return found

    ACTS = (
        *(save,) * 6,
        *(delete, backup, restore, lock, unlock, move, remove_conflict_copies),
        *(sync,) * 5,
    )

    def step(self) -> None:
        """Do something random on a random machine; now and then, the program dies in the middle."""
        here, act = self.chance.choice(self.machines), self.chance.choice(self.ACTS)
        dies = act is not Machines.delete and self.chance.random() < 0.15  # a deletion is on the writer's thread
        dies_at = self.chance.randrange(1, 40) if dies else None
        self.history.append(f"{here.number} {act.__name__}" + (f" dies at {dies_at}" if dies_at else ""))
        record = self.start(here)
        here.files.restart(dies_at)
        try:
            act(self, here, record)
        except Killed:
            if act in (Machines.lock, Machines.unlock):  # nothing was acknowledged, and either state is right
                here.files.restart()
                here.locked, here.passphrase = False, ""

    def finish(self) -> None:
        """Sync until nothing changes; then every word is somewhere."""
        for _round in range(3):
            for here in self.machines:
                self.start(here)
                for there in self.machines:
                    if there is not here:
                        self.exchange(here, there)
        everywhere: set[str] = set()
        for here in self.machines:
            everywhere |= self.words_at(here, self.start(here))
        wanted = {word for here in self.machines for word, id in here.words.items() if id not in self.asked}
        assert wanted <= everywhere, f"lost: {wanted - everywhere}"


def _kind(id: str) -> str:
    """The kind of a document of these histories, whose id is a letter and a number."""
    return KINDS[int(id[1:]) % len(KINDS)]


def _documents(record: Repository) -> list[dict[str, Any]]:
    return [one for kind in KINDS for one in record.of_kind(kind)]


def _paths(folder: Path) -> DataPaths:
    return DataPaths(folder / "data", folder / "state", folder / "cache")


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name[0] != "."}


def _bytes(path: Path) -> bytes | None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        return path.read_bytes()
    return None


def run(folder: Path, seed: int, steps: int) -> dict[str, Any]:
    """Play one random history. Raises AssertionError with the history if a check fails."""
    machines, chance = Machines(folder, seed), random.Random(seed)
    try:
        with (
            mock.patch("os.urandom", chance.randbytes),
            mock.patch("secrets.token_hex", lambda n: chance.randbytes(n).hex()),
        ):
            for _step in range(steps):
                machines.step()
            machines.finish()
    except (AssertionError, RecordError, OSError) as error:
        history = "\n".join(machines.history)
        raise AssertionError(f"seed {seed}: {error}\n{history}") from error
    return {"words": sum(len(here.words) for here in machines.machines), "asked": len(machines.asked)}
