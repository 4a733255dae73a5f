"""What comes into a session, and what goes out of it.

Events come from faces, the clock and the store; effects are carried out by faces, in order. Neither
knows of screens, sound or files. Times are seconds. They are msgspec's structs because making one of thirty
classes so takes a fortieth of the time that a frozen dataclass takes, and every start of the program waits for it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from securecoach_tui.practice.exercise.timeline import Cue
from securecoach_tui.practice.record import Scale, SessionRecord
from securecoach_tui.practice.session.checkpoint import Checkpoint

Value = int | str


class Tick(msgspec.Struct, frozen=True):
    """The clock reads ``elapsed``. Sent before every other event, so that all happens at a known second."""

    elapsed: float


class Slept(msgspec.Struct, frozen=True):
    """The machine was asleep for ``seconds`` since the last tick."""

    seconds: float


class Pause(msgspec.Struct, frozen=True):
    """Stand still."""


class Resume(msgspec.Struct, frozen=True):
    """Go on."""


class Skip(msgspec.Struct, frozen=True):
    """To the next step."""


class Stay(msgspec.Struct, frozen=True):
    """One more round."""


class EaseOff(msgspec.Struct, frozen=True):
    """To the closing."""


class NotHelping(msgspec.Struct, frozen=True):
    """This isn't helping: end here, keep it, and go to grounding."""


class Stop(msgspec.Struct, frozen=True):
    """End early; before the start, leave."""


class Answer(msgspec.Struct, frozen=True):
    """An answer to question ``key``; None is no answer, which is an answer everywhere."""

    key: str
    value: Value | None


class Rate(msgspec.Struct, frozen=True):
    """A rating at this second. Scale "presence" has the one value 0: numb or far away."""

    scale: Scale
    value: int


class UndoLast(msgspec.Struct, frozen=True):
    """Take the last rating, answer or skip back, within 30 seconds."""


class InputEnded(msgspec.Struct, frozen=True):
    """Nobody can answer any more: every question from here on has no answer."""


class Kept(msgspec.Struct, frozen=True):
    """The record is on disk."""


class NotKept(msgspec.Struct, frozen=True):
    """The record could not be put on disk, and why, in a sentence."""

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
    """Show this cue, and speak it where it is not ``late`` seconds past its moment."""

    cue: Cue
    late: float = 0.0


class Chime(msgspec.Struct, frozen=True):
    """A tone's moment, for its visible twin; the sound itself is queued ahead."""

    kind: Literal["begin", "in", "hold", "out", "end"]


class AskFor(msgspec.Struct, frozen=True):
    """Question ``key`` is open now. ``text`` is the exercise's own wording, empty for the table's."""

    key: str
    choices: tuple[str, ...] = ()
    text: str = ""
    scale: bool = False


class QuestionClosed(msgspec.Struct, frozen=True):
    """Question ``key`` closed without an answer."""

    key: str


class Offer(msgspec.Struct, frozen=True):
    """A line that names what may be pressed; never a question."""

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
    """Show who to call, now."""


class Undone(msgspec.Struct, frozen=True):
    """What ``u`` took back."""

    what: Literal["rating", "answer", "skip", "nothing"]


class Save(msgspec.Struct, frozen=True):
    """Keep this checkpoint, so that the session survives anything."""

    checkpoint: Checkpoint


class Finish(msgspec.Struct, frozen=True):
    """Keep this record; its ``ended`` is the moment at which that is done."""

    record: SessionRecord


class LeadTo(msgspec.Struct, frozen=True):
    """Begin this exercise at once, for ``seconds``, without ``before``."""

    exercise: str
    seconds: float


class ChooseRung(msgspec.Struct, frozen=True):
    """Practise this rung next; None: the person wants to pick another."""

    rung_id: str | None


class Prefer(msgspec.Struct, frozen=True):
    """Keep this answer as a preference."""

    name: Literal["lens"]
    value: str


class AwaitDebrief(msgspec.Struct, frozen=True):
    """A lived rung was prepared: keep what the debrief needs, until it is done or dismissed."""

    fields: dict[str, object] = {}


class Over(msgspec.Struct, frozen=True):
    """The session is over without a record.

    ``why``: "left" before it began; "careful", nobody safe in mind; "lived", a lived rung where the
    safety question can't be asked.
    """

    why: Literal["left", "careful", "lived"]


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
