"""What stands in a report: sentences, figures and pictures, and of the person's words only what they tick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.charts import paired_chart
from securecoach_tui.charts import practice_calendar as rhythm
from securecoach_tui.charts.chart_words import lines as twin_lines
from securecoach_tui.charts.trend_chart import Picture, picture
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.needs import statement
from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress.days import DAY_STARTS, Dated, day_of, in_order
from securecoach_tui.progress.model import Panel, Progress
from securecoach_tui.text import described, over_time
from securecoach_tui.text import progress as words
from securecoach_tui.text.quantities import amount, capacity_name, day_words, indicator_name

PAIRS = 24  # paired dots of a rung, the newest
RUNGS = 2  # rungs drawn so, those practised last
LISTED = {"rungs": 8, "urges": 6}  # kinds told by date, and how many lines of each, the newest
TICKS = ("reflections", "needs", "predictions", "checkins")


class Figure(msgspec.Struct, frozen=True):
    """One judged indicator: its name, sentences, the picture (None under two sessions) and the same in words."""

    name: str
    sentences: list[str]
    figures: list[str]
    panel: Panel
    picture: Picture | None


class Pairs(msgspec.Struct, frozen=True):
    """Expected against met on one rung: its name, what is said of it, the newest pairs in words, and all of them."""

    name: str
    sentence: str
    lines: list[str]
    group: paired_chart.OnARung


class Part(msgspec.Struct, frozen=True):
    """A capacity: heading, word, judged figures, and the described ones a line each."""

    heading: str
    word: str
    sessions: str
    figures: list[Figure]
    described: list[str]
    pairs: list[Pairs] = []


class Entry(msgspec.Struct, frozen=True):
    """Something a person wrote: the day, the exercise, and the text by its label."""

    day: str
    title: str
    texts: list[tuple[str, str]]


class Report(msgspec.Struct, frozen=True):
    """Everything a report shows, as text that can be shown as it is."""

    title: str
    today: date
    made: str
    about: list[str]
    calendar: list[list[rhythm.Day]]
    rhythm: list[str]
    parts: list[Part]
    lists: list[tuple[str, list[str]]]
    entries: list[tuple[str, list[Entry]]]
    closing: str


def gather(
    sessions: Sequence[SessionRecord],
    progress: Progress,
    *,
    ticked: Sequence[str] = (),
    checkins: Sequence[Mapping[str, Any]] = (),
    titles: Mapping[str, str] | None = None,
    questions: Mapping[str, str] | None = None,
    day_starts: int = DAY_STARTS,
) -> Report:
    """The facts of a report.

    Args:
        ticked: of ``TICKS``, what the person wants in it.
        titles: exercises' titles by id.
        questions: the check-in's statements by id.
    """
    dated, undated = in_order(sessions, progress.today)
    of_day = {one.session.id: day_words(day_of(one.started, day_starts), progress.today) for one in dated}
    kinds = over_time.kinds(sessions, [], progress.today, day_starts=day_starts, hidden=progress.hidden)
    lists = [
        (kind.heading, [entry.line for entry in kind.entries[-LISTED[kind.name] :]])
        for kind in kinds
        if kind.name in LISTED
    ]
    if "checkins" in ticked:
        lists.append((_("Check-ins"), _checkins(checkins, questions or {}, progress.today, day_starts)))
    quiet = "practice_days" in progress.hidden
    return Report(
        title=_("My practice"),
        today=progress.today,
        made=_("Made with SecureCoach on {day}.").format(day=day_words(progress.today, date.min)),
        about=[visible(line) for line in _about(sessions, progress, titles or {})],
        calendar=[] if quiet else rhythm.calendar(progress.days, progress.today),
        rhythm=[] if quiet else rhythm.lines(progress.days, progress.today),
        parts=[
            _part(progress, name, dated, day_starts)
            for name, capacity_progress in progress.capacities.items()
            if capacity_progress.sessions
        ],
        lists=[(head, [visible(line) for line in found]) for head, found in lists if found],
        entries=[
            pair
            for pair in _entries([*undated, *(one.session for one in dated)], ticked, titles or {}, of_day)
            if pair[1]
        ],
        closing=_(
            "These are one person's own ratings of their own practice. They are not a test and not a diagnosis, "
            "and they show no cause."
        ),
    )


def _about(sessions: Sequence[SessionRecord], progress: Progress, titles: Mapping[str, str]) -> list[str]:
    told = [rhythm.totals_words(rhythm.totals(sessions)) + "."]
    if progress.since is not None:
        told.append(_("Figures run {since}.").format(since=words.since(progress)))
    counted = Counter(one.exercise for one in sessions if one.exercise)
    if counted:
        named = [_("{title} {n}").format(title=titles.get(id, id), n=n) for id, n in counted.most_common(6)]
        told.append(_("Practised most: {exercises}.").format(exercises=", ".join(named)))
    misdated = words.misdated(progress)
    return [*told, misdated] if misdated else told


def _part(progress: Progress, name: Capacity, dated: Sequence[Dated], day_starts: int) -> Part:
    capacity_progress = progress.capacities[name]
    figures, plain = [], []
    for panel in capacity_progress.panels:
        if not panel.points:
            continue
        if panel.good:
            sentences = [words.sentence(panel), *words.aside(panel)]
            facts = twin_lines(panel, progress.today, week_by_week=False, rounded=True)
            figures.append(Figure(indicator_name(panel.figures.name), sentences, facts[1:], panel, picture(panel)))
        else:
            plain.append(_described(panel))
    sessions = ngettext("{n} session in all.", "{n} sessions in all.", capacity_progress.sessions).format(
        n=capacity_progress.sessions
    )
    pairs = []
    if capacity_progress.panel("prediction_gap") is not None:
        groups = paired_chart.by_rung(described.pairs(dated, day_starts))
        pairs = [_pairs(group, progress.today) for group in groups[:RUNGS] if len(group.pairs) > 1]
    return Part(
        capacity_name(capacity_progress.capacity), words.room_word(capacity_progress), sessions, figures, plain, pairs
    )


def _pairs(group: paired_chart.OnARung, today: date) -> Pairs:
    shown = group.pairs[-PAIRS:]
    sentence = _("Expected the first time: {first}. The last time: expected {expected}, the most was {met}.").format(
        first=group.first, expected=shown[-1].expected, met=shown[-1].met
    )
    return Pairs(
        name=_("Expected and met: {rung}").format(rung=visible(group.words)),
        sentence=sentence,
        lines=[paired_chart.words(one, today) for one in shown],
        group=group,
    )


def _described(panel: Panel) -> str:
    figures = panel.figures
    assert figures.baseline is not None and figures.recent is not None
    return _("{name}: at first {first}, lately {lately}, in {sessions}.").format(
        name=indicator_name(figures.name),
        first=amount(figures.baseline, figures.unit),
        lately=amount(figures.recent, figures.unit),
        sessions=ngettext("{n} session", "{n} sessions", figures.sessions).format(n=figures.sessions),
    )


def _checkins(
    entries: Sequence[Mapping[str, Any]], questions: Mapping[str, str], today: date, day_starts: int
) -> list[str]:
    """Dates and the words chosen; the last one's answers beneath."""
    told = described.checkin_lines(described.checkins(entries, day_starts), today)
    last = max(entries, key=lambda entry: str(entry.get("at", "")), default={})
    answers = last.get("answers")
    if isinstance(answers, Mapping):
        for id, answer in answers.items():
            shown = _("left out") if answer is None else str(answer)
            told.append(_("{statement} {answer}").format(statement=questions.get(str(id), str(id)), answer=shown))
    return told


