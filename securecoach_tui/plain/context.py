"""The plain-text display's context: the shared context with line input and output, and every way to leave."""

from __future__ import annotations

import errno
import os
import queue
import signal
import sys
import threading
from contextlib import ExitStack, suppress
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from securecoach_tui.app.context import AppContext
from securecoach_tui.app.reflection_class import mentions_harm
from securecoach_tui.clock import Clock
from securecoach_tui.config import fault_log, low_memory
from securecoach_tui.config.early_exit import CLEAR
from securecoach_tui.config.forced_end import ForcedEnd
from securecoach_tui.config.screen_reader import Who, who_speaks
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.plain.interrupt import InterruptWatch
from securecoach_tui.plain.line_io import LineIO
from securecoach_tui.plain.narration import NarrationOptions
from securecoach_tui.plain.session_view import PlainSession
from securecoach_tui.store.writer_protocol import DataWriter
from securecoach_tui.text import session_words

if TYPE_CHECKING:
    from securecoach_tui.app.voice_answers import VoiceAnswers
    from securecoach_tui.store.crypto.envelope import DataKey

# The longest time in seconds to wait for the disk when leaving, after the screen is cleared. Usually it takes a few
# milliseconds. A quick exit ends within half a second even if the disk hangs; a checkpoint at most five seconds old
# is on disk then. After a lost terminal the wait can be longer.
QUICK_SECONDS = 0.3
FORCE_SECONDS = 0.42  # after ctrl+c, when the process is ended even if a call to the disk still hangs
LOST_SECONDS = 2.0
FLUSH_SECONDS = 2.0


