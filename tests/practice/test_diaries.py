"""What is suggested over weeks to people who take the suggestions, and to people who don't.

A diary in ``diaries.txt`` begins with a direction and what is wished; a line after ``>`` is what was practised, so
many days after the one before, the line under it is what is suggested at that moment.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui import content
from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.practice.suggestion import Wishes, suggest
from tests.conftest import Golden

PATH = Path(__file__).with_name("diaries.txt")
DIARIES = dict(one.split("\n", 1) for one in PATH.read_text("utf-8").split("## ")[1:])
CARDS = content.load().cards()
CAPACITY = {card.id: card.capacity for card in CARDS}
BEGINS = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)


def practised(line: str, at: datetime, number: int) -> SessionRecord:
    """A session of a line such as "slow-breathing 300 7>4 feared=no eased_off"."""
    id, planned, rated, *rest = line.split()
    before, after = rated.split(">")
    fields: dict[str, Any] = {"completed": True}
    for one in rest:
        name, _, value = one.partition("=")
        fields[name] = {"": True, "False": False}.get(value, value)
    ratings = [Rating(None, "distress", int(before), "before")] if before != "-" else []
    ratings += [Rating(None, "distress", int(after), "after")] if after != "-" else []
    ratings += [Rating(9.0, "presence", 0, "during")] if fields.pop("numb", False) else []
    return SessionRecord(
        id=str(number),
        started=at.isoformat(),
        exercise=id,
        capacity=CAPACITY.get(id),
        planned_seconds=float(planned),
        ratings=ratings,
        **fields,
    )


def retold(text: str) -> str:
    """The diary as it goes now."""
    first, *lines = text.strip().splitlines()
    direction, *wished = first.split()
    wishes: dict[str, Any] = {}
    for one in wished:
        name, _, value = one.partition("=")
        wishes[name] = int(value) if value.isdigit() else value or True
    now, record, told = BEGINS, list[SessionRecord](), [first]
    left = [""] + [line for line in lines if line.startswith("> ")]
    for line in left:
        if line:
            days, rest = line[2:].split(" ", 1)
            now += timedelta(days=float(days))
            record.insert(0, practised(rest, now, len(record)))
            told.append(line)
        meant: Any = None if direction == "none" else direction
        found = suggest(CARDS, record, meant, now=now + timedelta(hours=6), wishes=Wishes(**wishes))
        assert found is not None
        day = f", of {found.reason.day:%a %d %b}" if found.reason.day else ""
        told.append(f"{found.exercise_id} {found.minutes:g}: {found.reason.why} {found.reason.capacity}{day}")
    return "\n".join(told)


@pytest.mark.parametrize("name", DIARIES)
def test_suggestions_follow_each_diary(name: str, golden: Golden) -> None:
    golden(PATH, retold(DIARIES[name]), section=name)
