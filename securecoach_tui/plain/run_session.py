"""One session in lines: what to know before it, the session, and what the disk refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.line_io import Heard, Woken
from securecoach_tui.plain.plain_context import PlainContext
from securecoach_tui.plain.session_view import PlainSession
from securecoach_tui.practice.session.position import check_length, length_in_seconds
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.text import durations

if TYPE_CHECKING:
    from securecoach_tui.practice.session.checkpoint import Checkpoint


def play(sitting: PlainContext, setup: Setup, saved: Checkpoint | None = None) -> PlainSession:
    """What to know before a session, the session, and what the disk refused.

    Raises:
        LengthRefused: the exercise can't have this length; nothing was said.
    """
    if saved is None:
        check_length(setup)
    announce(sitting, setup)
    sitting.begun.add(setup.id)
    session = sitting.begin()
    session.run(setup, saved)
    keep_elsewhere(sitting)
    return session


def announce(sitting: PlainContext, setup: Setup) -> None:
    """The title, the length, and the cautions that go with its kind, before the first question."""
    planned = length_in_seconds(setup)
    length = durations.duration(planned) if planned is not None else _("open-ended")
    sitting.lines.line(_("{title}, {length}.").format(title=setup.exercise.title, length=length))
    for line in sitting.words.cautions(setup.exercise.kinds):
        sitting.lines.line(line)


def keep_elsewhere(sitting: PlainContext) -> None:
    """Where the disk refused, what waits can go into a file that ``import`` takes."""
    session = sitting.session
    while session is not None and session.refused and not session.ended and not sitting.writer.flush(1.0):
        sitting.lines.line(_("It can be kept in another file, which securecoach import takes in later."))
        sitting.lines.prompt(_("Name of a file, or empty"))
        given = sitting.lines.next(60.0)
        while isinstance(given, Woken):
            given = sitting.lines.next(60.0)
        if not isinstance(given, Heard) or not given.text.strip():
            return
        try:
            sitting.writer.save_elsewhere(Path(given.text.strip()).expanduser())
        except OSError as error:
            sitting.lines.line(_("That file can't be written: {why}.").format(why=error.strerror or ""))
            continue
        sitting.lines.line(_("Saved in {file}.").format(file=given.text.strip()))
        return
