"""Which sounds an ambience needs, and when each of them is heard."""

from __future__ import annotations

import msgspec

from securecoach_tui.voice.model import AmbiencePlan


class Wanted(msgspec.Struct, frozen=True):
    """A sound to make: a loop, one phase of a breath ("breath") with its seconds, or a loop of a ``file`` ("own")."""

    kind: str
    phase: str = ""
    seconds: float = 0.0
    file: str = ""


def timed(plan: AmbiencePlan) -> list[tuple[float, Wanted]]:
    """The sounds of a plan with the seconds at which they begin, in order; a loop begins at 0."""
    if plan.kind == "breath":
        return [(at, Wanted("breath", phase.value, round(seconds, 3))) for at, phase, seconds in plan.breaths]
    return [(0.0, Wanted(plan.kind, file=plan.file if plan.kind == "own" else ""))]


def sounds_of(plan: AmbiencePlan) -> list[Wanted]:
    """The sounds of a plan, each once, in the order in which they are first heard."""
    return list(dict.fromkeys(wanted for _at, wanted in timed(plan)))
