"""How often the progress rule reports a change in simulated years of practice. The rule was chosen by these figures.

    python3 scripts/prove simulate_progress            2,000 simulated years a row where the docs make a promise, else 500
    python3 scripts/prove simulate_progress 200        fewer

A simulated year has 150 sessions, and the rule is applied after each. Ratings are whole numbers 0-10 around the
person's level with noise of 1.5 points; "leaning" is the AR(1) correlation with the session before.
"""

from __future__ import annotations

import random
import statistics
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from typing import Any

from securecoach_tui.practice.record import Capacity, Rating, Scale, SessionRecord, When
from securecoach_tui.progress.indicators import INDICATORS, Indicator, SeriesContext, rung_key, session_ratings
from securecoach_tui.progress.judgement import DAY, TOWARD_Z, WEEK, Point, judge, still_needed
from securecoach_tui.progress.trend import theil_sen

SESSIONS, YEAR, MONTH = 150, 364.0, 30.4
NOISE = 1.5  # points
PROMISED = ("no trend", "begins calmer")


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


def first_report(life: Life, sessions: list[SessionRecord], what: str) -> float | None:
    """Return the number of sessions after which ``what`` is first reported, or None."""
    firsts = []
    for row in INDICATORS:
        if row.toward:
            context, points = SeriesContext({}, {}), []
            for number, one in enumerate(sessions):
                ratings = session_ratings(one)
                value = row.value(ratings, context) if one.capacity in row.capacities else None
                if value is None:
                    continue
                guard_value = row.guard_value(ratings, context) if row.guard_value else None
                rung = rung_key(one) if row.same_rung_only else ""
                points.append((number, Point(one.id, life.at[number], value, rung, bool(one.eased_off), guard_value)))
            firsts += [_first(points, row, what)]
    return min((first for first in firsts if first is not None), default=None)


def _first(points: list[tuple[int, Point]], row: Indicator, what: str) -> int | None:
    so_far: list[Point] = []
    rising: defaultdict[str, Rising] = defaultdict(Rising)
    waiting: list[Point] = []
    week = -1.0
    for number, newest in points:
        so_far.append(newest)
        if newest.at // WEEK > week:  # only sessions of earlier weeks count as earlier
            for earlier in waiting:
                rising[earlier.rung].take(earlier.value)
            waiting, week = [], newest.at // WEEK
            variance = sum(each.variance() for each in rising.values())
            score = sum(each.score for each in rising.values()) * row.toward * (1 if what == "toward" else -1)
            # A cheap check first: correlation can only lower the score, so most cases end here.
            likely = variance > 0 and (score - 1) / variance**0.5 >= TOWARD_Z
            if likely and not any(still_needed(len(so_far), so_far[0].at, newest.at)):
                trend = theil_sen([p.at / WEEK for p in so_far], [p.value for p in so_far])
                if judge(so_far, trend, row.toward, row.guard) == what:
                    return number + 1
        waiting.append(newest)
    return None


class Rising:
    """Kendall's S of values added one by one, and its variance."""

    def __init__(self) -> None:
        self.score, self._earlier, self._equal = 0, list[float](), Counter[float]()

    def take(self, value: float) -> None:
        below, to = bisect_left(self._earlier, value), bisect_right(self._earlier, value)
        self.score += below - (len(self._earlier) - to)
        self._earlier.insert(to, value)
        self._equal[value] += 1

    def variance(self) -> float:
        sizes = [len(self._earlier), *self._equal.values()]
        whole, *equal = (n * (n - 1) * (2 * n + 5) / 18 for n in sizes)
        return whole - sum(equal)


def whole(life: Life) -> list[SessionRecord]:
    """All capacities: half of the sessions regulation, a quarter each of the others."""
    parts = [soothing(life), speaking(life), soothing(life), near(life)]
    return [parts[number % 4][number] for number in range(len(life.at))]


Draw = Callable[[Life], list[SessionRecord]]


@dataclass(frozen=True)
class Kind:
    """A kind of simulated year: its ratings, the report looked for, their correlation, and the session times."""

    draw: Draw
    what: str
    leaning: float = 0.0
    times: str = "any"


LIVES = {
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
    return first_report(life, kind.draw(life), kind.what)


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
    """Print the table from ``args[0]`` simulated people a row (2,000)."""
    for line in rows(int(args[0]) if args else 2000):
        print(line, flush=True)
    return 0
