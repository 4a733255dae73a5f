"""One still picture of an exercise, for a list of exercises."""

from __future__ import annotations

from dataclasses import replace

from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.practice.session.machine import begin
from securecoach_tui.practice.session.state import Session, Setup
from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.scenes.choice import scene_of
from securecoach_tui.scenes.moment import Moment
from securecoach_tui.scenes.story import Story
from securecoach_tui.scenes.wave import Wave

SHARE = 0.6  # the share of the session that has passed in a picture that doesn't show a breath


def sample_picture(setup: Setup, frame: Frame) -> Picture:
    """The picture of an exercise at a telling moment, without empty rows; empty if there is none to show.

    ``setup`` asks no questions. The pictures of urges and of thoughts are made of the person's own answers, so that
    there is none before a session.

    Raises:
        LengthRefused: the exercise can't have the length of ``setup``.
    """
    scene = scene_of(setup.exercise)
    if scene is None or isinstance(scene, Wave | Story):
        return ()
    session, at = _telling(begin(setup, 0.0)[0])
    state = scene.state(Moment(session, at, numbers=False), frame)
    picture = () if state is None else scene.picture(state, frame)
    shown = [y for y, row in enumerate(picture) if any(run.text.strip() or run.ground for run in row)]
    return picture[shown[0] : shown[-1] + 1] if shown else ()


def _telling(session: Session) -> tuple[Session, float]:
    """The session near the end of a breath in, or when most of it has passed, and the second of that."""
    timeline = session.timeline
    inhaled = [cue for cue in timeline.cues if cue.phase in (Phase.IN, Phase.SIP)]
    if inhaled:
        cue = inhaled[min(3, len(inhaled) - 1)]
        at = cue.at + 0.95 * cue.seconds
    else:
        body = (timeline.closing_at or timeline.total) - timeline.body_at
        at = timeline.body_at + SHARE * body
    return replace(session, next_cue=sum(cue.at <= at for cue in timeline.cues)), at
