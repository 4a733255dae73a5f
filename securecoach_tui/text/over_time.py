"""Dated lines that no trend is computed from: check-ins, rungs, predictions, urges, settling, look backs.

Both displays and the report show these lines. Kinds that the person hid are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.instants import DAY_STARTS, day_of
from securecoach_tui.practice.record import Capacity, Direction, SessionRecord
from securecoach_tui.progress import described, look_back
from securecoach_tui.progress.days import DatedSession, in_order
from securecoach_tui.progress.described import (
    DatedCheckIn,
    OwnScaleRatings,
    PredictionPair,
    RungStay,
    SettledAlone,
    UrgeRatings,
)
from securecoach_tui.text.dates import date_words, month_and_year
from securecoach_tui.text.look_back import answer_line
from securecoach_tui.text.quantities import capacity_name, grouped, number

# The names in HIDEABLE that hide each kind; a kind is left out when all its names are hidden.
HIDDEN_BY = {
    "checkins": ("checkins",),
    "rungs": ("rung",),
    "pairs": ("prediction_gap",),
    "urges": ("urge_before", "urge_highest", "urge_after", "urge_waited"),
    "settled_alone": ("settled_alone",),
    "own_scales": ("own_scales",),
    "months": ("practice_days",),
    "lookbacks": ("lookbacks",),
}


class DatedLine(msgspec.Struct, frozen=True):
    """A line, and the ids of the sessions that it describes.

    Attributes:
        pair: the pair that the line describes, which can be drawn as a paired chart.
        private: whether the line contains text that the person wrote.
    """

    line: str
    ids: list[str]
    pair: PredictionPair | None = None
    private: bool = False


class DatedLines(msgspec.Struct, frozen=True):
    """The lines of one kind, oldest first, under a heading; never empty. ``name`` is a key of ``HIDDEN_BY``."""

    name: str
    heading: str
    lines: list[DatedLine]

    @property
    def ids(self) -> list[str]:
        """The ids of all sessions that the lines describe, oldest first."""
        return [id for line in self.lines for id in line.ids]


def lines_over_time(
    sessions: Iterable[SessionRecord],
    checkins: Iterable[Mapping[str, Any]],
    today: date,
    *,
    day_starts: int = DAY_STARTS,
    hidden: Collection[str] = (),
    lookbacks: Iterable[Mapping[str, Any]] = (),
) -> list[DatedLines]:
    """The kinds that have any lines, in the order in which they are shown.

    Args:
        sessions: in any order.
        checkins: entries of kind "checkin".
        today: the person's local day.
        day_starts: the hour at which the person's day begins.
        hidden: names of what the person does not want to see.
        lookbacks: entries of kind "lookback".
    """
    dated = in_order(sessions, today)[0]
    kinds: list[tuple[str, str, Callable[[], list[DatedLine]]]] = [
        ("checkins", _("Check-ins"), lambda: _checkin_lines(checkins, today, day_starts)),
        ("rungs", _("Steps"), lambda: _rung_lines(dated, today, day_starts)),
        ("pairs", _("Expected and actual"), lambda: _pair_lines(dated, today, day_starts)),
        ("urges", _("Urges"), lambda: _urge_lines(dated, today, day_starts)),
        ("settled_alone", _("I calmed myself"), lambda: _settled_lines(dated, today, day_starts)),
        ("own_scales", _("My own scales"), lambda: _own_scale_lines(dated, today, day_starts)),
        ("months", _("Practice by month"), lambda: _month_lines(dated, day_starts)),
        ("lookbacks", _("Looking back"), lambda: _look_back_lines(lookbacks, dated, today, day_starts)),
    ]
    shown = [kind for kind in kinds if not set(HIDDEN_BY[kind[0]]) <= set(hidden)]
    return [DatedLines(name, heading, lines) for name, heading, make in shown if (lines := make())]


def _checkin_lines(checkins: Iterable[Mapping[str, Any]], today: date, day_starts: int) -> list[DatedLine]:
    return [DatedLine(checkin_line(checkin, today), []) for checkin in described.dated_checkins(checkins, day_starts)]


def _rung_lines(dated: list[DatedSession], today: date, day_starts: int) -> list[DatedLine]:
    return [DatedLine(rung_line(stay, today), stay.ids) for stay in described.rung_stays(dated, day_starts)]


def _pair_lines(dated: list[DatedSession], today: date, day_starts: int) -> list[DatedLine]:
    pairs = described.prediction_pairs(dated, day_starts)
    return [DatedLine(pair_line(pair, today), [pair.id], pair) for pair in pairs]


def _urge_lines(dated: list[DatedSession], today: date, day_starts: int) -> list[DatedLine]:
    ratings = described.urge_ratings(dated, day_starts)
    return [DatedLine(urge_line(urge, today), [urge.id]) for urge in ratings]


def _settled_lines(dated: list[DatedSession], today: date, day_starts: int) -> list[DatedLine]:
    answers = described.settled_alone(dated, day_starts)
    return [DatedLine(settled_line(answer, today), [answer.id]) for answer in answers]


def _own_scale_lines(dated: list[DatedSession], today: date, day_starts: int) -> list[DatedLine]:
    ratings = described.own_scale_ratings(dated, day_starts)
    return [DatedLine(own_scale_line(rating, today), [rating.id]) for rating in ratings]


def own_scale_line(rating: OwnScaleRatings, today: date) -> str:
    """The ratings of one session on a scale of the person's own."""
    facts = {"day": date_words(rating.day, today), "word": rating.word, "before": rating.before, "after": rating.after}
    if rating.after is None:
        return _("{day}: {word} {before} before").format(**facts)
    if rating.before is None:
        return _("{day}: {word} {after} after").format(**facts)
    return _("{day}: {word} {before} before, {after} after").format(**facts)


