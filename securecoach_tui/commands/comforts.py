"""Lists, adds and removes a person's own comforts, and plays their sound."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import click

from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.files import shown_name
from securecoach_tui.commands.options import data_dir_option, key_of, paths_of
from securecoach_tui.commands.output import print_json, say, say_people_after
from securecoach_tui.config.input_file import is_standard_input
from securecoach_tui.config.output_file import STANDARD
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import comforts as words

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.store.crypto.envelope import DataKey
    from securecoach_tui.store.local.comforts import Comfort

# What the names of sounds and pictures end in, those too that aren't taken.
ENDINGS = (
    *(".wav", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".wma"),
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".heic", ".tif", ".tiff", ".svg"),
)
LOOK_SECONDS = 0.1  # between two checks whether the sound has ended


@click.command()
@click.option(
    "--add",
    "added",
    metavar=_("FILE|TEXT"),
    help=_("Keep a sound, a picture, or words that help you. - is standard input."),
)
@click.option("--remove", "removed", metavar="ID", help=_("Remove the comfort with this id."))
@click.option("--play", is_flag=True, help=_("Play your sound. Ctrl+C stops it."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@data_dir_option
def comforts(added: str | None, removed: str | None, play: bool, as_json: bool, data_dir: str | None) -> None:
    """Show what comforts you: your own words, a sound and pictures."""
    from securecoach_tui.store.local import comforts as stored

    paths = paths_of(data_dir)
    key = key_of(paths)
    if added is not None:
        _add(paths, added, key)
    if removed is not None and stored.remove(paths, removed.strip(), key) is None:
        sentence = _("You have no comfort with the id {id}. To see them: securecoach comforts")
        raise Refused(sentence.format(id=visible(removed)))
    all = stored.read(paths, key)
    if as_json:
        print_json([{"id": one.id, "kind": one.kind, "text": one.text} for one in all])
    elif play:
        _play(paths, all, key)
    else:
        for one in all:
            say(f"{one.id}: {visible(words.line(one.kind, one.text))}")
        if not all:
            say(f"{_(words.EMPTY)} " + _('To add something: securecoach comforts --add "This will pass."'))


def _add(paths: DataPaths, added: str, key: DataKey | None) -> None:
    """Keep a file if there is one with that name, or if it looks like one; otherwise words. - is standard input."""
    from securecoach_tui.app.comforts import NotUsable, add_content, add_file, add_words

    if is_standard_input(added):
        try:
            add_content(paths, shown_name(STANDARD), _given(), key)
        except NotUsable as problem:
            raise Refused(problem.sentence) from None
        say(_(words.SAVED))
        return
    is_file = _is_file(added)
    try:
        (add_file if is_file else add_words)(paths, added, key)
    except NotUsable as problem:
        raise Refused(problem.sentence) from None
    say(_(words.SAVED))
    say_people_after("" if is_file else added)


def _is_file(added: str) -> bool:
    """Whether there is such a file, or the text looks like the name of one."""
    text = added.strip()
    looks = text.strip("'\"").lower().endswith(ENDINGS) or text.startswith(("/", "~/", "./", "../", "file://"))
    return looks or os.path.exists(os.path.expanduser(added)) or (os.sep in text and " " not in text)


def _given() -> bytes:
    """What comes through standard input, at most one byte more than a sound or a picture may have."""
    from securecoach_tui.store.local.comforts import LARGEST

    return sys.stdin.buffer.read(LARGEST + 1) if sys.stdin is not None else b""


def _play(paths: DataPaths, all: list[Comfort], key: DataKey | None) -> None:
    from securecoach_tui.clock import SystemClock
    from securecoach_tui.store.local.comforts import content
    from securecoach_tui.voice.playback.player import SoundUnavailable
    from securecoach_tui.voice.playback.sound_file import BadSound, SoundFilePlayer

    sound = next((one for one in all if one.kind == "sound"), None)
    if sound is None:
        raise Refused(_("You have no sound here yet. To add one: securecoach comforts --add FILE"))
    player = None
    try:
        player = SoundFilePlayer(content(paths, sound, key), SystemClock())
        player.start()
        while not player.ended:
            time.sleep(LOOK_SECONDS)
    except (SoundUnavailable, BadSound):
        raise Refused(_(words.NO_SOUND), 5) from None
    finally:
        if player is not None:
            player.stop()
