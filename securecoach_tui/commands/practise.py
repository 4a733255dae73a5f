"""Practising: the full screen, or lines of text where that is asked for or all that there is."""

from __future__ import annotations

import gc
import math
import os
import sys
from typing import Literal

import click
import msgspec

from securecoach_tui import settings
from securecoach_tui.commands import (
    Refused,
    data_dir_option,
    exercise_named,
    key_of,
    places_of,
    record_of,
    settings_of,
)
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise import LONGEST_MINUTES, SHORTEST_MINUTES
from securecoach_tui.practice.words import visible
from securecoach_tui.setups import usual_minutes

Asking = Literal["all", "few", "none"]


@click.command()
@click.argument("id", required=False)
@click.option("--minutes", metavar="N", help=_("A length from 0.05 to 120, or open."))
@click.option("--plain", is_flag=True, help=_("Lines of text instead of the full screen."))
@click.option("--voice/--no-voice", default=None, help=_("Spoken prompts."))
@click.option("--no-questions", is_flag=True, help=_("Ask nothing before or after."))
@data_dir_option
def practice(
    id: str | None,
    minutes: str | None,
    plain: bool,
    voice: bool | None,
    no_questions: bool,
    data_dir: str | None,
) -> None:
    """Practise an exercise."""
    where = places_of(data_dir)
    preferences = settings_of(where)
    plain = plain or bool(click.get_current_context().find_root().params.get("plain"))
    if voice is not None:
        preferences = msgspec.structs.replace(preferences, voice=voice)
    length = length_of(minutes)
    if id is not None:
        exercise_named(id, where)
    asking: Asking | None = "none" if no_questions else None
    if id is None:
        id, usual = _suggested(where, preferences)
        length = usual if length is None else length
    if wants_plain(preferences, plain):
        practise_plain(where, preferences, id, length, asking)
    else:
        open_face(where, preferences, id=id, length=length, asking=asking)


def _suggested(where: settings.Places, preferences: settings.Settings) -> tuple[str, float]:
    """What Begin suggests now: an exercise's id, and seconds."""
    from securecoach_tui import content
    from securecoach_tui.clock import SystemClock
    from securecoach_tui.setups import suggestion

    own = list(content.custom(where.exercises)[0].values())
    suggested = suggestion(record_of(where), preferences, SystemClock(), own=own)
    return suggested.exercise_id, suggested.minutes * 60


def open_face(
    where: settings.Places,
    preferences: settings.Settings,
    *,
    plain: bool = False,
    id: str | None = None,
    length: float | str | None = None,
    asking: Asking | None = None,
) -> None:
    """The face that fits here, at an exercise (``length``: seconds, "open", None: its usual one) or at its start."""
    if wants_plain(preferences, plain):
        from securecoach_tui.plain.face import visit

        visit(where, preferences, record_of(where), key_of(where))
        return
    gc.disable()  # until the first screen stands: looking for garbage takes a twentieth of the way there
    from securecoach_tui.tui.app import run

    if not preferences.first_run_seen and "TEXTUAL_DRIVER" not in os.environ:
        # Before the screen is taken over, so that a screen reader says it.
        click.echo(_("Screen reader? Press p for plain lines, i for speech."))
    exercise = exercise_named(id, where) if id is not None else None
    if run(where, preferences, key=key_of(where), exercise=exercise, length=length, asking=asking) == "plain":
        from securecoach_tui.plain.face import visit

        visit(where, settings_of(where), record_of(where), key_of(where))


def wants_plain(preferences: settings.Settings, plain: bool = False) -> bool:
    """Whether lines of text are what is asked for, or all that there is."""
    if plain or preferences.face == "plain" or os.environ.get("TERM") == "dumb":
        return True
    if "1" in (os.environ.get("SECURECOACH_PLAIN"), os.environ.get("ACCESSIBLE")):
        return True
    # A browser's page is drawn through a pipe.
    return not sys.stdout.isatty() and "TEXTUAL_DRIVER" not in os.environ


def practise_plain(
    where: settings.Places,
    preferences: settings.Settings,
    id: str,
    length: float | str | None,
    asking: Asking | None,
) -> None:
    """An exercise in lines."""
    from securecoach_tui.plain.face import practise

    exercise = exercise_named(id, where)
    if length == "open":
        seconds = None
    else:
        seconds = float(length) if isinstance(length, float) else usual_minutes(exercise) * 60
    practise(exercise, seconds, where, preferences, record_of(where), asking, key_of(where))


def length_of(text: str | None) -> float | str | None:
    """Seconds, "open", or None where nothing was asked for."""
    if text is None or text == "open":
        return text
    try:
        minutes = float(text)
    except ValueError:
        minutes = math.nan
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise Refused(
            _("--minutes takes a number from 0.05 to 120, or open; {text} is neither.").format(text=visible(text))
        )
    return minutes * 60
