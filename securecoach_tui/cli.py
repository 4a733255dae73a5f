"""The command ``securecoach``. The most frequent calls avoid importing click; all others use the command table.

Exit codes: 0 done, 1 output can't be written, 2 wrong usage, 3 the data can't be opened, read or locked, 4 a bad
exercise file, 5 speech or sound was requested and doesn't work. An error is one sentence on standard error.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.config.language import use_start_language
from securecoach_tui.config.private_process import keep_private
from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

WRITE_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # errors of a full disk or a broken device
COMPLETION = "_SECURECOACH_COMPLETE"  # set by shells during completion


def main() -> None:
    """The command ``securecoach``."""
    keep_private()
    sys.exit(_main())


def _main() -> int:
    if sys.stdout is None:  # closed by the caller
        sys.stdout = open(os.devnull, "w")
    try:
        use_start_language(sys.argv[1:])  # before commands are imported, since their help is translated on import
        shortcut = None if COMPLETION in os.environ else SHORTCUTS.get(tuple(sys.argv[1:]))
        return 0 if shortcut is not None and shortcut() else _run_command()
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")
        return 0
    except OSError as error:
        if error.errno not in WRITE_ERRORS:
            raise
        sys.stdout = open(os.devnull, "w")
        say_error(_("What was asked for can't be written there: {why}.").format(why=error.strerror))
        return 1
    except Exception as error:
        return _exit_code_of(error)


def _open_full_screen() -> bool:
    """Open the full screen. Return False without opening it if something has to be asked or printed first."""
    from securecoach_tui.app.startup import use_plain_text
    from securecoach_tui.config import settings
    from securecoach_tui.config.data_paths import places
    from securecoach_tui.tui.launch import full_screen

    paths = places()
    preferences, problems = settings.load(paths)
    locked = _may_exist(paths.key) or _may_exist(paths.state / paths.key.name)
    if problems or locked or use_plain_text(preferences):
        return False
    if full_screen(paths, preferences) == "plain":
        from securecoach_tui.commands.practice import open_plain_text

        open_plain_text(paths)
    return True


def _print_list() -> bool:
    """Print the exercises. Return False without printing if a custom exercise can't be used."""
    from securecoach_tui.app import exercise_list
    from securecoach_tui.config.data_paths import places

    own, bad = exercise_list.custom(places().exercises)
    if not bad:
        sys.stdout.write("\n".join(exercise_list.lines(own)) + "\n")
        sys.stdout.flush()
    return not bad


def _may_exist(path: Path) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        pass
    return True


def _run_command() -> int:
    import click

    from securecoach_tui.commands.command_table import cli

    try:
        code = cli.main(prog_name="securecoach", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as exit:
        return exit.exit_code
    except click.UsageError as error:
        name = error.ctx.command_path if error.ctx else "securecoach"
        say_error(_("{what} See: {name} --help").format(what=error.format_message(), name=name))
        return 2
    except click.Abort:
        return 0


def _exit_code_of(error: Exception) -> int:
    """Print the sentence of an expected error and return its exit code; raise any other error again."""
    from securecoach_tui.store.errors import RecordError

    if isinstance(error, (Refused, RecordError)):
        say_error(error.sentence)
        return error.code
    from securecoach_tui.practice.exercise.timeline import LengthRefused

    if isinstance(error, LengthRefused):
        from securecoach_tui.text.exercise_errors import length_refused_words

        say_error(length_refused_words(error, _("This exercise")))
        return 2
    raise error


# Calls handled without click, whose import would take longer than the call itself.
SHORTCUTS: dict[tuple[str, ...], Callable[[], bool]] = {(): _open_full_screen, ("list",): _print_list}
