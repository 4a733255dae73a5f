"""What the session screen draws, computed from a session and the time; no widgets."""

from __future__ import annotations

import math
from dataclasses import dataclass

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.practice.exercise.timeline import Cue
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import durations

NEXT_CELLS = 40  # characters of the line about the next cue


@dataclass(frozen=True, slots=True)
class BreathView:
    """The filled share of the guide (0-1), the word for the phase, and the seconds left of the phase."""

    share: float
    word: str
    figure: str


@dataclass(frozen=True, slots=True)
class TimeView:
    """The share of the session that has passed (0-1), and the time left in words."""

    share: float
    left: str


def position(session: Session, elapsed: float) -> float:
    """The position in the session (seconds) at clock reading ``elapsed``, also between two ticks."""
    return elapsed - session.origin if session.state is SessionState.RUNNING else session.held


def phase(session: Session, at: float) -> Cue | None:
    """The cue of the current phase of a breath; None between breaths."""
    cues = session.timeline.cues
    for cue in reversed(cues[: session.next_cue]):
        if cue.phase is not None:
            return cue if cue.at <= at < cue.at + cue.seconds else None
        if at - cue.at > 60.0:
            return None
    return None


def breath_view(session: Session, elapsed: float, *, numbers: bool = True) -> BreathView | None:
    """The breathing guide at this moment; None if there is no breath to guide."""
    at = position(session, elapsed)
    cue = phase(session, at)
    if cue is None or session.state not in (SessionState.RUNNING, SessionState.PAUSED):
        return None
    passed = (at - cue.at) / cue.seconds if cue.seconds else 1.0
    share = {Phase.IN: passed, Phase.SIP: 1.0, Phase.HOLD_IN: 1.0, Phase.OUT: 1.0 - passed, Phase.HOLD_OUT: 0.0}[
        cue.phase or Phase.IN
    ]
    left = math.ceil(cue.at + cue.seconds - at - 1e-6)
    return BreathView(share, phase_word(cue), str(left) if numbers else "")


def phase_word(cue: Cue) -> str:
    """The name of the phase."""
    words = {
        Phase.IN: _("in"),
        Phase.SIP: _("a small sip"),
        Phase.HOLD_IN: _("hold"),
        Phase.OUT: _("out"),
        Phase.HOLD_OUT: _("rest"),
    }
    return words[cue.phase or Phase.IN]


def next_words(session: Session) -> str:
    """One line about the next cue."""
    cues = session.timeline.cues
    if session.next_cue >= len(cues):
        return ""
    cue = cues[session.next_cue]
    if cue.phase is not None:
        return _("next: {phase}, {n:g} seconds").format(phase=phase_word(cue), n=cue.seconds)
    words = visible(cue.text)
    if len(words) > NEXT_CELLS:
        words = words[: NEXT_CELLS - 1].rsplit(" ", 1)[0] + "…"
    return _("next: {words}").format(words=words) if words else ""


def time_view(session: Session, *, numbers: bool = True) -> TimeView:
    """The progress of the session, and the time left."""
    if session.seconds_left is None:
        so_far = _("{time} so far").format(time=durations.clock_time(max(0.0, session.position)))
        return TimeView(0.0, so_far if numbers else "")
    share = max(0.0, session.position) / session.timeline.total if session.timeline.total else 1.0
    return TimeView(share, _("{time} left").format(time=durations.clock_time(session.seconds_left)) if numbers else "")
