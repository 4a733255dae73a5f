"""The record of one session, as in ``history --json`` and in the journal, and its enums.

Every field is about the person's own practice. There is no field for another person (a name,
an act, a reply, a measure of the relationship), and none may be added.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

# Answers that are stored as words; the choices of their questions are taken from here.
Feared = Literal["no", "partly", "yes"]
Bearable = Literal["no", "a little", "yes"]
Told = Literal["yes", "not yet", "not telling by choice"]
Settled = Literal["not yet", "partly", "yes"]
ByHand = Literal["added", "corrected"]  # by the person, after the session


class When(StrEnum):
    """When in a session a rating was given."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Scale(StrEnum):
    """What a rating measures, 0-10; on PRESENCE the one value 0 means numb or far away."""

    DISTRESS = "distress"
    EASE = "ease"
    URGE = "urge"
    PRESENCE = "presence"


class Capacity(StrEnum):
    """What an exercise practises."""

    REGULATION = "regulation"
    NEED_EXPRESSION = "need_expression"
    CLOSENESS = "closeness"


class Direction(StrEnum):
    """The insecure pattern that a person is moving from, by their own answers."""

    ANXIOUS = "anxious"
    AVOIDANT = "avoidant"
    BOTH = "both"
    STEADY = "steady"
    UNCLEAR = "unclear"


class QuestionKey(StrEnum):
    """The keys of the session's questions; practice/session/questions.py has a row for each.

    An exercise file can't use them for questions of its own.
    """

    SAFE = "safe"
    EXPECT = "expect"
    LIKELY = "likely"
    PREDICTION = "prediction"
    BEFORE = "before"
    GROUND_FIRST = "ground_first"
    URGE_BEFORE = "urge_before"
    AFTER = "after"
    URGE_AFTER = "urge_after"
    SETTLED_ALONE = "settled_alone"
    FEARED = "feared"
    HAPPENED = "happened"
    BEARABLE = "bearable"
    NEXT_RUNG = "next_rung"
    TOLD = "told"
    GROUND_AFTER = "ground_after"
    REFLECTION = "reflection"
    LENS_WANTED = "lens_wanted"
    LENS = "lens"
    SLEPT = "slept"
    RATE_DISTRESS = "rate_distress"
    RATE_EASE = "rate_ease"
    RATE_URGE = "rate_urge"


HIGH_DISTRESS = 8  # points; distress counts as high from here on
FULL_SHARE = 0.9  # of the planned time; what was practised for less of it isn't called the full time


# The bounds of what is read. What is written lies inside them, and a stored value outside them comes from elsewhere.
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e9)]
Points = Annotated[int, msgspec.Meta(ge=0, le=10)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Rating(msgspec.Struct, frozen=True, gc=False):
    """A value on a scale, given at a second of the session.

    ``value`` is 0-10; on the scale "presence" it is 0, for numb or far away. ``at`` is a second of
    the session (position in the timeline), None before and after.
    """

    at: Seconds | None
    scale: Scale
    value: Points
    when: When


def is_numb(ratings: Iterable[Rating], when: When | None = None) -> bool:
    """Whether "numb or far away" was answered: at any time, or before, during or after the exercise."""
    return any(rating.scale == Scale.PRESENCE and when in (None, rating.when) for rating in ratings)


class SessionRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One session as stored. Times are ISO 8601 with offset; a field with no value is None."""

    id: str
    started: str | None = None
    ended: str | None = None
    exercise: str | None = None
    exercise_version: Count | None = None
    capacity: Capacity | None = None
    direction: Direction | None = None
    planned_seconds: Seconds | None = None
    practised_seconds: Seconds | None = None
    completed: bool | None = None
    eased_off: bool | None = None
    not_helping: bool | None = None
    ratings: list[Rating] = []
    expect: str | None = None
    likely: Points | None = None
    prediction: Points | None = None
    feared: Feared | None = None
    happened: str | None = None
    bearable: Bearable | None = None
    rung: str | None = None
    rung_id: str | None = None
    need_stage: Count | None = None
    told: Told | None = None
    settled_alone: Settled | None = None
    answers: dict[str, str] = {}
    reflection: str | None = None
    by_hand: ByHand | None = None

    @property
    def was_practised(self) -> bool:
        """Whether any part of the session was practised; a session of unknown length counts."""
        return self.practised_seconds is None or self.practised_seconds > 0

    @property
    def was_full(self) -> bool:
        """Whether the session was practised to its end and for its length, give or take a step.

        A session that was eased off or stopped in its closing, or of which a part was skipped, is completed too.
        """
        if not self.completed or self.eased_off or self.not_helping:
            return False
        planned, practised = self.planned_seconds, self.practised_seconds
        return planned is None or practised is None or practised >= FULL_SHARE * planned

    @property
    def numb(self) -> bool:
        """Whether "numb or far away" was answered at any time of the session."""
        return is_numb(self.ratings)

    @property
    def is_debrief(self) -> bool:
        """Whether the session looks back on a rung that was lived, so that it happened outside the program.

        The record doesn't say so. But a debrief has a rung and no planned length, and it is stored as completed and
        never as eased off. Easing off is the only way to complete an open-ended session, which has no planned length
        either. The seconds practised don't tell them apart: a debrief has those of the session that prepared the rung.
        """
        has_rung = bool(self.rung_id or self.rung)
        return has_rung and self.planned_seconds is None and bool(self.completed) and not self.eased_off

    def practised_at(self, rating: Rating) -> float | None:
        """Seconds practised when ``rating`` was given, 0 for one before and all for one after; None if not known.

        ``Rating.at`` counts the seconds that were skipped before it as well, and the record doesn't say how many these
        are. If ``at`` is beyond the seconds practised, there were some, and the rating was given after those at the latest.
        """
        practised = self.practised_seconds
        if rating.when != When.DURING:
            return 0.0 if rating.when == When.BEFORE else practised
        if rating.at is None or practised is None:
            return rating.at
        return min(rating.at, practised)

    def values(self, scale: Scale, when: When) -> list[int]:
        """The values given on a scale at one time of the session, in order."""
        return [r.value for r in self.ratings if r.scale == scale and r.when == when]

    def first(self, scale: Scale, when: When) -> int | None:
        """The first value given on a scale at one time of the session."""
        values = self.values(scale, when)
        return values[0] if values else None

    def highest(self, scale: Scale) -> int | None:
        """The highest value given on a scale at any time of the session."""
        return max((r.value for r in self.ratings if r.scale == scale), default=None)
