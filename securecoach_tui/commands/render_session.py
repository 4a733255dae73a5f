"""What ``render`` does for one exercise and for a folder of them: the timeline, the sound file, a line about it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import IO, TYPE_CHECKING

from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.commands.minutes_option import length_of
from securecoach_tui.commands.options import record_of
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.usual_length import usual_minutes
from securecoach_tui.practice.visible_text import visible

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.practice.exercise.timeline import Timeline

BAR = 30  # cells of the progress bar

ShowProgress = Callable[[float], None]  # called with the completed share, 0 to 1


class SessionRenderer:
    """Writes sound files with one engine, which the first of them starts."""

    def __init__(self, paths: DataPaths, preferences: Settings) -> None:
        from securecoach_tui import content
        from securecoach_tui.voice.playback.ambience.maker import AmbienceMaker
        from securecoach_tui.voice.synthesis.cache import ClipCache
        from securecoach_tui.voice.synthesis.prefetch import LineSynthesizer
        from securecoach_tui.voice.synthesis.voice_choice import choose

        self._preferences, self._words = preferences, content.load()
        clips = ClipCache(paths.cache / "clips")
        self._maker = LineSynthesizer(clips, partial(choose, cache=paths.cache), threading.Event().wait)
        self._ambience = AmbienceMaker(clips, say_error)

    def write(
        self,
        timeline: Timeline,
        file: IO[bytes],
        name: str,
        suffix: str,
        progress: ShowProgress,
        track: tuple[int, int] = (0, 0),
    ) -> str:
        """Write one session to ``file``; return the sentence about it. Lines that had no time are told at once.

        Raises:
            Refused: there is no speech.
            OSError: the file can't be written.
        """
        from securecoach_tui.text import durations
        from securecoach_tui.voice.model import SpeechUnavailable
        from securecoach_tui.voice.render import render

        exercise = timeline.exercise
        notice = [*self._words.sound_file(), *self._words.cautions(exercise.kinds)]
        settings, maker, ambience = self._preferences, self._maker, self._ambience
        try:
            done = render(timeline, notice, file, suffix, settings, maker, progress, ambience=ambience, track=track)
        except SpeechUnavailable as why:
            raise Refused(str(why), 5) from None
        if done.unspoken:
            sentence = ngettext(
                "There was no time to speak {n} line. A faster voice or a longer session makes room for it.",
                "There was no time to speak {n} lines. A faster voice or a longer session makes room for them.",
                len(done.unspoken),
            )
            what = sentence.format(n=len(done.unspoken))
            say_error(_("{file}: {what}").format(file=visible(name), what=what) if track[1] else what)
        return _("{file}: {title}, {length}, after {notice} of notes on safety.").format(
            file=visible(name),
            title=exercise.title,
            length=durations.duration(timeline.total),
            notice=durations.duration(round(done.notice)),
        )

    def close(self) -> None:
        """End the engine; may be called twice."""
        self._maker.close()
        self._ambience.close()


def fixed_length(minutes: str | None) -> float | None:
    """The value of ``--minutes`` in seconds; None if it wasn't given.

    Raises:
        Refused: it is open, or no possible length.
    """
    length = length_of(minutes)
    if isinstance(length, str):
        raise Refused(_("An open-ended session can't be saved as a sound file. Give --minutes a number."))
    return length


def timeline_of(exercise: Exercise, minutes: str | None, paths: DataPaths, preferences: Settings) -> Timeline:
    """The timeline of the session. If a session would begin with the question about safety, a notice replaces it.

    Raises:
        Refused: the length is open, or the rung happens with someone.
        LengthRefused: the exercise can't have this length.
    """
    from securecoach_tui import content
    from securecoach_tui.app.ladder_service import current_rung, fitting_rungs, ladder_of
    from securecoach_tui.app.session_setup import has_rung
    from securecoach_tui.practice.exercise.timeline import compile
    from securecoach_tui.practice.ladder.scripts import scripted
    from securecoach_tui.practice.session.questions import SAFETY_KINDS

    seconds = fixed_length(minutes)
    words = content.load()
    rung = None
    if not preferences.breath_holds:
        exercise = exercise.without_holds()
    if has_rung(exercise):
        record = record_of(paths)
        rung = current_rung(fitting_rungs(exercise, words, record), record, kind=ladder_of(exercise).kind)
        if rung is not None and rung.lived:
            raise Refused(
                _(
                    "Your current step happens in daily life and starts with questions that a sound file can't ask. "
                    "Practise it here: securecoach practice {id}"
                ).format(id=exercise.id)
            )
        if rung is not None and exercise.rung == "own":
            exercise = scripted(exercise, rung)
    if seconds is None:
        seconds = usual_minutes(exercise) * 60
    careful = bool(exercise.kinds & SAFETY_KINDS)
    preface = words.safe_notice() if careful else ()
    return compile(exercise, seconds, rung=rung.words if rung else "", preface=preface)


def progress_bar(label: str = "", first: float = 0.0, share_of_all: float = 1.0) -> ShowProgress:
    """A function that draws a progress bar (0-1) on a terminal, or does nothing if there is none.

    The bar of one of several files stands for ``share_of_all`` of them, from ``first`` on, with a label after it.
    """
    plain = os.environ.get("TERM") == "dumb" or "1" in (
        os.environ.get("SECURECOACH_PLAIN"),
        os.environ.get("ACCESSIBLE"),
    )
    if not sys.stderr.isatty() or plain:
        return lambda share: None

    def show(share: float) -> None:
        whole = first + share * share_of_all
        done = round(whole * BAR)
        bar = f"\r[{'#' * done}{'.' * (BAR - done)}] {whole:4.0%} {label}\x1b[K"
        sys.stderr.write("\r\x1b[K" if share >= 1 else bar)
        sys.stderr.flush()

    return show
