"""What is stored of a session: its checkpoint while it is under way, and its record.

The record is made from a checkpoint, both when a session ends and when it was left unfinished.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from securecoach_tui.practice.needs import need_stage
from securecoach_tui.practice.record import Capacity, Direction, SessionRecord, When
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.events import Save
from securecoach_tui.practice.session.questions import QUESTIONS, Question, accepts, ask_for, is_stored
from securecoach_tui.practice.session.state import Session, SessionState, Transition

SHORTEST_KEPT = 10.0  # seconds of practice; a session that stops earlier counts for nothing


def checkpoint_of(session: Session) -> Checkpoint:
    """The checkpoint to resume the session from as it is now."""
    setup = session.setup
    return Checkpoint(
        id=setup.id,
        exercise=setup.exercise.id,
        exercise_version=setup.exercise.version,
        title=setup.exercise.title,
        planned=session.planned,
        started=setup.started,
        position=round(max(0.0, min(session.position, session.timeline.total)), 3),
        shift=round(session.shift, 3),
        at_questions=session.state is SessionState.AFTER or session.detour is When.AFTER,
        eased_off=session.eased_off,
        stopped=session.stopped,
        completed=session.completed,
        frozen=session.frozen,
        changes=session.changes,
        ratings=session.ratings,
        values=session.values,
        texts=session.texts,
        asked=tuple(key for key in session.asked if is_stored(key)),
        rung=setup.rung,
        rung_id=setup.rung_id,
        direction=setup.direction,
        capacity=setup.exercise.capacity,
        familiar=bool(setup.opening),
    )


def record_of(session: Session) -> SessionRecord:
    """The record of a session that ends now; ``ended`` is set once it is stored."""
    record = record_of_checkpoint(checkpoint_of(session))
    return msgspec.structs.replace(
        record, practised_seconds=round(session.practised, 3), not_helping=session.not_helping
    )


def end_of(started: str, seconds: float, seen: datetime) -> str:
    """When a session ended that took ``seconds``, in ISO 8601: ``seen`` on the clock, or later if the clock was set
    back meanwhile."""
    try:
        soonest = datetime.fromisoformat(started) + timedelta(seconds=seconds)
        ended = max(seen, soonest.astimezone(seen.tzinfo))
    except (ValueError, OverflowError, TypeError):  # ``started`` is read from disk
        ended = seen
    return ended.isoformat(timespec="seconds")


def record_of_checkpoint(point: Checkpoint, *, ended: str | None = None) -> SessionRecord:
    """The record of a session that was left at ``point`` and won't be resumed. Drafts count as answers.

    A checkpoint is read from disk, so an answer that isn't valid for its question is left out.
    """
    texts = {**point.drafts, **point.texts}
    with_field = [question for question in QUESTIONS if question.field is not None]
    fields = {question.field: _answer(question, point, texts) for question in with_field}
    record = SessionRecord(
        id=point.id,
        started=point.started,
        ended=ended,
        exercise=point.exercise,
        exercise_version=point.exercise_version,
        capacity=Capacity(point.capacity) if point.capacity in tuple(Capacity) else None,
        direction=Direction(point.direction) if point.direction in tuple(Direction) else None,
        planned_seconds=None if point.planned is None else round(point.planned, 3),
        practised_seconds=round(_practised(point), 3),
        completed=point.completed,
        eased_off=point.eased_off,
        not_helping=False,
        ratings=list(point.ratings),
        rung=point.rung or None,
        rung_id=point.rung_id or None,
        answers={key: text for key, text in {**_chosen_words(point), **texts}.items() if key not in fields},
        **fields,  # type: ignore[arg-type]  # each row's answers are of its field's type
    )
    return need_stage(record)


def _chosen_words(point: Checkpoint) -> dict[str, str]:
    """The choices, and the numbers that aren't ratings, by key.

    Those that only steer the session or are never stored are left out.
    """
    rows = [question for question in QUESTIONS if question.stored and not question.steers and question.rates is None]
    answers = {str(row.key): _answer(row, point, {}) for row in rows if row.choices or row.scale}
    return {key: str(answer) for key, answer in answers.items() if answer is not None}


def _answer(question: Question, point: Checkpoint, texts: dict[str, str]) -> int | str | None:
    answers = point.values if question.scale or question.choices else texts
    answer = answers.get(question.key)
    return answer if accepts(ask_for(question), answer) else None


def is_kept(session: Session) -> bool:
    """Whether the session is stored if it stops now: it was completed, or practised for ``SHORTEST_KEPT`` seconds."""
    return session.completed or _is_long_enough(session.practised)


def is_kept_checkpoint(point: Checkpoint) -> bool:
    """``is_kept`` for a session that was left at ``point``."""
    return point.completed or _is_long_enough(_practised(point))


def _is_long_enough(seconds: float) -> bool:
    return round(seconds, 3) >= SHORTEST_KEPT  # what adding up the parts between pauses lacks is not practice


def _practised(point: Checkpoint) -> float:
    return point.frozen if point.frozen is not None else max(0.0, point.position - point.shift)


def has_checkpoint(session: Session) -> bool:
    """Whether the session can be resumed: the exercise has begun, and the record isn't being stored yet."""
    if not _keeps_checkpoints(session):
        return False
    return session.state not in (SessionState.BEFORE, SessionState.SAVING, SessionState.DONE)


def with_checkpoint(session: Session) -> Transition:
    """The session and the effect that saves its checkpoint, if it has checkpoints."""
    if not _keeps_checkpoints(session):
        return session, ()
    session = replace(session, saved_at=session.position)
    return session, (Save(checkpoint_of(session)),)


def _keeps_checkpoints(session: Session) -> bool:
    setup = session.setup
    return session.detour is not When.BEFORE and not setup.prepares and setup.debrief is None
