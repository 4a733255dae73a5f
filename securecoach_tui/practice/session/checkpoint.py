"""An unfinished session on disk: enough to go on from here, or to keep what was practised."""

from __future__ import annotations

from typing import Literal

import msgspec

from securecoach_tui.practice.record import Rating

Change = Literal["stay", "numb", "ease", "stop"]


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Of constant size but for a person's own words.

    ``position``, ``shift`` (seconds jumped over) and each change's second are of the session;
    ``planned`` is None for an open one; ``changes`` are the timeline's, in order, to be made again;
    ``drafts`` are what was being written when it was left, by the question's key.
    """

    v: int = 1
    id: str
    exercise: str
    exercise_version: int
    title: str
    planned: float | None
    started: str
    position: float
    shift: float
    at_questions: bool = False
    eased_off: bool = False
    stopped: bool = False
    completed: bool = False
    frozen: float | None = None
    changes: tuple[tuple[Change, float], ...] = ()
    ratings: tuple[Rating, ...] = ()
    values: dict[str, int | str] = {}
    texts: dict[str, str] = {}
    drafts: dict[str, str] = {}
    asked: tuple[str, ...] = ()
    rung: str = ""
    rung_id: str = ""
    direction: str | None = None
    capacity: str | None = None
    quick_exit: bool = False


def encode(checkpoint: Checkpoint) -> bytes:
    """A checkpoint as one line of JSON."""
    return msgspec.json.encode(checkpoint)


def decode(data: bytes) -> Checkpoint:
    """A checkpoint from its JSON.

    Raises:
        msgspec.DecodeError: the bytes are not a whole checkpoint.
    """
    return msgspec.json.decode(data, type=Checkpoint)
