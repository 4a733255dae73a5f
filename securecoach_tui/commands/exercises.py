"""The exercises: which there are, and whether a file of one's own is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from securecoach_tui import content
from securecoach_tui.commands import Refused, bad_file, data_dir_option, places_of, print_json, say_error
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.exercise import BadExercise, Exercise, warnings


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
@data_dir_option
def list_(as_json: bool, data_dir: str | None) -> None:
    """The exercises, built-in and your own."""
    where = places_of(data_dir)
    own, bad = content.custom(where.exercises)
    built_in = content.load().exercises()
    for file in bad:
        say_error(bad_file(file.path, file.error))
    if as_json:
        rows = [_row(one, "built-in") for one in built_in.values()] + [_row(one, "custom") for one in own.values()]
        print_json(rows)
        return
    click.echo(ngettext("{n} exercise.", "{n} exercises.", len(built_in) + len(own)).format(n=len(built_in) + len(own)))
    for one in (*built_in.values(), *own.values()):
        mark = _(", your own") if one.id in own else ""
        lengths = ", ".join(f"{m:g}" for m in one.minutes)
        click.echo(f"{one.id}: {one.title}, {lengths} {_('minutes')}{mark}. {one.summary}")


def _row(one: Exercise, source: str) -> dict[str, Any]:
    known = one.evidence
    evidence = {
        "strength": known.strength if known else "convention",
        "summary": known.summary if known else _("Your own; nothing is claimed for it."),
        "citations": known.citations if known else [],
    }
    return {
        "id": one.id,
        "title": one.title,
        "capacity": one.capacity,
        "directions": one.directions,
        "minutes": one.minutes,
        "source": source,
        "evidence": evidence,
    }


@click.command()
@click.argument("file")
def validate(file: str) -> None:
    """Check an exercise of your own."""
    path = Path(file)
    try:
        exercise = content.read(path)
    except BadExercise as error:
        raise Refused(bad_file(path, error), 4) from None
    for place, why in warnings(exercise):
        click.echo(_("{place}: {why}").format(place=place, why=why))
    click.echo(_("{title} is a whole exercise.").format(title=exercise.title))
