"""A person's progress, computed with their settings and ladder, for displays, commands and reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING
from weakref import ReferenceType, ref

import msgspec

from securecoach_tui.practice import checkin
from securecoach_tui.practice.instants import day_of, parse_instant
from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress import baselines, look_back
from securecoach_tui.progress.days import YEAR_DAYS, capacities_practised, in_order
from securecoach_tui.progress.described import RungPairs, UrgeWave, by_rung, prediction_pairs, urge_waves
from securecoach_tui.progress.look_back import PracticeWeek
from securecoach_tui.progress.model import Progress, compute_progress
from securecoach_tui.progress.rated import RatedSession, rated_sessions

if TYPE_CHECKING:
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.store.repository import Repository
    from securecoach_tui.text.over_time import DatedLines


MOST_RECENT = 300  # more sessions than anybody has in four weeks


class WeekReview(msgspec.Struct, frozen=True):
    """A week to look back on, with its sentences and its question."""

    week: PracticeWeek
    lines: list[str]
    question: str


class PracticePictures(msgspec.Struct, frozen=True):
    """What the charts are drawn from besides trends: rated sessions, and the capacities of each day."""

    rated: dict[Capacity, list[RatedSession]]
    days: dict[date, list[Capacity]]


class ProgressPage(msgspec.Struct, frozen=True):
    """What the progress screen shows: figures, predictions and outcomes by rung, and what its pictures need."""

    progress: Progress
    pairs: list[RungPairs]
    pictures: PracticePictures


class YearPictures(msgspec.Struct, frozen=True):
    """What the pictures of a year are drawn from: the capacities of each day, and urges, oldest first."""

    days: dict[date, list[Capacity]]
    urges: list[UrgeWave]


def progress_of(record: Repository, settings: Settings, now: datetime, since: date | None = None) -> Progress:
    """The person's progress at ``now``, measured from their baseline or from ``since``."""
    return compute_progress(
        record.sessions,
        today=day_of(now, settings.day_starts),
        baselines=record.of_kind(baselines.KIND),
        day_starts=settings.day_starts,
        hidden=settings.hidden_indicators,
        places=places_on_ladder(record),
        since=since,
    )


class LastPage:
    """The page that was computed last, for as long as nothing that it depends on changes. For use by any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._page: ProgressPage | None = None
        self._record: ReferenceType[Repository] | None = (
            None  # weak, so that data that is read again takes no room twice
        )
        self._made_from: object = None

    def find(self, record: Repository, settings: Settings, now: datetime) -> ProgressPage:
        """The page of ``record`` at ``now``, computed only if it isn't known."""
        with self._lock:  # two threads that want it at once compute it once
            today = day_of(now, settings.day_starts)
            made_from = (record.generation, today, settings.day_starts, tuple(settings.hidden_indicators))
            same = self._record is not None and self._record() is record and self._made_from == made_from
            if self._page is None or not same:
                progress = progress_of(record, settings, now)
                pictures = practice_pictures(record, settings, now, progress.since)
                self._page = ProgressPage(progress, rung_pairs(record, settings, now), pictures)
                self._record, self._made_from = ref(record), made_from
            return self._page


def places_on_ladder(record: Repository) -> dict[str, int]:
    """The position of every rung of the person's ladder, hidden ones too; empty if no rung was practised."""
    if not any(session.rung_id for session in record.sessions):
        return {}
    from securecoach_tui import content
    from securecoach_tui.app.ladder_service import all_rungs

    return {rung.id: rung.place for rung in all_rungs(content.load().rungs(), record)}


def lines_over_time(record: Repository, settings: Settings, now: datetime) -> list[DatedLines]:
    """Dated lines that no trend is computed from."""
    from securecoach_tui.text import over_time

    return over_time.lines_over_time(
        record.sessions,
        record.of_kind(checkin.KIND),
        day_of(now, settings.day_starts),
        day_starts=settings.day_starts,
        hidden=settings.hidden_indicators,
        lookbacks=record.of_kind(look_back.KIND),
    )


def rung_pairs(record: Repository, settings: Settings, now: datetime) -> list[RungPairs]:
    """Predictions and outcomes by rung, the rung practised last first."""
    dated = in_order(record.sessions, day_of(now, settings.day_starts))[0]
    return by_rung(prediction_pairs(dated, settings.day_starts))


def practice_pictures(
    record: Repository, settings: Settings, now: datetime, since: date | None = None
) -> PracticePictures:
    """The ratings before and after each capacity's sessions from ``since`` on, and half a year of days."""
    today = day_of(now, settings.day_starts)
    dated = in_order(record.sessions, today)[0]
    return PracticePictures(
        {capacity: rated_sessions(dated, capacity, settings.day_starts, since) for capacity in Capacity},
        capacities_practised(dated, today, settings.day_starts),
    )


def recent_days(record: Repository, settings: Settings, now: datetime) -> tuple[dict[date, list[Capacity]], date]:
    """The capacities of each day with practice in the last four calendar weeks, and today."""
    today = day_of(now, settings.day_starts)
    window = today.weekday() + 1 + 21
    newest = record.sessions[:MOST_RECENT]  # newest first, so that a long history takes no longer
    dated = in_order(newest, today)[0]
    return capacities_practised(dated, today, settings.day_starts, window), today


def day_of_session(record: Repository, settings: Settings, id: str) -> date | None:
    """The local day of a session; None if there is no such session, or its date is unknown."""
    started = next((parse_instant(one.started) for one in record.sessions if one.id == id), None)
    return None if started is None else day_of(started, settings.day_starts)


def year_pictures(record: Repository, settings: Settings, now: datetime) -> YearPictures:
    """The capacities of each day of the last year, and the urges of all sessions."""
    today = day_of(now, settings.day_starts)
    dated = in_order(record.sessions, today)[0]
    return YearPictures(capacities_practised(dated, today, settings.day_starts, YEAR_DAYS), urge_waves(dated))


def week_is_due(record: Repository, settings: Settings, now: datetime) -> bool:
    """Whether there is a week to look back on; quick enough for every start."""
    today = day_of(now, settings.day_starts)
    return look_back.is_due(record.sessions, record.of_kind(look_back.KIND), today, day_starts=settings.day_starts)


def week_to_review(
    record: Repository, settings: Settings, now: datetime, titles: Mapping[str, str]
) -> WeekReview | None:
    """The week to look back on; None if there is none, or if it was answered. ``titles`` names exercises by id."""
    from securecoach_tui.text.look_back import question_words, week_lines

    today = day_of(now, settings.day_starts)
    week = look_back.week_to_review(
        record.sessions, record.of_kind(look_back.KIND), today, day_starts=settings.day_starts
    )
    if week is None:
        return None
    lines = week_lines(week, progress_of(record, settings, now), titles)
    return WeekReview(week, lines, question_words(week.question_id))
