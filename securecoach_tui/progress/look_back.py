"""The weekly look back: which week can be looked back on, and the answers that were stored.

A week with practice is offered during the week after it, until it is answered. An answer is a stored entry of kind
"lookback": {"week": ISO date of the week's Monday, "question": id, "text": str, "at": ISO instant}. The text is
empty where the person passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from securecoach_tui.practice.instants import DAY_STARTS, day_of, parse_instant
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.days import DatedSession, in_order

KIND = "lookback"
QUESTIONS = ("glad", "surprised", "kinder", "easier", "next")  # ids; one a week, in turn


class PracticeWeek(msgspec.Struct, frozen=True):
    """A week to look back on: its Monday, the number of days with practice, and the sessions, oldest first."""

    monday: date
    days: int
    sessions: list[SessionRecord]

    @property
    def question_id(self) -> str:
        """The question asked about this week."""
        return QUESTIONS[self.monday.toordinal() // 7 % len(QUESTIONS)]

    @property
    def ids(self) -> list[str]:
        """The ids of the sessions, oldest first."""
        return [session.id for session in self.sessions]


class LookBackAnswer(msgspec.Struct, frozen=True, order=True):
    """A stored answer that isn't empty, with the Monday of its week and the id of its question."""

    monday: date
    question_id: str
    text: str


def week_to_review(
    sessions: Iterable[SessionRecord],
    entries: Iterable[Mapping[str, Any]],
    today: date,
    *,
    day_starts: int = DAY_STARTS,
) -> PracticeWeek | None:
    """The week before that of ``today``; None if it has no practice, or was answered already.

    ``entries`` are those of kind "lookback".
    """
    monday = _last_monday(today)
    if _answered(entries, monday):
        return None
    days: dict[date, list[SessionRecord]] = {}
    for dated_session in in_order(sessions, today)[0]:
        day = day_of(dated_session.started, day_starts)
        if _in_week(day, monday) and dated_session.session.was_practised:
            days.setdefault(day, []).append(dated_session.session)
    if not days:
        return None
    return PracticeWeek(monday, len(days), [session for day in sorted(days) for session in days[day]])


def is_due(
    newest_first: Iterable[SessionRecord],
    entries: Iterable[Mapping[str, Any]],
    today: date,
    *,
    day_starts: int = DAY_STARTS,
) -> bool:
    """Whether ``week_to_review`` would return a week. Stops at the first older session, to keep the start quick."""
    monday = _last_monday(today)
    if _answered(entries, monday):
        return False
    for session in newest_first:
        started = parse_instant(session.started)
        day = day_of(started, day_starts) if started is not None and started.year > 1 else None
        if day is not None and day < monday:
            return False
        if day is not None and _in_week(day, monday) and session.was_practised:
            return True
    return False


def fields(week: PracticeWeek, text: str, at: str) -> dict[str, Any]:
    """The fields of an entry to store; ``at`` is an ISO instant."""
    return {"week": week.monday.isoformat(), "question": week.question_id, "text": text, "at": at}


def answers(entries: Iterable[Mapping[str, Any]]) -> list[LookBackAnswer]:
    """The valid stored answers that aren't empty, oldest week first."""
    answered = []
    for entry in entries:
        text, week = entry.get("text"), entry.get("week")
        try:
            monday = date.fromisoformat(week) if isinstance(week, str) else None
        except ValueError:
            continue
        if monday is not None and isinstance(text, str) and text.strip():
            answered.append(LookBackAnswer(monday, str(entry.get("question", "")), text.strip()))
    return sorted(answered)


def ids_of_week(dated: Iterable[DatedSession], monday: date, day_starts: int = DAY_STARTS) -> list[str]:
    """The ids of the sessions in the week of ``monday``."""
    return [
        dated_session.session.id
        for dated_session in dated
        if _in_week(day_of(dated_session.started, day_starts), monday)
    ]


def _last_monday(today: date) -> date:
    return today - timedelta(days=today.weekday() + 7)


def _in_week(day: date, monday: date) -> bool:
    return 0 <= (day - monday).days < 7


def _answered(entries: Iterable[Mapping[str, Any]], monday: date) -> bool:
    return any(entry.get("week") == monday.isoformat() for entry in entries)
