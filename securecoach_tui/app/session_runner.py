"""Drives one session: reads the clock, hands events to the session and its effects to a display.

Both displays use it, so that neither of them keeps time. For each event the runner reads the clock,
sends ``Slept`` if the machine slept, sends ``Tick``, sends the event, gives checkpoints and records to
the writer, plans the sound again if the timeline changed, and passes every effect to the display.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Literal, Protocol

import msgspec

from securecoach_tui.app import card_service
from securecoach_tui.app.ladder_service import CURRENT, ladder_of
from securecoach_tui.clock import Clock
from securecoach_tui.practice.cards import KIND
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session import machine, position
from securecoach_tui.practice.session.checkpoint import Checkpoint, encode
from securecoach_tui.practice.session.events import (
    Answer,
    AwaitDebrief,
    ChooseRung,
    Effect,
    Event,
    Finish,
    Kept,
    NotKept,
    Offer,
    Over,
    Save,
    Slept,
    Tick,
)
from securecoach_tui.practice.session.saving import checkpoint_of, end_of, has_checkpoint, is_kept
from securecoach_tui.practice.session.state import Session, SessionState, Setup

LOOK_SECONDS = 1.0  # the longest time between two ticks

Outcome = Literal["done", "refused", "ignored"]  # the result of an event
_REFUSALS = ("in_closing", "orienting_stays")  # offers that explain why an event had no effect


class SessionWriter(Protocol):
    """What the runner needs of the store's writer, which calls ``done`` on another thread."""

    def keep(
        self, kind: str, id: str, fields: dict[str, object], done: Callable[[Kept | NotKept], None] | None = None
    ) -> None: ...

    def checkpoint(self, id: str, data: bytes) -> None: ...

    def drop_checkpoint(self, id: str) -> None: ...


class SoundPlanner(Protocol):
    """What the runner needs of the session's sound."""

    def plan(self, session: Session) -> None:
        """Queue the sound from the current position on; called when a session begins and when its timeline changes."""

    def silence(self) -> None:
        """Cut every sound now."""


class SessionDrafts(Protocol):
    """What the runner needs to save unfinished text before there is a checkpoint."""

    def find(self, name: str) -> str: ...

    def put(self, name: str, text: str) -> None: ...


