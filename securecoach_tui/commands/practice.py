"""Practise an exercise on the full screen, or in plain text on request or if the full screen can't work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from securecoach_tui.commands.ambience_option import ambience_option, with_ambience
from securecoach_tui.commands.display import open_full_screen
from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.minutes_option import length_of
from securecoach_tui.commands.options import (
    data_dir_option,
    exercise_argument,
    exercise_named,
    key_for_display,
    open_for_display,
    opens_plain_text,
    paths_of,
    plain_option,
    settings_of,
)
from securecoach_tui.i18n import _
from securecoach_tui.practice.usual_length import usual_minutes
from securecoach_tui.tui.start import Start

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.practice.session.state import QuestionsAsked


@click.command()
@exercise_argument(required=False)
@click.option(
    "--minutes",
    metavar="N",
    help=_("Minutes, up to 120, or open for no end. Each exercise has its own shortest length."),
)
@plain_option
@click.option("--voice/--no-voice", default=None, help=_("Speak the prompts aloud."))
@click.option("--listen/--no-listen", default=None, help=_("Answer questions by voice. This is a trial."))
@ambience_option
@click.option(
    "--no-questions",
    is_flag=True,
    help=_("Don't ask anything before or after. Lines about safety replace that question."),
)
@data_dir_option
def practice(
    id: str | None,
    minutes: str | None,
    plain: bool,
    voice: bool | None,
    listen: bool | None,
    ambience: str | None,
    no_questions: bool,
    data_dir: str | None,
) -> None:
    """Start an exercise."""
    paths = paths_of(data_dir)
    preferences = with_ambience(settings_of(paths), ambience)
    if voice is not None:
        preferences = msgspec.structs.replace(preferences, voice=voice)
    if listen is not None:
        preferences = msgspec.structs.replace(preferences, listen=_can_listen(listen))
    length = length_of(minutes)
    exercise, usual = _suggested(paths, preferences) if id is None else _named(id, paths)
    seconds = usual if length is None else length if isinstance(length, float) else None  # None is open-ended
    asking: QuestionsAsked | None = "none" if no_questions else None
    if opens_plain_text(preferences, plain):
        from securecoach_tui.plain.app import practise

        record, key = open_for_display(paths)
        practise(exercise, seconds, paths, preferences, record, asking, key)
        return
    open_full_screen(paths, preferences, Start(exercise, seconds, asking), key=key_for_display(paths))


def _can_listen(listen: bool) -> bool:
    """``listen``.

    Raises:
        Refused: it is true, and answers by voice can't be used here.
    """
    from securecoach_tui.voice.listening.installed import available

    if listen and (why := available()):
        raise Refused(why)
    return listen


def _named(id: str, paths: DataPaths) -> tuple[Exercise, float]:
    """The exercise with that id, and its usual length in seconds. Raises Refused as ``exercise_named``."""
    exercise = exercise_named(id, paths)
    return exercise, usual_minutes(exercise) * 60


def _suggested(paths: DataPaths, preferences: Settings) -> tuple[Exercise, float]:
    """The suggested exercise, and its suggested length in seconds."""
    from securecoach_tui import content
    from securecoach_tui.app.suggestion_service import suggestion
    from securecoach_tui.clock import SystemClock

    own = list(content.custom(paths.exercises)[0].values())
    suggested = suggestion(open_for_display(paths)[0], preferences, SystemClock(), own=own, data=paths.data)
    return exercise_named(suggested.exercise_id, paths), suggested.minutes * 60
