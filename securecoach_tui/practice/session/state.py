"""The state of a session: everything that ``update`` reads and replaces. Times are in seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from securecoach_tui.practice.exercise.model import Exercise, Kind, Stage, Step
from securecoach_tui.practice.exercise.timeline import Cue, Timeline
from securecoach_tui.practice.ladder.offers import Rung, RungOutcome
from securecoach_tui.practice.needs import filled, statement
from securecoach_tui.practice.own_scales import OwnScale
from securecoach_tui.practice.record import Capacity, Direction, Rating, SessionRecord, When, is_numb
from securecoach_tui.practice.session.checkpoint import Change
from securecoach_tui.practice.session.events import AskFor, Effect, Value

QuestionsAsked = Literal["all", "few", "none"]
TextClass = Literal["question", "people", "silent"]  # what follows a reflection (reflection/classifier.py)
GROUNDING_SECONDS = 180.0
# Close, pictured, weighed or rehearsed: hard to do well, and easily too much, for somebody who is flooded or far away.
ACTIVATING = frozenset({Kind.IMAGERY, Kind.CONTACT, Kind.APART, Kind.TELLING, Kind.THOUGHT})
UNDO_SECONDS = 30.0  # how long the last rating, answer or skip can be undone


def _always_silent(_text: str) -> TextClass:
    return "silent"


@dataclass(frozen=True, kw_only=True)
class Setup:
    """Everything that a session is given when it begins; nothing is looked up later.

    Attributes:
        seconds: the length asked for; None is open-ended.
        started: ISO 8601 with offset.
        grounding: the exercise for grounding, before, after or instead of this one.
        orienting, numb_steps, safe_notice, lived_steps: steps that a session may insert.
        asking: how many questions are asked.
        settle: seconds before second 0 of the timeline.
        rung: the words of the rung with ``rung_id``; empty where the exercise has none.
        lived: whether the rung happens with someone, so that this session only prepares it and a
            debrief follows on another day.
        before_rung: the outcome of the last session on the same rung.
        before_record: the last session on the same rung in which a fear was named, to be shown again.
        lens: whether a question may follow the reflection, or whether to ask about that first.
        classify_reflection: the class of a text that the person wrote.
        at_once: whether only the safety question may come before it.
        led_to: whether another session led to this one, so that nothing is asked before it.
        safe_short: whether the person chose a short line instead of the safety question.
        debrief: the fields stored when the rung was prepared; None unless this is its debrief.
        cautions: what to know before this exercise. ``cautions_read``: a session of it has said so already.
        opening: the step that replaces the opening for somebody who knows the exercise; empty for all of it.
        gentle: whether silences are kept short and not stretched, as in the first two sessions of
            imagery or contact.
        own_scales: the person's own scales, rated before and after.
        own_scale_words: the question about one, with ``{word}`` in it.
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
    before_record: SessionRecord | None = None
    lens: Literal["ask", "on", "off"] = "ask"
    classify_reflection: Callable[[str], TextClass] = _always_silent
    at_once: bool = False
    led_to: bool = False
    safe_short: bool = False
    debrief: dict[str, Any] | None = None
    cautions: tuple[str, ...] = ()
    cautions_read: bool = False
    opening: tuple[Step, ...] = ()
    gentle: bool = False
    own_scales: tuple[OwnScale, ...] = ()
    own_scale_words: str = "{word}"

    @property
    def prepares(self) -> bool:
        """Whether this session only prepares a lived rung."""
        return self.lived and self.debrief is None

    @property
    def activates(self) -> bool:
        """Whether grounding is offered before it to somebody who rates their distress high, or is numb."""
        return self.exercise.capacity == Capacity.CLOSENESS or bool(self.exercise.kinds & ACTIVATING)

    @property
    def orients(self) -> bool:
        """Whether orienting steps come first when the session is ended early."""
        return bool(self.exercise.kinds & {Kind.IMAGERY, Kind.CONTACT}) and not self.prepares


class SessionState(Enum):
    """The states of a session; the table in machine.py says which event leads from one to another."""

    BEFORE = "questions before"
    RUNNING = "running"
    PAUSED = "paused"
    SLEPT = "the machine slept"
    AFTER = "questions after"
    SAVING = "saving"
    DONE = "done"


PRACTISING = (SessionState.RUNNING, SessionState.PAUSED, SessionState.SLEPT)


@dataclass(frozen=True)
class UndoPoint:
    """An action that can be undone until the clock reads ``until``, and the session before it."""

    what: Literal["rating", "answer", "skip"]
    before: Session
    until: float


