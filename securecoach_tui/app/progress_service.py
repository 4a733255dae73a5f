"""A person's progress, computed with their settings and ladder, for displays, commands and reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui.progress import look_back
from securecoach_tui.progress.days import day_of, in_order
from securecoach_tui.progress.described import RungPairs, by_rung, prediction_pairs
from securecoach_tui.progress.look_back import PracticeWeek
from securecoach_tui.progress.model import Progress, compute_progress

if TYPE_CHECKING:
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.store.repository import Repository
    from securecoach_tui.text.over_time import DatedLines


class WeekReview(msgspec.Struct, frozen=True):
    """A week to look back on, with its sentences and its question."""

    week: PracticeWeek
    lines: list[str]
    question: str


def progress_of(record: Repository, settings: Settings, now: datetime) -> Progress:
    """The person's progress at ``now``."""
    return compute_progress(
        record.sessions,
        today=day_of(now, settings.day_starts),
        baselines=record.of_kind("baseline"),
        day_starts=settings.day_starts,
        hidden=settings.hidden_indicators,
        places=places_on_ladder(record),
    )


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
        record.of_kind("checkin"),
        day_of(now, settings.day_starts),
        day_starts=settings.day_starts,
        hidden=settings.hidden_indicators,
        lookbacks=record.of_kind("lookback"),
    )


def rung_pairs(record: Repository, settings: Settings, now: datetime) -> list[RungPairs]:
    """Predictions and outcomes by rung, the rung practised last first."""
    dated = in_order(record.sessions, day_of(now, settings.day_starts))[0]
    return by_rung(prediction_pairs(dated, settings.day_starts))


def week_is_due(record: Repository, settings: Settings, now: datetime) -> bool:
    """Whether there is a week to look back on; quick enough for every start."""
    today = day_of(now, settings.day_starts)
    return look_back.is_due(record.sessions, record.of_kind("lookback"), today, day_starts=settings.day_starts)


def week_to_review(
    record: Repository, settings: Settings, now: datetime, titles: Mapping[str, str]
) -> WeekReview | None:
    """The week to look back on; None if there is none, or if it was answered. ``titles`` names exercises by id."""
    from securecoach_tui.text.look_back import question_words, week_lines

    today = day_of(now, settings.day_starts)
    week = look_back.week_to_review(record.sessions, record.of_kind("lookback"), today, day_starts=settings.day_starts)
    if week is None:
        return None
    lines = week_lines(week, progress_of(record, settings, now), titles)
    return WeekReview(week, lines, question_words(week.question_id))
