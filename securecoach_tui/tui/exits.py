"""Every way out but the ordinary one: at once, by a signal, by a fault. Each leaves the terminal as it was."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.driver import Driver

from securecoach_tui.i18n import _
from securecoach_tui.tui import hardware_cursor

if TYPE_CHECKING:
    from securecoach_tui.tui.context import AppContext

CLEAR = b"\x1b[H\x1b[2J\x1b[3J"  # cursor home, screen, scrollback
QUICK_SECONDS = 0.3  # how long leaving at once waits for the disk
LOOK_SECONDS = 1.0  # how often it is looked whether the terminal is still there
LOST_SECONDS = 2.0  # and a signal


def leave(context: AppContext, driver: Driver | None, *, quick: bool, end: Callable[[int], None]) -> None:
    """Silence, clear the screen (``quick``), keep the session, give the terminal back, end with status 0."""
    if quick:
        _write(driver, CLEAR)
    context.leave(quick=quick, wait=QUICK_SECONDS if quick else LOST_SECONDS)
    if driver is not None:
        with suppress(Exception):  # a terminal that has gone can't be given back
            driver.stop_application_mode()
            driver.close()
    usual_cursor()
    if quick:
        _write(driver, CLEAR)
    end(0)


def terminal_gone() -> bool:
    """Whether the terminal hung up. Its signal comes only to those whose controlling terminal it was; without this,
    what reads keys would ask a closed terminal again and again."""
    if sys.__stdin__ is None or not hasattr(select, "poll"):
        return False
    with suppress(OSError, ValueError):
        looks = select.poll()
        looks.register(sys.__stdin__.fileno(), select.POLLHUP)
        return any(event & select.POLLHUP for _descriptor, event in looks.poll(0))
    return False


def usual_cursor() -> None:
    """Give the cursor back the shape that the terminal had for it."""
    with suppress(OSError, ValueError):
        if sys.__stderr__ is not None and sys.__stderr__.isatty():
            os.write(sys.__stderr__.fileno(), hardware_cursor.USUAL.encode())


def _write(driver: Any, data: bytes) -> None:
    """Past the driver's own queue, so that nothing waits for a frame."""
    file = getattr(driver, "_file", None)
    if file is None or getattr(driver, "is_headless", False):
        return
    with suppress(OSError, ValueError):
        os.write(file.fileno(), data)


def fault(context: AppContext, error: BaseException | None) -> Text:
    """Keep the session and note where the program went wrong, without a word that a person wrote."""
    context.leave(quick=False, wait=LOST_SECONDS)
    log = context.where.state / "log"
    with suppress(OSError):
        context.where.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(_frames(error)) + "\n")
    return Text(
        _(
            "The program stopped over a fault of its own. What you practised is kept. Where it happened is noted in {log}."
        ).format(log=log)
    )


def _frames(error: BaseException | None) -> list[str]:
    lines = [type(error).__name__]
    trace = error.__traceback__ if error is not None else None
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {os.path.basename(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return lines
