"""The command ``securecoach``: a table of commands, each imported only when it is asked for.

Exit codes: 0 done, 2 wrong usage, 3 the record can't be opened, read or had alone, 4 a bad exercise
file, 5 speech or sound was demanded and can't be had. An error is one plain sentence on standard error.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from securecoach_tui import __version__
from securecoach_tui.commands import Refused, data_dir_option, places_of, say_error, settings_of
from securecoach_tui.i18n import N_, _

# Name of a command: its module in commands/, its function there, and what it is in one line. The line stands
# here as well, so that --help need not import seventeen modules; a test compares it with the command's own.
COMMANDS = {
    "practice": ("practise", "practice", N_("Practise an exercise.")),
    "checkin": ("checkin", "checkin", N_("Which way am I leaning? Twelve lines about your own pattern.")),
    "list": ("exercises", "list_", N_("The exercises, built-in and your own.")),
    "history": ("looking", "history", N_("Past sessions, newest first.")),
    "progress": ("looking", "progress", N_("Your own movement, measured against where you began.")),
    "export": (
        "porting",
        "export",
        N_("The whole record, to keep or to take elsewhere; md and html: a report of your own movement."),
    ),
    "import": ("porting", "import_", N_("Take in sessions from FILE; running it twice changes nothing.")),
    "support": ("support", "support", N_("Who to call.")),
    "validate": ("exercises", "validate", N_("Check an exercise of your own.")),
    "new": ("exercises", "new", N_("Start an exercise of your own from a commented file.")),
    "why": ("why", "why", N_("What is known about the practice, or about one exercise.")),
    "plan": ("plan", "plan", N_("The days chosen for practice.")),
    "doctor": ("doctor", "doctor", N_("What works here, and how to mend what does not.")),
    "render": ("render", "render", N_("Make a sound file of an exercise, for a phone.")),
    "voices": ("voices", "voices", N_("The voices that speak here.")),
    "serve": ("serve", "serve", N_("The full screen in a browser, on this machine only.")),
    "data": ("data", "data", N_("Where the record lies, copies of it, and its lock.")),
}


class _Lazy(click.Group):
    """A group whose commands are imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name, _summary = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(f"securecoach_tui.commands.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(summary)) for name, (_module, _name, summary) in COMMANDS.items()])


@click.group(cls=_Lazy, invoke_without_command=True, context_settings={"help_option_names": ["--help"]})
@click.version_option(__version__, prog_name="securecoach")
@click.option("--plain", is_flag=True, help=_("Lines of text instead of the full screen."))
@data_dir_option
@click.pass_context
def cli(context: click.Context, plain: bool, data_dir: str | None) -> None:
    """Paced practice toward a secure baseline in oneself. Private: nothing leaves this machine."""
    if context.invoked_subcommand is not None:
        return
    from securecoach_tui.commands.practise import open_face

    where = places_of(data_dir)
    open_face(where, settings_of(where), plain=plain)


def main() -> None:
    """The command ``securecoach``."""
    sys.exit(_main())


def _main() -> int:
    try:
        code = cli.main(prog_name="securecoach", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except Refused as why:
        say_error(why.sentence)
        return why.code
    except click.exceptions.Exit as exit:
        return exit.exit_code
    except click.UsageError as error:
        name = error.ctx.command_path if error.ctx else "securecoach"
        say_error(_("{what} See: {name} --help").format(what=error.format_message(), name=name))
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
            say_error(error.sentence)
            return error.code
        if isinstance(error, LengthRefused):
            from securecoach_tui.wording import refused_words

            say_error(refused_words(error, _("This exercise")))
            return 2
        raise
