"""What every command shares: where the record lies, preferences, plain sentences, exercises by name.

A command lives in the module that ``cli.py``'s table names and is imported only when it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from securecoach_tui.commands.errors import Refused as Refused
from securecoach_tui.commands.errors import say_error as say_error
from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.practice.exercise.parser import BadExercise
    from securecoach_tui.store.crypto.envelope import Key
    from securecoach_tui.store.reader import Record

F = TypeVar("F", bound=Callable[..., Any])

_keys: dict[Path, Key] = {}


def data_dir_option(command: F) -> F:
    """``--data-dir``, before or after the command's name."""
    return click.option("--data-dir", metavar="DIR", help=_("Where the record lies."))(command)


def exercise_argument(*, required: bool) -> Callable[[F], F]:
    """An exercise's id, which a shell can complete."""

    def ids(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
        from securecoach_tui.app import exercise_list

        own, _bad = exercise_list.own(places_of(context.params.get("data_dir")).exercises)
        return [id for id in (*(card.id for card in exercise_list.built_in()), *own) if id.startswith(begun)]

    return click.argument("id", required=required, shell_complete=ids)


def places_of(data_dir: str | None) -> DataPaths:
    """The folders that the option here, the one before the command, or the environment names."""
    from securecoach_tui.config.data_paths import places

    context = click.get_current_context(silent=True)
    outer = context.find_root().params.get("data_dir") if context is not None else None
    return places(data_dir or outer)


def settings_of(where: DataPaths) -> Settings:
    """Preferences; each one that can't be read is told in a sentence and takes its default."""
    from securecoach_tui.config import settings

    preferences, problems = settings.load(where)
    for problem in problems:
        say_error(problem)
    return preferences


def key_of(where: DataPaths) -> Key | None:
    """The key of a locked record, asked for once a program; None where it isn't locked.

    Raises:
        RecordError: there is nobody to ask, it was wrong, or key.json is damaged.
    """
    from securecoach_tui.store.crypto import unlock

    if not unlock.needs_passphrase(where):
        return None
    if where.data not in _keys:
        from securecoach_tui.commands.passphrase import opened

        _keys[where.data] = opened(where)
    return _keys[where.data]


def record_of(where: DataPaths) -> Record:
    """The record, with what is damaged in it told once."""
    from securecoach_tui.store import reader

    record = reader.read(where, key_of(where))
    for notice in record.notices:
        say_error(notice)
    return record


def exercise_named(id: str, where: DataPaths) -> Exercise:
    """The exercise with that id, built-in or a person's own.

    Raises:
        Refused: there is none, or its file is bad.
    """
    from securecoach_tui import content

    words = content.load()
    built_in = words.ids()
    if id in built_in:
        return words.exercise(id)
    own, bad = content.custom(where.exercises)
    if id in own:
        return own[id]
    for file in bad:
        if file.path.stem == id:
            raise Refused(bad_file(file.path, file.error), 4)
    import difflib

    from securecoach_tui.practice.visible_text import visible

    near = difflib.get_close_matches(id, [*built_in, *own], n=1, cutoff=0.4)
    hint = _("the nearest is {id}").format(id=near[0]) if near else _("securecoach list names them")
    raise Refused(_("There is no exercise {id}; {hint}.").format(id=visible(id), hint=hint))


def bad_file(path: Path, error: BadExercise) -> str:
    """A bad exercise file in one sentence."""
    from securecoach_tui.practice.visible_text import visible
    from securecoach_tui.text.exercise_errors import bad_exercise_words

    return _("{file}: {why}.").format(file=visible(path.name), why=bad_exercise_words(error).rstrip("."))


def print_json(value: Any) -> None:
    """``value`` as indented JSON on standard output."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()
