"""The picture at the end of a session: the last state of its scene; after breathing, the full orb and its breaths."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from securecoach_tui.i18n import ngettext
from securecoach_tui.practice.session.state import Session
from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.scenes.moment import Moment, Scene
from securecoach_tui.scenes.orb import Orb, full_orb

JUST_BEFORE = 0.001  # seconds; at the very end the last step is over already


class Breathed:
    """The orb as it is when a breath is in, with the number of breaths."""

    def state(self, moment: Moment, frame: Frame) -> Hashable:
        breaths = breaths_of(moment.session)
        if frame.ascii or not breaths:
            return None
        return full_orb(moment, frame, str(breaths), ngettext("breath", "breaths", breaths))

    def picture(self, state: Any, frame: Frame) -> Picture:
        return Orb().picture(state, frame)


def closing_scene(scene: Scene) -> Scene:
    """The scene to show at the end of a session that was practised with ``scene``."""
    return Breathed() if isinstance(scene, Orb) else scene


def last_moment(session: Session, filled: tuple[tuple[int, int], ...] = ()) -> Moment:
    """The last moment that was practised."""
    return Moment(session, max(0.0, min(session.held, session.timeline.total) - JUST_BEFORE), filled=filled)


def breaths_of(session: Session) -> int:
    """How many breaths were begun."""
    return max((cue.breath for cue in session.timeline.cues[: session.next_cue]), default=0)
