"""How often the progress rule reports a change in simulated years of practice. The rule was chosen by these figures.

    python3 scripts/prove simulate_progress            1,000 simulated years a row where the docs make a promise, else 250
    python3 scripts/prove simulate_progress 200        fewer
    python3 scripts/prove simulate_progress write      the same as the first, and its table into docs/dev/progress-rule.md

A simulated year has 150 sessions, and the rule is applied after each. Sessions are at any time of day. Ratings are whole numbers 0-10 around the
person's level with noise of 1.5 points; "leaning" is the AR(1) correlation with the session before.
"""

from __future__ import annotations

import random
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import msgspec

from securecoach_tui.practice.record import Capacity, Direction, Rating, Scale, SessionRecord, When
from securecoach_tui.progress.indicators import INDICATORS, Indicator, SeriesContext, session_ratings, stratum
from securecoach_tui.progress.judgement import DAY, WEEK, Point, change_of, judge, still_needed
from securecoach_tui.progress.trend import TREND_POINTS

SESSIONS, YEAR, MONTH = 150, 364.0, 30.4
NOISE = 1.5  # points
DOCS = Path(__file__).resolve().parents[2] / "docs/dev/progress-rule.md"
BETWEEN = "<!-- simulated -->.*<!-- /simulated -->"
PROMISED = ("no trend", "begins calmer", "settles")


class Life:
    """One person's year: a random generator, session times, and noise correlated with the previous session."""

    def __init__(self, seed: str, leaning: float = 0.0, times: str = "any") -> None:
        self.chance = random.Random(seed)
        self.leaning = leaning
        began = self.chance.uniform(0, WEEK)
        if times == "any":
            days = sorted(self.chance.uniform(0, YEAR) for _ in range(SESSIONS))
        elif times == "three a week":
            days = [
                number // 3 * 7 + (0, 2, 4)[number % 3] + self.chance.uniform(-0.1, 0.1) for number in range(SESSIONS)
            ]
        else:
            days = [
                number * {"even": YEAR / SESSIONS, "daily": 1.0, "weekly": 7.0}[times] for number in range(SESSIONS)
            ]
        self.at = [began + day * DAY for day in days]
        self._last: dict[str, float] = {}

    def noise(self, name: str) -> float:
        new = self.chance.gauss(0, NOISE)
        old = self._last.get(name)
        now = new if old is None else self.leaning * old + (1 - self.leaning**2) ** 0.5 * new
        self._last[name] = now
        return now

    def months(self, number: int) -> float:
        return self.at[number] / DAY / MONTH


def point(value: float) -> int:
    return min(10, max(0, round(value)))


def distress(before: float, after: float) -> list[Rating]:
    return [
        Rating(None, Scale.DISTRESS, point(before), When.BEFORE),
        Rating(None, Scale.DISTRESS, point(after), When.AFTER),
    ]


def soothing(life: Life, fall: float = 0.0, gain: float = 0.0) -> list[SessionRecord]:
    """Regulation: ratings before fall by ``fall`` and drops grow by ``gain``, in points per month."""
    level, drop = life.chance.uniform(4, 8.5), life.chance.uniform(0.5, 3)
    sessions = []
    for number in range(len(life.at)):
        months = life.months(number)
        before = level - fall * months + life.noise("before")
        after = before - drop - gain * months + life.noise("after")
        sessions.append(SessionRecord(id=str(number), capacity=Capacity.REGULATION, ratings=distress(before, after)))
    return sessions


def eases_off(life: Life) -> list[SessionRecord]:
    """Regulation that is eased off more and more often; an eased-off session lowers distress less."""
    sessions = soothing(life)
    for number, session in enumerate(sessions):
        if life.chance.random() < 0.9 * number / len(sessions):
            before = session.ratings[0].value
            ratings = distress(before, before - 0.5 + life.noise("eased"))
            sessions[number] = SessionRecord(
                id=session.id, capacity=Capacity.REGULATION, ratings=ratings, eased_off=True
            )
    return sessions


def calmer(life: Life) -> list[SessionRecord]:
    """Ratings before fall by 0.2 to 1.5 points a month; ratings after stay about the same."""
    level, end = life.chance.uniform(6, 9), life.chance.uniform(1, 4)
    fall = life.chance.uniform(0.2, 1.5)
    sessions = []
    for number in range(len(life.at)):
        before = max(end, level - fall * life.months(number)) + life.noise("before")
        after = min(before, end + life.noise("after"))
        sessions.append(SessionRecord(id=str(number), capacity=Capacity.REGULATION, ratings=distress(before, after)))
    return sessions


