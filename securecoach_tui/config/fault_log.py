"""The log of faults of the program itself: where each was raised, and never any text of a person's.

An error's message can hold what a person wrote, so only the names of errors, files and functions and line numbers are
logged. An error that a library raises because of another one is logged with all of them.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

LARGEST = 256 * 1024  # bytes; a longer log begins again
FEWEST_PARTS = 3  # of a file's path: more could name the person's own folders


def write(state: Path, error: BaseException | None) -> Path | None:
    """Add a fault to the log in the folder ``state``; return the log's path, or None if it can't be written."""
    log = state / "log"
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | careful, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                file.truncate(0)
            file.write("\n".join(lines(error)) + "\n")
    except (OSError, ValueError):
        return None
    return log


@contextlib.contextmanager
def of_threads(state: Path) -> Iterator[None]:
    """While the block runs, log a fault that ends a thread, and one that nobody can catch, such as in a destructor.
    Python would print it where a person practises."""

    def note(ended: threading.ExceptHookArgs) -> None:
        if not isinstance(ended.exc_value, SystemExit):
            _write_quietly(state, ended.exc_value)

    def note_uncaught(fault: sys.UnraisableHookArgs) -> None:
        _write_quietly(state, fault.exc_value)

    before, uncaught = threading.excepthook, sys.unraisablehook
    threading.excepthook, sys.unraisablehook = note, note_uncaught
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before, uncaught


def _write_quietly(state: Path, error: BaseException | None) -> None:
    with contextlib.suppress(Exception):  # without memory Python would print that it can't be logged
        write(state, error)


def lines(error: BaseException | None) -> list[str]:
    """The lines of the log about one fault."""
    from securecoach_tui import __version__

    now = datetime.now(UTC).isoformat(timespec="seconds")
    python = ".".join(map(str, sys.version_info[:3]))
    found = [f"{now} SecureCoach {__version__}, Python {python}, {sys.platform}"]
    for one in _chain(error):
        found.append(_name(one))
        found += _places(one)
    return found if len(found) > 1 else [*found, "  an unknown fault"]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and every error that it was raised from, wraps or groups."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen or len(seen) >= 20:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "error", None)]  # Textual's workers wrap theirs
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions


def _name(error: BaseException) -> str:
    kind = type(error)
    number = f" {error.errno}" if isinstance(error, OSError) and isinstance(error.errno, int) else ""
    return f"{kind.__module__}.{kind.__qualname__}{number}".removeprefix("builtins.")


def _places(error: BaseException) -> list[str]:
    """A line for each call, outermost first: file, line number and function."""
    found, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"  {_file(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    if isinstance(error, ImportError) and error.name:
        found.append(f"  of the module {error.name}")
    return found or ["  raised without a place"]


def _file(path: str) -> str:
    """The file's name with its package, without the folders around them."""
    parts = Path(path).parts
    for root in ("site-packages", "dist-packages", "lib"):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) :][-FEWEST_PARTS:])
    here = Path(__file__).parents[1].name
    if here in parts:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index(here) :])
    return parts[-1] if parts else path