@dataclass(frozen=True, kw_only=True)
class Session:
    """A session at one moment.

    While it runs, its position is ``elapsed - origin``; otherwise it is ``held``. ``shift`` is the sum
    of all jumps in seconds. The seconds practised are the position minus ``shift``, so pauses don't count.

    Attributes:
        planned: the timeline's length as the session began; None is open-ended.
        elapsed: the clock's reading at the last tick.
        frozen: seconds practised, once the exercise has ended.
        next_cue: the index of the first cue that is not due yet.
        detour: BEFORE or AFTER the exercise while grounding is practised in between, else None.
        main_timeline: the exercise's own timeline, set when grounding begins.
        answerless: whether no more questions are asked: input has ended, or support was shown.
        open: the question that is open.
        waiting: questions to ask once ``open`` is answered or skipped.
        asked: the keys of the questions that were answered or skipped.
        waits_for: the key of the question for which the clock stands, while the session is paused for that.
        waited_for: the keys of the questions for which the clock has stood, so that it doesn't stand again.
        values, texts: answers by key; ``texts`` has what the person wrote.
        text_class: the class of the last text; never stored.
        safe: the answer to the safety question; never stored.
        careful: whether the answer to the safety question, or a choice, showed people to talk to.
        changes: the changes to the timeline and the second of each, in order.
        offered: the kinds of the offers made so far that are made only once.
        saved_at: the position of the last checkpoint.
        kept, not_kept: whether the record is on disk, and the reason if it could not be stored.
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
    detour: Literal[When.BEFORE, When.AFTER] | None = None
    main_timeline: Timeline | None = None
    answerless: bool = False
    open: AskFor | None = None
    waiting: tuple[AskFor, ...] = ()
    asked: tuple[str, ...] = ()
    waits_for: str = ""
    waited_for: frozenset[str] = frozenset()
    values: dict[str, Value] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    text_class: TextClass | None = None
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
        """The current second of the timeline; below zero during the time to settle."""
        return self.elapsed - self.origin if self.state is SessionState.RUNNING else self.held

    @property
    def practised(self) -> float:
        """Seconds practised, without pauses, skips, grounding, and orienting after a stop."""
        if self.frozen is not None:
            return self.frozen
        if self.detour is When.BEFORE:
            return 0.0
        return max(0.0, min(self.position, self.timeline.total) - self.shift)

    @property
    def seconds_left(self) -> float | None:
        """Seconds to the end; None where the session is open-ended."""
        return None if self.timeline.open else max(0.0, self.timeline.total - max(0.0, self.position))

    @property
    def last_cue(self) -> Cue | None:
        """The last cue that was due; None before the first."""
        return self.timeline.cues[self.next_cue - 1] if self.next_cue else None

    @property
    def in_orienting(self) -> bool:
        """Whether an orienting step is under way."""
        return self.timeline.part(max(0.0, self.position)) == Stage.ORIENTING

    @property
    def sentence(self) -> str:
        """The sentence built from the answers so far if the current step shows one; else empty."""
        cue = self.last_cue
        if cue is None or not cue.sentence or self.state not in PRACTISING:
            return ""
        return filled(cue.sentence, self.texts) if isinstance(cue.sentence, str) else statement(self.texts)

    def asks(self, *, few: bool) -> bool:
        """Whether a question may be asked; ``few`` is true for one asked even in a session with few questions."""
        return self.setup.asking == "all" or (self.setup.asking == "few" and few)

    def numb(self, when: When | None = None) -> bool:
        """Whether the person answered "numb or far away": at any time, or before, during or after the exercise."""
        return is_numb(self.ratings, when)

    def number(self, key: str) -> int | None:
        """The answer to a question on a scale; None without one."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None

    def word(self, key: str) -> Any:
        """The answer to a question with choices; None without one."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None


if TYPE_CHECKING:
    from dataclasses import replace as replace  # whose fields are checked
else:

    def replace(session: Session, **changes: Any) -> Session:
        """Return a copy of a session with some fields changed, as ``dataclasses.replace`` does in nine times the time."""
        if not changes.keys() <= session.__dict__.keys():
            raise TypeError(f"a session has no fields {changes.keys() - session.__dict__.keys()}")
        copied = object.__new__(Session)
        copied.__dict__.update(session.__dict__)
        copied.__dict__.update(changes)
        return copied


Transition = tuple[Session, tuple[Effect, ...]]  # the session after an event, and the effects to carry out
