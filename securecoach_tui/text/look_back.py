"""The weekly look back: what was practised, what moved, and one question to answer in a line.

Offered once for each past week with practice in it, for as long as the week after lasts; never pushed. An answer
(or an empty one, for "not this time") is kept as kind "lookback": {"week": ISO date of that week's Monday,
"question": id, "text": str, "at": ISO instant}.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.days import DAY_STARTS, day_of, in_order, practised
from securecoach_tui.progress.model import Progress
from securecoach_tui.text.progress import room_word
from securecoach_tui.text.quantities import capacity_name, day_words

QUESTIONS = ("glad", "surprised", "kinder", "easier", "next")


class LookBack(msgspec.Struct, frozen=True):
    """A week to look back on: its Monday, what is said, the question and its id, and the sessions' ids."""

    week: date
    lines: list[str]
    question: str
    question_id: str
    ids: list[str]


def offer(
    sessions: Iterable[SessionRecord],
    kept: Iterable[Mapping[str, Any]],
    progress: Progress,
    *,
    titles: Mapping[str, str] | None = None,
    day_starts: int = DAY_STARTS,
) -> LookBack | None:
    """The look back on the week before ``progress.today``'s; None without practice in it or once answered.

    ``kept`` are the entries of kind "lookback"; ``titles`` names exercises by id.
    """
    today = progress.today
    week = today - timedelta(days=today.weekday() + 7)
    if any(entry.get("week") == week.isoformat() for entry in kept):
        return None
    last = week + timedelta(days=6)
    days: dict[date, list[SessionRecord]] = {}
    for one in in_order(sessions, today)[0]:
        day = day_of(one.started, day_starts)
        if week <= day <= last and practised(one.session):
            days.setdefault(day, []).append(one.session)
    if not days:
        return None
    held = [one for day in sorted(days) for one in days[day]]
    question_id = QUESTIONS[week.toordinal() // 7 % len(QUESTIONS)]
    said = [_practised(week, last, today, len(days), held), *_by_exercise(held, titles or {}), *_moved(progress)]
    return LookBack(week, said, question_words(question_id), question_id, [one.id for one in held])


def fields(found: LookBack, text: str, at: str) -> dict[str, Any]:
    """An entry to keep; ``at`` is an ISO instant."""
    return {"week": found.week.isoformat(), "question": found.question_id, "text": text, "at": at}


def lines_kept(entries: Iterable[Mapping[str, Any]], today: date) -> list[tuple[date, str]]:
    """What was answered, each with the Monday of its week, oldest first; weeks that were passed over have no line."""
    found = []
    for entry in entries:
        text, week = entry.get("text"), entry.get("week")
        try:
            monday = date.fromisoformat(week) if isinstance(week, str) else None
        except ValueError:
            monday = None
        if monday is not None and isinstance(text, str) and text.strip():
            facts = {"day": day_words(monday, today), "question": question_words(str(entry.get("question", "")))}
            found.append((monday, _("Week of {day}. {question} {text}").format(**facts, text=text.strip())))
    return sorted(found)


def question_words(id: str) -> str:
    """A question by its id; about oneself alone."""
    return {
        "glad": _("What are you glad you did?"),
        "surprised": _("What surprised you in yourself?"),
        "kinder": _("Where were you kind to yourself?"),
        "easier": _("What came a little easier than you expected?"),
        "next": _("What would you like to give yourself this week?"),
    }.get(id, id)


def _practised(week: date, last: date, today: date, days: int, held: Sequence[SessionRecord]) -> str:
    minutes = round(sum(one.practised_seconds or 0.0 for one in held) / 60)
    return _("{first} to {last}: {sessions} on {days}, {minutes}.").format(
        first=day_words(week, today),
        last=day_words(last, today),
        sessions=ngettext("{n} session", "{n} sessions", len(held)).format(n=len(held)),
        days=ngettext("{n} day", "{n} days", days).format(n=days),
        minutes=ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes),
    )


def _by_exercise(held: Sequence[SessionRecord], titles: Mapping[str, str]) -> list[str]:
    counted = Counter(one.exercise for one in held if one.exercise)
    return [
        ngettext("{title}: once", "{title}: {n} times", n).format(title=titles.get(id, id), n=n)
        for id, n in counted.most_common()
    ]


def _moved(progress: Progress) -> list[str]:
    told = []
    for capacity_progress in progress.capacities.values():
        if any(panel.figures.movement in ("toward", "harder") for panel in capacity_progress.panels):
            told.append(
                _("{name}: {word}").format(
                    name=capacity_name(capacity_progress.capacity), word=room_word(capacity_progress)
                )
            )
    return told
