"""The option ``--ambience`` of the commands that play or write a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from securecoach_tui.commands.errors import Refused
from securecoach_tui.config.setting_options import BY_NAME, SOUND_FILES, file_problem
from securecoach_tui.config.settings import AMBIENCES, OWN_FILE, Settings
from securecoach_tui.i18n import _

F = TypeVar("F", bound=Callable[..., Any])


def ambience_option(command: F) -> F:
    """Add ``--ambience``."""
    labels = {kind: _(label) for kind, label in BY_NAME["ambience"].options}
    kinds = (kind if labels[kind] == kind else f"{kind} ({labels[kind]})" for kind in AMBIENCES)
    return click.option(
        "--ambience",
        metavar=_("KIND"),
        help=_("Background sound: {kinds}, or a sound file of your own.").format(kinds=", ".join(kinds)),
    )(command)


def with_ambience(preferences: Settings, typed: str | None) -> Settings:
    """The settings with the background sound that was typed; unchanged if none was.

    Raises:
        Refused: it is neither a kind nor a sound file.
    """
    import msgspec

    from securecoach_tui.practice.visible_text import visible

    if typed is None:
        return preferences
    kind = typed.strip().casefold()
    if kind in AMBIENCES or (kind == OWN_FILE and preferences.ambience_file):
        return msgspec.structs.replace(preferences, ambience=kind)
    if not typed.lower().endswith(SOUND_FILES):
        sentence = _('--ambience takes {kinds}, or a sound file. "{text}" is none of these.')
        raise Refused(sentence.format(kinds=", ".join(AMBIENCES), text=visible(typed)))
    if file_problem(typed):
        raise Refused(_("There is no file called {file}.").format(file=visible(typed)))
    path = str(Path(typed).expanduser().absolute())
    return msgspec.structs.replace(preferences, ambience=OWN_FILE, ambience_file=path)
