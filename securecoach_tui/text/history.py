"""Stored sessions in words: a row of the history, and the answers of a session. Both displays use them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.own_scales import word_and_time
from securecoach_tui.practice.record import Capacity, Rating, Scale, SessionRecord, When, is_numb
from securecoach_tui.store.session_query import SessionFilter, SessionOrder
from securecoach_tui.text.dates import full_date, weekday
from securecoach_tui.text.durations import clock_time, duration, rounded_duration
from securecoach_tui.text.quantities import capacity_name, grouped, session_count

NO_QUESTIONS: Mapping[str, str] = {}


def order_words(order: SessionOrder) -> str:
    """The name of an order."""
    return {
        "newest": _("newest first"),
        "oldest": _("oldest first"),
        "longest": _("longest first"),
        "exercise": _("by exercise"),
    }[order]


def choice_words(choice: SessionFilter, titles: Mapping[str, str]) -> str:
    """A filter in one line; empty for the default, which shows everything, newest first."""
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
    """How many sessions are shown: "41 sessions", or "3 of 41" where a filter hides some."""
    return session_count(all) if count == all else _("{n} of {all}").format(n=grouped(count), all=grouped(all))


def facts_words(session: SessionRecord) -> str:
    """The minutes and the distress of a session, as far as they are known."""
    return ", ".join(part for part in (minutes_words(session), distress_words(session)) if part)


def minutes_words(session: SessionRecord) -> str:
    """The time practised in few characters: "5 min"; empty if it isn't known."""
    seconds = session.practised_seconds
    if seconds is None:
        return ""
    if seconds < 59.5:
        return _("{n} s").format(n=round(seconds))
    return _("{n} min").format(n=round(seconds / 60))


def distress_words(session: SessionRecord) -> str:
    """Distress before and after. For closeness, which doesn't aim to lower distress, the highest distress."""
    before, after = session.first(Scale.DISTRESS, When.BEFORE), session.first(Scale.DISTRESS, When.AFTER)
    if session.capacity == Capacity.CLOSENESS:
        highest = session.highest(Scale.DISTRESS)
        return "" if highest is None else _("highest {n}").format(n=highest)
    if before is not None and after is not None:
        return _("{before} to {after}").format(before=before, after=after)
    if before is not None:
        return _("{n} before").format(n=before)
    return "" if after is None else _("{n} after").format(n=after)


def moment_words(session: SessionRecord) -> str:
    """When a session began, in the local time where it was practised: "Tuesday 3 March 2026, 21:00"."""
    started = parse_instant(session.started)
    if started is None:
        return _("The day isn't known.")
    day = started.date()
    return _("{weekday} {day}, {time}").format(weekday=weekday(day), day=full_date(day), time=f"{started:%H:%M}")


def how_words(session: SessionRecord) -> str:
    """How long a session lasted and how it ended, in neutral words, rounded as at its end; as entered if by hand."""
    in_words = duration if session.by_hand else rounded_duration
    time = in_words(session.practised_seconds or 0.0)
    if session.not_helping:
        return _("{time}. It wasn't helping that day, so you switched to grounding.").format(time=time)
    if session.eased_off:
        return _("{time}. You eased off.").format(time=time)
    if session.was_full:
        return _("You did the full {time}.").format(time=time)
    if session.completed:
        return _("You practised for {time}.").format(time=time)
    return _("{time}. You chose to stop.").format(time=time)


class SessionFact(NamedTuple):
    """A stored answer with its label; ``private`` if the person wrote the value."""

    label: str
    value: str
    private: bool = False


