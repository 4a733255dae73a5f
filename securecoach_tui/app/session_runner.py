"""Drives one session: reads the clock, hands events to the session and its effects to whoever acts.

Faces share it, so that none of them keeps time. The account of one event: the session runner reads the
clock, says so if the machine slept, ticks, hands on the event, gives records to the writer, plans the
sound anew where the course changed, and passes every other effect to the face.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

import msgspec

from securecoach_tui.clock import Clock
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session import machine as sessions
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
    Save,
    Slept,
    Tick,
)
from securecoach_tui.practice.session.state import Session, SessionState, Setup, checkpoint, has_checkpoint

LOOK_SECONDS = 1.0  # the longest a face waits before it looks at the clock again


class SessionWriter(Protocol):
    """What the session runner needs of the store's writer; answers come on the writer's own thread."""

    def keep(
        self, kind: str, id: str, fields: dict[str, object], done: Callable[[Kept | NotKept], None] | None = None
    ) -> None: ...

    def checkpoint(self, id: str, data: bytes) -> None: ...

    def drop_checkpoint(self, id: str) -> None: ...


class SoundPlanner(Protocol):
    """What the session runner needs of the voice room."""

    def plan(self, session: Session) -> None:
        """Queue what is to be heard from here on; called at a session's beginning and where its course changed."""

    def silence(self) -> None:
        """Cut every sound now."""


class DraftStore(Protocol):
    """What the session runner needs for words that are being written while there is no checkpoint to hold them."""

    def find(self, name: str) -> str: ...

    def put(self, name: str, text: str) -> None: ...