class PlainContext(AppContext):
    """One run of the plain-text display, over ``io``. As a context manager it handles signals and a lost terminal."""

    def __init__(
        self,
        io: LineIO,
        paths: DataPaths,
        preferences: Settings,
        clock: Clock,
        writer: DataWriter | None = None,
        *,
        key: DataKey | None = None,
    ) -> None:
        super().__init__(paths, preferences, clock, writer, key=key)
        self.io = io
        self.session: PlainSession | None = None
        self._who_speaks: Who = "both"
        self._leaving = threading.Lock()
        self._forced_end: ForcedEnd | None = None
        self._watch, self._faults = InterruptWatch(self._interrupted), ExitStack()
        _ = self.starts_quietly  # read at every start, because reading removes the marker from disk

    def reload(self) -> None:
        """Read the data again after the writer has saved everything."""
        self.writer.flush(FLUSH_SECONDS)
        self.forget_record()

    def print_saved(self, words: str = "") -> None:
        """Print whether the writer has saved everything, as ``words`` if it has."""
        if self.writer.flush(FLUSH_SECONDS):
            self.io.print(words or _("Saved."))
        else:
            self.io.print(_("Not saved yet, because the disk isn't ready. SecureCoach keeps trying."))

    def print_people_after(self, *texts: str) -> None:
        """Print where to find people to talk to if one of the texts mentions harm."""
        if mentions_harm(*texts):
            self.io.print(session_words.people_words())

    def print_settings_saved(self, problem: str) -> None:
        """Print whether changed settings were saved; ``problem`` is what ``save_settings`` returned."""
        if problem:
            self.io.print(_("Not saved, because settings.toml can't be written. Your change applies until you quit."))
        else:
            self.io.print(_("Saved."))

    def support(self) -> list[str]:
        """Who to call, after a line with their number."""
        lines = self.support_words()
        count = ngettext("{n} line about who to call.", "{n} lines about who to call.", len(lines))
        return [count.format(n=len(lines)), *lines]

    def narration_options(self) -> NarrationOptions:
        """Which lines of a session are printed and when, by the settings."""
        return NarrationOptions(
            breath_lines=self.preferences.breath_lines,
            every=self.preferences.time_left_every,
            marks=self.preferences.time_left_marks,
            # To a pipe every line is printed on time, spoken or not.
            spoken=self.io.is_terminal
            and self.sound is not None
            and self.sound.speaks
            and self._who_speaks == "program",
            private_spoken=self.preferences.private_speech,
        )

    def open_session(self) -> PlainSession:
        """A session to run. From now on ``leave`` saves it."""
        notices: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._open_sound(notices)
        self.session = PlainSession(
            self.io,
            self.clock,
            self.writer,
            support=self.support,
            recent=self.record.sessions,
            sound=self.sound,
            notices=notices,
            options=self.narration_options(),
            prefer=self._save_setting,
            drafts=self.drafts,
            by_voice=self._voice_answers() if self.preferences.listen else None,
        )
        return self.session

    def _voice_answers(self) -> VoiceAnswers | None:
        """What takes answers by voice in the next session; None if they can't be used."""
        return self.listening.answers(
            self.preferences,
            self.sound,
            self.clock,
            self.io.wake,
            lines=self.io.is_terminal,
            read_until=lambda: self.io.read_until,
        )

    def _save_setting(self, name: str, value: str) -> None:
        problem = self.save_settings(**{name: value})
        if problem:
            self.print_settings_saved(problem)

    def speak(self, text: str) -> None:
        """Say a text outside a session, if spoken prompts are on; the next session or the end of the run stops it."""
        if self.sound is None:
            self.enable_sound(lambda _sentence: None)
        if self.sound is not None:
            from securecoach_tui.voice.playback.mixer import ANSWER_RANK

            self.sound.say_now(text, ANSWER_RANK)

    def _open_sound(self, notices: queue.SimpleQueue[str]) -> None:
        """Allow sound again; it starts when something is first played. Problems are printed in the session."""
        self.close_sound()
        speech = self.preferences.voice
        if speech:
            self._who_speaks = who_speaks(self.preferences)
            speech = self._who_speaks != "screen reader"

        def notice(words: str) -> None:
            notices.put(words)
            self.io.wake()

        self.enable_sound(notice, speech=speech)

    def save_drafts(self) -> None:
        self.io.flush_draft()

    def leave(self, *, quick: bool = False) -> None:
        """End the process immediately: save the session as a checkpoint and restore the terminal.

        Does not return.
        """
        if not self._leaving.acquire(blocking=False):
            threading.Event().wait(LOST_SECONDS)  # another thread is leaving
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(AttributeError, ValueError):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
        if quick:
            low_memory.give_back(None)
            if self._forced_end is not None:
                self._forced_end.begin()
            self.silence()
            self.io.close()
            _clear()
        if self.session is not None:
            self.runner = self.session.runner
        self.suspend_session(quick=quick)
        self.flush_writer(QUICK_SECONDS if quick else LOST_SECONDS)
        self.io.close()
        if quick:
            _clear()  # again, after what the main thread was printing
        os._exit(0)

    def _interrupted(self) -> None:
        """ctrl+c was read, on another thread: leave, whatever fails meanwhile, as anything may without memory."""
        try:
            self.leave(quick=True)
        except Exception:
            low_memory.give_back(None)
            for tidy_up in (self.io.close, _clear):
                with suppress(Exception):
                    tidy_up()
            os._exit(0)

    def __enter__(self) -> PlainContext:
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, self._on_signal)
        self._watch.start()
        with suppress(RuntimeError):  # no thread is left
            self._forced_end = ForcedEnd(FORCE_SECONDS, lambda: None, 0.0)
        self._faults.enter_context(fault_log.of_threads(self.paths.state))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            self.leave(quick=True)
        if (kind is not None and issubclass(kind, BrokenPipeError)) or self._terminal_gone(error):
            self.leave()
        if error is not None and self.session is not None:
            self.runner = self.session.runner
            self.suspend_session(quick=False)  # a fault must not lose what was practised
        self.close_sound()
        self.io.close()
        self._watch.stop()
        if self._forced_end is not None:
            self._forced_end.cancel()
        with suppress(BrokenPipeError):
            sys.stdout.flush()
        self.close()
        self._faults.close()

    def _terminal_gone(self, error: BaseException | None) -> bool:
        """Whether ``error`` means that the terminal is gone, and not that a disk can't be written."""
        return isinstance(error, OSError) and error.errno == errno.EIO and self.io.is_terminal and not os.isatty(1)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.leave()


def _clear() -> None:
    """Clear what was printed, on a terminal; only a quick exit does."""
    with suppress(OSError):
        if not sys.stdout.isatty():
            return
        if sys.platform == "win32":
            os.system("cls")  # noqa: S605  # TERM isn't set there, and not every console knows escape sequences
        elif os.environ.get("TERM") not in ("dumb", None):
            os.write(1, CLEAR)