def speaking(life: Life, gain: float = 0.0) -> list[SessionRecord]:
    """Need expression: ease rises by ``gain`` points per month."""
    level = life.chance.uniform(2, 7)
    return [
        SessionRecord(
            id=str(n),
            capacity=Capacity.NEED_EXPRESSION,
            ratings=[Rating(30.0, Scale.EASE, point(level + gain * life.months(n) + life.noise("ease")), When.DURING)],
        )
        for n in range(len(life.at))
    ]


def near(
    life: Life, fall: float = 0.0, off: tuple[float, float] = (0, 0), learns: float = 0.0, up: int = 0
) -> list[SessionRecord]:
    """Closeness: 4 to 9 sessions on each rung, each rung harder than the one below.

    Distress and predictions fall by ``fall`` points with each session so far on the rung. Predictions begin with an
    error drawn from the range ``off``, which shrinks by the share ``learns`` each session. ``up`` is 1 to climb,
    -1 to go to gentler rungs, 0 to go either way.
    """
    place, level = (10 if up < 0 else 1), life.chance.uniform(3, 6)
    wrong = life.chance.uniform(*off)
    left, visits, found = life.chance.randint(4, 9), Counter[int](), []
    for number in range(len(life.at)):
        if not left:
            place = min(10, max(1, place + (up or life.chance.choice((-1, 1)))))
            left = life.chance.randint(4, 9)
        felt = max(0, level + 0.4 * place - fall * visits[place])
        prediction, most = point(felt + wrong + life.noise("expects")), point(felt + life.noise("felt"))
        ratings = [Rating(60.0, Scale.DISTRESS, most, When.DURING)]
        session = SessionRecord(
            id=str(number), capacity=Capacity.CLOSENESS, prediction=prediction, rung_id=f"r{place}", ratings=ratings
        )
        found.append(session)
        wrong *= 1 - learns
        left -= 1
        visits[place] += 1
    return found


def settling(life: Life, first: float, last: float, fall: float = 0.0) -> list[SessionRecord]:
    """Regulation: the share that settles drifts from ``first`` to ``last``, and starts fall by ``fall`` points in all."""
    level, sessions = life.chance.uniform(5, 8.5), []
    for number in range(len(life.at)):
        part = number / (len(life.at) - 1)
        before = point(level - fall * part + life.noise("before"))
        after = before * (1 - first - (last - first) * part) + life.noise("after")
        sessions.append(SessionRecord(id=str(number), capacity=Capacity.REGULATION, ratings=distress(before, after)))
    return sessions


def changes(life: Life, what: str, gradually: bool = False) -> list[SessionRecord]:
    """Regulation without a trend: a change half-way from what settles by 0.2 to what settles by 0.45.

    ``what`` is "exercise", "direction" or "time", which moves sessions from the morning to the night.
    """
    level, sessions, half = life.chance.uniform(5, 8.5), [], len(life.at) // 2
    for number in range(len(life.at)):
        later = life.chance.random() * len(life.at) < number if gradually else number >= half
        before = point(level + life.noise("before"))
        ratings = distress(before, before * (0.55 if later else 0.8) + life.noise("after"))
        if what == "time":
            life.at[number] = life.at[number] // DAY * DAY + (22 if later else 8) * 3600 + number
        sessions.append(
            SessionRecord(
                id=str(number),
                capacity=Capacity.REGULATION,
                ratings=ratings,
                exercise="easy" if later and what == "exercise" else "hard",
                direction=Direction.AVOIDANT if later and what == "direction" else Direction.ANXIOUS,
            )
        )
    return sessions


def several(life: Life, first: float, last: float) -> list[SessionRecord]:
    """As ``settling``, with three exercises at random."""
    return [msgspec.structs.replace(one, exercise=life.chance.choice("abc")) for one in settling(life, first, last)]


def first_report(life: Life, sessions: list[SessionRecord], what: str, of: str = "") -> float | None:
    """Return the number of sessions after which ``what`` is first reported (of the indicator ``of``), or None."""
    firsts = []
    for row in INDICATORS:
        if row.toward and of in ("", row.name):
            firsts.append(_first(_points(life, sessions, row), row, what))
    return min((first for first in firsts if first is not None), default=None)


