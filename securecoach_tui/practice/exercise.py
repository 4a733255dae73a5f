"""An exercise: words and seconds, read from TOML. It knows nothing of clocks or screens.

``parse`` is the only way in. What it returns is whole and can be compiled at every length on offer;
what it refuses is refused with the place and the reason (``BadExercise``).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from typing import Literal

import msgspec

from securecoach_tui.practice.record import Capacity
from securecoach_tui.practice.words import count_words, visible

Kind = Literal["breath", "body", "imagery", "contact", "telling", "urge", "debrief"]
Stage = Literal["opening", "body", "closing"]
STAGES: tuple[Stage, ...] = ("opening", "body", "closing")

LARGEST_FILE = 256 * 1024  # bytes; the longest built-in exercise is a fiftieth of it
SHORTEST_MINUTES = 0.05
LONGEST_MINUTES = 120.0
_SHORTEST_STEP = 0.1  # seconds; keeps a two-hour timeline within 72,000 cues
_LONGEST_STEP = 7200.0

# Answers that have a field of their own in the record, and questions of the session's own table.
RESERVED_KEYS = frozenset(
    [
        "safe",
        "expect",
        "prediction",
        "before",
        "ground_first",
        "urge_before",
        "after",
        "urge_after",
        "settled_alone",
        "feared",
        "happened",
        "bearable",
        "next_rung",
        "told",
        "ground_after",
        "reflection",
        "lens_wanted",
        "lens",
        "slept",
    ]
)


class BadExercise(ValueError):
    """An exercise file that can't be used: ``where`` names the line or field, ``why`` the reason.

    ``why`` is a message to be translated, with ``facts`` for its braces.
    """

    def __init__(self, where: str, why: str, **facts: object) -> None:
        self.where, self.why, self.facts = where, why, facts
        super().__init__(f"{where}: {why.format(**facts)}" if where else why.format(**facts))


class Breathe(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"in_": "in"}):
    """One breath, seconds a phase. ``sip`` is a little more air on top of ``in``, as in a sigh."""

    in_: float
    out: float
    hold_in: float = 0.0
    hold_out: float = 0.0
    sip: float = 0.0

    def phases(self) -> Iterator[tuple[Literal["in", "sip", "hold_in", "out", "hold_out"], float]]:
        """The phases that take time, in order, with their seconds."""
        if self.in_:
            yield "in", self.in_
        if self.sip:
            yield "sip", self.sip
        if self.hold_in:
            yield "hold_in", self.hold_in
        if self.out:
            yield "out", self.out
        if self.hold_out:
            yield "hold_out", self.hold_out

    @property
    def seconds(self) -> float:
        return self.in_ + self.sip + self.hold_in + self.out + self.hold_out


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words, a breath or a question, and the seconds it lasts.

    ``support`` is the one of ``choices`` that leads to people to talk to, and ends the asking.
    """

    say: str | list[str] | None = None
    breathe: Breathe | None = None
    ask: str | None = None
    key: str | None = None
    choices: list[str] = []
    support: str | None = None
    rate: Literal["distress", "ease", "urge"] | None = None
    seconds: float = 0.0
    private: bool = False

    @property
    def lasts(self) -> float:
        """Seconds the step takes as written."""
        return self.breathe.seconds if self.breathe else self.seconds

    def words(self, round_number: int) -> str:
        """What the step says the ``round_number``-th time (from 0)."""
        if isinstance(self.say, list):
            return self.say[round_number % len(self.say)]
        return self.say or ""


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known about an exercise. ``strength`` names the design of the studies."""

    strength: Literal["meta-analysis", "trial", "observational", "convention"]
    summary: str
    citations: list[str] = []


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole exercise. Lengths in ``minutes``; everything else in seconds.

    ``rung`` says which rungs of the closeness ladder ``{rung}`` may stand for: the person's own place
    on it, or only a low one, which happens with nobody.
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
    fill: Literal["repeat", "stretch"] = "repeat"
    rung: Literal["own", "low"] = "own"
    evidence: Evidence | None = None
    opening: list[Step] = []
    closing: list[Step] = []

    @property
    def kinds(self) -> frozenset[Kind]:
        """Its kinds; capacity closeness is contact unless ``kind`` says otherwise."""
        if self.kind:
            return frozenset(self.kind)
        return frozenset({"contact"}) if self.capacity == "closeness" else frozenset()

    def steps(self, stage: Stage) -> list[Step]:
        return {"opening": self.opening, "body": self.body, "closing": self.closing}[stage]

    def lasts(self, stage: Stage) -> float:
        """Seconds of one pass through a stage, as written."""
        return sum(step.lasts for step in self.steps(stage))

    def leads_to_support(self, key: str, answer: object) -> bool:
        """Whether ``answer`` to the question ``key`` leads to people to talk to."""
        asked = (step for stage in STAGES for step in self.steps(stage) if step.key == key)
        return any(step.support is not None and step.support == answer for step in asked)

    @property
    def shortest(self) -> float:
        """Seconds that opening, one round of the body, and closing take."""
        return sum(self.lasts(stage) for stage in STAGES)

    @property
    def longest(self) -> float | None:
        """Seconds beyond which it is refused: contact is never longer than its longest on offer."""
        return max(self.minutes) * 60 if "contact" in self.kinds else None


def parse(data: bytes) -> Exercise:
    """The exercise in a file's bytes.

    Raises:
        BadExercise: naming the line or field, and the reason.
    """
    if len(data) > LARGEST_FILE:
        raise BadExercise("", "the file is larger than {limit} kB", limit=LARGEST_FILE // 1024)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadExercise(f"line {line}", "these bytes are not UTF-8 text") from None
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where, why = _split_toml_error(str(error))
        raise BadExercise(where, "{reason}", reason=why) from None
    except (RecursionError, ValueError):
        raise BadExercise("", "the file is not readable as TOML") from None
    return from_data(raw)


def from_data(raw: object) -> Exercise:
    """The exercise in decoded TOML.

    Raises:
        BadExercise: naming the field, and the reason.
    """
    try:
        exercise = msgspec.convert(raw, Exercise)
    except msgspec.ValidationError as error:
        where, why = _split_field_error(str(error))
        raise BadExercise(where, "{reason}", reason=why) from None
    exercise = _shown(exercise)
    _check(exercise)
    return exercise


def warnings(exercise: Exercise, words_a_minute: float = 100.0) -> list[tuple[str, str]]:
    """(place, reason) for each step shorter than its words at ``words_a_minute``."""
    found = []
    for stage in STAGES:
        for number, step in enumerate(exercise.steps(stage)):
            lines = step.say if isinstance(step.say, list) else [step.say or step.ask or ""]
            need = max(count_words(line) for line in lines) * 60 / words_a_minute
            if need > step.lasts + 1e-9:
                why = f"its words need {need:.1f} s and it lasts {step.lasts:g} s"
                found.append((_place(stage, number), why))
    return found


def _place(stage: str, number: int, field: str = "") -> str:
    """A step as its author counts: ``body step 3``, and the field in it."""
    return f"{stage} step {number + 1}" + (f", {field}" if field else "")


def _split_toml_error(message: str) -> tuple[str, str]:
    found = re.search(r"^(.*?) \(at line (\d+), column (\d+)\)$", message)
    if found:
        return f"line {found[2]}", found[1][:1].lower() + found[1][1:]
    return ("last line", message.removesuffix(" (at end of document)"))


def _split_field_error(message: str) -> tuple[str, str]:
    """msgspec's ``Expected `float`, got `str` - at `$.body[2].seconds``` as place and reason."""
    why, _, path = message.partition(" - at `")
    path = path.rstrip("`").removeprefix("$").lstrip(".")
    field = re.search(r"(?:required|unknown) field `([^`]+)`", why)
    if field:
        path = f"{path}.{field[1]}".lstrip(".")
        why = "is missing" if "required" in why else "is not a field of an exercise file"
    else:
        why = visible(why[:1].lower() + why[1:].replace("`", ""))
    step = re.match(r"(opening|body|closing)\[(\d+)\](?:\.(.*))?$", path)
    if step:
        return _place(step[1], int(step[2]), step[3] or ""), why
    return visible(path)[:80] or "file", why


