"""A power cut at any moment leaves nothing of a person's outside the list of known files after the next start."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from securecoach_tui.app.context import AppContext
from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.store.crypto import key_file, lock
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.local import checkpoints, comforts, contacts
from securecoach_tui.store.local.contacts import Contact
from securecoach_tui.store.maintenance import open_to_write
from securecoach_tui.store.transfer import backup
from tests.fakes.disk import Killed
from tests.store.three_machines import CHEAP, TODAY, QuickDisk

WORDS = "marmalade-for-nobody-else"
KNOWN = re.compile(
    r"data/(journal|backups)/[\w.-]+\.jsonl|data/key(-\w+)?\.json|data/\.made-by-securecoach|"
    r"state/(device|seen|told|contacts|comforts|key|key-\w+)\.json|state/\w*lock\w*|state/[\w.-]*\.lock|"
    r"state/checkpoints/[0-9a-f]{32}\.checkpoint|state/comforts/[0-9a-f]{8}\.comfort"
)


class Cut:
    """A folder in which the power fails at the ``at``-th change of a file."""

    def __init__(self, folder: Path) -> None:
        self.paths = DataPaths(folder / "data", folder / "state", folder / "cache")
        self.files, self.folder = QuickDisk(), folder
        self.key: DataKey | None = None
        comforts.add(self.paths, "picture", "sea.png", b"first " + WORDS.encode(), files=self.files)
        contacts.change(self.paths, None, Contact("Aunt", "555"), files=self.files)
        open_to_write(self.paths, files=self.files).save("card", "c1", {"if": "late", "then": "wait"})

    def add_comfort(self) -> None:
        comforts.add(self.paths, "sound", "rain.wav", WORDS.encode(), files=self.files)

    def replace_comfort(self) -> None:
        self.add_comfort()
        comforts.add(self.paths, "sound", "sea.wav", b"second " + WORDS.encode(), files=self.files)

    def remove_comfort(self) -> None:
        [one] = comforts.read(self.paths, files=self.files)
        comforts.remove(self.paths, one.id, files=self.files)

    def change_contact(self) -> None:
        contacts.change(self.paths, Contact("Aunt", "555"), Contact("Aunt", WORDS), files=self.files)

    def save_draft(self) -> None:
        checkpoints.write(self.paths, self.files, "draft x", WORDS.encode(), None)
        checkpoints.drop(self.paths, self.files, "draft x")

    def save_card(self) -> None:
        open_to_write(self.paths, files=self.files).save("card", "c2", {"if": WORDS, "then": WORDS})

    def copy(self) -> None:
        backup.write_requested(self.paths, self.files, None, TODAY)

    def lock(self) -> None:
        lock.lock(self.paths, "pass", self.files, work=CHEAP)

    def start_again(self) -> None:
        """Start the program some minutes later, as its first screen does."""
        self.files.restart()
        for path in self.left():
            os.utime(path, (time.time() - 300,) * 2)
        key = lock.open_locked(self.paths, "pass", self.files) if key_file.is_locked(self.paths, self.files) else None
        context = AppContext(self.paths, Settings(), SystemClock(), key=key)
        try:
            context.load_record()
            assert (context.record.get("card", "c1") or {}).get("then") == "wait"
            assert [one.name for one in contacts.read(self.paths, key)] == ["Aunt"]
        finally:
            context.close()
        listed = {f"{one.id}.comfort" for one in comforts.read(self.paths, key) if one.kind != "words"}
        assert {path.name for path in self.left() if path.suffix == ".comfort"} == listed
        unknown = [name for name in map(self.name_of, self.left()) if not KNOWN.fullmatch(name)]
        assert unknown == []
        if key is not None:
            assert not [path for path in self.left() if WORDS.encode() in path.read_bytes()], "in clear after a lock"

    def left(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def name_of(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


ACTS = (
    Cut.add_comfort,
    Cut.replace_comfort,
    Cut.remove_comfort,
    Cut.change_contact,
    Cut.save_draft,
    Cut.save_card,
    Cut.copy,
    Cut.lock,
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_the_start_after_a_power_cut_clears_what_was_left(act: Callable[[Cut], None], tmp_path: Path) -> None:
    for at in range(1, 60):
        cut = Cut(tmp_path / str(at))
        cut.files.restart(at)
        try:
            act(cut)
            ended = True
        except Killed:
            ended = False
        cut.start_again()
        if ended:
            return
    raise AssertionError("the act never ended")