def _points(life: Life, sessions: list[SessionRecord], row: Indicator) -> list[tuple[int, Point]]:
    """The points of an indicator, each with its session's number."""
    context, points = SeriesContext({}, {}), []
    for number, one in enumerate(sessions):
        ratings = session_ratings(one)
        value = row.value(ratings, context) if one.capacity in row.capacities else None
        if value is not None:
            compared = stratum(one, datetime.fromtimestamp(life.at[number], UTC), row.same_rung_only)
            given, guard = (part(ratings, context) if part else None for part in (row.given, row.guard_value))
            points.append((number, Point(one.id, life.at[number], value, compared, bool(one.eased_off), given, guard)))
    return points


def _first(points: list[tuple[int, Point]], row: Indicator, what: str) -> int | None:
    week = -1.0
    for place, (number, newest) in enumerate(points):
        if newest.at // WEEK == week:  # the newest week is left out, so the answer is that of its first session
            continue
        so_far = [each for _, each in points[max(0, place + 1 - TREND_POINTS) : place + 1]]
        if any(still_needed(place + 1, points[0][1].at, newest.at)):
            continue
        week = newest.at // WEEK
        if judge(so_far, change_of(so_far), row.toward, row.guard, row.stricter) == what:
            return number + 1
    return None


def whole(life: Life) -> list[SessionRecord]:
    """All capacities: half of the sessions regulation, a quarter each of the others."""
    parts = [soothing(life), speaking(life), soothing(life), near(life)]
    return [parts[number % 4][number] for number in range(len(life.at))]


Draw = Callable[[Life], list[SessionRecord]]


@dataclass(frozen=True)
class Kind:
    """A kind of simulated year: its ratings, the report looked for, their correlation, session times, the indicator."""

    draw: Draw
    what: str
    leaning: float = 0.0
    times: str = "any"
    of: str = ""


