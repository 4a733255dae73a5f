"""The plain face from its first line to its last: preferences, the writer, and every way out."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from securecoach_tui import content, settings, wording
from securecoach_tui.clock import SystemClock
from securecoach_tui.i18n import _
from securecoach_tui.plain.lines import In, Out
from securecoach_tui.plain.practice import PlainSession
from securecoach_tui.practice.exercise import Exercise
from securecoach_tui.setups import make_setup

if TYPE_CHECKING:
    from securecoach_tui.store.reading import Record

QUICK_SECONDS = 0.3  # how long leaving at once waits for the disk


def practise(
    exercise: Exercise,
    seconds: float | None,
    where: settings.Places,
    preferences: settings.Settings,
    record: Record,
    asking: str | None,
) -> None:
    """A session in lines, kept as it ends or as it is left.

    Raises:
        LengthRefused: the exercise can't have this length.
    """
    from securecoach_tui.practice.session import begin
    from securecoach_tui.store.writer import Writer

    clock, out = SystemClock(), Out()
    how = cast(Literal["all", "few", "none"] | None, asking)
    setup = make_setup(exercise, seconds, settings=preferences, record=record, clock=clock, asking=how)
    begin(setup, 0.0)  # refuses a length before anything is said or opened
    words = content.load(preferences.language or "en")
    writer = Writer(where, clock)
    session = PlainSession(
        out,
        In(),
        clock,
        writer,
        support=words.support_words,
        recent=record.sessions,
        breath_lines=preferences.breath_lines,
        time_left_every=preferences.time_left_every,
        prefer=lambda name, value: _prefer(where, name, value),
    )
    leave = _Leaving(session, writer)
    leave.catch()
    try:
        _greet(out, words, where, preferences, exercise, setup.seconds)
        session.run(setup)
    except KeyboardInterrupt:
        leave.at_once(quick=True, throw_away=not preferences.quick_exit_keeps)
    except BrokenPipeError:
        leave.at_once()
    finally:
        with suppress(BrokenPipeError):
            sys.stdout.flush()
    writer.close()


def _greet(
    out: Out,
    words: content.Content,
    where: settings.Places,
    preferences: settings.Settings,
    exercise: Exercise,
    seconds: float | None,
) -> None:
    if not preferences.first_run_seen:
        for line in words.first_run():
            out.line(line)
        _prefer(where, "first_run_seen", True)
    length = wording.duration(seconds) if seconds is not None else _("open-ended")
    out.line(f"{exercise.title}, {length}.")
    for line in words.cautions(exercise.kinds):
        out.line(line)


def _prefer(where: settings.Places, name: str, value: object) -> None:
    """Keep one preference; where that can't be written the session goes on all the same."""
    with suppress(OSError):
        preferences, unread = settings.load(where)
        settings.save(where, msgspec.structs.replace(preferences, **{name: value}))


class _Leaving:
    """Every way out keeps the session as a checkpoint: ctrl+c, a lost terminal, a polite kill."""

    def __init__(self, session: PlainSession, writer: object) -> None:
        self._session, self._writer = session, writer

    def catch(self) -> None:
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, self._signalled)

    def at_once(self, *, quick: bool = False, throw_away: bool = False) -> None:
        from securecoach_tui.store.writer import Writer

        assert isinstance(self._writer, Writer)
        self._session.conductor.leave(quick=quick, throw_away=throw_away)
        self._writer.flush(QUICK_SECONDS)
        if quick and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
            # Leaving at once is the one place where lines already printed are taken off the screen.
            os.write(1, b"\x1b[H\x1b[2J\x1b[3J")
        os._exit(0)

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        self.at_once()
