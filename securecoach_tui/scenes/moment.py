"""A moment of a session: what every scene is drawn from."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Protocol

from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.practice.exercise.timeline import Cue
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.text.session_words import phase_word

LOOK_BACK = 60.0  # seconds before a moment in which the phase of a breath is looked for


@dataclass(frozen=True, slots=True)
class Moment:
    """A session at second ``at`` of its timeline. ``numbers`` is false while the person has hidden them.

    ``filled`` has how often the person pressed enter at each step: (round, step) to times. It is never stored.
    """

    session: Session
    at: float
    numbers: bool = True
    filled: tuple[tuple[int, int], ...] = ()

    @property
    def cue(self) -> Cue | None:
        """The last cue with words; None before the first."""
        cues = self.session.timeline.cues
        return next((cue for cue in reversed(cues[: self.session.next_cue]) if cue.phase is None), None)

    @property
    def share(self) -> float:
        """The share of the session that has passed, 0 to 1; 0 in an open-ended one."""
        timeline = self.session.timeline
        return 0.0 if timeline.open or not timeline.total else min(1.0, max(0.0, self.at) / timeline.total)


class Scene(Protocol):
    """One kind of picture."""

    def state(self, moment: Moment, frame: Frame) -> Hashable:
        """What is shown at a moment; None if this moment has no picture. Equal states are the same picture."""

    def picture(self, state: Any, frame: Frame) -> Picture:
        """The picture of a state, as wide and as high as ``frame``."""


@dataclass(frozen=True, slots=True)
class Breath:
    """A phase of a breath: how much of it has passed and how full the breath is (0 to 1), its word, its seconds left."""

    phase: Phase
    passed: float
    full: float
    word: str
    figure: str


def position(session: Session, elapsed: float) -> float:
    """The position in the session (seconds) at clock reading ``elapsed``, also between two ticks."""
    return elapsed - session.origin if session.state is SessionState.RUNNING else session.held


def phase_cue(session: Session, at: float) -> Cue | None:
    """The cue of the current phase of a breath; None between breaths."""
    for cue in reversed(session.timeline.cues[: session.next_cue]):
        if cue.phase is not None:
            return cue if cue.at <= at < cue.at + cue.seconds else None
        if at - cue.at > LOOK_BACK:
            return None
    return None


def breath(moment: Moment) -> Breath | None:
    """The breath at a moment; None if there is no breath to guide."""
    cue = phase_cue(moment.session, moment.at)
    if cue is None or moment.session.state not in (SessionState.RUNNING, SessionState.PAUSED):
        return None
    passed = (moment.at - cue.at) / cue.seconds if cue.seconds else 1.0
    phase = cue.phase or Phase.IN
    full = {Phase.IN: passed, Phase.SIP: 1.0, Phase.HOLD_IN: 1.0, Phase.OUT: 1.0 - passed, Phase.HOLD_OUT: 0.0}[phase]
    left = math.ceil(cue.at + cue.seconds - moment.at - 1e-6)
    return Breath(phase, passed, full, phase_word(phase), str(left) if moment.numbers else "")
