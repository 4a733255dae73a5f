"""Writes a folder of sound files: every exercise at one length."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.commands.files import output_named
from securecoach_tui.commands.output import say
from securecoach_tui.commands.render_session import SessionRenderer, fixed_length, progress_bar, timeline_of
from securecoach_tui.config.output_file import STANDARD
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.visible_text import visible

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.practice.exercise.timeline import Timeline


def render_folder(
    folder: str, suffix: str, minutes: str | None, paths: DataPaths, preferences: Settings, *, overwrite: bool
) -> None:
    """Write each exercise that can have this length as ``ID`` with ``suffix`` to ``folder``, which is made if needed.

    Raises:
        Refused: the folder can't be used, a file is there already, or nothing can be spoken.
    """
    fixed_length(minutes)  # a length that no exercise can have is refused once
    timelines, left_out = _timelines(minutes, paths, preferences)
    if not timelines:
        raise Refused(_("No exercise can have that length as a sound file. Choose another length with --minutes."))
    target = _made(folder)
    names = [target / f"{timeline.exercise.id}{suffix}" for timeline in timelines]
    if not overwrite:
        for name in names:
            if name.exists():
                sentence = _("{file} already exists. Choose another folder, or add --overwrite to replace it.")
                raise Refused(sentence.format(file=visible(str(name))))
    renderer = SessionRenderer(paths, preferences)
    try:
        for number, (timeline, name) in enumerate(zip(timelines, names, strict=True), 1):
            file = output_named(str(name), paths, overwrite=overwrite)
            if file is None:
                continue
            bar = progress_bar(timeline.exercise.title, (number - 1) / len(names), 1 / len(names))
            with file.writing() as sound:
                words = renderer.write(timeline, sound, name.name, suffix, bar, (number, len(names)))
            say(_("{n} of {total}. {words}").format(n=number, total=len(names), words=words))
    finally:
        renderer.close()
    for sentence in left_out:
        say_error(sentence)
    count = ngettext("{n} file is in {folder}.", "{n} files are in {folder}.", len(names))
    say(count.format(n=len(names), folder=visible(str(target))))


def _timelines(minutes: str | None, paths: DataPaths, preferences: Settings) -> tuple[list[Timeline], list[str]]:
    """The timelines of all exercises, and a sentence about each one that can't be a file of this length."""
    from securecoach_tui import content
    from securecoach_tui.practice.exercise.timeline import LengthRefused
    from securecoach_tui.text.exercise_errors import length_refused_words

    words = content.load()
    exercises = [words.exercise(id) for id in words.ids()] + list(content.custom(paths.exercises)[0].values())
    found: list[Timeline] = []
    left_out: list[str] = []
    for exercise in exercises:
        try:
            found.append(timeline_of(exercise, minutes, paths, preferences))
        except LengthRefused as error:
            left_out.append(
                _("One exercise was left out. {why}").format(why=length_refused_words(error, exercise.title))
            )
        except Refused as refused:
            left_out.append(_("{title} was left out. {why}").format(title=exercise.title, why=refused.sentence))
    return found, left_out


def _made(folder: str) -> Path:
    if folder == STANDARD:
        raise Refused(_("With --all there are many files, so give the name of a folder instead of -."))
    target = Path(folder)
    try:
        target.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise Refused(
            _("There is no folder {where}. Create it first, or choose another.").format(
                where=visible(str(target.parent))
            )
        ) from None
    except OSError as error:
        if isinstance(error, FileExistsError):
            raise Refused(
                _("{file} is a file. With --all, give the name of a folder.").format(file=visible(folder))
            ) from None
        why = error.strerror or type(error).__name__
        raise Refused(_("{file} can't be written: {why}.").format(file=visible(folder), why=why)) from None
    return target
