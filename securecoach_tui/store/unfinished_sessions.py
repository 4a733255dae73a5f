"""Unfinished sessions: they can be resumed, saved as far as they were practised, or dropped.

A session that was left by a quick exit is offered only in the history, and the first screen of the next start doesn't
show it: the quick exit creates an empty file in the state folder, which that start deletes.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui.clock import local_at
from securecoach_tui.config import safe_files
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session.checkpoint import Checkpoint, decode
from securecoach_tui.practice.session.saving import end_of, is_kept_checkpoint, record_of_checkpoint
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import checkpoints

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository
    from securecoach_tui.store.writer_protocol import DataWriter, Done

MARK = "quick-exit"
OLD_SECONDS = 120.0  # a session that goes on writes its checkpoint more often than this


@dataclass(frozen=True)
class UnfinishedSession:
    """A session that was left before its end. ``position`` and ``planned`` are in seconds; ``planned`` is None if it is
    open-ended. ``saved`` is the instant of its last checkpoint, in ISO 8601."""

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
        """Whether the exercise was over and the questions after it were being asked."""
        return self.checkpoint.at_questions

    @property
    def quick_exit(self) -> bool:
        """Whether it was left by a quick exit, so that only the history offers it."""
        return self.checkpoint.quick_exit


def read(
    paths: DataPaths, key: DataKey | None = None, record: Repository | None = None, *, files: FileSystem | None = None
) -> list[UnfinishedSession]:
    """Return the unfinished sessions, the latest first, without those that ``record`` has or had: such
    a session was saved, but the program died before it deleted the checkpoint. One that was left in its first
    ``SHORTEST_KEPT`` seconds is none.

    Raises:
        PassphraseNeeded: the data is locked and ``key`` is None.
    """
    unfinished = []
    for time_ns, data in checkpoints.read_with_times(paths, key, files=files):
        with contextlib.suppress(ValueError, RecursionError, OverflowError, OSError):
            point = decode(data)
            if is_kept_checkpoint(point) and (record is None or not _was_saved(record, point.id)):
                saved = local_at(time_ns / 1e9).isoformat(timespec="seconds")
                unfinished.append(UnfinishedSession(point, saved))
    return unfinished


def clear(
    paths: DataPaths, key: DataKey | None, record: Repository, now: float, *, files: FileSystem | None = None
) -> None:
    """Delete the checkpoints that ``read`` leaves out and that no running program can still need: a program that was
    killed left them. ``now`` is in seconds since the Unix epoch. Never raises.
    """
    files = files or Disk()
    with contextlib.suppress(RecordError, OSError):
        for time_ns, data in checkpoints.read_with_times(paths, key, files=files):
            with contextlib.suppress(ValueError, RecursionError, OverflowError, OSError):
                point = decode(data)
                spent = not is_kept_checkpoint(point) or _was_saved(record, point.id)
                if spent and now - time_ns / 1e9 > OLD_SECONDS:
                    checkpoints.drop(paths, files, point.id)


def _was_saved(record: Repository, id: str) -> bool:
    return record.get("session", id) is not None or record.was_deleted("session", id)


def practised(unfinished: UnfinishedSession) -> SessionRecord:
    """Return what was practised as a session that ended when it was left."""
    seen, passed = datetime.fromisoformat(unfinished.saved), unfinished.checkpoint.passed
    if passed is not None:  # otherwise the clock may have been set meanwhile
        with contextlib.suppress(ValueError, OverflowError, TypeError):  # ``started`` is read from disk
            seen = (datetime.fromisoformat(unfinished.started) + timedelta(seconds=passed)).astimezone(seen.tzinfo)
    ended = end_of(unfinished.started, unfinished.position, seen)
    return record_of_checkpoint(unfinished.checkpoint, ended=ended)


def keep(unfinished: UnfinishedSession, writer: DataWriter, done: Done | None = None) -> None:
    """Save what was practised; the checkpoint is deleted once that is on the disk."""
    from securecoach_tui.practice.session.events import Kept, NotKept

    def kept(outcome: Kept | NotKept) -> None:
        if isinstance(outcome, Kept):
            writer.drop_checkpoint(unfinished.id)
        if done is not None:
            done(outcome)

    fields = msgspec.to_builtins(practised(unfinished))
    del fields["id"]
    writer.keep("session", unfinished.id, fields, kept)


def left_quickly(paths: DataPaths) -> None:
    """Record a quick exit for the next start. Never raises."""
    with contextlib.suppress(OSError):
        paths.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(safe_files.open_new(paths.state / MARK))


def starts_quietly(paths: DataPaths, files: FileSystem | None = None) -> bool:
    """Return whether the last run ended with a quick exit, and forget it, unless the disk can't. Never raises."""
    files, quiet = files or Disk(), False
    with contextlib.suppress(OSError):
        quiet = files.file_info(paths.state / MARK) is not None
        if quiet:
            files.unlink(paths.state / MARK)
    return quiet
