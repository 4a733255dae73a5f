"""Compiles an exercise, at a given length, into a timeline: every cue with the second at which it is due.

``compile`` is pure, and so are the functions that change a timeline during a session (adding a round,
inserting orienting steps): each returns a new timeline in which nothing before the change has moved.
All times are seconds of the session.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import msgspec

from securecoach_tui.practice.exercise.model import Exercise, Phase, Stage, Step
from securecoach_tui.practice.record import Scale
from securecoach_tui.practice.visible_text import count_words

WORDS_A_MINUTE = 125.0  # the pace of speech


@dataclass(frozen=True, slots=True)
class Ask:
    """A question from an exercise file; any text answers it without ``choices`` and ``scale``.

    With ``wait``, the clock stands at the end of the step until the question is answered or skipped.
    """

    key: str
    text: str
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    scale: bool = False
    wait: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """What is due at second ``at`` and lasts ``seconds``: a text, a phase of a breath, or a question.

    ``breath`` is the number of the breath, from 1, and 0 outside breaths. ``rate`` is the scale of a
    rating that is asked for at this cue.
    """

    at: float
    seconds: float
    part: Stage
    text: str = ""
    phase: Phase | None = None
    breath: int = 0
    rate: Scale | None = None
    ask: Ask | None = None
    private: bool = False
    sentence: bool | str = False

    @property
    def spoken(self) -> str:
        """The text that a voice speaks; empty for the phases of a breath."""
        return self.text


@dataclass(frozen=True, slots=True)
class Mark:
    """The start of a step. ``step`` (of ``steps``) and ``round`` count from 1."""

    at: float
    part: Stage
    step: int
    steps: int
    round: int
    source: int = -1  # the index of the body step, for playing it again


class LengthRefused(ValueError):
    """Raised for a length that an exercise can't have.

    ``why`` is "short", "long" or "open" (an exercise with contact can't be open-ended). ``limit`` is in
    seconds: the shortest possible length for "short", else the longest.
    """

    def __init__(self, why: Literal["short", "long", "open"], limit: float) -> None:
        self.why, self.limit = why, limit
        super().__init__(f"{why}: {limit:g} s")


@dataclass(frozen=True)
class Timeline:
    """The cues and the starts of steps, in order of time, and the seconds at which body and closing begin."""

    exercise: Exercise
    cues: tuple[Cue, ...]
    marks: tuple[Mark, ...]
    total: float
    body_at: float
    closing_at: float
    open: bool = False
    rung: str = ""

    @cached_property
    def times(self) -> list[float]:
        """The second of each cue, for ``bisect``."""
        return [cue.at for cue in self.cues]

    @cached_property
    def _starts(self) -> list[float]:
        return [mark.at for mark in self.marks]

    @cached_property
    def breaths(self) -> int:
        """The number of breaths."""
        return sum(1 for cue in self.cues if cue.phase == Phase.IN)

    @cached_property
    def rounds(self) -> int:
        """The number of rounds of the body."""
        return max((mark.round for mark in self.marks if mark.part == Stage.BODY), default=0)

    def mark(self, position: float) -> Mark:
        """The step under way at ``position``."""
        return self.marks[max(0, bisect_right(self._starts, position) - 1)]

    def next_start(self, position: float) -> float:
        """The second at which the step after the one at ``position`` begins; the end after the last."""
        i = bisect_right(self._starts, position)
        return self.marks[i].at if i < len(self.marks) else self.total

    def first_cue(self, position: float) -> int:
        """The index of the first cue that is due at ``position`` or later."""
        return bisect_left(self.times, position)

    def part(self, position: float) -> Stage:
        """The stage at ``position``."""
        return self.mark(position).part


def check_length(exercise: Exercise, seconds: float | None) -> None:
    """Check that an exercise can last ``seconds``; None is open-ended.

    Raises:
        LengthRefused: there is no room for opening, one round of the body and closing, or an exercise
            with contact would be longer than the longest length it offers.
    """
    longest = exercise.longest
    if longest is not None and (seconds is None or seconds > longest + 1e-9):
        raise LengthRefused("open" if seconds is None else "long", longest)
    if seconds is not None and seconds < (shortest := exercise.shortest_from(seconds)) - 1e-9:
        raise LengthRefused("short", shortest)


def compile(exercise: Exercise, seconds: float | None, *, rung: str = "", preface: Sequence[Step] = ()) -> Timeline:
    """Compile ``exercise`` at about ``seconds``; None is open-ended.

    With a repeated body the timeline is within one round of the length; with a stretched body it has
    exactly the length. The ``preface`` steps come before the opening and count toward the length. If
    there is no room for them the session is longer, since the opening is never cut. In a stretched body
    breaths keep their pace and the other steps share the remaining time; if all steps are breaths, the
    breaths are stretched.

    Raises:
        LengthRefused: as for ``check_length``.
    """
    check_length(exercise, seconds)
    low, high = (0.0, math.inf) if seconds is None else exercise.band(seconds)
    exercise = exercise.at(seconds)
    opening = block_of([*preface, *exercise.opening], Stage.OPENING, rung=rung)
    closing = block_of(exercise.closing, Stage.CLOSING, rung=rung)
    fixed = opening.seconds + closing.seconds
    target = None if seconds is None else max(seconds, fixed + exercise.lasts(Stage.BODY))
    body = _body(exercise, None if target is None else target - fixed, rung, (low - fixed, high - fixed))
    blocks = joined([opening, body, closing])
    return _with_breaths_counted(
        Timeline(
            exercise,
            blocks.cues,
            blocks.marks,
            blocks.seconds,
            body_at=opening.seconds,
            closing_at=opening.seconds + body.seconds,
            open=seconds is None,
            rung=rung,
        )
    )


def longest_silence(timeline: Timeline) -> float:
    """The longest time in seconds between the end of words, at 125 a minute, and the next cue."""
    ends = [cue.at + count_words(cue.text) * 60 / WORDS_A_MINUTE for cue in timeline.cues]
    begins = [*timeline.times[1:], timeline.total]
    return max(begin - end for begin, end in zip(begins, ends, strict=True))


def add_round(timeline: Timeline, position: float) -> tuple[Timeline, float]:
    """Add a round after the one at ``position``; in a stretched body, repeat the step there.

    Returns the new timeline and the second at which the addition begins.
    """
    exercise, mark = timeline.exercise, timeline.mark(position)
    if exercise.fill == "stretch" and not timeline.open:
        if mark.part != Stage.BODY:
            at, source = timeline.closing_at, len(exercise.body) - 1
        else:
            at, source = timeline.next_start(position), mark.source
        lasts = timeline.next_start(position) - mark.at if mark.part == Stage.BODY else exercise.body[source].lasts
        step = exercise.body[source]
        if step.breathe is None:
            step = with_seconds(step, lasts)
        block = block_of([step], Stage.BODY, rung=timeline.rung, number=1, source=source, of=len(exercise.body))
        # a stretched body has one round
        block = replace(block, marks=tuple(replace(mark, round=1) for mark in block.marks))
    else:
        later = [m.at for m in timeline.marks if m.at > position and m.part == Stage.BODY and m.step == 1]
        at = later[0] if later and mark.part == Stage.BODY else timeline.closing_at
        number = timeline.mark(at - 1e-6).round
        block = _round(exercise, timeline.rung, number)
        timeline = replace(timeline, marks=tuple(_a_round_later(mark, at) for mark in timeline.marks))
    return insert(timeline, at, block), at


def _a_round_later(mark: Mark, at: float) -> Mark:
    """``mark`` with the next round number if it is in the body at second ``at`` or later."""
    return replace(mark, round=mark.round + 1) if mark.part == Stage.BODY and mark.at >= at else mark


def insert_steps(timeline: Timeline, position: float, steps: Sequence[Step]) -> Timeline:
    """Insert ``steps`` at ``position``; the current step continues after them."""
    block = block_of(steps, Stage.ORIENTING, rung=timeline.rung)
    mark = timeline.mark(position)
    block = replace(block, marks=(*block.marks, replace(mark, at=block.seconds)))
    return insert(timeline, position, block, after_equal=True)


def end_with(timeline: Timeline, position: float, steps: Sequence[Step]) -> Timeline:
    """The timeline up to ``position``, then ``steps``, then its end."""
    block = shifted(block_of(steps, Stage.ORIENTING, rung=timeline.rung), position)
    cues = tuple(cue for cue in timeline.cues if cue.at <= position)
    marks = tuple(mark for mark in timeline.marks if mark.at <= position)
    total = position + block.seconds
    return replace(
        timeline,
        cues=cues + block.cues,
        marks=marks + block.marks,
        total=total,
        closing_at=min(timeline.closing_at, total),
        open=False,
    )


def insert_before_closing(timeline: Timeline, steps: Sequence[Step]) -> Timeline:
    """Insert ``steps`` before a closing that doesn't orient."""
    at = timeline.closing_at
    grown = insert(timeline, at, block_of(steps, Stage.ORIENTING, rung=timeline.rung))
    return replace(grown, closing_at=at, open=False)


def insert(timeline: Timeline, at: float, block: Block, *, after_equal: bool = False) -> Timeline:
    """Insert ``block`` at second ``at``; everything due then or later moves by the length of the block.

    With ``after_equal``, cues and marks at exactly ``at`` stay before the block.
    """
    find = bisect_right if after_equal else bisect_left
    i = find(timeline.times, at)
    j = find([mark.at for mark in timeline.marks], at)
    placed = shifted(block, at)
    rest = shifted(Block(timeline.cues[i:], timeline.marks[j:], 0.0), block.seconds)
    later = timeline.closing_at >= at
    return _with_breaths_counted(
        replace(
            timeline,
            cues=timeline.cues[:i] + placed.cues + rest.cues,
            marks=timeline.marks[:j] + placed.marks + rest.marks,
            total=timeline.total + block.seconds,
            closing_at=timeline.closing_at + (block.seconds if later else 0.0),
            body_at=timeline.body_at + (block.seconds if timeline.body_at > at else 0.0),
        )
    )


def _body(exercise: Exercise, room: float | None, rung: str, within: tuple[float, float]) -> Block:
    """The body in ``room`` seconds; one round if ``room`` is None, for an open-ended session.

    Its length stays in the range ``within``, in which the exercise has these steps, so that compiling the
    resulting total length gives the same timeline.
    """
    length = exercise.lasts(Stage.BODY)
    if room is None:
        return _round(exercise, rung, 0)
    if exercise.fill == "stretch":
        return _stretched_body(exercise, room, rung)
    # Rounds to the nearest whole round; contact rounds down, so that it is never longer than requested.
    nearest = 0.0 if exercise.longest is not None else 0.5
    rounds = max(1, math.floor(room / length + nearest + 1e-9))
    if rounds > 1 and rounds * length >= within[1]:
        rounds -= 1
    if rounds * length < within[0] - 1e-9:
        rounds += 1
    return joined([_round(exercise, rung, n) for n in range(rounds)])


def _round(exercise: Exercise, rung: str, number: int) -> Block:
    """A round of a repeated body, from 0. A round without words keeps breaths, ratings and questions."""
    spoken = exercise.spoken_round(number)
    if spoken is not None:
        return block_of(exercise.body, Stage.BODY, rung=rung, number=number, spoken=spoken)
    quiet = [step if step.rate or step.ask else msgspec.structs.replace(step, say="") for step in exercise.body]
    return block_of(quiet, Stage.BODY, rung=rung, number=number)


def _stretched_body(exercise: Exercise, room: float, rung: str) -> Block:
    fixed = sum(step.lasts for step in exercise.body if step.breathe)
    free = exercise.lasts(Stage.BODY) - fixed
    if free:
        factor = (room - fixed) / free
        steps = [with_seconds(step, step.seconds * factor) for step in exercise.body]  # a breath has none of its own
        return block_of(steps, Stage.BODY, rung=rung)
    block = block_of(exercise.body, Stage.BODY, rung=rung)
    factor = room / block.seconds
    cues = tuple(replace(cue, at=cue.at * factor, seconds=cue.seconds * factor) for cue in block.cues)
    return Block(cues, tuple(replace(mark, at=mark.at * factor) for mark in block.marks), room)


def _with_breaths_counted(timeline: Timeline) -> Timeline:
    """The timeline with its breaths numbered from 1."""
    cues: list[Cue] = []
    breath = 0
    for cue in timeline.cues:
        if cue.phase == Phase.IN:
            breath += 1
        cues.append(replace(cue, breath=breath) if cue.phase and cue.breath != breath else cue)
    return replace(timeline, cues=tuple(cues))


# Blocks: cues and marks with times from the start of the block


@dataclass(frozen=True, slots=True)
class Block:
    """Cues and marks of some steps, with times in seconds from the start of the block."""

    cues: tuple[Cue, ...]
    marks: tuple[Mark, ...]
    seconds: float


def with_seconds(step: Step, seconds: float) -> Step:
    """A copy of the step that lasts ``seconds``."""
    return msgspec.structs.replace(step, seconds=seconds)


def block_of(
    steps: Sequence[Step],
    part: Stage,
    *,
    rung: str,
    number: int = 0,
    spoken: int | None = None,
    source: int | None = None,
    of: int = 0,
) -> Block:
    """The block of ``steps``, one after the other, in round ``number`` from 0.

    ``spoken`` is which of the rounds with words it is, if they aren't all. A step with the text "" has no cue. For a single body step, ``source`` is its index in the body and ``of`` the number of body steps.
    """
    cues: list[Cue] = []
    marks: list[Mark] = []
    at = 0.0
    count = of or len(steps)
    for index, step in enumerate(steps):
        step_index = index if source is None else source
        marks.append(Mark(at, part, step_index + 1, count, number + 1, step_index))
        cues.extend(_cues(step, at, part, rung, number if spoken is None else spoken))
        at += step.lasts
    return Block(tuple(cues), tuple(marks), at)


def _cues(step: Step, at: float, part: Stage, rung: str, number: int) -> Iterable[Cue]:
    text = step.words(number).replace("{rung}", rung)
    rating = Scale(step.rate) if step.rate else None
    if step.ask is not None:
        question = step.ask.replace("{rung}", rung)
        ask = Ask(
            step.key or "", question, tuple(step.choices), step.choices_from or "", scale=step.scale, wait=step.wait
        )
        yield Cue(at, step.seconds, part, question, ask=ask, private=step.private)
    elif step.breathe is None and step.say == "":
        return
    elif step.breathe is None:
        yield Cue(at, step.seconds, part, text, rate=rating, private=step.private, sentence=step.sentence)
    else:
        if text:
            yield Cue(at, step.lasts, part, text, rate=rating, private=step.private)
        end = at + step.lasts
        for phase, seconds in step.breathe.phases():
            rate = None if text or phase != Phase.IN else rating
            at = min(at, end)  # seconds added in another order may differ by a rounding error
            yield Cue(at, seconds, part, phase=phase, rate=rate)
            at += seconds


def shifted(block: Block, by: float) -> Block:
    """The block with every time ``by`` seconds later."""
    return Block(
        tuple(replace(cue, at=cue.at + by) for cue in block.cues),
        tuple(replace(mark, at=mark.at + by) for mark in block.marks),
        block.seconds,
    )


def joined(blocks: Sequence[Block]) -> Block:
    """Blocks one after the other."""
    cues: list[Cue] = []
    marks: list[Mark] = []
    at = 0.0
    for block in blocks:
        moved = shifted(block, at)
        cues.extend(moved.cues)
        marks.extend(moved.marks)
        at += block.seconds
    return Block(tuple(cues), tuple(marks), at)