class SessionRunner:
    """One session under way. ``act`` receives every effect that a face carries out, in order."""

    def __init__(
        self,
        clock: Clock,
        keeper: SessionWriter,
        act: Callable[[Effect], None],
        *,
        sound: SoundPlanner | None = None,
        wake: Callable[[], None] | None = None,
        drafts: DraftStore | None = None,
    ) -> None:
        self._clock, self._keeper, self._act, self._sound = clock, keeper, act, sound
        self._wake = wake or (lambda: None)
        self._drafts, self._writing = drafts, dict[str, str]()
        self._slept = clock.slept()
        self._answers: queue.SimpleQueue[Kept | NotKept] = queue.SimpleQueue()
        self._session: Session | None = None
        self.record: SessionRecord | None = None

    @property
    def session(self) -> Session:
        """The session as it stands."""
        assert self._session is not None, "begin or resume comes first"
        return self._session

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self._session is not None and self._session.state is SessionState.DONE

    def begin(self, setup: Setup) -> None:
        """A new session.

        Raises:
            LengthRefused: the exercise can't have the length asked for.
        """
        self._take(*sessions.begin(setup, self._clock.elapsed()))

    def resume(self, setup: Setup, saved: Checkpoint) -> None:
        """Go on from a checkpoint, paused until the person resumes."""
        self._writing = dict(saved.drafts)
        self._take(*sessions.resume(setup, saved, self._clock.elapsed()))

    def tick(self) -> None:
        """Look at the clock and at what the writer has to say."""
        slept = self._clock.slept()
        gone, self._slept = slept - self._slept, slept
        if gone > 0:
            self._send(Slept(gone))
        self._send(Tick(self._clock.elapsed()))
        while not self._answers.empty():
            self._send(self._answers.get())

    def send(self, event: Event) -> None:
        """The person did something, now."""
        self.tick()
        self._send(event)

    def answer(self, value: int | str | None) -> None:
        """Answer whatever question is open."""
        if self.session.open is not None:
            self.send(Answer(self.session.open.key, value))

    def draft(self, text: str) -> None:
        """What stands in the open question's field now: kept, and there again where one goes on."""
        session = self.session
        if session.open is None:
            return
        key = session.open.key
        if not has_checkpoint(session):
            if self._drafts is not None:
                self._drafts.put(_draft_name(session, key), text)
        elif self._writing != (writing := {key: text} if text.strip() else {}):
            self._writing = writing
            self._keep(checkpoint(session))

    def drafted(self) -> str:
        """What was being written as an answer to the open question when the session was left."""
        session = self.session
        if session.open is None:
            return ""
        key = session.open.key
        if key in self._writing:
            return self._writing[key]
        return self._drafts.find(_draft_name(session, key)) if self._drafts is not None else ""

    def wake_in(self) -> float:
        """Seconds until a face looks again: the next cue's second, or the next look at the clock."""
        session = self.session
        if session.state is not SessionState.RUNNING:
            return LOOK_SECONDS
        cues = session.timeline.cues
        due = cues[session.next_cue].at if session.next_cue < len(cues) else session.timeline.total
        now = session.position + (self._clock.elapsed() - session.elapsed)
        return min(LOOK_SECONDS, max(0.0, due - now))

    def leave(self, *, quick: bool = False, throw_away: bool = False) -> None:
        """The person is gone at once: what was practised stays as a checkpoint, unless thrown away."""
        if self._sound is not None:
            self._sound.silence()
        if throw_away and self._session is not None:
            self.draft("")
        if self._session is None or not has_checkpoint(self._session):
            return
        if throw_away:
            self._keeper.drop_checkpoint(self.session.setup.id)
            return
        self._keep(msgspec.structs.replace(checkpoint(self.session), quick_exit=quick))

    def _keep(self, point: Checkpoint) -> None:
        self._keeper.checkpoint(point.id, encode(msgspec.structs.replace(point, drafts=self._writing)))

    def _send(self, event: Event) -> None:
        before = self.session
        session, effects = sessions.update(before, event)
        self._take(session, effects, before)

    def _take(self, session: Session, effects: Iterable[Effect], before: Session | None = None) -> None:
        self._session = session
        self._answered(before, session)
        if self._sound is not None and _changed_course(before, session):
            self._sound.plan(session)
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        setup = self.session.setup
        if isinstance(effect, Save):
            self._keep(effect.checkpoint)
        elif isinstance(effect, Finish):
            self.record = msgspec.structs.replace(effect.record, ended=self._clock.now().isoformat(timespec="seconds"))
            fields = msgspec.to_builtins(self.record)
            del fields["id"]
            self._keeper.keep("session", self.record.id, fields, self._kept)
            if setup.debrief is not None:
                self._keeper.keep("debrief", setup.id, {"waits": False}, None)
        elif isinstance(effect, AwaitDebrief):
            self._keeper.keep("debrief", setup.id, {**effect.fields, "waits": True}, None)
        elif isinstance(effect, ChooseRung) and effect.rung_id is not None:
            self._keeper.keep("rung", "current", {"rung_id": effect.rung_id}, None)
        self._act(effect)

    def _answered(self, before: Session | None, now: Session) -> None:
        """A question that closed, answered or not, needs its draft no more."""
        if before is None or before.open is None or before.open == now.open:
            return
        self._writing.pop(before.open.key, None)
        if self._drafts is not None:
            self._drafts.put(_draft_name(before, before.open.key), "")

    def _kept(self, outcome: Kept | NotKept) -> None:
        if isinstance(outcome, Kept) and self.record is not None:
            self._keeper.drop_checkpoint(self.record.id)
        self._answers.put(outcome)
        self._wake()


def _draft_name(session: Session, key: str) -> str:
    setup = session.setup
    if setup.debrief is not None:
        return f"debrief/{setup.id}/{key}"
    return f"begin/{setup.exercise.id}/{setup.rung_id}/{key}"


def _changed_course(before: Session | None, now: Session) -> bool:
    """Whether what will be heard, or when, is other than it was."""
    if before is None:
        return True  # also where questions come first: its lines can be made ahead meanwhile
    running = (before.state is SessionState.RUNNING) != (now.state is SessionState.RUNNING)
    return running or (
        now.state is SessionState.RUNNING and (before.origin != now.origin or before.timeline is not now.timeline)
    )


def restarted(setup: Setup, *, id: str, started: str, led_to: bool = True) -> Setup:
    """The same words and preferences for another session: of grounding, where one was led to it."""
    return replace(
        setup,
        id=id,
        started=started,
        exercise=setup.grounding,
        rung="",
        rung_id="",
        lived=False,
        led_to=led_to,
        debrief=None,
    )
