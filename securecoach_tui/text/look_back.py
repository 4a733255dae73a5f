"""The weekly look back in sentences: what was practised, which capacities moved, and one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.progress.look_back import LookBackAnswer, PracticeWeek
from securecoach_tui.progress.model import Progress
from securecoach_tui.text.dates import date_words
from securecoach_tui.text.progress import capacity_heading
from securecoach_tui.text.quantities import session_count


def week_lines(week: PracticeWeek, progress: Progress, titles: Mapping[str, str]) -> list[str]:
    """What was practised in a week, then the capacities that moved. ``titles`` names exercises by id."""
    counts = Counter(session.exercise for session in week.sessions if session.exercise)
    by_exercise = [
        ngettext("{title}: once", "{title}: {n} times", n).format(title=titles.get(id, id), n=n)
        for id, n in counts.most_common()
    ]
    moving = [
        capacity_heading(capacity)
        for capacity in progress.capacities.values()
        if any(session.figures.movement in ("toward", "harder") for session in capacity.indicators)
    ]
    return [_practised(week, progress.today), *by_exercise, *moving]


def question_words(id: str) -> str:
    """A question by its id. No question is about anybody else."""
    return {
        "glad": _("What are you glad you did?"),
        "surprised": _("What surprised you about yourself?"),
        "kinder": _("When were you kind to yourself?"),
        "easier": _("What felt a little easier than you expected?"),
        "next": _("What would you like to give yourself this week?"),
    }.get(id, id)


def answer_line(answer: LookBackAnswer, today: date) -> str:
    """A stored answer with its week and question."""
    facts = {"day": date_words(answer.monday, today), "question": question_words(answer.question_id)}
    return _("Week of {day}. {question} {text}").format(**facts, text=answer.text)


def _practised(week: PracticeWeek, today: date) -> str:
    minutes = round(sum(session.practised_seconds or 0.0 for session in week.sessions) / 60)
    return _("{first} to {last}: {sessions} on {days}, {minutes}.").format(
        first=date_words(week.monday, today),
        last=date_words(week.monday + timedelta(days=6), today),
        sessions=session_count(len(week.sessions)),
        days=ngettext("{n} day", "{n} days", week.days).format(n=week.days),
        minutes=ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes),
    )