def _month_lines(dated: list[DatedSession], day_starts: int) -> list[DatedLine]:
    """The last twelve months with practice: how many sessions of each capacity."""
    months: dict[date, list[SessionRecord]] = {}
    for one in dated:
        if one.session.was_practised and one.session.capacity is not None:
            months.setdefault(day_of(one.started, day_starts).replace(day=1), []).append(one.session)
    return [
        DatedLine(month_line(month, [one.capacity for one in sessions]), [one.id for one in sessions])
        for month, sessions in sorted(months.items())[-12:]
    ]


def month_line(month: date, capacities: Iterable[Capacity | None]) -> str:
    """A month and its sessions: "February 2026: Soothing myself 12, Staying close 4"."""
    counts = Counter(capacities)
    parts = [_("{name} {n}").format(name=capacity_name(one), n=grouped(counts[one])) for one in Capacity if counts[one]]
    return _("{month}: {parts}").format(month=month_and_year(month), parts=", ".join(parts))


def _look_back_lines(
    lookbacks: Iterable[Mapping[str, Any]], dated: list[DatedSession], today: date, day_starts: int
) -> list[DatedLine]:
    return [
        DatedLine(answer_line(answer, today), look_back.ids_of_week(dated, answer.monday, day_starts), private=True)
        for answer in look_back.answers(lookbacks)
    ]


def direction_words(direction: str) -> str:
    """A direction in a list of check-ins."""
    words: dict[str, str] = {
        Direction.ANXIOUS: _("leaning anxious"),
        Direction.AVOIDANT: _("leaning avoidant"),
        Direction.BOTH: _("leaning both ways"),
        Direction.STEADY: _("steady, by your own answers"),
        Direction.UNCLEAR: _("unclear"),
    }
    return words.get(direction, direction)


def rung_line(stay: RungStay, today: date) -> str:
    """A run of sessions on one rung: the day of the first, and their number."""
    return ngettext("From {day}: {rung}, once", "From {day}: {rung}, {n} times", len(stay.ids)).format(
        day=date_words(stay.day, today), rung=stay.words, n=len(stay.ids)
    )


def checkin_line(result: DatedCheckIn, today: date) -> str:
    """A check-in: its day, its direction, and the direction chosen instead."""
    facts = {"day": date_words(result.day, today), "answers": direction_words(result.direction)}
    if not result.chosen or result.chosen == result.direction:
        return _("{day}: {answers}").format(**facts)
    shape = _("{day}: {answers}, and you chose {chosen}") if result.direction else _("{day}: you chose {chosen}")
    return shape.format(**facts, chosen=direction_words(result.chosen))


def pair_line(pair: PredictionPair, today: date) -> str:
    """A prediction, the highest distress, and the first prediction on the same rung."""
    facts = {"day": date_words(pair.day, today), "expected": pair.expected, "met": pair.met}
    if not pair.rung:
        return _("{day}: expected {expected}, highest {met}").format(**facts)
    shape = _("{day}, {rung}: expected {expected}, highest {met}, expected {first} the first time")
    return shape.format(**facts, rung=pair.words, first=pair.first)


def urge_line(ratings: UrgeRatings, today: date) -> str:
    """The urge before, at its highest and after, and the minutes waited; what wasn't rated is left out."""
    named = (
        (_("{n} before"), ratings.before),
        (_("{n} at its highest"), ratings.highest),
        (_("{n} after"), ratings.after),
        (_("waited {n} minutes"), ratings.minutes),
    )
    facts = ", ".join(words.format(n=number(value, 1)) for words, value in named if value is not None)
    return _("{day}: {facts}").format(day=date_words(ratings.day, today), facts=facts)


def settled_line(settled: SettledAlone, today: date) -> str:
    """The answer to whether the person could settle alone."""
    words = {"not yet": _("not yet"), "partly": _("partly"), "yes": _("yes")}
    answer = words.get(settled.answer, settled.answer)
    return _("{day}: {answer}").format(day=date_words(settled.day, today), answer=answer)