def _shown(exercise: Exercise) -> Exercise:
    """The exercise with control characters written out in everything it would show."""

    def step(one: Step) -> Step:
        say = [visible(line) for line in one.say] if isinstance(one.say, list) else one.say and visible(one.say)
        return msgspec.structs.replace(
            one,
            say=say,
            ask=one.ask and visible(one.ask),
            choices=[visible(c) for c in one.choices],
            support=one.support and visible(one.support),
        )

    evidence = exercise.evidence and msgspec.structs.replace(
        exercise.evidence,
        summary=visible(exercise.evidence.summary),
        citations=[visible(c) for c in exercise.evidence.citations],
    )
    return msgspec.structs.replace(
        exercise,
        title=visible(exercise.title).strip(),
        summary=visible(exercise.summary).strip(),
        evidence=evidence,
        opening=[step(s) for s in exercise.opening],
        body=[step(s) for s in exercise.body],
        closing=[step(s) for s in exercise.closing],
    )


def _check(exercise: Exercise) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", exercise.id) or len(exercise.id) > 60:
        raise BadExercise("id", 'is lower-case words joined by "-", at most 60 characters')
    if exercise.version < 1:
        raise BadExercise("version", "is a whole number from 1 on")
    for field in ("title", "summary"):
        if not getattr(exercise, field):
            raise BadExercise(field, "is empty")
    if not exercise.directions:
        raise BadExercise("directions", "names at least one of anxious, avoidant")
    if not exercise.body:
        raise BadExercise("body", "has no step")
    keys: set[str] = set()
    for stage in STAGES:
        for number, step in enumerate(exercise.steps(stage)):
            _check_step(step, stage, number, keys)
    if not exercise.minutes:
        raise BadExercise("minutes", "names at least one length")
    for minutes in exercise.minutes:
        if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
            raise BadExercise("minutes", "{minutes:g} is not between 0.05 and 120", minutes=minutes)
        if minutes * 60 < exercise.shortest - 1e-9:
            raise BadExercise(
                "minutes",
                "{minutes:g} minutes can't hold opening, one round and closing; they need {shortest:.3g} minutes",
                minutes=minutes,
                shortest=math.ceil(exercise.shortest / 0.6) / 100,
            )


