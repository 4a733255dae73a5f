"""The content of a report: sentences, figures and charts, and the texts that the person chooses to include."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.charts import chart_words, paired_chart, practice_calendar, rated_chart
from securecoach_tui.charts.practice_calendar import CalendarDay
from securecoach_tui.charts.trend_chart import TrendChart, indicator_chart
from securecoach_tui.i18n import _
from securecoach_tui.practice.instants import DAY_STARTS, day_of
from securecoach_tui.practice.needs import statement
from securecoach_tui.practice.own_scales import word_and_time
from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress.days import DatedSession, in_order, practice_totals
from securecoach_tui.progress.described import RungPairs, by_rung, dated_checkins, prediction_pairs
from securecoach_tui.progress.model import IndicatorProgress, Progress
from securecoach_tui.progress.rated import RatedSession, rated_sessions
from securecoach_tui.text.dates import date_words, full_date
from securecoach_tui.text.history import answer_fact
from securecoach_tui.text.over_time import checkin_line, lines_over_time
from securecoach_tui.text.progress import (
    asides,
    capacity_words,
    ends_sentence,
    indicator_sentence,
    page_notes,
    sessions_beside_heading,
    since_words,
    totals_words,
)
from securecoach_tui.text.quantities import capacity_name, indicator_name

MAX_PAIRS = 24  # pairs drawn for each rung, the newest
MAX_RUNGS = 2  # rungs drawn, the most recently practised
LISTED = {"rungs": 8, "urges": 6}  # kinds listed by date, and how many of the newest lines are listed
TICKS = ("reflections", "needs", "predictions", "checkins")  # the parts that a person can add


class JudgedIndicator(msgspec.Struct, frozen=True):
    """One judged indicator: its name and sentences, its figures as lines, and its chart (None under two sessions)."""

    name: str
    sentences: list[str]
    figures: list[str]
    indicator: IndicatorProgress
    chart: TrendChart | None


class RungSection(msgspec.Struct, frozen=True):
    """Predictions and outcomes on one rung: a heading, a sentence, the newest pairs as lines, and all pairs."""

    name: str
    sentence: str
    lines: list[str]
    group: RungPairs


class CapacitySection(msgspec.Struct, frozen=True):
    """A capacity: its heading and movement, its judged indicators, and a line for each described one.

    ``rated`` are its newest sessions with a rating before and after, and ``ends`` is how they usually end.
    """

    heading: str
    word: str
    sessions: str  # "" where the heading says it
    figures: list[JudgedIndicator]
    described: list[str]
    pairs: list[RungSection] = []
    rated: list[RatedSession] = []
    ends: str = ""


class WrittenEntry(msgspec.Struct, frozen=True):
    """Something the person wrote: the day, the exercise, and each text with its label."""

    day: str
    title: str
    texts: list[tuple[str, str]]


class Report(msgspec.Struct, frozen=True):
    """The content of a report. Control characters are already replaced in its texts; markup is not escaped yet."""

    title: str
    today: date
    made: str
    about: list[str]
    calendar: list[list[CalendarDay]]
    rhythm: list[str]
    parts: list[CapacitySection]
    lists: list[tuple[str, list[str]]]
    entries: list[tuple[str, list[WrittenEntry]]]
    closing: str


def build_report(
    sessions: Sequence[SessionRecord],
    progress: Progress,
    *,
    ticked: Sequence[str] = (),
    checkins: Sequence[Mapping[str, Any]] = (),
    titles: Mapping[str, str] | None = None,
    questions: Mapping[str, str] | None = None,
    day_starts: int = DAY_STARTS,
) -> Report:
    """The report of a person's practice.

    Args:
        sessions: in any order.
        progress: computed from the same sessions.
        ticked: which of ``TICKS`` the person adds.
        checkins: entries of kind "checkin".
        titles: titles of exercises, by id.
        questions: statements of the check-in, by id.
        day_starts: the hour at which the person's day begins.
    """
    titles = titles or {}
    today = progress.today
    dated, undated = in_order(sessions, today)
    days = {item.session.id: date_words(day_of(item.started, day_starts), today) for item in dated}
    lists = _dated_lists(sessions, progress, day_starts)
    if "checkins" in ticked:
        lists.append((_("Check-ins"), _checkins(checkins, questions or {}, today, day_starts)))
    written = _written([*undated, *(item.session for item in dated)], ticked, titles, days)
    show_days = "practice_days" not in progress.hidden
    return Report(
        title=_("My practice"),
        today=today,
        made=_("Made with SecureCoach on {day}.").format(day=full_date(today)),
        about=[visible(line) for line in _about(sessions, progress, titles)],
        calendar=practice_calendar.calendar(progress.days, today) if show_days else [],
        rhythm=practice_calendar.lines(progress.days, today) if show_days else [],
        parts=[
            _capacity(progress, name, dated, day_starts) for name, item in progress.capacities.items() if item.sessions
        ],
        lists=[(heading, [visible(line) for line in lines]) for heading, lines in lists if lines],
        entries=[(heading, entries) for heading, entries in written if entries],
        closing=_(
            "This person rated their own practice. This is not a test or a diagnosis, and it doesn't show "
            "what caused what."
        ),
    )


def _dated_lists(sessions: Sequence[SessionRecord], progress: Progress, day_starts: int) -> list[tuple[str, list[str]]]:
    """The newest lines of each kind in ``LISTED``, under its heading."""
    return [
        (kind.heading, [line.line for line in kind.lines[-LISTED[kind.name] :]])
        for kind in lines_over_time(sessions, [], progress.today, day_starts=day_starts, hidden=progress.hidden)
        if kind.name in LISTED
    ]


def _about(sessions: Sequence[SessionRecord], progress: Progress, titles: Mapping[str, str]) -> list[str]:
    lines = [totals_words(practice_totals(sessions)) + "."]
    if progress.since is not None:
        lines.append(_("Figures are measured {since}.").format(since=since_words(progress)))
    counts = Counter(session.exercise for session in sessions if session.exercise)
    if counts:
        named = [_("{title} {n}").format(title=titles.get(id, id), n=n) for id, n in counts.most_common(6)]
        lines.append(_("Practised most: {exercises}.").format(exercises=", ".join(named)))
    return [*lines, *page_notes(progress)]


def _capacity(progress: Progress, name: Capacity, dated: Sequence[DatedSession], day_starts: int) -> CapacitySection:
    capacity = progress.capacities[name]
    rated = [indicator for indicator in capacity.indicators if indicator.points]
    # Closeness is not about lower ratings.
    before_after = [] if name == Capacity.CLOSENESS else rated_sessions(dated, name, day_starts, progress.since)
    pairs = []
    if capacity.indicator("prediction_gap") is not None:
        groups = by_rung(prediction_pairs(dated, day_starts))
        pairs = [_rung(group, progress.today) for group in groups[:MAX_RUNGS] if len(group.pairs) > 1]
    return CapacitySection(
        heading=capacity_name(name),
        word=capacity_words(capacity),
        sessions=sessions_beside_heading(capacity, progress),
        figures=[_judged(indicator, progress.today) for indicator in rated if indicator.judged],
        described=[ends_sentence(indicator) for indicator in rated if not indicator.judged],
        pairs=pairs,
        rated=before_after[-rated_chart.NEWEST :],
        ends=rated_chart.end_words(before_after),
    )


def _judged(indicator: IndicatorProgress, today: date) -> JudgedIndicator:
    return JudgedIndicator(
        name=indicator_name(indicator.figures.name),
        sentences=[indicator_sentence(indicator), *asides(indicator)],
        figures=chart_words.lines(indicator, today, week_by_week=False, rounded=True)[1:],
        indicator=indicator,
        chart=indicator_chart(indicator),
    )


def _rung(group: RungPairs, today: date) -> RungSection:
    shown = group.pairs[-MAX_PAIRS:]
    sentence = _("Expected the first time: {first}. The last time: expected {expected}, highest {met}.").format(
        first=group.first, expected=shown[-1].expected, met=shown[-1].met
    )
    return RungSection(
        name=_("Expected and actual: {rung}").format(rung=visible(group.words)),
        sentence=sentence,
        lines=[paired_chart.pair_words(pair, today) for pair in shown],
        group=group,
    )


def _checkins(
    entries: Sequence[Mapping[str, Any]], questions: Mapping[str, str], today: date, day_starts: int
) -> list[str]:
    """A line for each check-in, then the answers of the last one."""
    lines = [checkin_line(checkin, today) for checkin in dated_checkins(entries, day_starts)]
    last = max(entries, key=lambda entry: str(entry.get("at", "")), default={})
    answers = last.get("answers")
    if isinstance(answers, Mapping):
        for id, answer in answers.items():
            shown = _("left out") if answer is None else str(answer)
            lines.append(_("{statement} {answer}").format(statement=questions.get(str(id), str(id)), answer=shown))
    return lines


def _written(
    sessions: Sequence[SessionRecord], ticked: Sequence[str], titles: Mapping[str, str], days: Mapping[str, str]
) -> list[tuple[str, list[WrittenEntry]]]:
    """The texts that the person chose to include, by heading, in the order of ``sessions``."""
    sections = []
    for tick, heading, texts_of in (
        ("predictions", _("What I expected, and what happened"), _predictions),
        ("needs", _("Needs"), _needs),
        ("reflections", _("Reflections"), _reflections),
    ):
        if tick in ticked:
            entries = []
            for session in sessions:
                texts = [(label, visible(text, lines=True)) for label, text in texts_of(session) if text.strip()]
                if texts:
                    exercise = session.exercise or ""
                    day, title = days.get(session.id, _("no date")), visible(titles.get(exercise, exercise))
                    entries.append(WrittenEntry(day, title, texts))
            sections.append((heading, entries))
    return sections


def _predictions(session: SessionRecord) -> list[tuple[str, str]]:
    return [(_("Expected"), session.expect or ""), (_("Happened"), session.happened or "")]


def _needs(session: SessionRecord) -> list[tuple[str, str]]:
    need = statement(session.answers)
    if need:
        return [(_("Need"), need)]
    if session.capacity != Capacity.NEED_EXPRESSION:
        return []
    facts = [answer_fact(key, text) for key, text in session.answers.items() if word_and_time(key) is None]
    return [(fact.label, fact.value) for fact in facts]


def _reflections(session: SessionRecord) -> list[tuple[str, str]]:
    return [(_("For myself"), session.reflection or "")]
