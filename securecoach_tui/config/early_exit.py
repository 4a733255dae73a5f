"""The ends of the process: ctrl+c while it starts, without a traceback and with status 0, and a quick end after a command.

An interruption that Python raises as an exception can be printed by an import that it hits, or be lost in a callback.
So a handler ends the process instead, until a display has its own or a command is ready for the exception. This module is
the first one that the program runs, so it imports only what Python has loaded by then.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # ``signal`` takes milliseconds to import
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

CLEAR = b"\x1b[H\x1b[2J\x1b[3J"  # cursor home, screen, scrollback
DISPLAYS = ("practice", "now", "checkin", "apart")  # commands that open a display, where ctrl+c is the quick exit


def opens_display(arguments: Sequence[str]) -> bool:
    """Whether the program, called with these arguments, opens a display."""
    return command_of(arguments) in ("", *DISPLAYS)


def command_of(arguments: Sequence[str]) -> str | None:
    """The command's name, as far as it can be told without parsing; empty without one, None where an option answers."""
    rest = list(arguments)
    while rest and rest[0].startswith("-"):
        option = rest.pop(0)
        if option == "--data-dir":
            del rest[:1]
        elif option in ("--help", "--version"):
            return None
    return rest[0] if rest else ""


def end_at_once() -> None:
    """From now on ctrl+c ends the process at once."""
    handle_interrupt(_end)
    if hasattr(_signal, "pthread_sigmask"):  # a caller may have held it back until now
        _signal.pthread_sigmask(_signal.SIG_UNBLOCK, [_signal.SIGINT])


def raise_interrupt() -> None:
    """From now on ctrl+c raises KeyboardInterrupt, so that a command can tidy up. A second one ends the process at once:
    no part of the program expects an exception while it tidies up."""
    handle_interrupt(_raise_once)


def handle_interrupt(handler: Callable[[int, FrameType | None], object]) -> None:
    """From now on ctrl+c calls ``handler``, unless the caller of this program ignores ctrl+c.

    At a display in a terminal it does so in any case: some desktops start terminals in which every program ignores it.
    """
    try:
        ignored = _signal.getsignal(_signal.SIGINT) == _signal.SIG_IGN
        if not ignored or (opens_display(sys.argv[1:]) and os.isatty(0)):
            _signal.signal(_signal.SIGINT, handler)
    except ValueError:  # not the main thread
        pass


def skip_teardown(code: str | int | None) -> None:
    """End the process with ``code`` as Python does, but leave its memory to the system.

    Python clears every module at its end, which takes a seventh of the time of --help. Return if it has to end the
    process itself: a thread isn't done, or output can't be written.
    """
    threading = sys.modules.get("threading")
    if isinstance(code, str) or (threading is not None and threading.active_count() > 1):
        return
    import atexit

    try:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code or 0)


def _raise_once(_number: int, _frame: FrameType | None) -> None:
    handle_interrupt(_end)
    raise KeyboardInterrupt


def _end(_number: int, _frame: FrameType | None) -> None:
    try:
        if opens_display(sys.argv[1:]) and os.isatty(1) and os.environ.get("TERM") not in ("dumb", None):
            os.write(1, CLEAR)
    except OSError:
        pass
    os._exit(0)
