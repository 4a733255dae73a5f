"""The objects that both displays use: folders, settings, clock, content, data, drafts and sound.

Everything is created on first use, so that the first frame and short commands load none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from securecoach_tui import i18n
from securecoach_tui.app.locked_property import LockedProperty
from securecoach_tui.config import low_memory, settings

if TYPE_CHECKING:
    from securecoach_tui.app.listening import Listening
    from securecoach_tui.app.progress_service import LastPage, ProgressPage, WeekReview
    from securecoach_tui.app.session_runner import SessionRunner
    from securecoach_tui.clock import Clock
    from securecoach_tui.content.custom_exercises import BadFile
    from securecoach_tui.content.loader import Content
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.practice.path.page import PathPage
    from securecoach_tui.practice.session.checkpoint import Checkpoint
    from securecoach_tui.practice.session.state import QuestionsAsked, Setup
    from securecoach_tui.practice.suggestion import Suggestion
    from securecoach_tui.progress.model import Progress
    from securecoach_tui.store.crypto.envelope import DataKey
    from securecoach_tui.store.local.drafts import DraftStore
    from securecoach_tui.store.repository import Repository
    from securecoach_tui.store.unfinished_sessions import UnfinishedSession
    from securecoach_tui.store.writer_protocol import DataWriter
    from securecoach_tui.text.over_time import DatedLines
    from securecoach_tui.voice.session_audio import SessionSound


CAREFUL_TIME = timedelta(hours=12)


class AppContext:
    """One run of a display. ``key`` opens locked data; ``writer`` replaces the default writer."""

    def __init__(
        self,
        paths: settings.DataPaths,
        preferences: settings.Settings,
        clock: Clock,
        writer: DataWriter | None = None,
        *,
        key: DataKey | None = None,
    ) -> None:
        self.paths, self.preferences, self.clock, self.key = paths, preferences, clock, key
        if writer is not None:
            self.writer = writer
        self._runner: SessionRunner | None = None
        self._careful_at: datetime | None = None
        self.started_ids: set[str] = set()  # sessions of this run, which are never offered as unfinished
        self.unreadable = ""  # why the data couldn't be read, for the person
        self._maintained = False
        self._notice: Callable[[str], None] | None = None
        self._speech = True

    @property
    def runner(self) -> SessionRunner | None:
        """The runner of the current session."""
        return self._runner

    @runner.setter
    def runner(self, runner: SessionRunner | None) -> None:
        if self._runner is not None and runner is not self._runner:
            self.note_careful(self._runner.careful)
        self._runner = runner

    def note_careful(self, careful: bool) -> None:
        """Note that a session led to people to talk to. It is never stored."""
        if careful:
            self._careful_at = self.clock.now()

    @property
    def careful(self) -> bool:
        """Whether a session of this run led to people to talk to, in the last twelve hours."""
        return self._careful_at is not None and self.clock.now() - self._careful_at < CAREFUL_TIME

    @LockedProperty
    def writer(self) -> DataWriter:
        """Saves to the data folder, on a separate thread."""
        from securecoach_tui.store.writer import Writer

        return Writer(self.paths, self.clock, key=self.key)

    @LockedProperty
    def drafts(self) -> DraftStore:
        """Unfinished texts of fields that aren't saved yet."""
        from securecoach_tui.store.local.drafts import DraftStore

        return DraftStore(self.paths, self.writer, self.key)

    @LockedProperty
    def starts_quietly(self) -> bool:
        """Whether the first screen leaves out reasons and unfinished sessions: after a quick exit, or by setting."""
        from securecoach_tui.store.unfinished_sessions import starts_quietly

        return starts_quietly(self.paths) or self.preferences.quiet_first_screen

    @property
    def content(self) -> Content:
        """Texts and exercises in the person's language."""
        from securecoach_tui import content

        return content.load()

    # The saved data

    @LockedProperty
    def record(self) -> Repository:
        """The saved data; its ``notices`` say what couldn't be read. Reading takes longer the more there is.

        Raises:
            PassphraseNeeded: it is locked, and ``key`` is None.
        """
        from securecoach_tui.store import unfinished_sessions
        from securecoach_tui.store.errors import PassphraseNeeded, RecordError
        from securecoach_tui.store.maintenance import maintain
        from securecoach_tui.store.reader import nothing_read, read

        self._clear_leftovers()
        try:
            record = read(self.paths, self.key)
        except PassphraseNeeded:
            raise
        except RecordError as error:
            unread = nothing_read(self.paths, error)
            self.unreadable = " ".join(reversed(unread.notices))  # a short screen cuts the end
            return unread
        self.unreadable = ""
        if not self._maintained:  # once per run, however often the data is read
            self._maintained = True
            maintain(record)
            unfinished_sessions.clear(self.paths, self.key, record, self.clock.now().timestamp())
        return record

    def _clear_leftovers(self) -> None:
        """Delete what a killed program left half-written: parts of the data, drafts, and the sound of lines."""
        from securecoach_tui.store import half_written
        from securecoach_tui.store.local import comforts
        from securecoach_tui.voice.synthesis import sound_files

        half_written.clear(self.paths)
        comforts.clear(self.paths, self.key)
        sound_files.clear(self.paths.cache)

    @property
    def has_record(self) -> bool:
        """Whether ``record`` has been read."""
        return self._created("record")

    def load_record(self) -> None:
        """Read ``record`` now unless it has been read; may be called on any thread."""
        _ = self.record

    def forget_record(self) -> None:
        """Read ``record`` again on the next access."""
        self.__dict__.pop("record", None)

    def unlock(self, key: DataKey) -> None:
        """Read and write with ``key`` from now on."""
        self.key = self.drafts.key = key
        self.writer.use(key)
        self.forget_record()

    def unfinished(self, *, all: bool = False) -> list[UnfinishedSession]:
        """Sessions left before their end, the latest first; ``all`` includes those left by a quick exit."""
        from securecoach_tui.store import unfinished_sessions

        known = self.record if self.has_record else None
        found = unfinished_sessions.read(self.paths, self.key, known)
        return [session for session in found if session.id not in self.started_ids and (all or not session.quick_exit)]

    def debriefs(self) -> list[dict[str, Any]]:
        """Prepared steps with someone that have no debrief yet, the latest first."""
        from securecoach_tui.app.session_setup import waiting_debriefs

        return waiting_debriefs(self.record)

    def support_words(self) -> list[str]:
        """Who to call, a line each: what to do in danger, the person's own contacts, then the others. Never raises."""
        own: list[str] = []
        with suppress(Exception):  # nothing about the person's own contacts keeps the public numbers back
            from securecoach_tui.store.local import contacts

            own = [f"{contact.name}: {contact.reach}" for contact in contacts.read(self.paths, self.key)]
        return self.content.support_words(own, data=self.paths.data)

    # Exercises and sessions

    def custom_exercises(self) -> tuple[dict[str, Exercise], list[BadFile]]:
        """The person's own exercises by id, and the files that can't be used."""
        from securecoach_tui import content

        return content.custom(self.paths.exercises)

    def exercises(self) -> dict[str, Exercise]:
        """All exercises by id, built-in and custom, the built-in ones first."""
        return {**self.content.exercises(), **self.custom_exercises()[0]}

    def today(self) -> date:
        """The person's day: until the hour at which theirs begins, it is still the day before."""
        from securecoach_tui.practice.instants import day_of

        return day_of(self.clock.now(), self.preferences.day_starts)

    def suggestion(self) -> Suggestion:
        """The exercise to suggest, its length, and why."""
        from securecoach_tui.app.suggestion_service import suggestion

        custom = list(self.custom_exercises()[0].values())
        return suggestion(
            self.record, self.preferences, self.clock, own=custom, data=self.paths.data, careful=self.careful
        )

    def path_page(self) -> PathPage:
        """The path of eight weeks, as it is now."""
        from securecoach_tui.app import path_service

        own = self.custom_exercises()[0]
        titles = {id: exercise.title for id, exercise in self.exercises().items()}
        return path_service.page(
            self.record, self.clock.now(), data=self.paths.data, own=own, titles=titles, careful=self.careful
        )

    def in_a_minute(self, suggested: str) -> Exercise | None:
        """The exercise that one minute is offered for; ``suggested`` is the id of the suggested one."""
        from securecoach_tui.app.suggestion_service import in_a_minute

        return in_a_minute(suggested, self.exercises(), self.preferences)

    def path_line(self) -> str:
        """The one line about the path that the first screen shows; empty off the path."""
        from securecoach_tui.app import current_week

        state = current_week.state_of(self.record)
        if not state.on:
            return ""
        from securecoach_tui.text.path import home_words

        return home_words(state, current_week.weeks_in_use(self.paths.data, self.custom_exercises()[0])[0])

    def path_in_plan(self) -> str:
        """The week of the path, to show beside the days planned for practice; empty off the path."""
        from securecoach_tui.app import path_service

        return path_service.plan_words(self.record, self.paths.data, self.custom_exercises()[0])

    def setup(
        self,
        exercise: Exercise,
        seconds: float | None,
        *,
        asking: QuestionsAsked | None = None,
        rung_id: str | None = None,
        at_once: bool = False,
    ) -> Setup:
        """The setup of a new session; ``seconds`` None is open-ended. For ``at_once`` see ``make_setup``."""
        from securecoach_tui.app.session_setup import make_setup

        return make_setup(
            exercise,
            seconds,
            settings=self.preferences,
            record=self.record,
            clock=self.clock,
            asking=asking,
            rung_id=rung_id,
            at_once=at_once,
        )

    def resumed_setup(self, exercise: Exercise, saved: Checkpoint) -> Setup:
        """The setup that continues a session from its checkpoint."""
        from securecoach_tui.app.session_setup import make_resumed

        return make_resumed(exercise, saved, settings=self.preferences, record=self.record, clock=self.clock)

    def debrief_setup(self, entry: dict[str, Any]) -> Setup | None:
        """The setup of a debrief (one of ``debriefs``); None if its exercise no longer exists."""
        from securecoach_tui.app.session_setup import make_debrief

        return make_debrief(entry, settings=self.preferences, record=self.record, clock=self.clock)

    # Progress

    def progress(self) -> Progress:
        """The person's progress as of now."""
        from securecoach_tui.app import progress_service

        return progress_service.progress_of(self.record, self.preferences, self.clock.now())

    @LockedProperty
    def _last_page(self) -> LastPage:
        from securecoach_tui.app.progress_service import LastPage

        return LastPage()

    def progress_page(self) -> ProgressPage:
        """All that the progress screen shows, as of now; computed only after a change. May be called on any thread."""
        return self._last_page.find(self.record, self.preferences, self.clock.now())

    def over_time(self) -> list[DatedLines]:
        """Dated lines that no trend is computed from."""
        from securecoach_tui.app import progress_service

        return progress_service.lines_over_time(self.record, self.preferences, self.clock.now())

    def week_is_due(self) -> bool:
        """Whether there is a week to look back on; quick enough for every start."""
        from securecoach_tui.app import progress_service

        return progress_service.week_is_due(self.record, self.preferences, self.clock.now())

    def week_to_review(self) -> WeekReview | None:
        """The week to look back on; None if there is none, or if it was answered."""
        from securecoach_tui.app import progress_service

        titles = {id: exercise.title for id, exercise in self.exercises().items()}
        return progress_service.week_to_review(self.record, self.preferences, self.clock.now(), titles)

    # Settings

    def save_settings(self, **changes: Any) -> str:
        """Change settings, for this run and on disk. Return why saving failed, in a sentence, or "".

        A change of the language counts at once. A voice that doesn't speak it is replaced by the default one.
        """
        if "language" in changes:
            changes |= self._use_language(changes["language"])
        self.preferences = msgspec.structs.replace(self.preferences, **changes)
        try:
            # The file may have been edited meanwhile, so only these values change in it.
            on_disk, _problems = settings.load(self.paths)
            settings.save(self.paths, msgspec.structs.replace(on_disk, **changes))
        except OSError as error:
            from securecoach_tui.store.errors import why

            return why(error)
        return ""

    def _use_language(self, named: str) -> dict[str, Any]:
        """Use a language from now on. Return the settings that change with it."""
        from securecoach_tui.config.language import use_setting
        from securecoach_tui.voice.synthesis.voice_language import speaks

        use_setting(named)
        return {} if speaks(self.preferences.voice_id, i18n.language()) else {"voice_id": ""}

    # Sound

    @LockedProperty
    def sound(self) -> SessionSound | None:
        """The sound of sessions; None until ``enable_sound`` was called."""
        if self._notice is None:
            return None
        if not low_memory.sound_fits():
            from securecoach_tui.voice.playback.output import no_sound_words

            self._notice(no_sound_words())
            return None
        from securecoach_tui.voice import open_sound

        preferences = self.preferences
        if not self._speech:
            preferences = msgspec.structs.replace(preferences, voice=False)
        return open_sound(preferences, self.paths, self.clock, self._notice)

    def enable_sound(self, notice: Callable[[str], None], *, speech: bool = True) -> None:
        """Open ``sound`` on the next access, with spoken prompts only if ``speech``.

        ``notice`` is called on another thread with a sentence for each problem.
        """
        self._notice, self._speech = notice, speech
        self.__dict__.pop("sound", None)

    def close_sound(self) -> None:
        """Stop every sound; ``sound`` is None until it is enabled again."""
        if self._created("sound") and self.sound is not None:
            self.sound.close()
        self._notice = None
        self.__dict__.pop("sound", None)

    @LockedProperty
    def listening(self) -> Listening:
        """Answers by voice."""
        from securecoach_tui.app.listening import Listening

        return Listening()

    # Shutdown

    def save_drafts(self) -> None:
        """Save text being typed in ``drafts`` now. Each display overrides this."""

    def silence(self) -> None:
        """Close the microphone and stop every sound now. Never raises, and touches no disk."""
        if self._created("listening"):
            with suppress(Exception):
                self.listening.cancel()
        if self._created("sound") and self.sound is not None:
            with suppress(Exception):
                self.sound.silence()

    def suspend_session(self, *, quick: bool) -> None:
        """Silence the current session and save it as a checkpoint, or drop it if the settings say so. Never raises.

        After a ``quick`` exit the next start doesn't show the session.
        """
        with suppress(Exception):
            self.save_drafts()
        if self.runner is not None:
            with suppress(Exception):
                self.runner.leave(quick=quick, throw_away=quick and not self.preferences.quick_exit_keeps)
        self.silence()
        if quick:
            from securecoach_tui.store.unfinished_sessions import left_quickly

            left_quickly(self.paths)

    def flush_writer(self, seconds: float) -> bool:
        """Wait at most ``seconds`` until everything is saved, and return whether it is."""
        return self.writer.flush(seconds) if self._created("writer") else True

    def close(self) -> None:
        """Close microphone, sound and writer at the end of the run."""
        if self._created("listening"):
            self.listening.close()
        self.close_sound()
        if self._created("writer"):
            self.writer.close()

    def _created(self, name: str) -> bool:
        return name in self.__dict__
