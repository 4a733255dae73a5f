"""What moves a session through its time: ticks, pauses, skips, and the ways out."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import msgspec

from securecoach_tui.practice import asking, leaving
from securecoach_tui.practice import timeline as timelines
from securecoach_tui.practice.checkpoint import Checkpoint
from securecoach_tui.practice.events import (
    Answer,
    AskFor,
    Chime,
    Effect,
    Offer,
    Pause,
    Resume,
    Save,
    Say,
    Skip,
    Slept,
    Stay,
    Stop,
    Tick,
)
from securecoach_tui.practice.exercise import Exercise, Step
from securecoach_tui.practice.questions import SLEPT_CHOICES
from securecoach_tui.practice.state import (
    GROUNDING_SECONDS,
    UNDO_SECONDS,
    Moved,
    Place,
    Session,
    Setup,
    Undo,
    checkpoint,
)
from securecoach_tui.practice.timeline import Cue, Timeline

SLEPT_SECONDS = 2.0  # asleep for longer than this pauses the session
AWAY_SECONDS = 30.0  # so does a process that stood still for longer than this (stopped, then continued)
CHECKPOINT_SECONDS = 5.0
SILENCE_SECONDS = 20.0  # the longest in the first two sessions of imagery or contact


def prepared(setup: Setup) -> Exercise:
    """The exercise as it is played: a lived rung is prepared here, and lived elsewhere.

    Raises:
        LengthRefused: it can't have its length.
    """
    if setup.gentle and setup.orients and setup.exercise.fill == "stretch":
        stretched = timelines.compile(setup.exercise, setup.seconds, rung=setup.rung)
        if timelines.longest_silence(stretched) > SILENCE_SECONDS:
            return msgspec.structs.replace(setup.exercise, fill="repeat")  # more rounds, no longer silences
    if not setup.prepares or not setup.lived_steps:
        return setup.exercise
    return msgspec.structs.replace(setup.exercise, body=list(setup.lived_steps), fill="repeat")


def start(session: Session) -> Moved:
    """Second 0 is ``settle`` seconds from now."""
    origin = session.elapsed + max(0.0, session.setup.settle)
    return due(replace(session, place=Place.RUNNING, origin=origin, open=None))


def tick(session: Session, event: Tick) -> Moved:
    """The clock has moved on; whatever is due by now is emitted, late or not."""
    gap = event.elapsed - session.elapsed
    if session.place is not Place.RUNNING or gap <= 0:
        return replace(session, elapsed=max(session.elapsed, event.elapsed)), ()
    if gap > AWAY_SECONDS:
        stood = replace(session, elapsed=event.elapsed, origin=session.origin + gap)  # where its last tick was
        return slept(stood, Slept(gap))
    return due(replace(session, elapsed=event.elapsed))


def due(session: Session) -> Moved:
    """Every cue whose second has come, then the end where it has been reached."""
    effects: list[Effect] = []
    while session.place is Place.RUNNING:
        session = _grown(session)
        cues, position = session.timeline.cues, session.position
        if session.next_cue < len(cues) and cues[session.next_cue].at <= position:
            cue = cues[session.next_cue]
            session, more = _emit(replace(session, next_cue=session.next_cue + 1), cue, position)
            effects.extend(more)
        elif position >= session.timeline.total:
            session, more = end(session)
            effects.extend(more)
        else:
            break
    if session.place is Place.RUNNING and session.position - session.saved_at >= CHECKPOINT_SECONDS:
        session, more = saved(session)
        effects.extend(more)
    return session, tuple(effects)


def saved(session: Session) -> Moved:
    """A checkpoint of the session as it is; none while grounding stands before it."""
    if session.detour == "before" or session.setup.prepares or session.setup.debrief is not None:
        return session, ()
    session = replace(session, saved_at=session.position)
    return session, (Save(checkpoint(session)),)


def _grown(session: Session) -> Session:
    """An open session always has one whole round ahead."""
    timeline = session.timeline
    if not timeline.open or session.position < 0:
        return session
    last = max((mark.at for mark in timeline.marks if mark.part == "body" and mark.step == 1), default=0.0)
    if session.position < last:
        return session
    return replace(session, timeline=timelines.stayed(timeline, timeline.closing_at - 1e-6)[0])


def _emit(session: Session, cue: Cue, position: float) -> Moved:
    effects: list[Effect] = []
    if session.next_cue == 1:
        effects.append(Chime("begin"))
    effects.append(Say(cue, late=max(0.0, position - cue.at)))
    if cue.phase is not None:
        effects.append(Chime("in" if cue.phase in ("in", "sip") else "out" if cue.phase == "out" else "hold"))
    if cue.phase == "hold_in" and "hold" not in session.offered:
        session = replace(session, offered=session.offered | {"hold"})
        effects.append(Offer("hold"))
    session, more = asking.from_cue(session, cue)
    return session, (*effects, *more)


def end(session: Session) -> Moved:
    """The timeline's last second: back from grounding, or on to the questions after."""
    if session.detour == "before":
        main = session.main or session.timeline
        session = replace(session, detour=None, main=None, timeline=main, next_cue=0, place=Place.BEFORE, held=0.0)
        return asking.before(session)
    if session.detour == "after":
        session = replace(session, detour=None, place=Place.AFTER, held=session.timeline.total)
        session, effects = asking.after(session)
        return session, (Offer("people"), *effects)  # grounding, then support, then the line for oneself
    completed = session.completed or (not session.stopped and not session.not_helping)
    session = replace(session, frozen=session.practised, completed=completed, held=session.timeline.total)
    session, effects = asking.after(replace(session, place=Place.AFTER))
    return session, (Chime("end"), *effects)


