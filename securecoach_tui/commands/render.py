"""Writes a session as a sound file."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from types import FrameType
from typing import TYPE_CHECKING

import click
import msgspec

from securecoach_tui.app.session_setup import usual_minutes
from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.commands.files import OutputFile, output_named, overwrite_option
from securecoach_tui.commands.options import (
    data_dir_option,
    exercise_argument,
    exercise_named,
    paths_of,
    record_of,
    settings_of,
)
from securecoach_tui.commands.output import say
from securecoach_tui.commands.practice import length_of
from securecoach_tui.config import settings
from securecoach_tui.config.extras import command
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.voice.file_formats import KINDS, is_missing

if TYPE_CHECKING:
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.practice.exercise.timeline import Timeline


@click.command()
@exercise_argument(required=True)
@click.option("--minutes", metavar="N", help=_("Minutes, from 0.05 to 120."))
@click.option(
    "-o",
    "--output",
    metavar="FILE.wav",
    required=True,
    help=_("The sound file to write: .wav, .flac or .mp3. - is standard output, as .wav."),
)
@click.option("--tones/--no-tones", default=True, help=_("Add tones for in, hold, out, start and end."))
@overwrite_option
@data_dir_option
def render(id: str, minutes: str | None, output: str, tones: bool, overwrite: bool, data_dir: str | None) -> None:
    """Make a sound file of an exercise, for example for your phone."""
    from securecoach_tui import content
    from securecoach_tui.text import durations
    from securecoach_tui.voice.model import SpeechUnavailable
    from securecoach_tui.voice.render import render as write
    from securecoach_tui.voice.synthesis.cache import ClipCache
    from securecoach_tui.voice.synthesis.prefetch import LineSynthesizer
    from securecoach_tui.voice.synthesis.voice_choice import choose

    paths = paths_of(data_dir)
    preferences = msgspec.structs.replace(settings_of(paths), tones=tones)
    exercise = exercise_named(id, paths)
    timeline = _timeline(exercise, minutes, paths, preferences)
    suffix, file = _checked(output, paths, overwrite=overwrite)
    if file is None:
        return
    words = content.load()
    notice = [*words.sound_file(), *words.cautions(exercise.kinds)]
    chosen = partial(choose, cache=paths.cache)
    maker = LineSynthesizer(ClipCache(paths.cache / "clips"), chosen, threading.Event().wait)
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        with file.writing() as sound:
            done = write(timeline, notice, sound, suffix, preferences, maker, _progress())
    except SpeechUnavailable as why:
        raise Refused(str(why), 5) from None
    finally:
        maker.close()
    if done.unspoken:
        sentence = ngettext(
            "There was no time to speak {n} line. A faster voice or a longer session makes room for it.",
            "There was no time to speak {n} lines. A faster voice or a longer session makes room for them.",
            len(done.unspoken),
        )
        say_error(sentence.format(n=len(done.unspoken)))
    sentence = _("{file}: {title}, {length}, after {notice} of notes on safety.")
    told = say_error if file.is_standard_output else say
    told(
        sentence.format(
            file=visible(output),
            title=exercise.title,
            length=durations.duration(timeline.total),
            notice=durations.duration(round(done.notice)),
        )
    )


def _timeline(
    exercise: Exercise, minutes: str | None, paths: settings.DataPaths, preferences: settings.Settings
) -> Timeline:
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

    length = length_of(minutes)
    if length == "open":
        raise Refused(_("An open-ended session can't be saved as a sound file. Give --minutes a number."))
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
    seconds = float(length) if isinstance(length, float) else usual_minutes(exercise) * 60
    careful = bool(exercise.kinds & SAFETY_KINDS)
    preface = words.safe_notice() if careful else ()
    return compile(exercise, seconds, rung=rung.words if rung else "", preface=preface)


def _checked(output: str, paths: settings.DataPaths, *, overwrite: bool) -> tuple[str, OutputFile | None]:
    """The format as a suffix, and the file; None if the person wants an older file kept. Raises Refused."""
    file = output_named(output, paths, overwrite=overwrite)
    if file is not None and file.is_terminal:
        raise Refused(_("A terminal can't play sound. Give a file name that ends in .wav, .flac or .mp3."))
    suffix = PurePath(output).suffix.lower()
    if file is not None and file.is_stream and suffix not in KINDS:
        suffix = ".wav"
    if suffix not in KINDS:
        raise Refused(_("{file} has to end in .wav, .flac or .mp3.").format(file=visible(output)))
    if is_missing(suffix):
        sentence = _("A {kind} file needs one more package. A .wav file needs none. To add the package: {command}")
        raise Refused(sentence.format(kind=suffix, command=command("formats")))
    return suffix, file


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _progress() -> Callable[[float], None]:
    """A function that draws a progress bar (0-1) on a terminal, or does nothing if there is none."""
    import os

    plain = os.environ.get("TERM") == "dumb" or "1" in (
        os.environ.get("SECURECOACH_PLAIN"),
        os.environ.get("ACCESSIBLE"),
    )
    if not sys.stderr.isatty() or plain:
        return lambda share: None

    def show(share: float) -> None:
        done = round(share * 30)
        end = "\r\x1b[K" if share >= 1 else ""
        sys.stderr.write(f"\r[{'#' * done}{'.' * (30 - done)}] {share:4.0%}{end}")
        sys.stderr.flush()

    return show
