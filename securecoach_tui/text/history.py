"""Past sessions: which of them to show, and how one is told in words. No screen here, and no file.

Both faces read from here, so that a session says the same in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.record import Capacity, Rating, Scale, SessionRecord, When
from securecoach_tui.progress.days import day_of, when
from securecoach_tui.text import wording
from securecoach_tui.text.search import holds

Order = Literal["newest", "oldest", "longest", "exercise"]
LABEL_CELLS = 32  # of a row's day and title, so that what follows stands in a column
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True)
class Choice:
    """What is to be shown. Days are local ones, both included; ``ids`` narrows to sessions named elsewhere."""

    words: str = ""
    exercise: str = ""
    capacity: Capacity | None = None
    since: date | None = None
    until: date | None = None
    order: Order = "newest"
    ids: frozenset[str] | None = None

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        dates = self.since is None and self.until is None
        return dates and not self.words and not self.exercise and self.capacity is None and self.ids is None


def chosen(
    sessions: Sequence[SessionRecord],
    choice: Choice,
    titles: Mapping[str, str],
    *,
    day_starts: int = 4,
    texts: dict[str, str] | None = None,
) -> list[SessionRecord]:
    """Those of ``sessions`` (newest first) that ``choice`` asks for, in its order.

    ``texts`` remembers what words were looked for in, so that a next letter is quick among thousands.
    """
    found: Iterable[SessionRecord] = sessions
    if choice.ids is not None:
        ids = choice.ids
        found = (one for one in found if one.id in ids)
    if choice.exercise:
        found = (one for one in found if one.exercise == choice.exercise)
    if choice.capacity is not None:
        found = (one for one in found if one.capacity == choice.capacity)
    if choice.since is not None or choice.until is not None:
        first, last = choice.since or date.min, choice.until or date.max
        found = (one for one in found if _within(one, first, last, day_starts))
    if choice.words.strip():
        wanted = choice.words.strip().casefold()
        known = {} if texts is None else texts
        found = (one for one in found if holds(one, wanted, titles, known))
    return _in_order(list(found), choice.order, titles)


def _within(one: SessionRecord, first: date, last: date, day_starts: int) -> bool:
    started = when(one.started)
    try:
        return started is not None and first <= day_of(started, day_starts) <= last
    except OverflowError:
        return False


def _in_order(found: list[SessionRecord], order: Order, titles: Mapping[str, str]) -> list[SessionRecord]:
    if order == "oldest":
        found.reverse()
    elif order == "longest":
        found.sort(key=lambda one: -(one.practised_seconds or 0.0))
    elif order == "exercise":
        found.sort(key=lambda one: titles.get(one.exercise or "", one.exercise or "").casefold())
    return found


def order_words(order: Order) -> str:
    """An order by its name."""
    return {
        "newest": _("newest first"),
        "oldest": _("oldest first"),
        "longest": _("longest first"),
        "exercise": _("by exercise"),
    }[order]


def capacity_words(capacity: Capacity) -> str:
    """A capacity as a person speaks of their own."""
    return {
        Capacity.REGULATION: _("Soothing myself"),
        Capacity.NEED_EXPRESSION: _("Saying what I need"),
        Capacity.CLOSENESS: _("Staying close"),
    }[capacity]


def choice_words(choice: Choice, titles: Mapping[str, str]) -> str:
    """What is shown, in one line; empty where it is everything, newest first."""
    parts = []
    if choice.exercise:
        parts.append(titles.get(choice.exercise, choice.exercise))
    if choice.capacity is not None:
        parts.append(capacity_words(choice.capacity))
    if choice.since is not None:
        parts.append(_("since {day}").format(day=day_and_year(choice.since)))
    if choice.until is not None:
        parts.append(_("until {day}").format(day=day_and_year(choice.until)))
    if choice.words.strip():
        parts.append(_('with "{words}"').format(words=choice.words.strip()))
    if choice.order != "newest":
        parts.append(order_words(choice.order))
    return ", ".join(parts)


def count_words(count: int, all: int) -> str:
    """How many are shown, and of how many."""
    if count == all:
        return ngettext("{n} session", "{n} sessions", all).format(n=f"{all:,}".replace(",", " "))
    return _("{n} of {all}").format(n=f"{count:,}".replace(",", " "), all=f"{all:,}".replace(",", " "))


def day_and_year(day: date) -> str:
    """ "3 March 2026"."""
    return _("{day} {month} {year}").format(day=day.day, month=wording.month_names()[day.month - 1], year=day.year)


def short_day(day: date, today: date, *, narrow: bool = False) -> str:
    """Eleven cells: "Tue  3 Mar" in this year, " 3 Mar 2025" in another; ``narrow`` leaves weekday and year out."""
    short = [_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")]
    short += [_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")]
    month = short[day.month - 1]
    if narrow:
        return f"{day.day:2} {month}" if day.year == today.year else f"{month}'{day.year % 100:02}"
    if day.year != today.year:
        return f"{day.day:2} {month} {day.year}"
    days = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    return f"{days[day.weekday()]} {day.day:2} {month} "


def row(
    one: SessionRecord, titles: Mapping[str, str], today: date, *, narrow: bool = False, mark: str = ""
) -> tuple[str, str]:
    """A session as one row of a list: day and exercise, then minutes and distress."""
    started = when(one.started)
    day = short_day(started.date(), today, narrow=narrow) if started is not None else _("no date")
    title = mark + titles.get(one.exercise or "", one.exercise or _("unnamed"))
    value = ", ".join(part for part in (_minutes(one), _distress(one)) if part)
    return (f"{day:6} {title}", value) if narrow else (f"{day:11}  {title}".ljust(LABEL_CELLS), value)


def _minutes(one: SessionRecord) -> str:
    seconds = one.practised_seconds
    if seconds is None:
        return ""
    if seconds < 59.5:
        return _("{n} s").format(n=round(seconds))
    return _("{n} min").format(n=round(seconds / 60))


def _distress(one: SessionRecord) -> str:
    """Closeness never speaks of points lower: there it is the most that came."""
    before, after = one.first(Scale.DISTRESS, When.BEFORE), one.first(Scale.DISTRESS, When.AFTER)
    if one.capacity == Capacity.CLOSENESS:
        most = max((rating.value for rating in one.ratings if rating.scale == Scale.DISTRESS), default=None)
        return "" if most is None else _("most {n}").format(n=most)
    if before is not None and after is not None:
        return _("{before} to {after}").format(before=before, after=after)
    if before is not None:
        return _("{n} before").format(n=before)
    return "" if after is None else _("{n} after").format(n=after)


def moment_words(one: SessionRecord) -> str:
    """When it began, by the clock it was practised by: "Tuesday 3 March 2026, 21:00"."""
    started = when(one.started)
    if started is None:
        return _("The day isn't known.")
    weekday = wording.weekday_names()[started.weekday()]
    return _("{weekday} {day}, {time}").format(
        weekday=weekday, day=day_and_year(started.date()), time=f"{started:%H:%M}"
    )


def how_words(one: SessionRecord) -> str:
    """How long it was, and how it ended, without a verdict."""
    time = wording.duration(one.practised_seconds or 0.0)
    if one.not_helping:
        return _("{time}. It wasn't helping that day, and you turned to your senses.").format(time=time)
    if one.eased_off:
        return _("{time}. You eased off.").format(time=time)
    if one.completed:
        return _("{time}, whole.").format(time=time)
    return _("{time}. You stopped when it was enough.").format(time=time)


class Fact(NamedTuple):
    """A thing that was kept; ``own`` where the value is in the person's own words."""

    label: str
    value: str
    own: bool = False


