"""Writes a session, or every exercise at one length, as sound files."""

from __future__ import annotations

import signal
from pathlib import PurePath
from types import FrameType

import click
import msgspec

from securecoach_tui.commands.ambience_option import ambience_option, with_ambience
from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.commands.files import OutputFile, output_named, overwrite_option
from securecoach_tui.commands.options import (
    data_dir_option,
    exercise_argument,
    exercise_named,
    paths_of,
    settings_of,
)
from securecoach_tui.commands.output import say
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.extras import command
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.voice.file_formats import KINDS, is_missing


@click.command()
@exercise_argument(required=False)
@click.option("--all", "whole", is_flag=True, help=_("Make a file of every exercise. FILE is then a folder."))
@click.option("--minutes", metavar="N", help=_("Minutes, up to 120. Each exercise has its own shortest length."))
@click.option(
    "-o",
    "--output",
    metavar=_("FILE"),
    required=True,
    help=_("The sound file to write: .wav, .flac, .mp3, .ogg or .opus. - is standard output, as .wav."),
)
@click.option(
    "--format",
    "kind",
    type=click.Choice([suffix[1:] for suffix in KINDS]),
    default="mp3",
    help=_("With --all, the kind of file to write. mp3 if you leave it out."),
)
@click.option("--tones/--no-tones", default=True, help=_("Add tones for in, hold, out, start and end."))
@ambience_option
@overwrite_option
@data_dir_option
def render(
    id: str | None,
    whole: bool,
    minutes: str | None,
    output: str,
    kind: str,
    tones: bool,
    ambience: str | None,
    overwrite: bool,
    data_dir: str | None,
) -> None:
    """Make a sound file of an exercise, for example for your phone."""
    from securecoach_tui.commands.render_session import SessionRenderer, progress_bar, timeline_of

    paths = paths_of(data_dir)
    preferences = with_ambience(msgspec.structs.replace(settings_of(paths), tones=tones), ambience)
    if whole == (id is not None):
        raise Refused(_("Give the id of one exercise, or --all for every exercise. To see them: securecoach list"))
    signal.signal(signal.SIGTERM, _interrupted)
    if id is None:
        from securecoach_tui.commands.render_folder import render_folder

        _check_kind(f".{kind}")
        render_folder(output, f".{kind}", minutes, paths, preferences, overwrite=overwrite)
        return
    timeline = timeline_of(exercise_named(id, paths), minutes, paths, preferences)
    suffix, file = _checked(output, paths, overwrite=overwrite)
    if file is None:
        return
    renderer = SessionRenderer(paths, preferences)
    try:
        with file.writing() as sound:
            words = renderer.write(timeline, sound, output, suffix, progress_bar())
    finally:
        renderer.close()
    told = say_error if file.is_standard_output else say
    told(words)


def _checked(output: str, paths: DataPaths, *, overwrite: bool) -> tuple[str, OutputFile | None]:
    """The format as a suffix, and the file; None if the person wants an older file kept. Raises Refused."""
    file = output_named(output, paths, overwrite=overwrite)
    if file is not None and file.is_terminal:
        raise Refused(_("A terminal can't play sound. Give a file name that ends in .wav, .flac or .mp3."))
    suffix = PurePath(output).suffix.lower()
    if file is not None and file.is_stream and suffix not in KINDS:
        suffix = ".wav"
    if suffix not in KINDS:
        raise Refused(_("{file} has to end in .wav, .flac, .mp3, .ogg or .opus.").format(file=visible(output)))
    _check_kind(suffix)
    return suffix, file


def _check_kind(suffix: str) -> None:
    """Raise Refused if this kind of file needs an extra that isn't installed."""
    if is_missing(suffix):
        sentence = _("A {kind} file needs one more package. A .wav file needs none. To add the package: {command}")
        raise Refused(sentence.format(kind=suffix, command=command("formats")))


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
