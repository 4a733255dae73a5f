"""Lists the available voices, and plays a sample of one."""

from __future__ import annotations

import time

import click
import msgspec

from securecoach_tui import i18n
from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.options import data_dir_option, paths_of, settings_of
from securecoach_tui.commands.output import print_json, say
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.visible_text import visible

LONGEST_SAMPLE = 15.0  # the longest time in seconds that --play takes, including the start of the engine and device


@click.command()
@click.option("--play", metavar="ID", help=_("Say a line in the voice with this id."))
@click.option("--all", "all_languages", is_flag=True, help=_("Show the voices of other languages too."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@data_dir_option
def voices(play: str | None, all_languages: bool, as_json: bool, data_dir: str | None) -> None:
    """Show the voices you can use."""
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.voice.synthesis.voice_choice import choose, list_voices
    from securecoach_tui.voice.synthesis.voice_language import is_voice, own_voices, voice_words

    paths = paths_of(data_dir)
    preferences = settings_of(paths)
    available, usual = list_voices(), choose(Settings())[1]
    if not available:
        raise Refused(_("No speech engine works here. To see how to fix it: securecoach doctor"), 5)
    if as_json:
        print_json([_facts(voice, usual) for voice in available])
        return
    if play is not None:
        if play not in [id for id, _name in available]:
            raise Refused(_("There is no voice called {id}. To see them: securecoach voices").format(id=visible(play)))
        _play(msgspec.structs.replace(preferences, voice=True, voice_id=play), data_dir)
        return
    own, others = own_voices(available, i18n.language())
    listed = available if all_languages else own
    say(ngettext("{n} voice:", "{n} voices:", len(listed)).format(n=len(listed)))
    for voice in listed:
        sentence = _("{id}: {name} (default)") if is_voice(voice[0], usual) else _("{id}: {name}")
        say(sentence.format(id=voice[0], name=voice_words(voice)))
    if others and not all_languages:
        say(_("{n} more speak other languages: securecoach voices --all").format(n=len(others)))
    say(_("To hear one: securecoach voices --play ID"))


def _facts(voice: tuple[str, str], usual: str) -> dict[str, object]:
    """What ``--json`` says about a voice; ``language`` is null if it isn't known."""
    from securecoach_tui.voice.synthesis.voice_language import is_natural, is_voice, language_of

    id, name = voice
    known = {"language": language_of(id) or None, "natural": is_natural(id)}
    return {"id": id, "name": name, "usual": is_voice(id, usual), **known}


def _play(preferences: object, data_dir: str | None) -> None:
    from securecoach_tui.clock import SystemClock
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.voice import voice_sample

    assert isinstance(preferences, Settings)
    clock = SystemClock()
    problem = voice_sample.play(preferences, paths_of(data_dir), clock, time.sleep, LONGEST_SAMPLE)
    if problem:
        raise Refused(problem, 5)
