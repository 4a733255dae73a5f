"""Sessions for tests of pictures: begun without questions, and moved to a second."""

from __future__ import annotations

from securecoach_tui import content
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.machine import begin, update
from securecoach_tui.practice.session.state import Session, Setup
from securecoach_tui.scenes.cells import Frame, Picture
from securecoach_tui.scenes.moment import Moment

USUAL = Frame(76, 12)


def started(exercise: str | Exercise, seconds: float = 300.0, **more: object) -> Session:
    """A session at its first second."""
    words = content.load()
    found = words.exercise(exercise) if isinstance(exercise, str) else exercise
    fixed = {"started": "2026-03-03T21:00:00+00:00", "grounding": words.exercise("senses-grounding"), "asking": "none"}
    return begin(Setup(id="s", exercise=found, seconds=seconds, **{**fixed, **more}), 0.0)[0]  # type: ignore[arg-type]


def at(session: Session, second: float, *, numbers: bool = True) -> Moment:
    """The moment at a second of the timeline, every cue before it having been said."""
    while session.elapsed < second:
        session, _effects = update(session, events.Tick(min(second, session.elapsed + 1.0)))
    return Moment(session, session.position, numbers)


def text(picture: Picture) -> str:
    """The characters of a picture."""
    return "\n".join("".join(run.text for run in row).rstrip() for row in picture)


def colours(picture: Picture, *wanted: int) -> int:
    """How many cells have ink or ground in one of the colours."""
    return sum(len(run.text) for row in picture for run in row if run.ink in wanted or run.ground in wanted)
