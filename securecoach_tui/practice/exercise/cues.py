"""Cues and where steps begin, and blocks of them with a zero of their own. All times are seconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from securecoach_tui.practice.exercise.model import Phase, Stage, Step
from securecoach_tui.practice.record import Scale


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of the exercise's own; ``choices`` is empty where any text will do."""

    key: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that is due at a second: words, a phase of a breath, or a question."""

    at: float
    seconds: float
    part: Stage
    text: str = ""
    phase: Phase | None = None
    breath: int = 0
    rate: Scale | None = None
    ask: Ask | None = None
    private: bool = False
    sentence: bool = False

    @property
    def spoken(self) -> str:
        """What a voice says; a breath's phases have no words of their own."""
        return self.text


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a step begins: ``step`` of ``steps`` and ``round`` count from 1."""

    at: float
    part: Stage
    step: int
    steps: int
    round: int
    source: int = -1  # the body step this came from, for playing it again


@dataclass(frozen=True, slots=True)
class Block:
    """Cues and marks of some steps, with times from the block's own zero."""

    cues: tuple[Cue, ...]
    marks: tuple[Mark, ...]
    seconds: float


def lasting(step: Step, seconds: float) -> Step:
    """The step at another length."""
    return msgspec.structs.replace(step, seconds=seconds)


def laid(
    steps: Sequence[Step], part: Stage, *, rung: str, number: int = 0, source: int | None = None, of: int = 0
) -> Block:
    """Steps laid one after the other; ``source`` and ``of`` where one step stands alone for its place."""
    cues: list[Cue] = []
    marks: list[Mark] = []
    at = 0.0
    count = of or len(steps)
    for index, step in enumerate(steps):
        place = index if source is None else source
        marks.append(Mark(at, part, place + 1, count, number + 1, place))
        cues.extend(_cues(step, at, part, rung, number))
        at += step.lasts
    return Block(tuple(cues), tuple(marks), at)


def _cues(step: Step, at: float, part: Stage, rung: str, number: int) -> Iterable[Cue]:
    words = step.words(number).replace("{rung}", rung)
    rating = Scale(step.rate) if step.rate else None
    if step.ask is not None:
        question = step.ask.replace("{rung}", rung)
        ask = Ask(step.key or "", question, tuple(step.choices))
        yield Cue(at, step.seconds, part, question, ask=ask, private=step.private)
    elif step.breathe is None:
        yield Cue(at, step.seconds, part, words, rate=rating, private=step.private, sentence=step.sentence)
    else:
        if words:
            yield Cue(at, step.lasts, part, words, rate=rating, private=step.private)
        end = at + step.lasts
        for phase, seconds in step.breathe.phases():
            rate = None if words or phase != Phase.IN else rating
            at = min(at, end)  # sums of fractions in another order may lie a hair later
            yield Cue(at, seconds, part, phase=phase, rate=rate)
            at += seconds


def shifted(block: Block, by: float) -> Block:
    """A block that begins ``by`` seconds later."""
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