def _entries(
    every: Sequence[SessionRecord], ticked: Sequence[str], titles: Mapping[str, str], of_day: Mapping[str, str]
) -> list[tuple[str, list[Entry]]]:
    """What the person wrote and ticked, oldest first, under its heading; what has no date that can be used is first."""
    found = []
    for tick, heading, texts_of in (
        ("predictions", _("What I expected, and what happened"), _predictions),
        ("needs", _("Needs"), _needs),
        ("reflections", _("Reflections"), _reflections),
    ):
        if tick in ticked:
            held = []
            for one in every:
                texts = [(label, visible(text, lines=True)) for label, text in texts_of(one) if text.strip()]
                if texts:
                    exercise = one.exercise or ""
                    held.append(Entry(of_day.get(one.id, _("no date")), visible(titles.get(exercise, exercise)), texts))
            found.append((heading, held))
    return found


def _predictions(one: SessionRecord) -> list[tuple[str, str]]:
    return [(_("Expected"), one.expect or ""), (_("Happened"), one.happened or "")]


def _needs(one: SessionRecord) -> list[tuple[str, str]]:
    said = statement(one.answers)
    if said:
        return [(_("Need"), said)]
    return [(key, text) for key, text in one.answers.items() if one.capacity == Capacity.NEED_EXPRESSION]


def _reflections(one: SessionRecord) -> list[tuple[str, str]]:
    return [(_("For myself"), one.reflection or "")]
