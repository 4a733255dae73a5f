"""The direction check-in: the pattern that a person is moving from, by their own answers.

Two dimensions (Brennan, Clark & Shaver 1998) with six items each. The result decides where to start.
It is not a validated test, a diagnosis or a type, and it is never charted as an outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from securecoach_tui.practice.record import Direction

Dimension = Literal["anxiety", "avoidance"]
DIMENSIONS: tuple[Dimension, Dimension] = ("anxiety", "avoidance")
ITEMS_A_DIMENSION = 6
LOWEST, HIGHEST = 1, 7  # "not like me" to "very like me"
KIND = "checkin"  # of a stored check-in
DRAFT = "checkin"  # the name of the draft of an unfinished one
AGAIN = timedelta(weeks=4)  # from a check-in until the next one is offered

# Limits apply to sums of six items (6-42) and not to means, so that no result depends on rounding.
_LEANING = 24  # the lowest sum that counts as high
_APART = 5  # how much higher than the other sum it is where only one dimension gives the direction
_STEADY = 19  # the highest sum, in both dimensions, of a steady result


class Item(msgspec.Struct, frozen=True):
    """A statement about the person; ``reverse`` is true if agreeing lowers the sum of the dimension."""

    id: str
    dimension: Dimension
    text: str
    reverse: bool = False


class CheckInResult(msgspec.Struct, frozen=True):
    """The result of the answers.

    ``anxiety`` and ``avoidance`` are sums from 6 to 42, None if two or more answers were left out.
    ``second`` is the direction with the greater sum if ``direction`` is both, and None if the sums are
    equal. It is offered after steadying.
    """

    anxiety: int | None
    avoidance: int | None
    direction: Direction
    second: Direction | None = None


class UnfinishedCheckIn(ValueError):
    """Raised if some items have no answer yet, not even "leave out"."""


def unanswered(items: Sequence[Item], answers: Mapping[str, int | None]) -> list[Item]:
    """The items without an answer, in order."""
    return [item for item in items if item.id not in answers]


def half_way_text(answers: Mapping[str, int | None]) -> str:
    """The answers given so far as JSON, for a draft; empty where there are none."""
    return msgspec.json.encode(dict(answers)).decode() if answers else ""


def half_way(text: str, items: Sequence[Item]) -> dict[str, int | None]:
    """The answers in a draft, in the order of the items, up to the first that is missing or invalid."""
    try:
        stored = msgspec.json.decode(text, type=dict[str, int | None])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return {}
    answers: dict[str, int | None] = {}
    for item in items:
        if item.id not in stored or not ((value := stored[item.id]) is None or LOWEST <= value <= HIGHEST):
            break
        answers[item.id] = value
    return answers


def score(items: Sequence[Item], answers: Mapping[str, int | None]) -> CheckInResult:
    """The direction that ``answers`` (1-7 by item id, None for "leave out") point to.

    Raises:
        UnfinishedCheckIn: an item has no answer.
        ValueError: an answer isn't a whole number from 1 to 7, or a dimension doesn't have six items.
    """
    if unanswered(items, answers):
        raise UnfinishedCheckIn("some items have no answer yet")
    anxiety, avoidance = (_sum([item for item in items if item.dimension == d], answers) for d in DIMENSIONS)
    direction = direction_of(anxiety, avoidance)
    return CheckInResult(anxiety, avoidance, direction, second_of(direction, anxiety, avoidance))


def direction_of(anxiety: int | None, avoidance: int | None) -> Direction:
    """The direction that two sums give; unclear if one is None."""
    if anxiety is None or avoidance is None:
        return Direction.UNCLEAR
    if anxiety >= _LEANING and avoidance >= _LEANING:
        return Direction.BOTH
    if anxiety >= _LEANING and anxiety - avoidance >= _APART:
        return Direction.ANXIOUS
    if avoidance >= _LEANING and avoidance - anxiety >= _APART:
        return Direction.AVOIDANT
    return Direction.STEADY if max(anxiety, avoidance) <= _STEADY else Direction.UNCLEAR


def second_of(direction: str | None, anxiety: int | None, avoidance: int | None) -> Direction | None:
    """The direction with the greater sum if ``direction`` is both; None if the sums are equal."""
    if direction != Direction.BOTH or anxiety is None or avoidance is None or anxiety == avoidance:
        return None
    return Direction.ANXIOUS if anxiety > avoidance else Direction.AVOIDANT


def due(last: date | None, today: date) -> bool:
    """Whether a check-in is offered: four weeks after the last one, or if there was none."""
    return last is None or today - last >= AGAIN


def fields(
    at: datetime, answers: Mapping[str, int | None], result: CheckInResult, chosen: Direction | None = None
) -> dict[str, object]:
    """The stored fields of a check-in; ``chosen`` is the person's own choice, which overrides the result."""
    return {
        "at": at.isoformat(timespec="seconds"),
        "answers": dict(answers),
        "anxiety": result.anxiety,
        "avoidance": result.avoidance,
        "direction": result.direction,
        "chosen": chosen,
    }


def _sum(items: Sequence[Item], answers: Mapping[str, int | None]) -> int | None:
    """The sum of a dimension; one item left out counts as the mean of the others, rounded half up."""
    if len(items) != ITEMS_A_DIMENSION:
        raise ValueError(f"a dimension has {ITEMS_A_DIMENSION} items, not {len(items)}")
    values = [_keyed(item, answer) for item in items if (answer := answers[item.id]) is not None]
    answered, total = len(values), len(items)
    if answered < total - 1:
        return None
    return (2 * sum(values) * total + answered) // (2 * answered)


def _keyed(item: Item, answer: int) -> int:
    """The answer, turned round for a ``reverse`` item."""
    if isinstance(answer, bool) or not isinstance(answer, int) or not LOWEST <= answer <= HIGHEST:
        raise ValueError(f"{item.id}: an answer is a whole number from {LOWEST} to {HIGHEST}")
    return LOWEST + HIGHEST - answer if item.reverse else answer
