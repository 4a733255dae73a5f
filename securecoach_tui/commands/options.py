"""Functions that commands share: folders, settings and data for ``--data-dir``, exercises by id, and JSON output."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.practice.exercise.parser import BadExercise
    from securecoach_tui.store.crypto.envelope import DataKey
    from securecoach_tui.store.repository import Repository

F = TypeVar("F", bound=Callable[..., Any])

_keys: dict[Path, DataKey] = {}
_told: set[str] = set()  # problems that were printed


def data_dir_option(command: F) -> F:
    """Add the option ``--data-dir``, which can be given before or after the command's name."""
    return click.option("--data-dir", metavar=_("DIR"), help=_("The folder for your data."))(command)


def plain_option(command: F) -> F:
    """Add the option ``--plain``, which can be given before or after the command's name."""
    return click.option("--plain", is_flag=True, help=_("Plain text instead of the full screen."))(command)


def opens_plain_text(preferences: Settings, plain: bool) -> bool:
    """Whether to use plain text: by ``--plain``, by the option before the command's name, or by ``use_plain_text``."""
    from securecoach_tui.app.startup import use_plain_text

    outer = bool(click.get_current_context().find_root().params.get("plain"))
    return use_plain_text(preferences, plain or outer)


def exercise_argument(*, required: bool) -> Callable[[F], F]:
    """The argument for an exercise's id, with shell completion."""

    def ids(context: click.Context, _parameter: click.Parameter, start: str) -> list[str]:
        from securecoach_tui.app import exercise_list

        own, _bad = exercise_list.custom(paths_of(context.params.get("data_dir")).exercises)
        return [id for id in (*(card.id for card in exercise_list.built_in()), *own) if id.startswith(start)]

    return click.argument("id", required=required, shell_complete=ids)


def paths_of(data_dir: str | None) -> DataPaths:
    """The folders given by ``data_dir``, by the option before the command's name, or by the environment."""
    from securecoach_tui.config.data_paths import places

    context = click.get_current_context(silent=True)
    outer = context.find_root().params.get("data_dir") if context is not None else None
    paths = places(data_dir or outer)
    if paths.problem and paths.problem not in _told:
        _told.add(paths.problem)
        say_error(paths.problem)
    return paths


def settings_of(paths: DataPaths) -> Settings:
    """The settings. For each one that can't be read, an error is printed and the default is used."""
    from securecoach_tui.config import settings

    preferences, problems = settings.load(paths)
    for problem in problems:
        say_error(problem)
    return preferences


def key_of(paths: DataPaths) -> DataKey | None:
    """The key of locked data, asked for once per run; None if the data isn't locked.

    Raises:
        RecordError: nobody can be asked, the passphrase is wrong, or key.json is damaged.
    """
    from securecoach_tui.store.crypto import key_file

    if not key_file.is_locked(paths):
        return None
    if paths.data not in _keys:
        from securecoach_tui.commands.passphrase import ask_key

        _keys[paths.data] = ask_key(paths)
    return _keys[paths.data]


def record_of(paths: DataPaths, *, to_write: bool = False) -> Repository:
    """Read the data and print its notices. With ``to_write``, also maintain it, which changes files."""
    key = key_of(paths)
    if to_write:
        from securecoach_tui.store.maintenance import open_to_write

        record = open_to_write(paths, key)
    else:
        from securecoach_tui.store.reader import read

        record = read(paths, key)
    for notice in record.notices:
        say_error(notice)
    return record


def open_for_display(paths: DataPaths) -> tuple[Repository, DataKey | None]:
    """Read and maintain the data for a display, and print its notices. Data that can't be read keeps no display shut.

    Raises:
        RecordError: the data is locked, and the passphrase is wrong or missing.
    """
    from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase
    from securecoach_tui.store.reader import nothing_read

    try:
        return record_of(paths, to_write=True), key_of(paths)
    except (PassphraseNeeded, WrongPassphrase):
        raise
    except RecordError as error:
        record = nothing_read(paths, error)
        for notice in record.notices:
            say_error(notice)
        return record, None


def key_for_display(paths: DataPaths) -> DataKey | None:
    """The key of locked data, as ``key_of`` finds it; None if the data can't be read either way.

    Raises:
        RecordError: the data is locked, and the passphrase is wrong or missing.
    """
    from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase

    try:
        return key_of(paths)
    except (PassphraseNeeded, WrongPassphrase):
        raise
    except RecordError:
        return None


def exercise_named(id: str, paths: DataPaths) -> Exercise:
    """The exercise with that id, built-in or custom.

    Raises:
        Refused: there is none, or its file can't be used.
    """
    from securecoach_tui import content

    words = content.load()
    built_in = words.ids()
    if id in built_in:
        return words.exercise(id)
    own, bad = content.custom(paths.exercises)
    if id in own:
        return own[id]
    for file in bad:
        if file.path.stem == id:
            raise Refused(bad_file(file.path, file.error), 4)
    import difflib

    from securecoach_tui.practice.visible_text import visible

    known = [*built_in, *own]
    near = difflib.get_close_matches(id, known, n=1) or [one for one in known if id and f"-{one}".find(f"-{id}") >= 0]
    hint = _("Did you mean {id}?").format(id=near[0]) if near else _("To see them all: securecoach list")
    raise Refused(_("There is no exercise called {id}. {hint}").format(id=visible(id), hint=hint))


def titles_of(paths: DataPaths) -> dict[str, str]:
    """The titles of all exercises by id."""
    from securecoach_tui.app import exercise_list

    titles = {card.id: card.title for card in exercise_list.built_in()}
    return titles | {id: one.title for id, one in exercise_list.custom(paths.exercises)[0].items()}


def bad_file(path: Path, error: BadExercise) -> str:
    """Why an exercise file can't be used, in one sentence."""
    from securecoach_tui.practice.visible_text import visible
    from securecoach_tui.text.exercise_errors import bad_exercise_words

    return _("{file}: {why}.").format(file=visible(path.name), why=bad_exercise_words(error).rstrip("."))
