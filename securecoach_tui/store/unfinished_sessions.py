"""Unfinished sessions: what can be gone on with, kept as far as it was practised, or dropped.

A session that was left by a quick exit waits behind Past sessions only, and the start after a quick
exit is a quiet one: an empty file in the state folder says so, and is taken away by that start.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session.checkpoint import Checkpoint, decode
from securecoach_tui.practice.session.saving import record_of_checkpoint
from securecoach_tui.store.crypto.envelope import Key
from securecoach_tui.store.disk import Disk, Files
from securecoach_tui.store.local import checkpoints

if TYPE_CHECKING:
    from securecoach_tui.store.memory_writer import MemoryWriter
    from securecoach_tui.store.reader import Record
    from securecoach_tui.store.writer import Done, Writer

MARK = "quick-exit"


@dataclass(frozen=True)
class Unfinished:
    """A session that was left before its end. ``position`` and ``planned`` in seconds; ``planned`` None is
    open-ended. ``saved`` is the instant it was last put on the disk."""

    checkpoint: Checkpoint
    saved: str

    @property
    def id(self) -> str:
        return self.checkpoint.id

    @property
    def exercise(self) -> str:
        return self.checkpoint.exercise

    @property
    def title(self) -> str:
        return self.checkpoint.title

    @property
    def started(self) -> str:
        return self.checkpoint.started

    @property
    def position(self) -> float:
        return self.checkpoint.position

    @property
    def planned(self) -> float | None:
        return self.checkpoint.planned

    @property
    def at_questions(self) -> bool:
        """Whether all was practised, and the questions after it were open."""
        return self.checkpoint.at_questions

    @property
    def quick_exit(self) -> bool:
        """Whether it waits behind Past sessions only."""
        return self.checkpoint.quick_exit


def read(
    where: DataPaths, key: Key | None = None, record: Record | None = None, *, files: Files | None = None
) -> list[Unfinished]:
    """Unfinished sessions, the latest first. Those that ``record`` holds or held are left out: the
    program died between keeping one and dropping its checkpoint.

    Raises:
        PassphraseNeeded: the record is locked and ``key`` is None.
    """
    found = []
    for time_ns, data in checkpoints.read_with_times(where, key, files=files):
        with contextlib.suppress(msgspec.DecodeError, RecursionError):
            point = decode(data)
            if record is None or point.id not in record.state.things.get("session", {}):
                saved = datetime.fromtimestamp(time_ns / 1e9, UTC).astimezone().isoformat(timespec="seconds")
                found.append(Unfinished(point, saved))
    return found


def practised(one: Unfinished) -> SessionRecord:
    """What was practised, as a session that ended when it was left."""
    return record_of_checkpoint(one.checkpoint, ended=one.saved)


def keep(one: Unfinished, writer: Writer | MemoryWriter, done: Done | None = None) -> None:
    """Keep what was practised; the checkpoint goes once the record is on the disk."""
    from securecoach_tui.practice.session.events import Kept, NotKept

    def kept(outcome: Kept | NotKept) -> None:
        if isinstance(outcome, Kept):
            writer.drop_checkpoint(one.id)
        if done is not None:
            done(outcome)

    fields = msgspec.to_builtins(practised(one))
    del fields["id"]
    writer.keep("session", one.id, fields, kept)


def left_quickly(where: DataPaths) -> None:
    """The program is left at once: the next start is a quiet one. Never raises."""
    with contextlib.suppress(OSError):
        where.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(where.state / MARK, os.O_WRONLY | os.O_CREAT, 0o600))


def starts_quietly(where: DataPaths, files: Files | None = None) -> bool:
    """Whether the last way out was a quick exit; asked once, at the start. Never raises."""
    files = files or Disk()
    with contextlib.suppress(OSError):
        if files.seen(where.state / MARK) is not None:
            files.unlink(where.state / MARK)
            return True
    return False