class SessionRunner:
    """Runs one session.

    Args:
        act: called with every effect, in order.
        wake: called on the writer's thread when a save has finished or failed; the display then calls ``tick``.
    """

    def __init__(
        self,
        clock: Clock,
        writer: SessionWriter,
        act: Callable[[Effect], None],
        *,
        sound: SoundPlanner | None = None,
        wake: Callable[[], None] | None = None,
        drafts: SessionDrafts | None = None,
    ) -> None:
        self._clock, self._writer, self._act, self._sound = clock, writer, act, sound
        self._wake = wake or (lambda: None)
        self._drafts, self._unfinished = drafts, dict[str, str]()
        self._slept = clock.slept()
        self._answers: queue.SimpleQueue[Kept | NotKept] = queue.SimpleQueue()
        self._session: Session | None = None
        self.record: SessionRecord | None = None

    @property
    def session(self) -> Session:
        """The current state of the session."""
        assert self._session is not None, "begin or resume comes first"
        return self._session

    @property
    def over(self) -> bool:
        """Whether the session has ended."""
        return self._session is not None and self._session.state is SessionState.DONE

    @property
    def careful(self) -> bool:
        """Whether an answer led to people to talk to, or a text of this session mentions harm."""
        session = self._session
        if session is None:
            return False
        if session.careful or session.text_class == "people":  # of a text that may not be kept
            return True
        return any(session.setup.classify_reflection(text) == "people" for text in session.texts.values())

    def begin(self, setup: Setup) -> None:
        """Begin a new session.

        Raises:
            LengthRefused: the exercise can't have the length asked for.
        """
        self._note_begin()
        self._take(*machine.begin(setup, self._clock.elapsed()))

    def resume(self, setup: Setup, saved: Checkpoint) -> None:
        """Continue a session from its checkpoint, paused until the person resumes."""
        self._unfinished = dict(saved.drafts)
        self._note_begin()
        self._resumed = True
        self._take(*machine.resume(setup, saved, self._clock.elapsed()))

    def tick(self) -> None:
        """Pass the current time and the results of saves to the session."""
        slept = self._clock.slept()
        asleep, self._slept = slept - self._slept, slept
        if asleep > 0:
            self._send(Slept(asleep))
        self._send(Tick(self._clock.elapsed()))
        while not self._answers.empty():
            self._send(self._answers.get())

    def send(self, event: Event, *, announce: Callable[[Outcome], None] | None = None) -> Outcome:
        """Send an event caused by the person, and return its outcome.

        ``announce`` is called with the same outcome before the effects are carried out. An event is
        "ignored" if it has no meaning now, and "refused" if an offer explains why it has no effect.
        """
        self.tick()
        return self._send(event, announce)

    def answer(self, value: int | str | None) -> None:
        """Answer the open question, if there is one."""
        if self.session.open is not None:
            self.send(Answer(self.session.open.key, value))

    def draft(self, text: str) -> None:
        """Save the unfinished answer to the open question, so that it is restored after a resume."""
        session = self.session
        if session.open is None:
            return
        key = session.open.key
        resumable = has_checkpoint(session)
        if self._drafts is not None and not (resumable and is_kept(session)):
            self._drafts.put(_draft_name(session, key), text)
        others = {name: words for name, words in self._unfinished.items() if name != key}
        if resumable and self._unfinished != (unfinished := {**others, key: text} if text.strip() else others):
            self._unfinished = unfinished
            self._save(checkpoint_of(session))

    def drafted(self) -> str:
        """The unfinished answer to the open question, saved when the session was left."""
        session = self.session
        if session.open is None:
            return ""
        key = session.open.key
        if key in self._unfinished:
            return self._unfinished[key]
        return self._drafts.find(_draft_name(session, key)) if self._drafts is not None else ""

    def wake_in(self) -> float:
        """Seconds until a display calls ``tick`` again: until the next cue, at most ``LOOK_SECONDS``."""
        session = self.session
        if session.state is not SessionState.RUNNING:
            return LOOK_SECONDS
        cues = session.timeline.cues
        due = cues[session.next_cue].at if session.next_cue < len(cues) else session.timeline.total
        stands = position.stands_at(session)
        due = due if stands is None else min(due, stands)
        now = session.position + (self._clock.elapsed() - session.elapsed)
        return min(LOOK_SECONDS, max(0.0, due - now))

    def leave(self, *, quick: bool = False, throw_away: bool = False) -> None:
        """Leave immediately: silence the sound, and save a checkpoint, or drop it if ``throw_away``.

        It is also dropped if the session is too short to count for anything.
        """
        if self._sound is not None:
            self._sound.silence()
        if throw_away and self._session is not None:
            self.draft("")
        if self._session is None or not has_checkpoint(self._session):
            return
        if throw_away or not is_kept(self._session):
            self._writer.drop_checkpoint(self.session.setup.id)
            return
        self._save(msgspec.structs.replace(checkpoint_of(self.session), quick_exit=quick))

    def _save(self, point: Checkpoint) -> None:
        passed = None if self._resumed else round(self._passed(), 3)
        self._writer.checkpoint(
            point.id, encode(msgspec.structs.replace(point, drafts=self._unfinished, passed=passed))
        )

    def _send(self, event: Event, announce: Callable[[Outcome], None] | None = None) -> Outcome:
        before = self.session
        session, effects = machine.update(before, event)
        outcome = _outcome(before, session, effects)
        if announce is not None:
            announce(outcome)
        self._take(session, effects, before)
        return outcome

    def _take(self, session: Session, effects: Iterable[Effect], before: Session | None = None) -> None:
        self._session = session
        self._drop_draft(before, session)
        if self._sound is not None and _changed_course(before, session):
            self._sound.plan(session)
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        setup = self.session.setup
        if isinstance(effect, Save):
            self._save(effect.checkpoint)
        elif isinstance(effect, Finish):
            self.record = msgspec.structs.replace(effect.record, ended=self._end(effect.record))
            fields = msgspec.to_builtins(self.record)
            del fields["id"]
            self._writer.keep("session", self.record.id, fields, self._kept)
            card = card_service.made_in(setup.exercise, self.record)
            if card is not None:
                self._writer.keep(KIND, self.record.id, card, None)
            if setup.debrief is not None:
                self._writer.keep("debrief", setup.id, {"waits": False}, None)
        elif isinstance(effect, Over) and effect.why == "short":
            self._writer.drop_checkpoint(setup.id)  # an unfinished session that was gone on with may have one
        elif isinstance(effect, AwaitDebrief):
            self._writer.keep("debrief", setup.id, {**effect.fields, "waits": True}, None)
        elif isinstance(effect, ChooseRung) and effect.rung_id is not None:
            kind = ladder_of(setup.exercise).kind
            self._writer.keep(kind, CURRENT, {"rung_id": effect.rung_id}, None)
        self._act(effect)

    def _note_begin(self) -> None:
        self._begun = self._clock.now(), self._clock.elapsed(), self._clock.slept()
        self._resumed = False

    def _passed(self) -> float:
        """Seconds since the session began or was resumed here, with those that the machine slept."""
        _begun, elapsed, slept = self._begun
        return self._clock.elapsed() - elapsed + max(0.0, self._clock.slept() - slept)

    def _end(self, record: SessionRecord) -> str:
        """When the session ends: its begin and the time that passed, whatever the clock was set to meanwhile."""
        now = self._clock.now()
        try:
            seen = (self._begun[0] + timedelta(seconds=self._passed())).astimezone(now.tzinfo)
        except OverflowError:  # the clock says the year 9999
            seen = now
        return end_of(record.started or "", record.practised_seconds or 0, seen)

    def _drop_draft(self, before: Session | None, now: Session) -> None:
        """Drop the drafts of questions that have closed, answered or not. One that waits for its turn keeps it."""
        if before is None:
            return
        for ask in (before.open, *before.waiting):
            if ask is None or ask in (now.open, *now.waiting):
                continue
            self._unfinished.pop(ask.key, None)
            if self._drafts is not None:
                self._drafts.put(_draft_name(before, ask.key), "")

    def _kept(self, outcome: Kept | NotKept) -> None:
        if isinstance(outcome, Kept) and self.record is not None:
            self._writer.drop_checkpoint(self.record.id)
        self._answers.put(outcome)
        self._wake()


def _outcome(before: Session, after: Session, effects: tuple[Effect, ...]) -> Outcome:
    if any(isinstance(effect, Offer) and effect.kind in _REFUSALS for effect in effects):
        return "refused"
    return "done" if effects or after != before else "ignored"


def _draft_name(session: Session, key: str) -> str:
    setup = session.setup
    if setup.debrief is not None:
        return f"debrief/{setup.id}/{key}"
    return f"begin/{setup.exercise.id}/{setup.rung_id}/{key}"


def _changed_course(before: Session | None, now: Session) -> bool:
    """Whether the sound has to be planned again."""
    if before is None:
        return True  # also where questions come first: the first lines can be synthesised meanwhile
    running = (before.state is SessionState.RUNNING) != (now.state is SessionState.RUNNING)
    stands = position.stands_at(before) != position.stands_at(now)
    return (
        running
        or stands
        or (now.state is SessionState.RUNNING and (before.origin != now.origin or before.timeline is not now.timeline))
    )
