"""``history add`` and ``history edit``: a session that the person enters or corrects by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

import click

from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.number_option import WholeNumber
from securecoach_tui.commands.options import data_dir_option, exercise_named, paths_of, record_of
from securecoach_tui.commands.output import say, say_people_after
from securecoach_tui.commands.saving import save
from securecoach_tui.i18n import _
from securecoach_tui.practice import typed_values
from securecoach_tui.practice.by_hand import EARLIEST, HandEntry, added, corrected, starts_later
from securecoach_tui.practice.visible_text import quoted

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.practice.record import SessionRecord
    from securecoach_tui.store.repository import Repository

F = TypeVar("F", bound=Callable[..., Any])
MOST_MINUTES = 24 * 60


def _facts(command: F) -> F:
    """The options that both commands have."""
    for option in reversed(
        [
            click.option("--date", "day", metavar=_("DAY"), help=_("The day, such as 2026-03-03, today or yesterday.")),
            click.option("--time", "at", metavar="HH:MM", help=_("When you began, such as 20:30.")),
            click.option("--exercise", metavar="ID", help=_("The exercise.")),
            click.option("--minutes", metavar="N", help=_("How long you practised.")),
            click.option("--before", type=WholeNumber(0, 10), metavar="N", help=_("Your distress before, 0 to 10.")),
            click.option("--after", type=WholeNumber(0, 10), metavar="N", help=_("Your distress after, 0 to 10.")),
            click.option("--note", metavar=_("WORDS"), help=_("A note for yourself.")),
            data_dir_option,
        ]
    ):
        command = option(command)
    return command


@click.command()
@_facts
def add(data_dir: str | None, **given: Any) -> None:
    """Add a session that you did without SecureCoach. It counts, and is marked as added by hand."""
    import secrets

    paths = paths_of(data_dir)
    if not given["exercise"] or given["minutes"] is None:
        raise Refused(
            _(
                "Say which exercise, and for how long. For example: "
                "securecoach history add --exercise slow-breathing --minutes 5"
            )
        )
    _save(paths, secrets.token_hex(8), added(_entry(paths, given), _now()))


@click.command()
@click.argument("id")
@_facts
def edit(id: str, data_dir: str | None, **given: Any) -> None:
    """Correct a session. ID is its id in history --json, or "last". What you don't name stays as it is."""
    paths = paths_of(data_dir)
    entry = _entry(paths, given)
    if entry == HandEntry():
        raise Refused(_("Say what to change. For example: securecoach history edit last --after 3"))
    session = _session(record_of(paths), id)
    _save(paths, session.id, corrected(session, entry, _now()))


def _now() -> datetime:
    from securecoach_tui.clock import SystemClock

    return SystemClock().now()


def _entry(paths: DataPaths, given: dict[str, Any]) -> HandEntry:
    exercise = exercise_named(given["exercise"], paths) if given["exercise"] else None
    return HandEntry(
        day=_day(given["day"]),
        at=_time(given["at"]),
        exercise=exercise.id if exercise is not None else None,
        capacity=exercise.capacity if exercise is not None else None,
        minutes=_minutes(given["minutes"]),
        before=given["before"],
        after=given["after"],
        note=given["note"],
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    day = typed_values.day_of(text, _now().date())
    if day is None or day < EARLIEST:
        raise Refused(_("{day} is not a date. Write it like 2026-03-03.").format(day=quoted(text)))
    return day


def _time(text: str | None) -> time | None:
    if text is None:
        return None
    at = typed_values.time_of(text)
    if at is None:
        raise Refused(_('--time takes a time such as 20:30. "{text}" is not one.').format(text=quoted(text)))
    return at


def _minutes(text: str | None) -> float | None:
    if text is None:
        return None
    minutes = typed_values.minutes_of(text)
    if minutes is None or not 0 < minutes <= MOST_MINUTES:
        raise Refused(
            _('--minutes takes a length such as 5 or 2.5, up to a day. "{text}" is not one.').format(text=quoted(text))
        )
    return minutes


def _session(record: Repository, id: str) -> SessionRecord:
    """The session with that id.

    Raises:
        Refused: there is none.
    """
    found = record.latest(1) if id == "last" else [one for one in record.sessions if one.id == id]
    if not found:
        raise Refused(
            _('There is no session with the id "{id}". To see the ids: securecoach history --json').format(
                id=quoted(id)
            )
        )
    return found[0]


def _save(paths: DataPaths, id: str, fields: dict[str, Any]) -> None:
    """Save the session and show it; if its note mentions harm, say where people to talk to are.

    Raises:
        Refused: it would begin in the future, or can't be saved.
    """
    if starts_later(fields, _now()):
        raise Refused(
            _("{moment} is in the future. Give the day and the time you practised.").format(
                moment=fields["started"][:16].replace("T", " ")
            )
        )
    save(paths, "session", [(id, fields)], _("The session is not saved: {why}"))
    say(_("Saved. Its id is {id}.").format(id=id))
    say_people_after(str(fields.get("reflection") or ""))