def ground(session: Session, when: str) -> Moved:
    """Three minutes of grounding, in between, and then back here."""
    timeline = timelines.compile(session.setup.grounding, GROUNDING_SECONDS)
    detour: Literal["before", "after"] = "before" if when == "before" else "after"
    main = session.timeline if when == "before" else None
    session = replace(
        session, detour=detour, main=main, timeline=timeline, next_cue=0, place=Place.RUNNING, origin=session.elapsed
    )
    return due(replace(session, open=None, saved_at=0.0))


def pause(session: Session, _event: Pause) -> Moved:
    session = replace(session, held=session.position, place=Place.PAUSED)
    return saved(session) if session.held > 0 else (session, ())


def go_on(session: Session, _event: Resume) -> Moved:
    session = replace(session, origin=session.elapsed - session.held, place=Place.RUNNING)
    if session.open is not None and session.open.key == "slept":
        return asking.reopened(replace(session, open=None))
    return session, ()


def slept(session: Session, event: Slept) -> Moved:
    """The session stands where its last tick was, and asks."""
    if event.seconds <= SLEPT_SECONDS:
        return session, ()
    session, closed = asking.closed_rate(replace(session, held=session.position, place=Place.SLEPT))
    if session.answerless:
        return go_on(session, Resume())
    if session.open is not None:
        session = replace(session, waiting=(session.open, *session.waiting))
    question = AskFor("slept", SLEPT_CHOICES)
    return replace(session, open=question), (*closed, question)


def after_sleep(session: Session, event: Answer) -> Moved:
    """Go on, this part again, or finish here; no answer stays paused."""
    if event.key != "slept":
        return asking.answer(session, event)
    if event.value is None:
        session = replace(session, open=None, place=Place.PAUSED)
        return asking.reopened(session)
    if event.value == "this part again":
        session = jumped(session, session.timeline.mark(max(0.0, session.position)).at)
        return go_on(session, Resume())
    if event.value == "finish here":
        return leaving.stop(replace(session, open=None), Stop())
    return go_on(session, Resume()) if event.value == "go on" else (session, ())


def skip(session: Session, _event: Skip) -> Moved:
    """To the next step's start; in a hold, to its end. Orienting after a stop or easing off stays whole."""
    if session.position >= 0 and _orients_out(session):
        return session, (Offer("orienting_stays"),)
    target = 0.0 if session.position < 0 else _past(session)
    undo = Undo("skip", session, session.elapsed + UNDO_SECONDS)
    session = replace(jumped(session, target), undo=undo)
    if target >= session.timeline.total and session.place is not Place.RUNNING:
        return end(session)
    return session, ()


def _past(session: Session) -> float:
    """Where a skip leads to. Holds are optional: one ends when the person likes, and the breath goes on."""
    under_way = session.timeline.cues[session.next_cue - 1] if session.next_cue else None
    if under_way is not None and under_way.phase in ("hold_in", "hold_out"):
        return under_way.at + under_way.seconds
    return session.timeline.next_start(session.position)


def _orients_out(session: Session) -> bool:
    """Whether what is being said brings back into the room on the way out."""
    if session.detour or not (session.stopped or session.eased_off):
        return False
    put_in = any(change == "ease" for change, _at in session.changes)
    closing = session.timeline.part(session.position) == "closing"
    return session.in_orienting or (closing and session.setup.orients and not put_in)


def stay(session: Session, _event: Stay) -> Moved:
    """One more round; in the closing there is none left to add."""
    if session.detour or session.in_orienting or session.timeline.part(max(0.0, session.position)) == "closing":
        return session, (Offer("in_closing"),)
    timeline, at = timelines.stayed(session.timeline, max(0.0, session.position))
    return replace(session, timeline=timeline, changes=(*session.changes, ("stay", at))), ()


def jumped(session: Session, target: float) -> Session:
    """The session at ``target``; what lies between is not practised, what lies behind may be again."""
    by = target - session.position
    moved = replace(session, shift=session.shift + by, next_cue=session.timeline.first_cue(target))
    if session.place is Place.RUNNING:
        return replace(moved, origin=session.origin - by)
    return replace(moved, held=target)


def numb(session: Session) -> Moved:
    """Eyes open, feet, the room: put in right here, unless it is being said already."""
    steps = session.setup.numb_steps
    if not steps or session.position < 0 or session.in_orienting or session.detour:
        return session, ()
    at = session.position
    timeline = timelines.oriented(session.timeline, at, steps)
    return replace(session, timeline=timeline, changes=(*session.changes, ("numb", round(at, 3)))), ()


def remade(timeline: Timeline, setup: Setup, saved_as: Checkpoint) -> Timeline:
    """A compiled timeline with a checkpoint's changes made again, in order."""
    steps: dict[str, tuple[Step, ...]] = {"numb": setup.numb_steps, "stop": setup.orienting}
    for change, at in saved_as.changes:
        if change == "stay":
            timeline = timelines.stayed(timeline, max(0.0, at - 1e-6))[0]
        elif change == "numb":
            timeline = timelines.oriented(timeline, at, steps["numb"])
        elif change == "ease":
            timeline = timelines.eased(timeline, setup.orienting)
        else:
            timeline = timelines.closed_by(timeline, at, steps["stop"])
    return timeline