def _check_step(step: Step, stage: str, number: int, keys: set[str]) -> None:
    def bad(field: str, why: str, **facts: object) -> BadExercise:
        return BadExercise(_place(stage, number, field), why, **facts)

    if step.breathe is not None:
        for name, seconds in zip(
            ("in", "out", "hold_in", "hold_out", "sip"), msgspec.structs.astuple(step.breathe), strict=True
        ):
            if not 0 <= seconds <= 60:
                raise bad(f"breathe.{name}", "{seconds:g} is not between 0 and 60 seconds", seconds=seconds)
        for name in ("in", "out"):
            if getattr(step.breathe, "in_" if name == "in" else name) < _SHORTEST_STEP:
                raise bad(f"breathe.{name}", "is at least 0.1 seconds")
        if step.seconds:
            raise bad("seconds", "stands beside breathe, which lasts the sum of its phases")
    elif step.say is None and step.ask is None:
        raise bad("", "has none of say, breathe, ask")
    elif not _SHORTEST_STEP <= step.seconds <= _LONGEST_STEP:
        why = "is missing" if step.seconds == 0 else "{seconds:g} is not between 0.1 and 7200 seconds"
        raise bad("seconds", why, seconds=step.seconds)
    if isinstance(step.say, list) and not step.say:
        raise bad("say", "is an empty list")
    if step.say is not None and not all(step.say if isinstance(step.say, list) else [step.say]):
        raise bad("say", "is empty")
    if step.ask is None:
        for field in ("key", "choices", "support"):
            if getattr(step, field):
                raise bad(field, "goes with ask")
        return
    if step.say is not None or step.breathe is not None or step.rate is not None:
        raise bad("ask", "stands alone: no say, breathe or rate beside it")
    if not step.ask.strip():
        raise bad("ask", "is empty")
    if step.key is None:
        raise bad("key", "is missing")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", step.key):
        raise bad("key", "is a lower-case name of at most 40 characters")
    if step.key in RESERVED_KEYS:
        raise bad("key", "{key} is a name that the session itself uses", key=step.key)
    if step.key in keys:
        raise bad("key", "{key} is used by another step", key=step.key)
    keys.add(step.key)
    if not all(choice.strip() for choice in step.choices) or len(set(step.choices)) != len(step.choices):
        raise bad("choices", "are different words, none empty")
    if step.support is not None and step.support not in step.choices:
        raise bad("support", "is one of the choices")
