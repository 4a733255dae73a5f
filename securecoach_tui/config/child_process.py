"""How this program starts a Python process of its own: no module of the current folder, and no longer than its parent."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import securecoach_tui

SERVED_BY = "SECURECOACH_SERVED_BY"  # tells a child that serves one page the process id of the server
LOOK_SECONDS = 0.5  # between two looks whether the parent still runs
END_SECONDS = 5.0  # for a program to save its session after its parent ended
PACKAGE_FOLDER = str(Path(securecoach_tui.__file__).parents[1])


def command(module: str, *arguments: str) -> list[str]:
    """The command line that runs ``module``; -P keeps the current folder off the path."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """A copy of ``environ`` in which a child finds this package, however it was installed.

    An entry of PYTHONPATH that is empty or relative means the current folder or one in it, so it is left out.
    """
    entries = [entry for entry in environ.get("PYTHONPATH", "").split(os.pathsep) if os.path.isabs(entry)]
    paths = os.pathsep.join([PACKAGE_FOLDER, *entries])
    return {**environ, "PYTHONPATH": paths, "PYTHONSAFEPATH": "1"}


def end_with_server(environ: Mapping[str, str] = os.environ) -> None:
    """If this process shows a page, end it as by a signal once the server has ended, and for certain soon after."""
    server = environ.get(SERVED_BY, "")
    if not server.isdigit() or os.name == "nt":
        return

    def end() -> None:
        os.kill(os.getpid(), signal.SIGTERM)  # the session is saved
        time.sleep(END_SECONDS)
        os._exit(0)

    when_parent_ends(end, int(server))


def when_parent_ends(act: Callable[[], None], parent: int) -> None:
    """Call ``act`` in a thread once this process's ``parent`` has ended, even by a kill that lets it do nothing more.

    Windows doesn't tell that a parent ended; there a child notices it by the end of its input alone.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_SECONDS)
        act()

    threading.Thread(target=watch, name="parent", daemon=True).start()
