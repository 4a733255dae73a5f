"""The events that a session handles, and the effects that it returns.

Events come from displays, the clock and the store; displays carry out effects, in order. Times are
seconds. These are msgspec structs because defining one takes a fortieth of the time of a frozen
dataclass, and every start of the program defines all of them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from securecoach_tui.practice.exercise.timeline import Cue
from securecoach_tui.practice.record import Scale, SessionRecord
from securecoach_tui.practice.session.checkpoint import Checkpoint

Value = int | str


class Tick(msgspec.Struct, frozen=True):
    """The clock reads ``elapsed``. A display sends it before every other event."""

    elapsed: float


class Slept(msgspec.Struct, frozen=True):
    """The machine was asleep for ``seconds`` since the last tick."""

    seconds: float


class Pause(msgspec.Struct, frozen=True):
    """Pause the session."""


class Resume(msgspec.Struct, frozen=True):
    """Resume a paused session."""


class Skip(msgspec.Struct, frozen=True):
    """Skip to the next step."""


class Stay(msgspec.Struct, frozen=True):
    """Add a round after the current one."""


class EaseOff(msgspec.Struct, frozen=True):
    """Go to the closing."""


class NotHelping(msgspec.Struct, frozen=True):
    """This isn't helping: end now, store the session, and go to grounding."""


class Stop(msgspec.Struct, frozen=True):
    """End early; before the exercise has begun, leave."""


class Answer(msgspec.Struct, frozen=True):
    """The answer to question ``key``; None skips the question, which is always possible."""

    key: str
    value: Value | None


class Rate(msgspec.Struct, frozen=True):
    """A rating at the current second. On scale "presence" the only value is 0: numb or far away."""

    scale: Scale
    value: int


class UndoLast(msgspec.Struct, frozen=True):
    """Undo the last rating, answer or skip, within 30 seconds."""


class InputEnded(msgspec.Struct, frozen=True):
    """Standard input has ended: no more questions can be answered."""


class Kept(msgspec.Struct, frozen=True):
    """The record is on disk."""


class NotKept(msgspec.Struct, frozen=True):
    """The record could not be stored; ``reason`` is a sentence."""

    reason: str


Event = (
    Tick
    | Slept
    | Pause
    | Resume
    | Skip
    | Stay
    | EaseOff
    | NotHelping
    | Stop
    | Answer
    | Rate
    | UndoLast
    | InputEnded
    | Kept
    | NotKept
)


class Say(msgspec.Struct, frozen=True):
    """Show this cue. ``late`` is how many seconds ago it was due."""

    cue: Cue
    late: float = 0.0


class Chime(msgspec.Struct, frozen=True):
    """A tone begins now, for displays that show it; the sound itself was scheduled before."""

    kind: Literal["begin", "in", "hold", "out", "end"]


class AskFor(msgspec.Struct, frozen=True):
    """Ask question ``key``. ``text`` is the wording of a question from an exercise file, else empty.

    ``choices_from`` is the list of words offered for the answer; ``wait`` says that the clock stands for it.
    """

    key: str
    choices: tuple[str, ...] = ()
    text: str = ""
    scale: bool = False
    choices_from: str = ""
    wait: bool = False


class QuestionClosed(msgspec.Struct, frozen=True):
    """Question ``key`` closed without an answer."""

    key: str


class Offer(msgspec.Struct, frozen=True):
    """Show a line that says what the person can do now; it is never a question."""

    kind: Literal[
        "closeness_high",
        "not_today",
        "people",
        "in_closing",
        "orienting_stays",
        "safe_short",
        "grounding",
        "it_came",
        "hold",
    ]


class ShowSupport(msgspec.Struct, frozen=True):
    """Show who to call."""


class Undone(msgspec.Struct, frozen=True):
    """The last action of this kind was undone."""

    what: Literal["rating", "answer", "skip", "nothing"]


class Save(msgspec.Struct, frozen=True):
    """Save this checkpoint."""

    checkpoint: Checkpoint


class Finish(msgspec.Struct, frozen=True):
    """Store this record; ``ended`` is set when it is stored."""

    record: SessionRecord


class LeadTo(msgspec.Struct, frozen=True):
    """Begin this exercise at once, for ``seconds``, without the questions before it."""

    exercise: str
    seconds: float


class ChooseRung(msgspec.Struct, frozen=True):
    """Practise this rung next; None means that the person chooses another."""

    rung_id: str | None


class Prefer(msgspec.Struct, frozen=True):
    """Save this answer as a setting."""

    name: Literal["lens"]
    value: str


class AwaitDebrief(msgspec.Struct, frozen=True):
    """A lived rung was prepared; store ``fields`` for its debrief."""

    fields: dict[str, object] = {}


class Over(msgspec.Struct, frozen=True):
    """The session is over without a record.

    ``why`` is "left" (before it began), "short" (stopped within its first seconds), "careful" (the safety question
    wasn't answered "yes") or "lived" (a lived rung, but the safety question can't be asked).
    """

    why: Literal["left", "short", "careful", "lived"]


Effect = (
    Say
    | Chime
    | AskFor
    | QuestionClosed
    | Offer
    | ShowSupport
    | Undone
    | Save
    | Finish
    | LeadTo
    | ChooseRung
    | Prefer
    | AwaitDebrief
    | Over
)
