"""Stored sessions in words: a row of a list, and everything stored with one. Both displays show these words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.record import Capacity, Rating, Scale, SessionRecord, When
from securecoach_tui.progress.days import parse_instant
from securecoach_tui.store.session_query import SessionFilter, SessionOrder
from securecoach_tui.text.dates import full_date, short_date, weekday
from securecoach_tui.text.durations import clock_time, duration
from securecoach_tui.text.quantities import capacity_name, grouped, session_count

LABEL_CELLS = 32  # of a row's day and title, so that the values after them are in one column


def order_words(order: SessionOrder) -> str:
    """The name of an order."""
    return {
        "newest": _("newest first"),
        "oldest": _("oldest first"),
        "longest": _("longest first"),
        "exercise": _("by exercise"),
    }[order]


def choice_words(choice: SessionFilter, titles: Mapping[str, str]) -> str:
    """What a filter shows, in one line; empty where it shows everything, newest first."""
    parts = []
    if choice.exercise:
        parts.append(titles.get(choice.exercise, choice.exercise))
    if choice.capacity is not None:
        parts.append(capacity_name(choice.capacity))
    if choice.since is not None:
        parts.append(_("since {day}").format(day=full_date(choice.since)))
    if choice.until is not None:
        parts.append(_("until {day}").format(day=full_date(choice.until)))
    if choice.words.strip():
        parts.append(_('with "{words}"').format(words=choice.words.strip()))
    if choice.order != "newest":
        parts.append(order_words(choice.order))
    return ", ".join(parts)


def count_words(count: int, all: int) -> str:
    """The number of sessions shown, and of how many."""
    return session_count(all) if count == all else _("{n} of {all}").format(n=grouped(count), all=grouped(all))


def row(
    one: SessionRecord, titles: Mapping[str, str], today: date, *, narrow: bool = False, mark: str = ""
) -> tuple[str, str]:
    """A session as one row of a list: its day and exercise, then its minutes and distress.

    Args:
        titles: of exercises, by id.
        narrow: whether the display has no room for the weekday and the year.
        mark: a sign before the title.
    """
    started = parse_instant(one.started)
    day = short_date(started.date(), today, narrow=narrow) if started is not None else _("no date")
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
    """Distress before and after. For closeness, where a fall is no aim, the highest distress."""
    before, after = one.first(Scale.DISTRESS, When.BEFORE), one.first(Scale.DISTRESS, When.AFTER)
    if one.capacity == Capacity.CLOSENESS:
        highest = one.highest(Scale.DISTRESS)
        return "" if highest is None else _("most {n}").format(n=highest)
    if before is not None and after is not None:
        return _("{before} to {after}").format(before=before, after=after)
    if before is not None:
        return _("{n} before").format(n=before)
    return "" if after is None else _("{n} after").format(n=after)


def moment_words(one: SessionRecord) -> str:
    """When a session began, in the local time of its place: "Tuesday 3 March 2026, 21:00"."""
    started = parse_instant(one.started)
    if started is None:
        return _("The day isn't known.")
    day = started.date()
    return _("{weekday} {day}, {time}").format(weekday=weekday(day), day=full_date(day), time=f"{started:%H:%M}")


def how_words(one: SessionRecord) -> str:
    """The length of a session and how it ended, without a judgement."""
    time = duration(one.practised_seconds or 0.0)
    if one.not_helping:
        return _("{time}. It wasn't helping that day, and you turned to your senses.").format(time=time)
    if one.eased_off:
        return _("{time}. You eased off.").format(time=time)
    if one.completed:
        return _("{time}, whole.").format(time=time)
    return _("{time}. You stopped when it was enough.").format(time=time)


class SessionFact(NamedTuple):
    """Something stored with a session; ``private`` where the value is in the person's own words."""

    label: str
    value: str
    private: bool = False


def session_facts(one: SessionRecord, exercise: Exercise | None = None) -> list[SessionFact]:
    """The answers stored with a session, in the order of their questions.

    ``exercise`` gives the words of its own questions.
    """
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
    return [SessionFact(label, value, private) for label, value, private in facts if value]


def fact_words(fact: SessionFact) -> str:
    """ "Label: value"; no colon after a label that is a question."""
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
    """The questions that an exercise asks, by the key of their answer."""
    if exercise is None:
        return {}
    steps = (*exercise.opening, *exercise.body, *exercise.closing)
    return {step.key: step.ask for step in steps if step.key and step.ask}


def stage_words(stage: int) -> str:
    """A need stage, described and not judged."""
    return {
        0: _("noticed something"),
        1: _("named the feeling"),
        2: _("put the need in words"),
        3: _("said it aloud alone, or chose to keep it"),
        4: _("said it to someone"),
    }.get(stage, str(stage))


def during(one: SessionRecord) -> list[Rating]:
    """The ratings during a session, in the order of their seconds."""
    return sorted((r for r in one.ratings if r.when == When.DURING), key=lambda r: r.at or 0.0)


def rating_words(one: Rating) -> str:
    """A rating during a session, with its time: "1:30 distress 6"."""
    at = clock_time(one.at) if one.at is not None else ""
    if one.scale == Scale.PRESENCE:
        return _("{at} numb or far away").format(at=at).strip()
    names = {Scale.DISTRESS: _("distress"), Scale.EASE: _("ease"), Scale.URGE: _("urge")}
    return _("{at} {scale} {n}").format(at=at, scale=names[one.scale], n=one.value).strip()
