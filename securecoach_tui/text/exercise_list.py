"""The list of exercises: its groups, and what is said about one. Both displays use them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.exercise.model import Exercise, Kind
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.record import Capacity, Scale, SessionRecord, When
from securecoach_tui.text.dates import relative_day
from securecoach_tui.text.durations import duration
from securecoach_tui.text.quantities import capacity_name


class ExerciseGroup(NamedTuple):
    """Exercises under one heading; ``capacity`` if they all belong to it."""

    title: str
    capacity: Capacity | None
    exercises: list[Exercise]


def exercise_groups(
    exercises: Mapping[str, Exercise], favourites: Sequence[str], custom: Collection[str]
) -> list[ExerciseGroup]:
    """The exercises by group: favourites in the order in which they were chosen, each capacity, and one's own.

    Each exercise is in one group only, and no group is empty. Ids that no longer exist are left out.
    """
    chosen = [exercises[id] for id in favourites if id in exercises]
    others = [one for one in exercises.values() if one.id not in favourites]
    groups = [ExerciseGroup(_("Favourites"), None, chosen)]
    for capacity in Capacity:
        found = [one for one in others if one.capacity == capacity and one.id not in custom]
        groups.append(ExerciseGroup(capacity_name(capacity), capacity, found))
    groups.append(ExerciseGroup(_("Made by you"), None, [one for one in others if one.id in custom]))
    return [group for group in groups if group.exercises]


def toggled(favourites: Sequence[str], id: str) -> list[str]:
    """The favourites with ``id`` added at their end, or without it."""
    return [one for one in favourites if one != id] if id in favourites else [*favourites, id]


def favourite_changed_words(*, added: bool) -> str:
    """What is said after the favourites have changed."""
    return _("Added to your favourites.") if added else _("No longer one of your favourites.")


def lengths_of(exercise: Exercise) -> list[float | None]:
    """The lengths to choose from in seconds; None, the last of them, is until the person stops."""
    lengths: list[float | None] = [60 * minutes for minutes in exercise.minutes]
    return lengths if Kind.CONTACT in exercise.kinds else [*lengths, None]


def length_words(seconds: float | None) -> str:
    """A length in words."""
    return _("until I stop") if seconds is None else duration(seconds)


def practised_words(sessions: Iterable[SessionRecord], exercise_id: str, today: date) -> str:
    """How often and when an exercise was practised, in a sentence or two. ``sessions`` are newest first."""
    found = [session for session in sessions if session.exercise == exercise_id]
    if not found:
        return _("You haven't practised this yet.")
    times = ngettext("You've practised this once", "You've practised this {n} times", len(found)).format(n=len(found))
    started = parse_instant(found[0].started)
    if started is None:
        return times + "."
    when = _("{times}, last {day}.").format(times=times, day=relative_day(started.date(), today))
    return " ".join(part for part in (when, _last_ratings(found[0])) if part)


def _last_ratings(session: SessionRecord) -> str:
    """Before and after of a session that aims to settle something; closeness never speaks of lower numbers."""
    if session.capacity == Capacity.CLOSENESS:
        return ""
    for scale, words in (
        (Scale.URGE, _("The urge was {before} before and {after} after.")),
        (Scale.DISTRESS, _("Distress was {before} before and {after} after.")),
    ):
        before, after = session.first(scale, When.BEFORE), session.first(scale, When.AFTER)
        if before is not None and after is not None:
            return words.format(before=before, after=after)
    return ""
