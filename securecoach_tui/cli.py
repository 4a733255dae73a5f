"""Commands and options. A face, and whatever else is heavy, is imported only when it is asked for.

Exit codes: 0 done, 2 wrong usage, 3 the record can't be opened, read or had alone, 4 a bad exercise
file. An error is one plain sentence on standard error.
"""

from __future__ import annotations

import difflib
import math
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from securecoach_tui import __version__, content, settings
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.exercise import LONGEST_MINUTES, SHORTEST_MINUTES, BadExercise, Exercise, warnings
from securecoach_tui.practice.words import visible

if TYPE_CHECKING:
    from securecoach_tui.store.reading import Record

F = TypeVar("F", bound=Callable[..., Any])


class Refused(Exception):
    """One sentence for standard error, and the exit code."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


def _places(data_dir: str | None) -> settings.Places:
    context = click.get_current_context(silent=True)
    outer = context.find_root().params.get("data_dir") if context is not None else None
    return settings.places(data_dir or outer)


def _data_dir(command: F) -> F:
    option = click.option("--data-dir", metavar="DIR", help=_("Where the record lies."))
    return option(command)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["--help"]})
@click.version_option(__version__, prog_name="securecoach")
@click.option("--plain", is_flag=True, help=_("Lines of text instead of the full screen."))
@_data_dir
@click.pass_context
def cli(context: click.Context, plain: bool, data_dir: str | None) -> None:
    """Paced practice toward a secure baseline in oneself. Private: nothing leaves this machine."""
    if context.invoked_subcommand is not None:
        return
    where = _places(data_dir)
    preferences = _settings(where)
    _practise_plain(where, preferences, None, None, None)


@cli.command()
@click.argument("id", required=False)
@click.option("--minutes", metavar="N", help=_("A length from 0.05 to 120, or open."))
@click.option("--plain", is_flag=True, help=_("Lines of text instead of the full screen."))
@click.option("--voice/--no-voice", default=None, help=_("Spoken prompts."))
@click.option("--no-questions", is_flag=True, help=_("Ask nothing before or after."))
@_data_dir
@click.pass_context
def practice(
    context: click.Context,
    id: str | None,
    minutes: str | None,
    plain: bool,
    voice: bool | None,
    no_questions: bool,
    data_dir: str | None,
) -> None:
    """Practise an exercise."""
    where = _places(data_dir)
    preferences = _settings(where)
    length = _length(minutes)
    if id is not None:
        _exercise(id, where)
    asking = "none" if no_questions else None
    _practise_plain(where, preferences, id, length, asking)


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
@_data_dir
def list_(as_json: bool, data_dir: str | None) -> None:
    """The exercises, built-in and your own."""
    where = _places(data_dir)
    own, bad = content.custom(where.exercises)
    built_in = content.load().exercises()
    for file in bad:
        _say_error(_bad_file(file.path, file.error))
    if as_json:
        rows = [_row(one, "built-in") for one in built_in.values()] + [_row(one, "custom") for one in own.values()]
        _print_json(rows)
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


@cli.command()
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
@click.option("--limit", type=click.IntRange(1), metavar="N", help=_("At most N sessions."))
@_data_dir
def history(as_json: bool, limit: int | None, data_dir: str | None) -> None:
    """Past sessions, newest first."""
    sessions = _record(_places(data_dir)).sessions[:limit]
    if as_json:
        _print_json(sessions)
        return
    from securecoach_tui.wording import duration

    click.echo(ngettext("{n} session.", "{n} sessions.", len(sessions)).format(n=len(sessions)))
    titles = {one.id: one.title for one in content.load().exercises().values()}
    for one in sessions:
        parts = [(one.started or "")[:16].replace("T", " "), titles.get(one.exercise or "", one.exercise or "")]
        parts.append(duration(one.practised_seconds or 0))
        for when, word in (("before", _("before")), ("after", _("after"))):
            value = one.first("distress", when)  # type: ignore[arg-type]  # the two of three that are told
            if value is not None:
                parts.append(_("distress {word} {n}").format(word=word, n=value))
        click.echo(visible(", ".join(part for part in parts if part)))
        if one.reflection:
            click.echo(visible(one.reflection))


@cli.command()
@click.option("--format", "kind", type=click.Choice(["json", "csv"]), default="json", help=_("json or csv."))
@click.option("-o", "--output", metavar="FILE", help=_("Into FILE instead of standard output."))
@_data_dir
def export(kind: str, output: str | None, data_dir: str | None) -> None:
    """The whole record, to keep or to take elsewhere."""
    from securecoach_tui.store import porting

    record = _record(_places(data_dir))
    data = porting.export_json(record) if kind == "json" else porting.export_csv(record)
    raw = data if isinstance(data, bytes) else data.encode()
    if output is None:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    try:
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
    except OSError as error:
        raise Refused(_("{file} can't be written: {why}.").format(file=output, why=error.strerror)) from None


@cli.command("import")
@click.argument("file")
@_data_dir
def import_(file: str, data_dir: str | None) -> None:
    """Take in sessions from FILE; running it twice changes nothing."""
    from securecoach_tui.store import porting

    report = porting.import_file(Path(file), _places(data_dir))
    for sentence in report.skipped:
        _say_error(sentence)
    click.echo(report.sentence)


@cli.command()
@click.argument("file")
def validate(file: str) -> None:
    """Check an exercise of your own."""
    path = Path(file)
    try:
        exercise = content.read(path)
    except BadExercise as error:
        raise Refused(_bad_file(path, error), 4) from None
    for place, why in warnings(exercise):
        click.echo(_("{place}: {why}").format(place=place, why=why))
    click.echo(_("{title} is a whole exercise.").format(title=exercise.title))


@cli.command()
@_data_dir
def support(data_dir: str | None) -> None:
    """Who to call."""
    for line in content.load().support_words():
        click.echo(line)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help=_("As JSON."))
@_data_dir
def doctor(as_json: bool, data_dir: str | None) -> None:
    """What works here, and how to mend what does not."""
    from securecoach_tui.doctor import examine

    facts = examine(_places(data_dir))
    if as_json:
        _print_json(facts)
        return
    for fact in facts:
        click.echo(visible(f"{fact['name']}: {fact['state']}. {fact['words']}"))


@cli.group()
def data() -> None:
    """Where the record lies."""


@data.command()
@_data_dir
def path(data_dir: str | None) -> None:
    """The folder of the record."""
    click.echo(str(_places(data_dir).data))


def _practise_plain(
    where: settings.Places,
    preferences: settings.Settings,
    id: str | None,
    length: float | str | None,
    asking: str | None,
) -> None:
    from securecoach_tui.plain.face import practise

    exercise = _exercise(id or "slow-breathing", where)
    if length == "open":
        seconds = None
    else:
        seconds = float(length) if isinstance(length, float) else _usual(exercise) * 60
    practise(exercise, seconds, where, preferences, _record(where), asking)


def _usual(exercise: Exercise) -> float:
    """The length that is begun with where none was asked for: five minutes, or the shortest."""
    return 5.0 if 5 in exercise.minutes and "contact" not in exercise.kinds else min(exercise.minutes)


def _exercise(id: str, where: settings.Places) -> Exercise:
    built_in = content.load().exercises()
    if id in built_in:
        return built_in[id]
    own, bad = content.custom(where.exercises)
    if id in own:
        return own[id]
    for file in bad:
        if file.path.stem == id:
            raise Refused(_bad_file(file.path, file.error), 4)
    near = difflib.get_close_matches(id, [*built_in, *own], n=1, cutoff=0.4)
    hint = _("the nearest is {id}").format(id=near[0]) if near else _("securecoach list names them")
    raise Refused(_("There is no exercise {id}; {hint}.").format(id=visible(id), hint=hint))


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


def _settings(where: settings.Places) -> settings.Settings:
    preferences, problems = settings.load(where)
    for problem in problems:
        _say_error(problem)
    return preferences


def _record(where: settings.Places) -> Record:
    from securecoach_tui.store import reading

    record = reading.read(where)
    for notice in record.notices:
        _say_error(notice)
    return record


def _bad_file(path: Path, error: BadExercise) -> str:
    from securecoach_tui.wording import bad_exercise_words

    return _("{file}: {why}.").format(file=visible(path.name), why=bad_exercise_words(error).rstrip("."))


def _print_json(value: Any) -> None:
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()


def _say_error(sentence: str) -> None:
    click.echo(visible(sentence), err=True)


def main() -> None:
    """The command ``securecoach``."""
    sys.exit(_main())


def _main() -> int:
    try:
        code = cli.main(prog_name="securecoach", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except Refused as why:
        _say_error(why.sentence)
        return why.code
    except click.exceptions.Exit as exit:
        return exit.exit_code
    except click.UsageError as error:
        name = error.ctx.command_path if error.ctx else "securecoach"
        _say_error(_("{what} See: {name} --help").format(what=error.format_message(), name=name))
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 0
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")
        return 0
    except Exception as error:
        from securecoach_tui.practice.timeline import LengthRefused
        from securecoach_tui.store.errors import RecordError

        if isinstance(error, RecordError):
            _say_error(error.sentence)
            return error.code
        if isinstance(error, LengthRefused):
            from securecoach_tui.wording import refused_words

            _say_error(refused_words(error, _("This exercise")))
            return 2
        raise
