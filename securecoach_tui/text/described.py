"""What is told and never judged: rungs over time, check-ins, expected against met, urges, settling alone.

Each thing names the sessions behind it. Dates are local days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.record import Direction
from securecoach_tui.progress.days import DAY_STARTS, Dated, day_of, when
from securecoach_tui.progress.indicators import (
    Known,
    on_rung,
    seen,
    urge_after,
    urge_before,
    urge_highest,
    urge_waited,
)
from securecoach_tui.text.quantities import day_words, number


class OnRung(msgspec.Struct, frozen=True):
    """Sessions in a row on one rung: the day of the first, the rung's id and words, the ids."""

    day: date
    rung: str
    words: str
    ids: list[str]


class CheckedIn(msgspec.Struct, frozen=True):
    """A check-in: its day, the direction its answers gave, and the one the person chose instead."""

    day: date
    direction: str
    chosen: str | None


class Met(msgspec.Struct, frozen=True):
    """A session's prediction and the most distress there was, points.

    ``rung`` is empty where the record names none; ``first`` is what was expected the first time on that rung.
    """

    id: str
    day: date
    rung: str
    words: str
    first: int
    expected: int
    met: int


class Urge(msgspec.Struct, frozen=True):
    """A session's urge in points, and the minutes waited before choosing."""

    id: str
    day: date
    before: float | None
    highest: float | None
    after: float | None
    minutes: float | None


class Settled(msgspec.Struct, frozen=True):
    """Whether a person could settle alone, in the words of the question."""

    id: str
    day: date
    words: str


def rungs(dated: Iterable[Dated], day_starts: int = DAY_STARTS) -> list[OnRung]:
    """The rungs practised, oldest first; sessions in a row on one rung are one line."""
    found: list[OnRung] = []
    for one in dated:
        rung = on_rung(one.session)
        if not rung:
            continue
        if found and found[-1].rung == rung:
            found[-1].ids.append(one.session.id)
        else:
            words = one.session.rung or rung
            found.append(OnRung(day_of(one.started, day_starts), rung, words, [one.session.id]))
    return found


def checkins(entries: Iterable[Mapping[str, Any]], day_starts: int = DAY_STARTS) -> list[CheckedIn]:
    """The check-ins that can be read, oldest first."""
    found = []
    for entry in entries:
        moment = when(entry.get("at") if isinstance(entry.get("at"), str) else None)
        direction, chosen = entry.get("direction"), entry.get("chosen")
        if moment is not None and (isinstance(direction, str) or isinstance(chosen, str)):
            own = chosen if isinstance(chosen, str) else None
            found.append((moment, CheckedIn(day_of(moment, day_starts), str(direction or ""), own)))
    return [one for _moment, one in sorted(found, key=lambda pair: pair[0])]


def pairs(dated: Iterable[Dated], day_starts: int = DAY_STARTS) -> list[Met]:
    """What was expected against what was met, oldest first."""
    found, firsts = [], dict[str, int]()
    for one in dated:
        ratings, rung = seen(one.session), on_rung(one.session)
        prediction = one.session.prediction
        if prediction is None or not 0 <= prediction <= 10:
            continue
        first = firsts.setdefault(rung, prediction)
        if ratings.highest is not None:
            day, words = day_of(one.started, day_starts), one.session.rung or rung
            found.append(Met(one.session.id, day, rung, words, first, prediction, ratings.highest))
    return found


def urges(dated: Iterable[Dated], day_starts: int = DAY_STARTS) -> list[Urge]:
    """Sessions with an urge rated, oldest first."""
    found, known = [], Known()
    for one in dated:
        ratings = seen(one.session)
        if ratings.urges:
            values = [of(ratings, known) for of in (urge_before, urge_highest, urge_after, urge_waited)]
            found.append(Urge(one.session.id, day_of(one.started, day_starts), *values))
    return found


def settled_alone(dated: Iterable[Dated], day_starts: int = DAY_STARTS) -> list[Settled]:
    """Answers to "could settle alone", oldest first."""
    return [
        Settled(one.session.id, day_of(one.started, day_starts), one.session.settled_alone)
        for one in dated
        if one.session.settled_alone
    ]


def direction_words(direction: str) -> str:
    """A direction as a list shows it."""
    words: dict[str, str] = {
        Direction.ANXIOUS: _("leaning anxious"),
        Direction.AVOIDANT: _("leaning avoidant"),
        Direction.BOTH: _("leaning both ways"),
        Direction.STEADY: _("steady, by your own answers"),
        Direction.UNCLEAR: _("unclear"),
    }
    return words.get(direction, direction)


def rung_lines(found: Sequence[OnRung], today: date) -> list[str]:
    """One line a stay on a rung."""
    return [
        ngettext("From {day}: {rung}, once", "From {day}: {rung}, {n} times", len(one.ids)).format(
            day=day_words(one.day, today), rung=one.words, n=len(one.ids)
        )
        for one in found
    ]


def checkin_lines(found: Sequence[CheckedIn], today: date) -> list[str]:
    """Dates and the words chosen; never a trend."""
    told = []
    for one in found:
        facts = {"day": day_words(one.day, today), "answers": direction_words(one.direction)}
        if one.chosen and one.chosen != one.direction:
            line = _("{day}: you chose {chosen}") if not one.direction else _("{day}: {answers}; you chose {chosen}")
            told.append(line.format(**facts, chosen=direction_words(one.chosen)))
        else:
            told.append(_("{day}: {answers}").format(**facts))
    return told


def pair_lines(found: Sequence[Met], today: date) -> list[str]:
    """One line a session: expected, the most there was, and what was expected the first time on that rung."""
    return [pair_line(one, today) for one in found]


def pair_line(one: Met, today: date) -> str:
    """A pair in words."""
    facts = {"day": day_words(one.day, today), "expected": one.expected, "met": one.met}
    if not one.rung:
        return _("{day}: expected {expected}, the most was {met}").format(**facts)
    shape = _("{day}, {rung}: expected {expected}, the most was {met}; the first time on it expected {first}")
    return shape.format(**facts, rung=one.words, first=one.first)


def urge_lines(found: Sequence[Urge], today: date) -> list[str]:
    """One line a session with an urge."""
    told = []
    for one in found:
        named = (
            (_("{n} before"), one.before),
            (_("{n} at its highest"), one.highest),
            (_("{n} after"), one.after),
            (_("waited {n} minutes"), one.minutes),
        )
        parts = [words.format(n=number(value, 1)) for words, value in named if value is not None]
        told.append(_("{day}: {facts}").format(day=day_words(one.day, today), facts=", ".join(parts)))
    return told


def settled_lines(found: Sequence[Settled], today: date) -> list[str]:
    """One line an answer."""
    words = {"not yet": _("not yet"), "partly": _("partly"), "yes": _("yes")}
    return [
        _("{day}: {answer}").format(day=day_words(one.day, today), answer=words.get(one.words, one.words))
        for one in found
    ]