def session_facts(session: SessionRecord, exercise: Exercise | None = None) -> list[SessionFact]:
    """The answers stored with a session, in the order of their questions.

    ``exercise`` provides the wording of the questions that only it asks.
    """
    questions = _questions(exercise)
    facts = [
        (_("Step"), session.rung, False),
        (_("I expected"), session.expect, True),
        (_("How likely I thought it was"), percent(session.likely), False),
        (_("How hard I expected it to be"), _number(session.prediction), False),
        *((_scale_label(scale, moment), _values(session, scale, moment), False) for scale, moment in _RATING_FACTS),
        *(answer_fact(key, text, questions) for key, text in session.answers.items()),
        (_("What I feared happened"), _(session.feared) if session.feared else None, False),
        (_("What happened"), session.happened, True),
        (_("It was bearable"), _(session.bearable) if session.bearable else None, False),
        (_("I was able to calm myself"), _(session.settled_alone) if session.settled_alone else None, False),
        (
            _("How far I got with my need"),
            stage_words(session.need_stage) if session.need_stage is not None else None,
            False,
        ),
        (_("Said to someone"), _(session.told) if session.told else None, False),
        (_("How it was saved"), _by_hand_words(session), False),
    ]
    return [SessionFact(label, value, private) for label, value, private in facts if value]


def _by_hand_words(session: SessionRecord) -> str | None:
    return {"added": _("added by hand"), "corrected": _("corrected by hand")}.get(session.by_hand or "")


def answer_fact(key: str, text: str, questions: Mapping[str, str] = NO_QUESTIONS) -> SessionFact:
    """An answer without a field of its own, by what was asked.

    That is a question of the exercise (``questions``, by key), one that any exercise may ask, or a scale of the person's
    own. Where it isn't known any more, its key.
    """
    from securecoach_tui.text.question_words import QUESTION_WORDS  # a list of sessions doesn't need it

    if key in questions:
        return SessionFact(questions[key], text, private=True)
    if key in QUESTION_WORDS:
        words = QUESTION_WORDS[key]
        return SessionFact(_(words.long), _(words.labels[text]) if text in words.labels else text, private=True)
    rated = word_and_time(key)
    if rated is None:
        return SessionFact(key, text, private=True)
    label = _("{word} before") if rated[1] == When.BEFORE else _("{word} after")
    return SessionFact(label.format(word=rated[0]), text, private=True)


def fact_words(fact: SessionFact) -> str:
    """A fact as "Label: value", without the colon if the label is a question."""
    label = fact.label.rstrip(".")
    return f"{label} {fact.value}" if label.endswith("?") else f"{label}: {fact.value}"


_RATING_FACTS: tuple[tuple[Scale, When], ...] = (
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


def _values(session: SessionRecord, scale: Scale, moment: When) -> str | None:
    """The value on a scale before or after; "numb or far away" is said with distress, whatever it was the answer to."""
    found = _number(session.first(scale, moment))
    if scale != Scale.DISTRESS or not is_numb(session.ratings, moment):
        return found
    return ", ".join(part for part in (found, _("numb or far away")) if part)


def percent(likely: int | None) -> str | None:
    """How likely something was thought to be, from the answer 0-10: "70%"."""
    return None if likely is None else _("{n}%").format(n=10 * likely)


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _questions(exercise: Exercise | None) -> dict[str, str]:
    """The questions that an exercise asks, by the key of their answer."""
    if exercise is None:
        return {}
    steps = (*exercise.opening, *exercise.body, *exercise.closing)
    return {step.key: step.ask for step in steps if step.key and step.ask}


def stage_words(stage: int) -> str:
    """A description of a need stage, from 0 to 4."""
    return {
        0: _("noticed something"),
        1: _("named the feeling"),
        2: _("put the need into words"),
        3: _("said it aloud alone, or chose to keep it private"),
        4: _("said it to someone"),
    }.get(stage, str(stage))


def during(session: SessionRecord) -> list[Rating]:
    """The ratings during a session, ordered by their time."""
    return sorted(
        (rating for rating in session.ratings if rating.when == When.DURING), key=lambda rating: rating.at or 0.0
    )


def rating_words(rating: Rating) -> str:
    """A rating during a session, with its time: "1:30 distress 6"."""
    at = clock_time(rating.at) if rating.at is not None else ""
    if rating.scale == Scale.PRESENCE:
        return _("{at} numb or far away").format(at=at).strip()
    names = {Scale.DISTRESS: _("distress"), Scale.EASE: _("ease"), Scale.URGE: _("urge")}
    return _("{at} {scale} {n}").format(at=at, scale=names[rating.scale], n=rating.value).strip()
