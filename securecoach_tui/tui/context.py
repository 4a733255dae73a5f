"""What every screen shares: the places, preferences, the clock, the words, the writer, the record, the sound.

Each is made when it is first asked for, so that the first screen stands before any of them is loaded; ``get_ready``
makes them behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from securecoach_tui.config import settings
from securecoach_tui.tui.draft_saver import DraftSaver

if TYPE_CHECKING:
    from securecoach_tui.app.session_runner import SessionRunner
    from securecoach_tui.clock import Clock
    from securecoach_tui.content.custom_exercises import BadFile
    from securecoach_tui.content.loader import Content
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.store.crypto.envelope import Key
    from securecoach_tui.store.local.drafts import Drafts
    from securecoach_tui.store.memory_writer import MemoryWriter
    from securecoach_tui.store.reader import Record
    from securecoach_tui.store.unfinished_sessions import Unfinished
    from securecoach_tui.store.writer import Writer
    from securecoach_tui.voice.session_audio import SessionSound
    from securecoach_tui.voice.start_clip import StartClip


class AppContext:
    """Opened once a run. ``record`` is None until it has been read; ``key`` opens a locked one.

    ``writer`` is the record's own where none is handed in.
    """

    def __init__(
        self,
        where: settings.DataPaths,
        preferences: settings.Settings,
        clock: Clock,
        writer: Writer | MemoryWriter | None = None,
        *,
        key: Key | None = None,
    ) -> None:
        self.where, self.preferences, self.clock, self.key = where, preferences, clock, key
        if writer is not None:
            self.writer = writer
        self.drafting = DraftSaver(lambda _seconds, hand_on: hand_on())  # at once, where no app gives it a timer
        self.record: Record | None = None
        self.runner: SessionRunner | None = None
        self.invitation: StartClip | None = None
        self.begun: set[str] = set()  # sessions of this run: never offered as unfinished
        self._notice: Callable[[str], None] | None = None

    @cached_property
    def writer(self) -> Writer | MemoryWriter:
        """What keeps."""
        from securecoach_tui.store.writer import Writer

        return Writer(self.where, self.clock, key=self.key)

    @cached_property
    def drafts(self) -> Drafts:
        """What is being written and isn't kept yet."""
        from securecoach_tui.store.local.drafts import Drafts

        return Drafts(self.where, self.writer, self.key)

    @cached_property
    def quietly(self) -> bool:
        """Whether the first screen shows no reasons and nothing that waits."""
        from securecoach_tui.store.unfinished_sessions import starts_quietly

        return starts_quietly(self.where) or self.preferences.quiet_first_screen

    @cached_property
    def sound(self) -> SessionSound | None:
        """The sound of sessions; None until somebody hears what it can't have."""
        if self._notice is None:
            return None
        from securecoach_tui.voice import open_sound

        return open_sound(self.preferences, self.where, self.clock, self._notice)

    @property
    def words(self) -> Content:
        """The words of the person's language."""
        from securecoach_tui import content

        return content.load()

    def read(self) -> Record:
        """The record as it lies on disk now; takes as long as reading it."""
        from securecoach_tui.store import reader

        self.record = reader.read(self.where, self.key)
        return self.record

    def at_hand(self) -> Record:
        """The record, read now where it wasn't yet."""
        return self.record if self.record is not None else self.read()

    def exercises(self) -> tuple[dict[str, Exercise], dict[str, Exercise], list[BadFile]]:
        """Built-in exercises, a person's own, and the files that can't be used."""
        from securecoach_tui import content

        own, bad = content.custom(self.where.exercises)
        return self.words.exercises(), own, bad

    def exercises_by_id(self) -> dict[str, Exercise]:
        """Every exercise that can be practised here."""
        built_in, own, _bad = self.exercises()
        return {**own, **built_in}

    def prefer(self, **changes: Any) -> str:
        """Keep preferences; why they can't be put on disk, in a sentence, or nothing. They hold in this run."""
        self.preferences = msgspec.structs.replace(self.preferences, **changes)
        try:
            # What is on disk may have been edited since: only these values change in it.
            on_disk, _unread = settings.load(self.where)
            settings.save(self.where, msgspec.structs.replace(on_disk, **changes))
        except OSError as error:
            from securecoach_tui.store.errors import why

            return why(error)
        return ""

    def hear(self, notice: Callable[[str], None]) -> None:
        """Sound may be asked for from now on; ``notice`` is told on another thread what can't be had."""
        self._notice = notice
        self.__dict__.pop("sound", None)

    def load(self) -> None:
        """Load what the first screen stood without; on any thread. Only the one that draws makes it."""

    def invite(self) -> None:
        """On the very first start: say how to have speech or plain lines, where nothing else speaks."""
        from securecoach_tui.config.screen_reader import reader_here
        from securecoach_tui.voice.start_clip import StartClip

        self.invitation = StartClip(self.clock, reader_here=reader_here)
        self.invitation.start()

    def adopt(self, **for_now: Any) -> None:
        """Let sound follow the preferences; ``for_now`` holds in this run and is not kept."""
        self.preferences = msgspec.structs.replace(self.preferences, **for_now)
        if self.sound is not None:
            self.sound.adopt(self.preferences)

    def unfinished(self, *, all: bool = False) -> list[Unfinished]:
        """Sessions left before their end, latest first; ``all`` names those left by a quick exit, too."""
        from securecoach_tui.store import unfinished_sessions as unfinished

        found = unfinished.read(self.where, self.key, self.record)
        return [one for one in found if one.id not in self.begun and (all or not one.quick_exit)]

    def leave(self, *, quick: bool, wait: float) -> None:
        """The person is gone: keep what was practised, at most ``wait`` seconds long."""
        if self.invitation is not None:
            self.invitation.stop()
        with suppress(Exception):
            self.drafting.hand_on()
        if self.runner is not None:
            with suppress(Exception):
                self.runner.leave(quick=quick, throw_away=quick and not self.preferences.quick_exit_keeps)
        elif self._made("sound") and self.sound is not None:
            self.sound.hush()
        if quick:
            from securecoach_tui.store.unfinished_sessions import left_quickly

            left_quickly(self.where)
        if self._made("writer"):
            self.writer.flush(wait)

    def close(self) -> None:
        """The program ends: let go of the sound and the record."""
        if self._made("sound") and self.sound is not None:
            self.sound.close()
        if self._made("writer"):
            self.writer.close()

    def _made(self, name: str) -> bool:
        return name in self.__dict__
