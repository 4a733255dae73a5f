"""The table of commands. A command's module is imported only when it is used."""

from __future__ import annotations

import importlib
import os

import click

from securecoach_tui import __version__
from securecoach_tui.commands.options import data_dir_option, paths_of, settings_of
from securecoach_tui.i18n import N_, _

# Maps a command's name to its module in commands/, its function there, and its summary. The summary is repeated here so
# that --help doesn't import all modules; a test compares it with the command's docstring.
COMMANDS = {
    "practice": ("practice", "practice", N_("Practise an exercise.")),
    "checkin": ("checkin", "checkin", N_("Which way am I leaning? Twelve lines about your own pattern.")),
    "list": ("exercises", "list_", N_("The exercises, built-in and your own.")),
    "history": ("history", "history", N_("Past sessions, newest first.")),
    "progress": ("progress", "progress", N_("Your own movement, measured against where you began.")),
    "export": (
        "export",
        "export",
        N_("The whole record, to keep or to take elsewhere; md and html: a report of your own movement."),
    ),
    "import": ("import_", "import_", N_("Take in sessions from FILE; running it twice changes nothing.")),
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


class _LazyGroup(click.Group):
    """A group that imports a command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name, summary = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(f"securecoach_tui.commands.{module}"), name)
        assert isinstance(command, click.Command)
        command.help = (command.help or "").replace(summary, _(summary), 1)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(summary)) for name, (_module, _name, summary) in COMMANDS.items()])


def _columns() -> int:
    """The width of help in cells; click would import four archive formats to find it."""
    try:
        return int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (ValueError, OSError):
        return 80


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    help=_("Paced practice toward a secure baseline in oneself. Private: nothing leaves this machine."),
    context_settings={"help_option_names": ["--help"], "terminal_width": max(min(_columns(), 80) - 2, 50)},
)
@click.version_option(__version__, prog_name="securecoach")
@click.option("--plain", is_flag=True, help=_("Lines of text instead of the full screen."))
@data_dir_option
@click.pass_context
def cli(context: click.Context, plain: bool, data_dir: str | None) -> None:
    """The command without a subcommand: the full screen or plain text."""
    if context.invoked_subcommand is not None:
        return
    from securecoach_tui.commands.practice import open_display

    paths = paths_of(data_dir)
    open_display(paths, settings_of(paths), plain=plain)
