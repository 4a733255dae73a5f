"""What is shown by its date and never judged, in lines: check-ins, rungs, predictions, urges, settling, look backs.

Both displays and the report show these lines. A kind that the person hid is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import Direction, SessionRecord
from securecoach_tui.progress import described, look_back
from securecoach_tui.progress.days import DAY_STARTS, in_order
from securecoach_tui.progress.described import DatedCheckIn, PredictionPair, RungStay, SettledAlone, UrgeRatings
from securecoach_tui.text.dates import date_words
from securecoach_tui.text.look_back import answer_line
from securecoach_tui.text.quantities import number

# The names in HIDEABLE under which a kind can be hidden; it is left out where all of them are hidden.
HIDDEN_BY = {
    "checkins": ("checkins",),
    "rungs": ("rung",),
    "pairs": ("prediction_gap",),
    "urges": ("urge_before", "urge_highest", "urge_after", "urge_waited"),
    "settled_alone": ("settled_alone",),
    "lookbacks": ("lookbacks",),
}


class DatedLine(msgspec.Struct, frozen=True):
    """A line with the ids of the sessions behind it.

    Attributes:
        pair: the pair that the line is about, which can be drawn as a paired chart.
        private: whether the line has words that the person wrote.
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
        """The ids of all sessions behind the lines, oldest first."""
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

    def checkin_lines() -> list[DatedLine]:
        return [DatedLine(checkin_line(one, today), []) for one in described.dated_checkins(checkins, day_starts)]

    def rung_lines() -> list[DatedLine]:
        return [DatedLine(rung_line(one, today), one.ids) for one in described.rung_stays(dated, day_starts)]

    def pair_lines() -> list[DatedLine]:
        pairs = described.prediction_pairs(dated, day_starts)
        return [DatedLine(pair_line(one, today), [one.id], one) for one in pairs]

    def urge_lines() -> list[DatedLine]:
        return [DatedLine(urge_line(one, today), [one.id]) for one in described.urge_ratings(dated, day_starts)]

    def settled_lines() -> list[DatedLine]:
        return [DatedLine(settled_line(one, today), [one.id]) for one in described.settled_alone(dated, day_starts)]

    def look_back_lines() -> list[DatedLine]:
        return [
            DatedLine(answer_line(one, today), look_back.ids_of_week(dated, one.monday, day_starts), private=True)
            for one in look_back.answers(lookbacks)
        ]

    every: list[tuple[str, str, Callable[[], list[DatedLine]]]] = [
        ("checkins", _("Check-ins"), checkin_lines),
        ("rungs", _("Rungs"), rung_lines),
        ("pairs", _("Expected and met"), pair_lines),
        ("urges", _("Urges"), urge_lines),
        ("settled_alone", _("Settled by myself"), settled_lines),
        ("lookbacks", _("Looking back"), look_back_lines),
    ]
    shown = [one for one in every if not set(HIDDEN_BY[one[0]]) <= set(hidden)]
    return [DatedLines(name, heading, lines) for name, heading, make in shown if (lines := make())]


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
    """A stay on a rung: the day it began, and the number of sessions."""
    return ngettext("From {day}: {rung}, once", "From {day}: {rung}, {n} times", len(stay.ids)).format(
        day=date_words(stay.day, today), rung=stay.words, n=len(stay.ids)
    )


def checkin_line(result: DatedCheckIn, today: date) -> str:
    """A check-in: its day, its direction, and the direction chosen instead."""
    facts = {"day": date_words(result.day, today), "answers": direction_words(result.direction)}
    if not result.chosen or result.chosen == result.direction:
        return _("{day}: {answers}").format(**facts)
    shape = _("{day}: {answers}; you chose {chosen}") if result.direction else _("{day}: you chose {chosen}")
    return shape.format(**facts, chosen=direction_words(result.chosen))


def pair_line(pair: PredictionPair, today: date) -> str:
    """A prediction, the highest distress, and the first prediction on the same rung."""
    facts = {"day": date_words(pair.day, today), "expected": pair.expected, "met": pair.met}
    if not pair.rung:
        return _("{day}: expected {expected}, the most was {met}").format(**facts)
    shape = _("{day}, {rung}: expected {expected}, the most was {met}; the first time on it expected {first}")
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
