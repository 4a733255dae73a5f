"""Practise an exercise on the full screen, or in plain text on request or if the full screen can't work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from securecoach_tui.app.session_setup import usual_minutes
from securecoach_tui.app.startup import use_plain_text
from securecoach_tui.commands.ambience_option import ambience_option, with_ambience
from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.options import (
    data_dir_option,
    exercise_argument,
    exercise_named,
    key_for_display,
    open_for_display,
    paths_of,
    settings_of,
)
from securecoach_tui.config import settings
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.parser import LONGEST_MINUTES, SHORTEST_MINUTES
from securecoach_tui.practice.typed_values import minutes_of
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui.launch import full_screen
from securecoach_tui.tui.start import Start

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import QuestionsAsked


@click.command()
@exercise_argument(required=False)
@click.option("--minutes", metavar="N", help=_("Minutes, from 0.05 to 120, or open for no end."))
@click.option("--plain", is_flag=True, help=_("Plain text instead of the full screen."))
@click.option("--voice/--no-voice", default=None, help=_("Speak the prompts aloud."))
@click.option("--listen/--no-listen", default=None, help=_("Answer questions by voice. This is a trial."))
@ambience_option
@click.option("--no-questions", is_flag=True, help=_("Don't ask anything before or after."))
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
    plain = plain or bool(click.get_current_context().find_root().params.get("plain"))
    if voice is not None:
        preferences = msgspec.structs.replace(preferences, voice=voice)
    if listen is not None:
        preferences = msgspec.structs.replace(preferences, listen=_can_listen(listen))
    length = length_of(minutes)
    if id is not None:
        exercise_named(id, paths)
    asking: QuestionsAsked | None = "none" if no_questions else None
    if id is None:
        id, usual = _suggested(paths, preferences)
        length = usual if length is None else length
    if use_plain_text(preferences, plain):
        practise_plain(paths, preferences, id, length, asking)
    else:
        open_display(paths, preferences, id=id, length=length, asking=asking)


def _can_listen(listen: bool) -> bool:
    """``listen``.

    Raises:
        Refused: it is true, and answers by voice can't be used here.
    """
    from securecoach_tui.voice.listening.installed import available

    if listen and (why := available()):
        raise Refused(why)
    return listen


def _suggested(paths: settings.DataPaths, preferences: settings.Settings) -> tuple[str, float]:
    """The id and the length in seconds of the suggested exercise."""
    from securecoach_tui import content
    from securecoach_tui.app.session_setup import suggestion
    from securecoach_tui.clock import SystemClock

    own = list(content.custom(paths.exercises)[0].values())
    suggested = suggestion(open_for_display(paths)[0], preferences, SystemClock(), own=own, data=paths.data)
    return suggested.exercise_id, suggested.minutes * 60


def open_display(
    paths: settings.DataPaths,
    preferences: settings.Settings,
    *,
    plain: bool = False,
    id: str | None = None,
    length: float | str | None = None,
    asking: QuestionsAsked | None = None,
) -> None:
    """Open the full screen or plain text, at an exercise or at the first screen.

    ``length``: seconds, "open", or None for the exercise's usual length.
    """
    if use_plain_text(preferences, plain):
        from securecoach_tui.plain.app import show_menu

        show_menu(paths, preferences, *open_for_display(paths))
        return
    start = Start(exercise_named(id, paths) if id is not None else None, length, asking)
    if full_screen(paths, preferences, start, key=key_for_display(paths)) == "plain":
        open_plain_text(paths)


def open_plain_text(paths: settings.DataPaths) -> None:
    """Open the menu of plain text, with the settings as they are now."""
    from securecoach_tui.plain.app import show_menu

    show_menu(paths, settings_of(paths), *open_for_display(paths))


def practise_plain(
    paths: settings.DataPaths,
    preferences: settings.Settings,
    id: str,
    length: float | str | None,
    asking: QuestionsAsked | None,
) -> None:
    """Practise an exercise in plain text; ``length`` as in ``open_display``."""
    from securecoach_tui.plain.app import practise

    exercise = exercise_named(id, paths)
    if length == "open":
        seconds = None
    else:
        seconds = float(length) if isinstance(length, float) else usual_minutes(exercise) * 60
    record, key = open_for_display(paths)
    practise(exercise, seconds, paths, preferences, record, asking, key)


def length_of(text: str | None) -> float | str | None:
    """The value of ``--minutes`` in seconds, "open", or None if it wasn't given.

    Raises:
        Refused: it is neither a possible length nor "open".
    """
    if text is None:
        return None
    if text.strip().casefold() in ("open", _("open")):
        return "open"
    minutes = minutes_of(text)
    if minutes is None or not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise Refused(
            _('--minutes takes a number from 0.05 to 120, or open. "{text}" is neither.').format(text=visible(text))
        )
    return minutes * 60
