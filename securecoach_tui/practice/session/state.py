"""Where a session stands: everything that ``update`` reads and replaces. Times in seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

from securecoach_tui.practice.exercise.model import Kind, Stage
from securecoach_tui.practice.exercise.parser import Exercise, Step
from securecoach_tui.practice.exercise.timeline import Timeline
from securecoach_tui.practice.ladder.offers import Rung, RungOutcome
from securecoach_tui.practice.needs import need_stage, statement
from securecoach_tui.practice.record import Direction, Rating, Scale, SessionRecord
from securecoach_tui.practice.session.checkpoint import Change, Checkpoint
from securecoach_tui.practice.session.events import AskFor, Effect, Value

QuestionsAsked = Literal["all", "few", "none"]
GROUNDING_SECONDS = 180.0
HIGH_DISTRESS = 8
UNDO_SECONDS = 30.0  # how long the last rating, answer or skip can be taken back


def _silent(_text: str) -> Literal["question", "people", "silent"]:
    return "silent"


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What a session is begun with. Words come from content; nothing here is looked up later.

    ``seconds`` None is open-ended. ``rung`` is the words of the rung with ``rung_id``; ``lived``
    means it happens with someone, so that this session prepares and another one debriefs.
    ``hear`` is the agency lens. ``gentle`` marks the first two sessions of imagery or contact, whose
    silences stay as short as they are written.
    """

    id: str
    exercise: Exercise
    seconds: float | None
    started: str
    grounding: Exercise
    orienting: tuple[Step, ...] = ()
    numb_steps: tuple[Step, ...] = ()
    safe_notice: tuple[Step, ...] = ()
    lived_steps: tuple[Step, ...] = ()
    asking: QuestionsAsked = "all"
    settle: float = 0.0
    direction: Direction | None = None
    rung: str = ""
    rung_id: str = ""
    lived: bool = False
    rungs: tuple[Rung, ...] = ()
    before_rung: RungOutcome | None = None
    lens: Literal["ask", "on", "off"] = "ask"
    classify_reflection: Callable[[str], Literal["question", "people", "silent"]] = _silent
    led_to: bool = False
    safe_short: bool = False
    debrief: dict[str, Any] | None = None
    gentle: bool = False

    @property
    def prepares(self) -> bool:
        """Whether this session only prepares a lived rung."""
        return self.lived and self.debrief is None

    @property
    def orients(self) -> bool:
        """Whether leaving it early leads through orienting."""
        return bool(self.exercise.kinds & {Kind.IMAGERY, Kind.CONTACT}) and not self.prepares


class SessionState(Enum):
    """The places of a session; which event leads where stands in session.py's table."""

    BEFORE = "questions before"
    RUNNING = "running"
    PAUSED = "paused"
    SLEPT = "the machine slept"
    AFTER = "questions after"
    SAVING = "saving"
    DONE = "done"


@dataclass(frozen=True)
class UndoPoint:
    """What ``u`` would take back, and until which elapsed second."""

    what: Literal["rating", "answer", "skip"]
    before: Session
    until: float


