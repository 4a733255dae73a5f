"""What comes into a session, and what goes out of it.

Events come from faces, the clock and the store; effects are carried out by faces, in order. Neither
knows of screens, sound or files. Times are seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from securecoach_tui.practice.checkpoint import Checkpoint
from securecoach_tui.practice.record import Scale, SessionRecord
from securecoach_tui.practice.timeline import Cue

Value = int | str


@dataclass(frozen=True, slots=True)
class Tick:
    """The clock reads ``elapsed``. Sent before every other event, so that all happens at a known second."""

    elapsed: float


@dataclass(frozen=True, slots=True)
class Slept:
    """The machine was asleep for ``seconds`` since the last tick."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Pause:
    """Stand still."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on."""


@dataclass(frozen=True, slots=True)
class Skip:
    """To the next step."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One more round."""


@dataclass(frozen=True, slots=True)
class EaseOff:
    """To the closing."""


@dataclass(frozen=True, slots=True)
class NotHelping:
    """This isn't helping: end here, keep it, and go to grounding."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End early; before the start, leave."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to question ``key``; None is no answer, which is an answer everywhere."""

    key: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A rating at this second. Scale "presence" has the one value 0: numb or far away."""

    scale: Scale
    value: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take the last rating, answer or skip back, within 30 seconds."""


@dataclass(frozen=True, slots=True)
class InputEnded:
    """Nobody can answer any more: every question from here on has no answer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The record is on disk."""


@dataclass(frozen=True, slots=True)
class NotKept:
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
    | TakeBack
    | InputEnded
    | Kept
    | NotKept
)


@dataclass(frozen=True, slots=True)
class Say:
    """Show this cue, and speak it where it is not ``late`` seconds past its moment."""

    cue: Cue
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class Chime:
    """A tone's moment, for its visible twin; the sound itself is queued ahead."""

    kind: Literal["begin", "in", "hold", "out", "end"]


@dataclass(frozen=True, slots=True)
class AskFor:
    """Question ``key`` is open now. ``text`` is the exercise's own wording, empty for the table's."""

    key: str
    choices: tuple[str, ...] = ()
    text: str = ""
    scale: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """Question ``key`` closed without an answer."""

    key: str


@dataclass(frozen=True, slots=True)
class Offer:
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


@dataclass(frozen=True, slots=True)
class ShowSupport:
    """Show who to call, now."""


@dataclass(frozen=True, slots=True)
class TookBack:
    """What ``u`` took back."""

    what: Literal["rating", "answer", "skip", "nothing"]


@dataclass(frozen=True, slots=True)
class Save:
    """Keep this checkpoint, so that the session survives anything."""

    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True)
class Finish:
    """Keep this record; its ``ended`` is the moment at which that is done."""

    record: SessionRecord


@dataclass(frozen=True, slots=True)
class LeadTo:
    """Begin this exercise at once, for ``seconds``, without ``before``."""

    exercise: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ChooseRung:
    """Practise this rung next; None: the person wants to pick another."""

    rung_id: str | None


@dataclass(frozen=True, slots=True)
class Prefer:
    """Keep this answer as a preference."""

    name: Literal["lens"]
    value: str


@dataclass(frozen=True, slots=True)
class AwaitDebrief:
    """A lived rung was prepared: keep what the debrief needs, until it is done or dismissed."""

    fields: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Over:
    """The session is over without a record.

    ``why``: "left" before it began; "careful", nobody safe in mind; "lived", a lived rung where the
    safety question can't be asked.
    """

    why: Literal["left", "careful", "lived"]


Effect = (
    Say
    | Chime
    | AskFor
    | Closed
    | Offer
    | ShowSupport
    | TookBack
    | Save
    | Finish
    | LeadTo
    | ChooseRung
    | Prefer
    | AwaitDebrief
    | Over
)
