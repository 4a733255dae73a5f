"""A made-up record for screens: the same every time, and as long as a test wants it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from securecoach_tui.practice.record import Rating, SessionRecord
from tests.fakes.repository import repository_with
from tests.tui.stage import Stage

NOW = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)  # of the fake clock
PRACTISED = (
    ("slow-breathing", "regulation", 300.0),
    ("slow-breathing", "regulation", 300.0),
    ("senses-grounding", "regulation", 180.0),
    ("name-the-need", "need_expression", 300.0),
    ("closeness-ladder", "closeness", 180.0),
)
LINES = ("it passed sooner than I thought", "the walk home was quiet", "hard to begin, fine after two minutes")


def sessions(count: int, *, a_week: float = 4.5, seed: int = 4, until: datetime = NOW) -> list[SessionRecord]:
    """``count`` sessions up to ``until``, newest first: someone who begins calmer as weeks go by."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        at = until - timedelta(days=(count - 1 - number) * 7 / a_week, hours=chance.random() * 3)
        found.append(_session(chance, number, at, number / max(1, count - 1)))
    return found[::-1]


def _session(chance: random.Random, number: int, at: datetime, gone: float) -> SessionRecord:
    exercise, capacity, seconds = chance.choice(PRACTISED)
    before = round(max(1, min(10, 7.5 - 3 * gone + chance.gauss(0, 0.8))))
    after = round(max(0, min(before, before * (0.8 - 0.4 * gone) + chance.gauss(0, 0.6))))
    ratings = [Rating(None, "distress", before, "before"), Rating(62.0, "distress", (before + after) // 2, "during")]
    if capacity == "need_expression":
        ratings.append(Rating(120.0, "ease", round(max(0, min(10, 3 + 4 * gone))), "during"))
    ratings.append(Rating(None, "distress", after, "after"))
    more: dict[str, Any] = {"reflection": chance.choice(LINES)} if number % 2 else {}
    if capacity == "closeness":
        expected = round(max(0, min(10, 8 - 4 * gone + chance.gauss(0, 0.8))))
        more |= {"prediction": expected, "feared": "no", "bearable": "yes", "rung": "a warm memory"}
        more |= {"rung_id": "warm-memory", "expect": "I will feel trapped", "happened": "warm, then it eased"}
    if capacity == "need_expression":
        more |= {"need_stage": 2, "answers": {"feel": "tight and quiet", "need": "some time, and to be asked"}}
    return SessionRecord(
        id=f"s{number:05}",
        started=at.isoformat(timespec="seconds"),
        ended=(at + timedelta(seconds=seconds)).isoformat(timespec="seconds"),
        exercise=exercise,
        exercise_version=1,
        capacity=capacity,  # type: ignore[arg-type]  # one of the three
        planned_seconds=seconds,
        practised_seconds=seconds,
        completed=True,
        eased_off=False,
        not_helping=False,
        ratings=ratings,
        **more,
    )


def put(stage: Stage, found: list[SessionRecord], *things: tuple[str, str, dict[str, Any]]) -> None:
    """Let the house find these sessions and things (kind, id, fields): in its record, and at its writer."""
    stage.context.record = repository_with(found, *things)
    for one in found:
        fields = msgspec.to_builtins(one)
        stage.writer.things["session", fields.pop("id")] = fields
    for kind, id, fields in things:
        stage.writer.things[kind, id] = dict(fields)


def lived_in(folder: Path, count: int, **preferences: object) -> Stage:
    """A stage whose record has ``count`` sessions, and which no sound of this machine is opened for."""
    stage = Stage(folder, **preferences)
    stage.context.enable_sound = lambda notice: None  # type: ignore[method-assign]
    put(stage, sessions(count))
    return stage
