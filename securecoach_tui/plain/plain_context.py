"""What a plain face holds from its first line to its last, and every way out of it."""

from __future__ import annotations

import errno
import os
import queue
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from securecoach_tui import content
from securecoach_tui.app.session_runner import SessionWriter
from securecoach_tui.app.session_setup import suggestion, waiting_debriefs
from securecoach_tui.clock import Clock
from securecoach_tui.config import settings
from securecoach_tui.config.screen_reader import Who, who_speaks
from securecoach_tui.content.custom_exercises import BadFile
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.plain.line_io import Lines
from securecoach_tui.plain.narration import Manner
from securecoach_tui.plain.session_view import PlainSession
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.suggestion import Suggestion
from securecoach_tui.store.local.drafts import Drafts
from securecoach_tui.store.unfinished_sessions import left_quickly, starts_quietly

if TYPE_CHECKING:
    from pathlib import Path

    from securecoach_tui.store.crypto.envelope import Key
    from securecoach_tui.store.reader import Record
    from securecoach_tui.store.unfinished_sessions import Unfinished
    from securecoach_tui.voice.session_audio import SessionSound

# How long leaving waits for the disk, the screen being clear already; it takes a few thousandths of a second where
# the machine is at rest. Leaving at once is over in half a second even where a disk hangs: the checkpoint of at most
# five seconds before stays then. A lost terminal is in no such hurry.
QUICK_SECONDS = 0.4
LOST_SECONDS = 2.0


class Writes(SessionWriter, Protocol):
    """What a face needs of the store's writer, or of its fake."""

    def delete(self, kind: str, id: str) -> None: ...

    def undo(self, kind: str, id: str) -> bool: ...

    def settle(self) -> None: ...

    def flush(self, timeout: float) -> bool: ...

    def save_elsewhere(self, path: Path) -> None: ...

    def close(self, timeout: float = 5.0) -> bool: ...


