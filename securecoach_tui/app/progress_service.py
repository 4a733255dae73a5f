"""What one person's record tells over weeks, by their own day, ladder and hidden figures: for every face and command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from securecoach_tui.progress.days import day_of
from securecoach_tui.progress.model import Progress, movement
from securecoach_tui.text import look_back, over_time

if TYPE_CHECKING:
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.store.reader import Record


def moved(record: Record, preferences: Settings, now: datetime) -> Progress:
    """The person's movement as things stand."""
    return movement(
        record.sessions,
        today=day_of(now, preferences.day_starts),
        baselines=record.of_kind("baseline"),
        day_starts=preferences.day_starts,
        hidden=preferences.hidden_indicators,
        places=places_on_ladder(record),
    )


def places_on_ladder(record: Record) -> dict[str, int]:
    """The place of every rung on the person's ladder, hidden ones too; empty where none was practised."""
    if not any(one.rung_id for one in record.sessions):
        return {}
    from securecoach_tui import content
    from securecoach_tui.app.ladder_service import whole_ladder

    return {rung.id: rung.place for rung in whole_ladder(content.load().rungs(), record)}


def told_over_time(record: Record, preferences: Settings, now: datetime) -> list[over_time.Kind]:
    """What is told and never judged."""
    return over_time.kinds(
        record.sessions,
        record.of_kind("checkin"),
        day_of(now, preferences.day_starts),
        day_starts=preferences.day_starts,
        hidden=preferences.hidden_indicators,
        lookbacks=record.of_kind("lookback"),
    )


def week_to_look_back_on(
    record: Record, preferences: Settings, now: datetime, titles: Mapping[str, str]
) -> look_back.LookBack | None:
    """The week that can be looked back on; None where there is none, or it was done. ``titles``: of exercises, by id."""
    kept, found = record.of_kind("lookback"), moved(record, preferences, now)
    return look_back.offer(record.sessions, kept, found, titles=titles, day_starts=preferences.day_starts)
