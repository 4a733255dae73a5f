"""The picture at the end of a session: the last state of its scene, if the person put something into it.

After breathing it is the full orb and the number of breaths.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from securecoach_tui.i18n import ngettext
from securecoach_tui.practice.session.state import Session
from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.scenes.moment import Moment, Scene
from securecoach_tui.scenes.orb import Orb, full_orb
from securecoach_tui.scenes.points import PointsState
from securecoach_tui.scenes.senses import SensesState
from securecoach_tui.scenes.sentence import Slot
from securecoach_tui.scenes.story import StoryState
from securecoach_tui.scenes.wave import WaveState

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


class Done:
    """The last state of ``scene``; none where the person left it empty, since empty lines say that they did nothing."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def state(self, moment: Moment, frame: Frame) -> Hashable:
        found = self._scene.state(moment, frame)
        return None if found is None or _is_empty(found) else found

    def picture(self, state: Any, frame: Frame) -> Picture:
        return self._scene.picture(state, frame)


def _is_empty(state: object) -> bool:
    """Whether a scene that a person fills with words, ratings or circles has none of them."""
    match state:
        case StoryState():
            return not state.story and not state.readings
        case SensesState():
            return not any(state.filled)
        case WaveState():
            return not state.points
        case PointsState():
            return True  # a point to look at next
        case (Slot(), *_others):
            return not any(isinstance(slot, Slot) and slot.words for slot in state)
    return False


def closing_scene(scene: Scene) -> Scene:
    """The scene to show at the end of a session that was practised with ``scene``."""
    return Breathed() if isinstance(scene, Orb) else Done(scene)


def last_moment(session: Session, filled: tuple[tuple[int, int], ...] = ()) -> Moment:
    """The last moment that was practised."""
    return Moment(session, max(0.0, min(session.held, session.timeline.total) - JUST_BEFORE), filled=filled)


def breaths_of(session: Session) -> int:
    """How many breaths were begun."""
    return max((cue.breath for cue in session.timeline.cues[: session.next_cue]), default=0)
