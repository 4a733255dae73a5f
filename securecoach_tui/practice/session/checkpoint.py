"""An unfinished session on disk: enough to resume it, or to store what was practised."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from securecoach_tui.practice.record import Count, Rating, Seconds

Change = Literal["stay", "numb", "ease", "stop"]  # what changed the timeline


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """What a session is resumed from. Only what the person wrote makes it larger.

    Attributes:
        planned: seconds; None is open-ended.
        position: the second of the timeline.
        shift: seconds jumped over, which don't count as practised.
        at_questions: whether the exercise is over and the questions after it are open.
        frozen: seconds practised, once the exercise has ended.
        changes: changes to the timeline with the second of each, in order; resuming makes them again.
        drafts: texts that were being written, by the question's key.
        familiar: whether the opening was one line.
        quick_exit: whether the session was left by a quick exit.
        passed: seconds since the session began, whatever the clock was set to meanwhile; None if it was resumed.
    """

    v: int = 1
    id: str
    exercise: str
    exercise_version: Count
    title: str
    planned: Seconds | None
    started: str
    position: Seconds
    shift: Annotated[float, msgspec.Meta(ge=-1e9, le=1e9)]
    at_questions: bool = False
    eased_off: bool = False
    stopped: bool = False
    completed: bool = False
    frozen: Seconds | None = None
    changes: tuple[tuple[Change, Seconds], ...] = ()
    ratings: tuple[Rating, ...] = ()
    values: dict[str, Count | str] = {}
    texts: dict[str, str] = {}
    drafts: dict[str, str] = {}
    asked: tuple[str, ...] = ()
    rung: str = ""
    rung_id: str = ""
    direction: str | None = None
    capacity: str | None = None
    quick_exit: bool = False
    familiar: bool = False
    passed: Seconds | None = None


def encode(checkpoint: Checkpoint) -> bytes:
    """A checkpoint as one line of JSON."""
    return msgspec.json.encode(checkpoint)


def decode(data: bytes) -> Checkpoint:
    """A checkpoint from its JSON.

    Raises:
        msgspec.DecodeError: the bytes are not a complete checkpoint.
    """
    return msgspec.json.decode(data, type=Checkpoint)
