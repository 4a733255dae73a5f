"""The rooms of the plain face: each imported only when it is entered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext

MenuEntry = Callable[["PlainContext"], None]


def always() -> list[tuple[str, MenuEntry]]:
    """What the first list holds whatever waits."""
    return [
        (_("Choose another exercise"), choose_exercise),
        (_("Check in: which way am I leaning?"), check_in),
        (_("The closeness ladder"), ladder),
        (_("What I need"), needs),
        (_("My movement"), movement),
        (_("Past sessions"), history),
        (_("What is known, and what is not"), why),
        (_("People to talk to"), people),
        (_("Days for practice"), plan),
        (_("Settings"), settings),
        (_("Where others can look"), privacy),
        (_("What this is for"), first_words),
    ]


def begin_suggested(sitting: PlainContext) -> None:
    """The exercise that is suggested, at once."""
    from securecoach_tui.plain.start_session import begin

    suggested = sitting.suggestion()
    begin(sitting, sitting.exercises()[suggested.exercise_id], suggested.minutes * 60)


def choose_exercise(sitting: PlainContext) -> None:
    from securecoach_tui.plain.start_session import choose_one

    choose_one(sitting)


def unfinished(sitting: PlainContext) -> None:
    from securecoach_tui.plain.unfinished import unfinished

    unfinished(sitting, sitting.unfinished())


def debrief(sitting: PlainContext) -> None:
    from securecoach_tui.plain.unfinished import debrief

    debrief(sitting)


def look_back(sitting: PlainContext) -> None:
    from securecoach_tui.plain.look_back import look_back

    look_back(sitting)


def week_waits(sitting: PlainContext) -> bool:
    """Whether there is a week to look back on."""
    from securecoach_tui.app.progress_service import week_is_due

    return week_is_due(sitting.record, sitting.preferences, sitting.clock.now())


def check_in(sitting: PlainContext) -> None:
    from securecoach_tui.plain.checkin import check_in

    check_in(sitting)


def ladder(sitting: PlainContext) -> None:
    from securecoach_tui.plain.ladder import ladder

    ladder(sitting)


def needs(sitting: PlainContext) -> None:
    from securecoach_tui.plain.needs import needs

    needs(sitting)


def movement(sitting: PlainContext) -> None:
    from securecoach_tui.plain.progress import movement

    movement(sitting)


def history(sitting: PlainContext) -> None:
    from securecoach_tui.plain.history import history

    history(sitting)


def why(sitting: PlainContext) -> None:
    from securecoach_tui.plain.about import why

    why(sitting)


def people(sitting: PlainContext) -> None:
    from securecoach_tui.plain.support import people

    people(sitting)


def plan(sitting: PlainContext) -> None:
    from securecoach_tui.plain.plan import plan

    plan(sitting)


def settings(sitting: PlainContext) -> None:
    from securecoach_tui.plain.settings import prefer

    prefer(sitting)


def privacy(sitting: PlainContext) -> None:
    from securecoach_tui.plain.about import privacy

    privacy(sitting)


def first_words(sitting: PlainContext) -> None:
    from securecoach_tui.plain.about import first_words

    first_words(sitting)
