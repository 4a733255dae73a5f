"""What every screen shares: the places, preferences, the clock, the words, the writer, the record, the sound."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from securecoach_tui import content, settings
from securecoach_tui.clock import Clock
from securecoach_tui.content import BadFile, Content
from securecoach_tui.practice.exercise import Exercise

if TYPE_CHECKING:
    from securecoach_tui.conductor import Conductor
    from securecoach_tui.practice.state import Session
    from securecoach_tui.store.memory_writer import MemoryWriter
    from securecoach_tui.store.reading import Record
    from securecoach_tui.store.sealing import Key
    from securecoach_tui.store.writer import Writer


class SessionSound(Protocol):
    """What screens may do with sound."""

    def plan(self, session: Session) -> None: ...

    def silence(self) -> None: ...

    def again(self, text: str) -> None: ...


class House:
    """Opened once a run. ``record`` is None until it has been read; ``key`` opens a locked one."""

    def __init__(
        self,
        where: settings.Places,
        preferences: settings.Settings,
        clock: Clock,
        writer: Writer | MemoryWriter,
        *,
        key: Key | None = None,
    ) -> None:
        self.where, self.preferences, self.clock, self.writer, self.key = where, preferences, clock, writer, key
        self.record: Record | None = None
        self.conductor: Conductor | None = None
        self.sound: SessionSound | None = None
        self.begun: set[str] = set()  # sessions of this run: never offered as unfinished
        self.quietly = False  # no reasons on the first screen, whatever the record holds

    @property
    def words(self) -> Content:
        """The words of the person's language."""
        return content.load(self.preferences.language or "en")

    def read(self) -> Record:
        """The record as it lies on disk now; takes as long as reading it."""
        from securecoach_tui.store import reading

        self.record = reading.read(self.where, self.key)
        return self.record

    def at_hand(self) -> Record:
        """The record, read now where it wasn't yet."""
        return self.record if self.record is not None else self.read()

    def exercises(self) -> tuple[dict[str, Exercise], dict[str, Exercise], list[BadFile]]:
        """Built-in exercises, a person's own, and the files that can't be used."""
        own, bad = content.custom(self.where.exercises)
        return self.words.exercises(), own, bad

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

    def leave(self, *, quick: bool, wait: float) -> None:
        """The person is gone: keep what was practised, at most ``wait`` seconds long."""
        if self.conductor is not None:
            with suppress(Exception):
                self.conductor.leave(quick=quick, throw_away=quick and not self.preferences.quick_exit_keeps)
        self.writer.flush(wait)
