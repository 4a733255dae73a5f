"""What is shown with its date and never judged: check-ins, rungs, predictions and outcomes, urges, settling alone.

These are facts; text/over_time.py puts them into sentences. Each has the ids of its sessions. Days are local days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.practice import own_scales
from securecoach_tui.practice.instants import DAY_STARTS, day_of, parse_instant
from securecoach_tui.practice.record import Scale, When
from securecoach_tui.progress.days import DatedSession
from securecoach_tui.progress.indicators import (
    SeriesContext,
    rung_key,
    session_ratings,
    urge_after,
    urge_before,
    urge_highest,
    urge_waited,
)


class RungStay(msgspec.Struct, frozen=True):
    """Consecutive sessions on one rung: the day of the first, the rung's key and words, the sessions' ids."""

    day: date
    rung: str
    words: str
    ids: list[str]


class DatedCheckIn(msgspec.Struct, frozen=True):
    """A check-in: its day, the direction by its answers, and the direction that the person chose instead."""

    day: date
    direction: str
    chosen: str | None


class PredictionPair(msgspec.Struct, frozen=True):
    """A session's prediction (``expected``) and its highest distress (``met``), in points.

    ``rung`` is empty if the session has none; ``first`` is the first prediction on that rung.
    """

    id: str
    day: date
    rung: str
    words: str
    first: int
    expected: int
    met: int


class RungPairs(msgspec.Struct, frozen=True):
    """The pairs of one rung, oldest first; ``first`` is the first prediction on it, in points."""

    words: str
    first: int
    pairs: list[PredictionPair]


class UrgeRatings(msgspec.Struct, frozen=True):
    """A session's urge in points, and the minutes waited before choosing what to do."""

    id: str
    day: date
    before: float | None
    highest: float | None
    after: float | None
    minutes: float | None


class UrgeWave(msgspec.Struct, frozen=True):
    """The urge ratings of a session, each with its part of the session: 0 at the beginning, 1 at the end."""

    id: str
    points: list[tuple[float, int]]


class SettledAlone(msgspec.Struct, frozen=True):
    """The answer to whether the person could settle alone: "not yet", "partly" or "yes"."""

    id: str
    day: date
    answer: str


class OwnScaleRatings(msgspec.Struct, frozen=True):
    """The ratings of one of the person's own scales before and after a session, in points."""

    id: str
    day: date
    word: str
    before: int | None
    after: int | None


def own_scale_ratings(dated: Iterable[DatedSession], day_starts: int = DAY_STARTS) -> list[OwnScaleRatings]:
    """The ratings on own scales, oldest first within each scale, the scales in the order in which they began."""
    sessions = [one for one in dated if one.session.answers]
    found = []
    for word in own_scales.words_in(one.session for one in sessions):
        for one in sessions:
            before, after = own_scales.ratings(one.session, word)
            if before is not None or after is not None:
                found.append(OwnScaleRatings(one.session.id, day_of(one.started, day_starts), word, before, after))
    return found


def rung_stays(dated: Iterable[DatedSession], day_starts: int = DAY_STARTS) -> list[RungStay]:
    """The rungs practised, oldest first; consecutive sessions on one rung are one stay."""
    stays: list[RungStay] = []
    for dated_session in dated:
        rung = rung_key(dated_session.session)
        if not rung:
            continue
        if stays and stays[-1].rung == rung:
            stays[-1].ids.append(dated_session.session.id)
        else:
            words = dated_session.session.rung or rung
            stays.append(RungStay(day_of(dated_session.started, day_starts), rung, words, [dated_session.session.id]))
    return stays


def dated_checkins(entries: Iterable[Mapping[str, Any]], day_starts: int = DAY_STARTS) -> list[DatedCheckIn]:
    """The results of the valid stored check-ins, oldest first."""
    found = []
    for entry in entries:
        moment = parse_instant(entry.get("at"))
        direction, chosen = entry.get("direction"), entry.get("chosen")
        if moment is not None and (isinstance(direction, str) or isinstance(chosen, str)):
            chosen_direction = chosen if isinstance(chosen, str) else None
            found.append((moment, DatedCheckIn(day_of(moment, day_starts), str(direction or ""), chosen_direction)))
    return [checkin for _moment, checkin in sorted(found, key=lambda pair: pair[0])]


def prediction_pairs(dated: Iterable[DatedSession], day_starts: int = DAY_STARTS) -> list[PredictionPair]:
    """The sessions with a prediction and a distress rating, oldest first."""
    pairs, firsts = [], dict[str, int]()
    for dated_session in dated:
        prediction = dated_session.session.prediction
        if prediction is None or not 0 <= prediction <= 10:
            continue
        ratings, rung = session_ratings(dated_session.session), rung_key(dated_session.session)
        first = firsts.setdefault(rung, prediction)
        if ratings.highest is not None:
            day, words = day_of(dated_session.started, day_starts), dated_session.session.rung or rung
            pairs.append(PredictionPair(dated_session.session.id, day, rung, words, first, prediction, ratings.highest))
    return pairs


def by_rung(pairs: Sequence[PredictionPair]) -> list[RungPairs]:
    """The pairs grouped by rung, the rung practised last first."""
    groups: dict[str, list[PredictionPair]] = {}
    for one in pairs:
        groups.setdefault(one.rung, []).append(one)
    found = [RungPairs(group[-1].words, group[0].first, group) for group in groups.values()]
    return sorted(found, key=lambda group: group.pairs[-1].day, reverse=True)


def urge_ratings(dated: Iterable[DatedSession], day_starts: int = DAY_STARTS) -> list[UrgeRatings]:
    """The sessions with an urge rated, oldest first."""
    rated, context = [], SeriesContext()
    for dated_session in dated:
        ratings = session_ratings(dated_session.session)
        if ratings.urges:
            values = [value(ratings, context) for value in (urge_before, urge_highest, urge_after, urge_waited)]
            rated.append(UrgeRatings(dated_session.session.id, day_of(dated_session.started, day_starts), *values))
    return rated


def urge_waves(dated: Iterable[DatedSession]) -> list[UrgeWave]:
    """The sessions with two urge ratings or more, oldest first. One rated at an unknown second is left out."""
    waves = []
    for one in dated:
        seconds = one.session.practised_seconds or 0.0
        points = []
        for rating in one.session.ratings:
            if rating.scale == Scale.URGE and 0 <= rating.value <= 10:
                ends = {When.BEFORE: 0.0, When.AFTER: 1.0}
                part, at = ends.get(rating.when), one.session.practised_at(rating)
                if part is None and at is not None and seconds > 0:
                    part = at / seconds
                if part is not None:
                    points.append((part, rating.value))
        if len(points) > 1:
            waves.append(UrgeWave(one.session.id, sorted(points, key=lambda point: point[0])))
    return waves


def settled_alone(dated: Iterable[DatedSession], day_starts: int = DAY_STARTS) -> list[SettledAlone]:
    """The answers to whether the person could settle alone, oldest first."""
    return [
        SettledAlone(
            dated_session.session.id, day_of(dated_session.started, day_starts), dated_session.session.settled_alone
        )
        for dated_session in dated
        if dated_session.session.settled_alone
    ]