@dataclass(frozen=True, kw_only=True)
class Session:
    """A session at one moment.

    While running, position is ``elapsed - origin``; otherwise it is ``held``. ``shift`` is the sum of
    all jumps, so that seconds practised are position less shift, whatever was paused.
    """

    setup: Setup
    state: SessionState
    timeline: Timeline
    planned: float | None
    elapsed: float
    origin: float = 0.0
    held: float = 0.0
    shift: float = 0.0
    frozen: float | None = None
    next_cue: int = 0
    detour: Literal["before", "after"] | None = None
    main: Timeline | None = None
    answerless: bool = False
    open: AskFor | None = None
    waiting: tuple[AskFor, ...] = ()
    asked: tuple[str, ...] = ()
    values: dict[str, Value] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    text_class: Literal["question", "people", "silent"] | None = None  # of the last text; never kept
    ratings: tuple[Rating, ...] = ()
    safe: str | None = None
    careful: bool = False
    eased_off: bool = False
    stopped: bool = False
    not_helping: bool = False
    completed: bool = False
    changes: tuple[tuple[Change, float], ...] = ()
    offered: frozenset[str] = frozenset()
    undo: UndoPoint | None = None
    saved_at: float = 0.0
    kept: bool = False
    not_kept: str = ""

    @property
    def position(self) -> float:
        """The second of the session; below zero while settling."""
        return self.elapsed - self.origin if self.state is SessionState.RUNNING else self.held

    @property
    def practised(self) -> float:
        """Seconds practised: not those paused, skipped, of grounding put in, or on the way out after a stop."""
        if self.frozen is not None:
            return self.frozen
        if self.detour == "before":
            return 0.0
        return max(0.0, min(self.position, self.timeline.total) - self.shift)

    @property
    def left(self) -> float | None:
        """Seconds to the end; None where the session is open-ended."""
        return None if self.timeline.open else max(0.0, self.timeline.total - max(0.0, self.position))

    @property
    def in_orienting(self) -> bool:
        return self.timeline.part(max(0.0, self.position)) == Stage.ORIENTING

    @property
    def sentence(self) -> str:
        """The sentence built of the answers so far, while it is to be said or kept; empty elsewhere."""
        under_way = self.timeline.cues[self.next_cue - 1] if self.next_cue else None
        practising = self.state in (SessionState.RUNNING, SessionState.PAUSED, SessionState.SLEPT)
        return statement(self.texts) if practising and under_way is not None and under_way.sentence else ""

    def asks(self, *, few: bool) -> bool:
        """Whether a question may be asked at all in this session: ``few`` is one that is asked where few are."""
        return self.setup.asking == "all" or (self.setup.asking == "few" and few)

    def numb(self) -> bool:
        """Whether numb or far away was answered."""
        return any(rating.scale == Scale.PRESENCE for rating in self.ratings)

    def number(self, key: str) -> int | None:
        """A scale's answer."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None

    def word(self, key: str) -> Any:
        """A choice's answer, one of the table's values."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None


def record(session: Session) -> SessionRecord:
    """What the session leaves behind, as things stand."""
    setup = session.setup
    own = {key: text for key, text in session.texts.items() if key not in ("expect", "happened", "reflection")}
    made = SessionRecord(
        id=setup.id,
        started=setup.started,
        exercise=setup.exercise.id,
        exercise_version=setup.exercise.version,
        capacity=setup.exercise.capacity,
        direction=setup.direction,
        planned_seconds=None if session.planned is None else round(session.planned, 3),
        practised_seconds=round(session.practised, 3),
        completed=session.completed,
        eased_off=session.eased_off,
        not_helping=session.not_helping,
        ratings=list(session.ratings),
        expect=session.texts.get("expect"),
        prediction=session.number("prediction"),
        feared=session.word("feared"),
        happened=session.texts.get("happened"),
        bearable=session.word("bearable"),
        rung=setup.rung or None,
        rung_id=setup.rung_id or None,
        told=session.word("told"),
        settled_alone=session.word("settled_alone"),
        answers=own,
        reflection=session.texts.get("reflection"),
    )
    return need_stage(made)


def has_checkpoint(session: Session) -> bool:
    """Whether there is something to go on with: it has begun, and it isn't grounding before another session."""
    if session.detour == "before" or session.setup.prepares or session.setup.debrief is not None:
        return False
    return session.state not in (SessionState.BEFORE, SessionState.SAVING, SessionState.DONE)


def checkpoint(session: Session) -> Checkpoint:
    """The session as it would be gone on with."""
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
        at_questions=session.state is SessionState.AFTER or session.detour == "after",
        eased_off=session.eased_off,
        stopped=session.stopped,
        completed=session.completed,
        frozen=session.frozen,
        changes=session.changes,
        ratings=session.ratings,
        values=session.values,
        texts=session.texts,
        asked=tuple(key for key in session.asked if key != "safe"),  # nothing at all is kept of it
        rung=setup.rung,
        rung_id=setup.rung_id,
        direction=setup.direction,
        capacity=setup.exercise.capacity,
    )


Moved = tuple[Session, tuple[Effect, ...]]  # a session after something happened, and what a face carries out
