"""The command ``securecoach``. The most frequent calls avoid importing click; all others use the command table.

Exit codes: 0 done, 1 output can't be written, no thread can be started or a fault of the program, 2 wrong usage, 3 the data can't be opened, read
or locked, 4 a bad exercise file, 5 speech or sound was requested and doesn't work. An error is one sentence on standard
error.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, TextIO, cast

from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.config import early_exit, low_memory
from securecoach_tui.config.language import use_start_language
from securecoach_tui.config.private_process import keep_private
from securecoach_tui.content import without_memory
from securecoach_tui.i18n import _
from securecoach_tui.practice.narrow_text import never_refuse

if TYPE_CHECKING:
    from pathlib import Path

WRITE_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # errors of a full disk or a broken device
PATIENCE = 2.0  # seconds
COMPLETION = "_SECURECOACH_COMPLETE"  # set by shells during completion


def main() -> None:
    """The command ``securecoach``."""
    early_exit.end_at_once()
    keep_private()
    try:
        code = _main()
    except Exception as error:
        if not low_memory.is_cause(error):
            raise
        code = without_memory.report(error)
    early_exit.end_at_once()  # nothing is left to tidy up
    sys.exit(code)


def _main() -> int:
    _prepare_streams()
    if not os.path.isabs(os.environ.get("HOME", os.sep)):
        del os.environ["HOME"]  # it names no folder, and sound libraries would complain about it on the terminal
    with _support_in_time() if _asks_for_support() else nullcontext():
        return _run()


def _run() -> int:
    try:
        with suppress(Exception):  # whatever is wrong with settings or libraries, English is there
            use_start_language(sys.argv[1:])  # before commands are imported: their help is translated on import
        shortcut = None if COMPLETION in os.environ else SHORTCUTS.get(tuple(sys.argv[1:]))
        return 0 if shortcut is not None and shortcut() else _run_command()
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")
        return 0
    except Exception as error:
        return _exit_code_of(error)


def _prepare_streams() -> None:
    """Replace standard streams that the caller closed, and let no character that a stream lacks raise an error."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    never_refuse(sys.stdout)
    never_refuse(sys.stderr)
    if not low_memory.has_room(low_memory.THREAD):
        sys.stderr = cast("TextIO", low_memory.WithoutLogs(sys.stderr))


def _asks_for_support() -> bool:
    """Whether the command is ``support``, without parsing the whole command line."""
    return early_exit.command_of(sys.argv[1:]) == "support"


@contextmanager
def _support_in_time() -> Iterator[None]:
    """If a folder doesn't answer for ``PATIENCE`` seconds, as on a dead mount, print who to call and end."""
    import threading

    def answer() -> None:
        from securecoach_tui import i18n
        from securecoach_tui.content import last_resort

        lines: Sequence[str] = last_resort.lines(i18n.language())
        with suppress(Exception):
            from securecoach_tui import content

            lines = content.load().support_words()
        with suppress(OSError, ValueError):
            sys.stdout.write("\n".join(lines) + "\n")
            sys.stdout.flush()
        os._exit(0)

    waiting = threading.Timer(PATIENCE, answer)
    waiting.daemon = True
    if low_memory.has_room(low_memory.THREAD):  # else the thread's end would end the process
        with suppress(RuntimeError):  # the system has no thread left: then nobody waits for a folder
            waiting.start()
    try:
        yield
    finally:
        waiting.cancel()


def _open_full_screen() -> bool:
    """Open the full screen. Return False without opening it if something has to be asked or printed first."""
    from securecoach_tui.app.startup import use_plain_text
    from securecoach_tui.commands.display import open_full_screen
    from securecoach_tui.config import settings
    from securecoach_tui.config.data_paths import places

    paths = places()
    preferences, problems = settings.load(paths)
    locked = _may_exist(paths.key) or _may_exist(paths.state / paths.key.name)
    if paths.problem or problems or locked or use_plain_text(preferences):
        return False
    open_full_screen(paths, preferences)
    return True