def told(one: SessionRecord, exercise: Exercise | None = None) -> list[Fact]:
    """Everything else that was kept, in the order in which it was asked."""
    questions = _questions(exercise)
    facts = [
        (_("Rung"), one.rung, False),
        (_("I expected"), one.expect, True),
        (_("How hard I expected it"), _number(one.prediction), False),
        *((_scale_label(scale, moment), _values(one, scale, moment), False) for scale, moment in _ASKED),
        *((questions.get(key, key), text, True) for key, text in one.answers.items()),
        (_("It came as I feared"), _(one.feared) if one.feared else None, False),
        (_("What happened"), one.happened, True),
        (_("I could bear it"), _(one.bearable) if one.bearable else None, False),
        (_("I settled by myself"), _(one.settled_alone) if one.settled_alone else None, False),
        (_("How far the need came"), stage_words(one.need_stage) if one.need_stage is not None else None, False),
        (_("Said to someone"), _(one.told) if one.told else None, False),
    ]
    return [Fact(label, value, own) for label, value, own in facts if value]


def fact_words(fact: Fact) -> str:
    """ "Label: value"; a label that is a question asks no colon."""
    label = fact.label.rstrip(".")
    return f"{label} {fact.value}" if label.endswith("?") else f"{label}: {fact.value}"


_ASKED: tuple[tuple[Scale, When], ...] = (
    (Scale.DISTRESS, When.BEFORE),
    (Scale.DISTRESS, When.AFTER),
    (Scale.URGE, When.BEFORE),
    (Scale.URGE, When.AFTER),
)


def _scale_label(scale: Scale, moment: When) -> str:
    return {
        (Scale.DISTRESS, When.BEFORE): _("Distress before"),
        (Scale.DISTRESS, When.AFTER): _("Distress after"),
        (Scale.URGE, When.BEFORE): _("Urge before"),
        (Scale.URGE, When.AFTER): _("Urge after"),
    }[scale, moment]


def _values(one: SessionRecord, scale: Scale, moment: When) -> str | None:
    return _number(one.first(scale, moment))


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _questions(exercise: Exercise | None) -> dict[str, str]:
    """The exercise's own questions by the key of their answer."""
    if exercise is None:
        return {}
    steps = (*exercise.opening, *exercise.body, *exercise.closing)
    return {step.key: step.ask for step in steps if step.key and step.ask}


def stage_words(stage: int) -> str:
    """A need stage in words; described, never judged."""
    return {
        0: _("noticed something"),
        1: _("named the feeling"),
        2: _("put the need in words"),
        3: _("said it aloud alone, or chose to keep it"),
        4: _("said it to someone"),
    }.get(stage, str(stage))


def during(one: SessionRecord) -> list[Rating]:
    """The ratings while it went on, in the order of their seconds."""
    return sorted((r for r in one.ratings if r.when == When.DURING), key=lambda r: r.at or 0.0)


def rating_words(one: Rating) -> str:
    """A rating during a session: "1:30 distress 6"."""
    at = wording.clock_time(one.at) if one.at is not None else ""
    if one.scale == Scale.PRESENCE:
        return _("{at} numb or far away").format(at=at).strip()
    names = {Scale.DISTRESS: _("distress"), Scale.EASE: _("ease"), Scale.URGE: _("urge")}
    return _("{at} {scale} {n}").format(at=at, scale=names[one.scale], n=one.value).strip()
