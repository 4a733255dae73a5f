"""The table of commands. A command's module is imported only when it is used."""

from __future__ import annotations

import importlib
import inspect
import os
from contextlib import suppress

import click

from securecoach_tui import __version__
from securecoach_tui.commands.click_words import use_own_catalogue
from securecoach_tui.commands.options import (
    data_dir_option,
    key_for_display,
    opens_plain_text,
    paths_of,
    plain_option,
    settings_of,
)
from securecoach_tui.i18n import N_, _

use_own_catalogue()  # before the group below, whose options have words of click

# Maps a command's name to its module in commands/, its function there, and its summary. The summary is repeated here so
# that --help doesn't import all modules; a test compares it with the command's docstring.
COMMANDS = {
    "practice": ("practice", "practice", N_("Start an exercise.")),
    "now": ("now", "now", N_("Choose what's happening now, and an exercise for it starts at once.")),
    "checkin": ("checkin", "checkin", N_("Which way do you lean? Twelve short questions about your own habits.")),
    "apart": ("apart", "apart", N_("Practise spending time on your own, one small step at a time.")),
    "list": ("exercises", "list_", N_("Show all exercises, built-in and your own.")),
    "history": ("history", "history", N_("Show your history, newest first.")),
    "progress": ("progress", "progress", N_("Show your progress since you started.")),
    "cards": ("cards", "cards", N_("Show your if-then cards, newest first.")),
    "export": (
        "export",
        "export",
        N_("Export all your data, or a report of your progress as md or html."),
    ),
    "import": ("import_", "import_", N_("Import sessions from FILE.")),
    "support": ("support", "support", N_("Show who you can call or text for support.")),
    "comforts": ("comforts", "comforts", N_("Show what comforts you: your own words, a sound and pictures.")),
    "validate": ("exercises", "validate", N_("Check an exercise that you wrote.")),
    "new": ("exercises", "new", N_("Make a file for an exercise of your own, with notes that help you write it.")),
    "why": ("why", "why", N_("Show what research says about the practice, or about one exercise.")),
    "plan": ("plan", "plan", N_("Show or choose your days for practice.")),
    "path": ("path", "path", N_("A path of eight weeks, at your own pace.")),
    "doctor": ("doctor", "doctor", N_("Check what works on this computer, and how to fix what doesn't.")),
    "render": ("render", "render", N_("Make a sound file of an exercise, for example for your phone.")),
    "voices": ("voices", "voices", N_("Show the voices you can use.")),
    "serve": ("serve", "serve", N_("Show the full screen in a browser, on this computer only.")),
    "data": ("data", "data", N_("Show the folder for your data, back it up, lock it or erase it.")),
}


class _LazyGroup(click.Group):
    """A group that imports a command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name, _summary = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(f"securecoach_tui.commands.{module}"), name)
        assert isinstance(command, click.Command)
        _translate(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:  # the group has no commands that click could look among
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(summary)) for name, (_module, _name, summary) in COMMANDS.items()])


def _translate(command: click.Command) -> None:
    """Show the docstring of a command, and of those in it, in the language in use, paragraph by paragraph."""
    text = inspect.cleandoc(getattr(command.callback, "__doc__", None) or "")
    command.help = "\n\n".join(_(" ".join(paragraph.split())) for paragraph in text.split("\n\n"))
    for within in command.commands.values() if isinstance(command, click.Group) else ():
        _translate(within)


def _columns() -> int:
    """The width of help in cells: what the terminal says, else COLUMNS. click would import four archive formats to find it."""
    with suppress(ValueError, OSError):
        if columns := os.get_terminal_size().columns:
            return columns
    with suppress(ValueError):
        return int(os.environ.get("COLUMNS", ""))
    return 80


def _print_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print the version, and which extras are installed, then end. Nothing of an extra is imported."""
    if not wanted or context.resilient_parsing:
        return
    from securecoach_tui.commands.output import say
    from securecoach_tui.config import extras

    here = extras.installed()
    rest = [part for part in extras.MODULES if part not in here]
    say(f"securecoach, version {__version__}")
    if here:
        say(_("Optional parts installed: {parts}").format(parts=", ".join(here)))
    if rest:
        say(_("Optional parts not installed: {parts}").format(parts=", ".join(rest)))
    context.exit()


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    help=_("Guided exercises for feeling more secure. Private: nothing leaves this computer."),
    context_settings={"help_option_names": ["--help"], "terminal_width": max(min(_columns(), 80) - 2, 50)},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help=_("Show the version and the optional parts that are installed."),
)
@plain_option
@data_dir_option
@click.pass_context
def cli(context: click.Context, plain: bool, data_dir: str | None) -> None:
    """The command without a subcommand: the full screen or plain text."""
    if context.invoked_subcommand is not None:
        return
    from securecoach_tui.commands.display import open_full_screen, open_menu

    paths = paths_of(data_dir)
    preferences = settings_of(paths)
    if opens_plain_text(preferences, plain):
        open_menu(paths, preferences)
    else:
        open_full_screen(paths, preferences, key=key_for_display(paths))
