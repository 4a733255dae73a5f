"""The command ``securecoach``: what has no arguments at once, everything else by the table of commands.

Exit codes: 0 done, 1 what it says can't be written where it was sent, 2 wrong usage, 3 the record can't be opened, read or
had alone, 4 a bad exercise file, 5 speech or sound was demanded and can't be had. An error is one plain sentence on
standard error.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.config.language import use_start_language
from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # where what is said was sent to a file
COMPLETION = "_SECURECOACH_COMPLETE"  # set by a shell that asks how a command line could go on


def main() -> None:
    """The command ``securecoach``."""
    sys.exit(_main())


def _main() -> int:
    if sys.stdout is None:  # closed by whoever called
        sys.stdout = open(os.devnull, "w")
    try:
        use_start_language(sys.argv[1:])  # before commands are imported: their help is translated on import
        at_once = None if COMPLETION in os.environ else AT_ONCE.get(tuple(sys.argv[1:]))
        return 0 if at_once is not None and at_once() else _commanded()
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")
        return 0
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        sys.stdout = open(os.devnull, "w")
        say_error(_("What was asked for can't be written there: {why}.").format(why=error.strerror))
        return 1
    except Exception as error:
        return _told(error)


def _straight_in() -> bool:
    """The full screen; False where anything has to be asked or told first."""
    from securecoach_tui.app.startup import wants_plain
    from securecoach_tui.config import settings
    from securecoach_tui.config.data_paths import places
    from securecoach_tui.tui.launch import full_screen

    where = places()
    preferences, problems = settings.load(where)
    locked = _may_be_there(where.key) or _may_be_there(where.state / where.key.name)
    if problems or locked or wants_plain(preferences):
        return False
    if full_screen(where, preferences) == "plain":
        from securecoach_tui.commands.practice import in_lines

        in_lines(where)
    return True


def _listed() -> bool:
    """The exercises; False where a file of one's own can't be used, which has to be told."""
    from securecoach_tui.app import exercise_list
    from securecoach_tui.config.data_paths import places

    own, bad = exercise_list.own(places().exercises)
    if not bad:
        sys.stdout.write("\n".join(exercise_list.lines(own)) + "\n")
        sys.stdout.flush()
    return not bad


def _may_be_there(path: Path) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        pass
    return True


def _commanded() -> int:
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


def _told(error: Exception) -> int:
    """One sentence for what can be told, and its exit code; anything else is a fault of the program's own."""
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


# What is typed most, done without loading what reads arguments: that takes longer than the thing itself.
AT_ONCE: dict[tuple[str, ...], Callable[[], bool]] = {(): _straight_in, ("list",): _listed}