LIVES = {
    **{
        f"settles from {first:.2f} to {last:.2f}{words}": Kind(
            partial(settling, first=first, last=last),
            "toward",
            leaning,
            of="settled_share",
        )
        for first, last, leaning, words in (
            (0.25, 0.50, 0.0, ""),
            (0.10, 0.35, 0.0, ""),
            (0.00, 0.25, 0.0, ""),
            (0.25, 0.75, 0.0, ""),
            (0.25, 0.50, 0.3, ", leaning 0.3"),
        )
    },
    "settles from 0.25 to 0.50, three exercises": Kind(
        lambda one: several(one, 0.25, 0.5), "toward", of="settled_share"
    ),
    "starts fall by 2 points in all": Kind(lambda one: settling(one, 0.25, 0.25, 2), "toward", of="starting_distress"),
    "no trend, settles by 0.25, independent": Kind(lambda one: settling(one, 0.25, 0.25), "toward"),
    "no trend, settles by 0.25, leaning 0.3": Kind(lambda one: settling(one, 0.25, 0.25), "toward", 0.3),
    "no trend, three exercises": Kind(lambda one: several(one, 0.25, 0.25), "toward"),
    "no trend, to an easier exercise half-way": Kind(lambda one: changes(one, "exercise"), "toward"),
    "no trend, to an easier exercise gradually": Kind(lambda one: changes(one, "exercise", True), "toward"),
    "no trend, another direction half-way": Kind(lambda one: changes(one, "direction"), "toward"),
    "no trend, another time of day half-way": Kind(lambda one: changes(one, "time"), "toward"),
    "no trend, another time of day gradually": Kind(lambda one: changes(one, "time", True), "toward"),
    "settles from 0.25 to 0.50, told harder": Kind(lambda one: settling(one, 0.25, 0.5), "harder"),
    "no trend, ease alone, leaning 0.3": Kind(speaking, "toward", 0.3),
    "no trend, regulation only, independent": Kind(soothing, "toward"),
    "no trend, regulation only, leaning 0.3": Kind(soothing, "toward", 0.3),
    "no trend, regulation only, leaning 0.6": Kind(soothing, "toward", 0.6),
    "no trend, regulation only, even times, independent": Kind(soothing, "toward", times="even"),
    "no trend, regulation only, even times, leaning 0.3": Kind(soothing, "toward", 0.3, "even"),
    "no trend, regulation only, even times, leaning 0.6": Kind(soothing, "toward", 0.6, "even"),
    "no trend, regulation only, Monday, Wednesday, Friday, leaning 0.3": Kind(soothing, "toward", 0.3, "three a week"),
    "no trend, regulation only, daily for 150 days, leaning 0.3": Kind(soothing, "toward", 0.3, "daily"),
    "no trend, regulation only, weekly for 150 weeks, leaning 0.3": Kind(soothing, "toward", 0.3, "weekly"),
    "no trend, all three capacities, independent": Kind(whole, "toward"),
    "no trend, all three capacities, leaning 0.3": Kind(whole, "toward", 0.3),
    "no trend, all three capacities, leaning 0.6": Kind(whole, "toward", 0.6),
    "no trend, rungs only, leaning 0.3": Kind(near, "toward", 0.3),
    "begins calmer and calmer, independent": Kind(calmer, "harder"),
    "begins calmer and calmer, leaning 0.3": Kind(calmer, "harder", 0.3),
    "learns to predict, from too much": Kind(lambda one: near(one, off=(1, 4), learns=0.03), "harder"),
    "learns to predict, from too little": Kind(lambda one: near(one, off=(-4, -1), learns=0.03), "harder"),
    "chooses gentler rungs": Kind(lambda one: near(one, up=-1), "harder"),
    "climbs the ladder, each rung easier with time": Kind(lambda one: near(one, fall=0.4, up=1), "harder"),
    "eases off more and more often": Kind(eases_off, "harder"),
    "starts fall half a point a month": Kind(lambda one: soothing(one, fall=0.5), "toward"),
    "starts fall a point a month": Kind(lambda one: soothing(one, fall=1.0), "toward"),
    "starts fall half a point a month, leaning 0.3": Kind(lambda one: soothing(one, fall=0.5), "toward", 0.3),
    "drops grow half a point a month": Kind(lambda one: soothing(one, gain=0.5), "toward"),
    "drops grow a point a month": Kind(lambda one: soothing(one, gain=1.0), "toward"),
    "ease rises half a point a month": Kind(lambda one: speaking(one, gain=0.5), "toward"),
    "expects a third of a point less each time on a rung": Kind(lambda one: near(one, fall=0.3), "toward"),
    "starts rise a point a month": Kind(lambda one: soothing(one, fall=-1.0), "harder"),
    "drops shrink a point a month": Kind(lambda one: soothing(one, gain=-1.0), "harder"),
}


def _one(case: tuple[str, int]) -> float | None:
    name, number = case
    kind = LIVES[name]
    life = Life(f"{name} {number}", kind.leaning, kind.times)
    return first_report(life, kind.draw(life), kind.what, kind.of)


def figures(name: str, lives: int, pool: Any) -> tuple[float, float | None]:
    """Return the share of years with the report, and the number of sessions after which half of all years have it."""
    firsts = list(pool.imap_unordered(_one, ((name, n) for n in range(lives)), chunksize=20))
    reported = [first for first in firsts if first is not None]
    half = statistics.median([first if first is not None else 10**6 for first in firsts])
    return len(reported) / lives, None if half >= 10**6 else half


def rows(lives: int) -> Iterator[str]:
    """Yield a row for each kind: ``lives`` years where the docs make a promise, else a quarter of them."""
    yield "| life | lives | told | of them, in % | half told after, sessions |"
    yield "|---|---|---|---|---|"
    with Pool() as pool:
        for name, kind in LIVES.items():
            number = lives if name.startswith(PROMISED) else lives // 4
            share, half = figures(name, number, pool)
            yield f"| {name} | {number} | {kind.what} | {100 * share:.1f} | {'-' if half is None else f'{half:g}'} |"


def main(args: list[str]) -> int:
    """Print the table from so many simulated people a row (1,000); with "write", write it into the docs."""
    numbers, found = [int(one) for one in args if one.isdigit()], []
    for line in rows(numbers[0] if numbers else 1000):
        print(line, flush=True)
        found.append(line)
    if "write" in args:
        table = "\n".join(["<!-- simulated -->", *found, "<!-- /simulated -->"])
        text = DOCS.read_text(encoding="utf-8")
        DOCS.write_text(re.sub(BETWEEN, lambda _match: table, text, flags=re.DOTALL), encoding="utf-8")
    return 0
