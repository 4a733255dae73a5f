"""The structure of an exercise: its steps, its evidence and its lengths. Times are in seconds."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Literal

import msgspec

from securecoach_tui.practice.record import Capacity


class Kind(StrEnum):
    """What an exercise works with; each kind has its own cautions and questions."""

    BREATH = "breath"
    BODY = "body"
    IMAGERY = "imagery"
    CONTACT = "contact"
    TELLING = "telling"
    URGE = "urge"
    DEBRIEF = "debrief"
    THOUGHT = "thought"
    PLAN = "plan"
    WRITING = "writing"
    APART = "apart"


def kinds_of(kind: Iterable[str], capacity: Capacity) -> frozenset[Kind]:
    """The kinds of an exercise whose file names ``kind``; if it names none, one of closeness is of kind contact."""
    named = frozenset(map(Kind, kind))
    return named or frozenset({Kind.CONTACT} if capacity == Capacity.CLOSENESS else ())


class Stage(StrEnum):
    """A part of a timeline. ORIENTING is inserted by a session; an exercise file has the other three."""

    OPENING = "opening"
    BODY = "body"
    CLOSING = "closing"
    ORIENTING = "orienting"


STAGES = (Stage.OPENING, Stage.BODY, Stage.CLOSING)  # the stages of a file, in order


class Phase(StrEnum):
    """A phase of one breath. SIP is a short second breath in, after IN."""

    IN = "in"
    SIP = "sip"
    HOLD_IN = "hold_in"
    OUT = "out"
    HOLD_OUT = "hold_out"


class Breathe(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"in_": "in"}):
    """One breath, in seconds for each phase. ``sip`` is a short second breath in, as in a sigh."""

    in_: float
    out: float
    hold_in: float = 0.0
    hold_out: float = 0.0
    sip: float = 0.0

    def phases(self) -> Iterator[tuple[Phase, float]]:
        """The phases that take time, in order, with their seconds."""
        if self.in_:
            yield Phase.IN, self.in_
        if self.sip:
            yield Phase.SIP, self.sip
        if self.hold_in:
            yield Phase.HOLD_IN, self.hold_in
        if self.out:
            yield Phase.OUT, self.out
        if self.hold_out:
            yield Phase.HOLD_OUT, self.hold_out

    @property
    def seconds(self) -> float:
        return self.in_ + self.sip + self.hold_in + self.out + self.hold_out


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of an exercise: a text, a breath or a question, and its length.

    Attributes:
        say: the text to show and speak; a list has one text for each round, used in turn.
        support: the choice that shows people to talk to and ends all questions; one of ``choices``.
        sentence: what is shown beside the text: the need statement built from the answers so far if true, or a text
            in which ``{key}`` is replaced by the answer with that key.
        scale: whether the question is answered with a whole number, 0-10.
        choices_from: the list of words offered for the answer; other words are an answer too.
        wait: whether the clock stands at the end of the step until the question is answered or skipped.
        over: minutes; the step is played only in sessions of at least this length.
        under: minutes; the step is played only in shorter sessions.
    """

    say: str | list[str] | None = None
    breathe: Breathe | None = None
    ask: str | None = None
    key: str | None = None
    choices: list[str] = []
    choices_from: Literal["feelings"] | None = None
    scale: bool = False
    wait: bool = False
    support: str | None = None
    rate: Literal["distress", "ease", "urge"] | None = None
    seconds: float = 0.0
    private: bool = False
    sentence: bool | str = False
    over: float = 0.0
    under: float = 0.0

    @property
    def lasts(self) -> float:
        """The length of the step in seconds, as written in the file."""
        return self.breathe.seconds if self.breathe else self.seconds

    def fits(self, seconds: float) -> bool:
        """Whether the step is played in a session of this length, in seconds."""
        return seconds >= self.over * 60 and (not self.under or seconds < self.under * 60)

    def words(self, round_number: int) -> str:
        """The text of the step in a round that has words; those rounds count from 0."""
        if isinstance(self.say, list):
            return self.say[round_number % len(self.say)]
        return self.say or ""


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known about an exercise. ``strength`` is the design of the best studies."""

    strength: Literal["meta-analysis", "trial", "observational", "convention"]
    summary: str
    citations: list[str] = []


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A complete exercise. ``minutes`` are the lengths on offer; everything else is in seconds.

    ``rung`` says which rung of the ladder may replace ``{rung}`` in its texts: "own" is the person's current
    rung, "low" is only a rung that involves nobody else. After ``thin_after`` rounds of the body (0: never), words
    come in every third round only. ``scene`` names the picture of a session; empty for that of the kind.
    """

    id: str
    version: int
    title: str
    summary: str
    capacity: Capacity
    directions: list[Literal["anxious", "avoidant"]]
    minutes: list[float]
    body: list[Step]
    kind: list[Kind] = []
    scene: str = ""
    fill: Literal["repeat", "stretch"] = "repeat"
    thin_after: int = 0
    rung: Literal["own", "low"] = "own"
    evidence: Evidence | None = None
    opening: list[Step] = []
    closing: list[Step] = []

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of the exercise, by ``kinds_of``."""
        return kinds_of(self.kind, self.capacity)

    def spoken_round(self, number: int) -> int | None:
        """Which of the rounds with words round ``number`` is; None if it has none. Both count from 0."""
        thinned = number - self.thin_after
        if not self.thin_after or thinned < 0:
            return number
        return self.thin_after + thinned // 3 if thinned % 3 == 2 else None

    def steps(self, stage: Stage) -> list[Step]:
        return {Stage.OPENING: self.opening, Stage.BODY: self.body, Stage.CLOSING: self.closing}[stage]

    def lasts(self, stage: Stage) -> float:
        """The length of one pass through a stage in seconds, as written in the file."""
        return sum(step.lasts for step in self.steps(stage))

    def leads_to_support(self, key: str, answer: object) -> bool:
        """Whether ``answer`` to the question ``key`` is the choice that shows people to talk to."""
        asked = (step for stage in STAGES for step in self.steps(stage) if step.key == key)
        return any(step.support is not None and step.support == answer for step in asked)

    def without_holds(self) -> Exercise:
        """The exercise without holds in its breaths."""

        def without_hold(step: Step) -> Step:
            if step.breathe is None:
                return step
            return msgspec.structs.replace(
                step, breathe=msgspec.structs.replace(step.breathe, hold_in=0.0, hold_out=0.0)
            )

        return msgspec.structs.replace(
            self,
            opening=[without_hold(step) for step in self.opening],
            body=[without_hold(step) for step in self.body],
            closing=[without_hold(step) for step in self.closing],
        )

    @property
    def bands(self) -> list[float]:
        """The session lengths in seconds at which the steps change, beginning with 0."""
        edges = {edge * 60 for stage in STAGES for step in self.steps(stage) for edge in (step.over, step.under)}
        return sorted(edges | {0.0})

    def at(self, seconds: float | None) -> Exercise:
        """The exercise with only the steps played in a session of this length; None is open-ended."""
        if self.bands == [0.0]:
            return self
        length = math.inf if seconds is None else seconds

        def fitting(stage: Stage) -> list[Step]:
            fits = (step for step in self.steps(stage) if step.fits(length))
            return [msgspec.structs.replace(step, over=0.0, under=0.0) for step in fits]

        return msgspec.structs.replace(
            self, opening=fitting(Stage.OPENING), body=fitting(Stage.BODY), closing=fitting(Stage.CLOSING)
        )

    def band(self, seconds: float) -> tuple[float, float]:
        """The half-open range of lengths, in seconds, that have the same steps as ``seconds``."""
        edges = self.bands
        index = bisect_right(edges, seconds + 1e-9)
        return edges[index - 1], edges[index] if index < len(edges) else math.inf

    def shortest_from(self, seconds: float) -> float:
        """The shortest length, at least ``seconds``, with room for opening, one round of the body, and closing."""
        while True:
            low, high = self.band(seconds)
            need = max(seconds, sum(self.at(low).lasts(stage) for stage in STAGES))
            if need < high:
                return need
            seconds = high

    @property
    def shortest(self) -> float:
        """The length in seconds of opening, one round of the body, and closing."""
        return self.shortest_from(0.0)

    @property
    def longest(self) -> float | None:
        """The longest length in seconds: the longest of ``minutes`` for contact, None for other kinds."""
        return max(self.minutes) * 60 if Kind.CONTACT in self.kinds else None
