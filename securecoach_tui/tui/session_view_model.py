"""What the session screen draws, computed from a session and the time; no widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from securecoach_tui.i18n import _
from securecoach_tui.practice.session.state import Session
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import durations
from securecoach_tui.text.figures import Figure
from securecoach_tui.text.session_words import phase_word

NEXT_CELLS = 40  # characters of the line about the next cue
SENTENCE_END = re.compile(r"[.?!](?= )")


@dataclass(frozen=True, slots=True)
class TimeView:
    """The share of the session that has passed (0-1), and the time left in words."""

    share: float
    left: str


def next_words(session: Session) -> str:
    """One line about the next cue."""
    cues = session.timeline.cues
    if session.next_cue >= len(cues):
        return ""
    cue = cues[session.next_cue]
    if cue.phase is not None:
        words = _("next: {phase}, 1 second") if cue.seconds == 1 else _("next: {phase}, {n:g} seconds")
        return words.format(phase=phase_word(cue.phase), n=Figure(cue.seconds))
    words = visible(cue.text)
    if len(words) > NEXT_CELLS:
        whole = [end.end() for end in SENTENCE_END.finditer(words) if end.end() <= NEXT_CELLS]
        words = words[: whole[-1]] if whole else words[: NEXT_CELLS - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return _("next: {words}").format(words=words) if words else ""


def time_view(session: Session, *, numbers: bool = True) -> TimeView:
    """The progress of the session, and the time left."""
    if session.seconds_left is None:
        so_far = _("{time} so far").format(time=durations.clock_time(max(0.0, session.position)))
        return TimeView(0.0, so_far if numbers else "")
    share = max(0.0, session.position) / session.timeline.total if session.timeline.total else 1.0
    return TimeView(share, _("{time} left").format(time=durations.clock_time(session.seconds_left)) if numbers else "")
