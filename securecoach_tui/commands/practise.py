"""Practising: the full screen, or lines of text where that is asked for or all that there is."""

from __future__ import annotations

import math
import os
import sys
from typing import Literal

import click
import msgspec

from securecoach_tui import settings
from securecoach_tui.commands import Refused, data_dir_option, exercise_named, places_of, record_of, settings_of
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise import LONGEST_MINUTES, SHORTEST_MINUTES, Exercise
from securecoach_tui.practice.words import visible


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
    if voice is not None:
        preferences = msgspec.structs.replace(preferences, voice=voice)
    length = _length(minutes)
    if id is not None:
        exercise_named(id, where)
    open_face(where, preferences, plain=plain, id=id, length=length, asking="none" if no_questions else None)


def open_face(
    where: settings.Places,
    preferences: settings.Settings,
    *,
    plain: bool = False,
    id: str | None = None,
    length: float | str | None = None,
    asking: Literal["all", "few", "none"] | None = None,
) -> None:
    """The face that fits here, at an exercise (``length``: seconds, "open", None: its usual one) or at its start."""
    if plain or _wants_plain(preferences):
        _practise_plain(where, preferences, id, length, asking)
        return
    from securecoach_tui.tui.app import run

    if not preferences.first_run_seen:
        # Before the screen is taken over, so that a screen reader says it.
        click.echo(_("Screen reader? Press p for plain lines, i for speech."))
    if run(where, preferences, id=id, length=length, asking=asking) == "plain":
        _practise_plain(where, settings_of(where), id, length, asking)


def _wants_plain(preferences: settings.Settings) -> bool:
    """Whether lines of text are what is asked for, or all that there is."""
    if preferences.face == "plain" or os.environ.get("TERM") == "dumb":
        return True
    if "1" in (os.environ.get("SECURECOACH_PLAIN"), os.environ.get("ACCESSIBLE")):
        return True
    # A browser's page is drawn through a pipe.
    return not sys.stdout.isatty() and "TEXTUAL_DRIVER" not in os.environ


def _practise_plain(
    where: settings.Places,
    preferences: settings.Settings,
    id: str | None,
    length: float | str | None,
    asking: Literal["all", "few", "none"] | None,
) -> None:
    from securecoach_tui.plain.face import practise

    exercise = exercise_named(id or "slow-breathing", where)
    if length == "open":
        seconds = None
    else:
        seconds = float(length) if isinstance(length, float) else usual_minutes(exercise) * 60
    practise(exercise, seconds, where, preferences, record_of(where), asking)


def usual_minutes(exercise: Exercise) -> float:
    """The length that is begun with where none was asked for: five minutes, or the shortest."""
    return 5.0 if 5 in exercise.minutes and "contact" not in exercise.kinds else min(exercise.minutes)


def _length(text: str | None) -> float | str | None:
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