class PlainContext:
    """One person at one conversation: preferences, words, record, writer, and the session under way."""

    def __init__(
        self,
        lines: Lines,
        clock: Clock,
        writer: Writes,
        where: settings.DataPaths,
        preferences: settings.Settings,
        read: Callable[[], Record],
        key: Key | None = None,
    ) -> None:
        self.lines, self.clock, self.writer = lines, clock, writer
        self.where, self.preferences, self.key = where, preferences, key
        self.words = content.load()
        self.drafts = Drafts(where, writer, key)
        self._read = read
        self.record = read()
        self.quietly = starts_quietly(where) or preferences.quiet_first_screen
        self.begun: set[str] = set()  # sessions of this sitting: never offered as unfinished
        self.session: PlainSession | None = None
        self.sound: SessionSound | None = None
        self._who: Who = "both"

    def reload(self) -> None:
        """Read the record again, with all that was handed to the writer."""
        self.writer.flush(2.0)
        self.record = self._read()

    def kept_words(self) -> str:
        """Whether what was handed to the writer is on the disk by now, in a line."""
        if self.writer.flush(2.0):
            return _("Saved.")
        return _("Not saved yet: the disk is not ready. It is tried again.")

    def prefer(self, **changes: object) -> bool:
        """Keep preferences; whether they are on the disk. Where not they hold until the end all the same."""
        self.preferences = msgspec.structs.replace(self.preferences, **changes)
        try:
            kept, _unread = settings.load(self.where)
            settings.save(self.where, msgspec.structs.replace(kept, **changes))
        except OSError:
            return False
        return True

    def preferred(self, kept: bool) -> str:
        """What became of a preference, in a line."""
        return _("Saved.") if kept else _("Not saved: settings.toml can't be written. It holds until you leave.")

    def support(self) -> list[str]:
        """Who to call, a person's own contacts first."""
        from securecoach_tui.store.local import contacts

        own = [f"{one.name}: {one.reach}" for one in contacts.read(self.where, self.key)]
        lines = self.words.support_words(own, data=self.where.data)
        count = ngettext("{n} line about who to call.", "{n} lines about who to call.", len(lines))
        return [count.format(n=len(lines)), *lines]

    def unfinished(self, *, all: bool = False) -> list[Unfinished]:
        """Sessions left before their end, the latest first; ``all`` names those left by a quick exit, too."""
        from securecoach_tui.store import unfinished_sessions as unfinished

        found = unfinished.read(self.where, self.key, self.record)
        return [one for one in found if one.id not in self.begun and (all or not one.quick_exit)]

    def debriefs(self) -> list[dict[str, Any]]:
        """Lived rungs that were prepared and not told yet, the latest first."""
        return waiting_debriefs(self.record)

    def own_exercises(self) -> tuple[dict[str, Exercise], list[BadFile]]:
        """The exercises of a person's own, and the files that can't be used."""
        return content.custom(self.where.exercises)

    def exercises(self) -> dict[str, Exercise]:
        """Every exercise that can be practised here, the built-in ones first."""
        return {**self.words.exercises(), **self.own_exercises()[0]}

    def suggestion(self) -> Suggestion:
        """What Begin suggests."""
        own = list(self.own_exercises()[0].values())
        return suggestion(self.record, self.preferences, self.clock, own=own)

    def manner(self) -> Manner:
        """How this person likes to be told."""
        return Manner(
            breath_lines=self.preferences.breath_lines,
            every=self.preferences.time_left_every,
            marks=self.preferences.time_left_marks,
            # Through a pipe nothing waits, so that a line stands there at its second.
            spoken=self.lines.terminal and self.sound is not None and self.sound.speaks and self._who == "program",
            private_spoken=self.preferences.private_speech,
        )

    def begin(self) -> PlainSession:
        """A session to run; the ways out look after it."""
        notices: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._open_sound(notices)
        self.session = PlainSession(
            self.lines,
            self.clock,
            self.writer,
            support=self.support,
            recent=self.record.sessions,
            sound=self.sound,
            notices=notices,
            manner=self.manner(),
            prefer=self._prefer,
            drafts=self.drafts,
        )
        return self.session

    def _prefer(self, name: str, value: str) -> None:
        self.prefer(**{name: value})

    def _open_sound(self, notices: queue.SimpleQueue[str]) -> None:
        """Sound where the person wants any; what can't be had of it is told in a line of the session."""
        if self.sound is not None:
            self.sound.close()
            self.sound = None
        preferences = self.preferences
        if preferences.voice:
            self._who = who_speaks(preferences)
            if self._who == "screen reader":
                preferences = msgspec.structs.replace(preferences, voice=False)
        if preferences.voice or preferences.tones:
            from securecoach_tui.voice import open_sound

            def notice(words: str) -> None:
                notices.put(words)
                self.lines.wake()

            self.sound = open_sound(preferences, self.where, self.clock, notice)

    def leave(self, *, quick: bool = False) -> None:
        """Gone at once: the session is a checkpoint, the terminal is as it was found; does not return."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with suppress(AttributeError, ValueError):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
        if quick:
            left_quickly(self.where)
        with suppress(Exception):
            self.lines.hand_on()
        if self.session is not None:
            self.session.runner.leave(quick=quick, throw_away=quick and not self.preferences.quick_exit_keeps)
        self.lines.close()
        with suppress(OSError):
            if quick and sys.stdout.isatty() and os.environ.get("TERM") not in ("dumb", None):
                # Leaving at once is the one place where lines already printed are taken off the screen.
                os.write(1, b"\x1b[H\x1b[2J\x1b[3J")
        self.writer.flush(QUICK_SECONDS if quick else LOST_SECONDS)
        os._exit(0)

    def __enter__(self) -> PlainContext:
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, self._signalled)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            self.leave(quick=True)
        if (kind is not None and issubclass(kind, BrokenPipeError)) or self._terminal_gone(error):
            self.leave()
        if self.sound is not None:
            self.sound.close()
        self.lines.close()
        with suppress(BrokenPipeError):
            sys.stdout.flush()
        self.writer.close()

    def _terminal_gone(self, error: BaseException | None) -> bool:
        """Whether it is the terminal that can't be written to any more, and no disk."""
        return isinstance(error, OSError) and error.errno == errno.EIO and self.lines.terminal and not os.isatty(1)

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        self.leave()