def _print_list() -> bool:
    """Print the exercises. Return False without printing if a custom exercise can't be used."""
    from securecoach_tui.app import exercise_list
    from securecoach_tui.config.data_paths import places

    paths = places()
    own, bad = exercise_list.custom(paths.exercises)
    if paths.problem:
        return False
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

    if not early_exit.opens_display(sys.argv[1:]):
        early_exit.raise_interrupt()

    gc.freeze()  # what was imported stays
    gc.enable()
    output = sys.stdout
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
    except SystemExit:
        if sys.stdout is not output:  # click replaced it, because the reader of the output, such as head, has gone
            return 0
        raise


def _exit_code_of(error: Exception) -> int:
    """Print one sentence about an error and return the exit code for it."""
    if not isinstance(error, Refused) and low_memory.is_cause(error):
        return without_memory.report(error)
    try:
        return _expected(error) or _fault(error)
    except OSError as second:  # the sentence can't be printed either
        if second.errno not in WRITE_ERRORS:
            raise
        sys.stdout = sys.stderr = open(os.devnull, "w")
        return 1


def _expected(error: Exception) -> int:
    """Print the sentence of an error that isn't the program's fault and return its exit code; 0 for any other."""
    if isinstance(error, Refused):
        say_error(error.sentence)
        return error.code
    if isinstance(error, OSError) and error.errno in WRITE_ERRORS:
        sys.stdout = open(os.devnull, "w")
        say_error(_("That can't be written there: {why}.").format(why=error.strerror))
        return 1
    if isinstance(error, (RuntimeError, OSError)):
        from securecoach_tui.config import threads
        from securecoach_tui.text.faults import too_many_programs

        if threads.none_left(error):
            if not low_memory.has_room(low_memory.THREAD):
                return without_memory.report(error)
            if early_exit.opens_display(sys.argv[1:]):
                _say_who_to_call()
            say_error(too_many_programs())
            return 1
    try:
        from securecoach_tui.practice.exercise.timeline import LengthRefused
        from securecoach_tui.store.errors import RecordError
        from securecoach_tui.text.exercise_errors import length_refused_words
    except Exception:  # a library is broken, so the error is none of these
        return 0
    if isinstance(error, RecordError):
        say_error(error.sentence)
        return error.code
    if isinstance(error, LengthRefused):
        say_error(length_refused_words(error, _("This exercise")))
        return 2
    return 0


def _fault(error: Exception) -> int:
    """Log a fault of the program, say so, and return 1. Whoever asked for help right now gets the built-in lines."""
    from securecoach_tui.app.library_check import damaged
    from securecoach_tui.config import fault_log
    from securecoach_tui.config.extras import command
    from securecoach_tui.config.language import data_dir
    from securecoach_tui.text.faults import fault_words

    if early_exit.command_of(sys.argv[1:]) in without_memory.HELPS_NOW:
        _say_who_to_call()
    log = None
    with suppress(Exception):
        from securecoach_tui.config.data_paths import places

        log = fault_log.write(places(data_dir(sys.argv[1:])).state, error)
    say_error(fault_words(log))
    for name, why in damaged().items() if isinstance(error, ImportError) or "doctor" in sys.argv[1:] else ():
        sentence = _("{name} can't be loaded ({why}). Install SecureCoach again: {command}")
        say_error(sentence.format(name=name, why=why, command=command()))
    return 1


def _say_who_to_call() -> None:
    """Print the lines about who to call that need no file."""
    from securecoach_tui import i18n
    from securecoach_tui.content import last_resort

    sys.stdout.write("\n".join(last_resort.lines(i18n.language())) + "\n")
    sys.stdout.flush()


# Calls handled without click, whose import would take longer than the call itself.
SHORTCUTS: dict[tuple[str, ...], Callable[[], bool]] = {(): _open_full_screen, ("list",): _print_list}
