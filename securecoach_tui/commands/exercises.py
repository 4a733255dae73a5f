"""The exercise commands: list, and validate and new for custom exercises."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from securecoach_tui.app import exercise_list
from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.commands.options import bad_file, data_dir_option, paths_of
from securecoach_tui.commands.output import print_json, say
from securecoach_tui.config import input_file
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible

if TYPE_CHECKING:
    from securecoach_tui.content.exercise_index import ExerciseCard
    from securecoach_tui.practice.exercise.model import Exercise


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@data_dir_option
def list_(as_json: bool, data_dir: str | None) -> None:
    """Show all exercises, built-in and your own."""
    own, bad = exercise_list.custom(paths_of(data_dir).exercises)
    for file in bad:
        say_error(bad_file(file.path, file.error))
    if as_json:
        rows = [_row(exercise, "built-in") for exercise in exercise_list.built_in()]
        print_json(rows + [_row(exercise, "custom") for exercise in own.values()])
        return
    for line in exercise_list.lines(own):
        say(line)


def _row(exercise: ExerciseCard | Exercise, source: str) -> dict[str, Any]:
    claim = exercise.evidence
    evidence = {
        "strength": claim.strength if claim else "convention",
        "summary": claim.summary if claim else _("This is an exercise you made. It has no research of its own."),
        "citations": claim.citations if claim else [],
    }
    return {
        "id": exercise.id,
        "title": exercise.title,
        "capacity": exercise.capacity,
        "directions": exercise.directions,
        "minutes": exercise.minutes,
        "source": source,
        "evidence": evidence,
    }


@click.command()
@click.argument("file", metavar=_("FILE"))
def validate(file: str) -> None:
    """Check an exercise that you wrote."""
    from securecoach_tui import content
    from securecoach_tui.content import custom_exercises
    from securecoach_tui.practice.exercise.parser import BadExercise

    path = Path(_("Standard input")) if input_file.is_standard_input(file) else Path(file)
    try:
        exercise, warnings = custom_exercises.examine(path, _bytes_of(file))
        if exercise.id in content.load().ids():
            raise BadExercise("id", "{id} is taken by another exercise", id=exercise.id)
    except BadExercise as error:
        raise Refused(bad_file(path, error), 4) from None
    for warning in warnings:
        say(bad_file(path, warning))
    say(_("{title} is complete and ready to use.").format(title=exercise.title))


def _bytes_of(file: str) -> bytes:
    """The bytes of an exercise file; more than an exercise may have are refused. Raises BadExercise."""
    from securecoach_tui.practice.exercise.parser import LARGEST_FILE, BadExercise

    try:
        return input_file.read(file, LARGEST_FILE)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise BadExercise("", "the file is larger than {limit} kB", limit=LARGEST_FILE // 1024) from None
        reason = error.strerror or type(error).__name__
        raise BadExercise("", "the file can't be read ({reason})", reason=reason) from None


@click.command()
@click.argument("id")
@data_dir_option
def new(id: str, data_dir: str | None) -> None:
    """Make a file for an exercise of your own, with notes that help you write it."""
    from securecoach_tui import content
    from securecoach_tui.content import custom_exercises
    from securecoach_tui.practice.exercise.parser import BadExercise

    words = content.load()
    folder = paths_of(data_dir).exercises
    if id in words.ids():
        raise Refused(_("{id} is a built-in exercise. Choose another name.").format(id=id))
    try:
        path = custom_exercises.start(folder, id, words.new_exercise())
    except BadExercise:
        sentence = _(
            '{id} can\'t be the name of an exercise. Use lower-case words joined by "-", at most 60 characters.'
        )
        raise Refused(sentence.format(id=visible(id)[:80])) from None
    except FileExistsError:
        where = folder / f"{id}.toml"
        raise Refused(_("{file} already exists and has not changed. Choose another name.").format(file=where)) from None
    except OSError as error:
        from securecoach_tui.store.errors import why

        sentence = _("Files can't be saved in {folder} ({why}).")
        raise Refused(sentence.format(folder=folder, why=why(error)), 3) from None
    say(_("Your new exercise file: {file}").format(file=visible(str(path))))
    say(_("Edit it, then check it: securecoach validate {file}").format(file=visible(str(path))))
