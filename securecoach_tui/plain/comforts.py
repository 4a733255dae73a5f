"""A person's own comforts in plain text: read, hear, add and remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.app.comforts import NotUsable, add_file, add_words
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_text, choose
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import comforts
from securecoach_tui.store.local.comforts import Comfort
from securecoach_tui.text import comforts as words

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def show_comforts(context: PlainContext) -> None:
    """List the comforts until the person goes back."""
    context.io.print(_(words.PURPOSE))
    while True:
        all = comforts.read(context.paths, context.key)
        labels = [visible(words.line(one.kind, one.text)) for one in all]
        chosen = choose(context, _(words.TITLE), [*labels, _("Add words"), _("Add a sound or a picture")])
        if chosen is None:
            return
        if chosen < len(all):
            _open(context, all[chosen])
        else:
            _add(context, is_file=chosen > len(all))


def _open(context: PlainContext, one: Comfort) -> None:
    label = visible(words.line(one.kind, one.text))
    context.io.print(label)
    ways = [_("Play it"), _("Remove it")] if one.kind == "sound" else [_("Remove it")]
    way = choose(context, label, ways)
    if way is None:
        return
    if ways[way] == _("Play it"):
        _play(context, one)
    elif choose(context, _("Remove it?"), [_("Keep it"), _("Remove it")]) == 1:
        try:
            comforts.remove(context.paths, one.id, context.key)
            context.io.print(_("Removed."))
        except RecordError as error:
            context.io.print(error.sentence)


def _play(context: PlainContext, one: Comfort) -> None:
    """Play the sound until it ends or the person presses enter."""
    from securecoach_tui.voice.playback.player import SoundUnavailable
    from securecoach_tui.voice.playback.sound_file import BadSound, SoundFilePlayer

    player = None
    try:
        player = SoundFilePlayer(comforts.content(context.paths, one, context.key), context.clock)
        player.start()
        choose(context, _("Your sound is playing."), [_("Stop")])
    except RecordError as error:
        context.io.print(error.sentence)
    except (SoundUnavailable, BadSound):
        context.io.print(_(words.NO_SOUND))
    finally:
        if player is not None:
            player.stop()


def _add(context: PlainContext, *, is_file: bool) -> None:
    sentence, prompt = (words.PATH, _("The file")) if is_file else (words.WORDS, _("Your words"))
    typed = ask_text(context, _(sentence), prompt, draft="comfort/file" if is_file else "comfort/words")
    if typed:
        try:
            (add_file if is_file else add_words)(context.paths, typed, context.key)
            context.io.print(_(words.SAVED))
            context.print_people_after("" if is_file else typed)
        except (NotUsable, RecordError) as problem:
            context.io.print(problem.sentence)
