"""The settings in groups, each with its explanation and value; a change is saved immediately."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui import i18n
from securecoach_tui.app.setting_list import VOICE, setting_groups
from securecoach_tui.config import setting_options
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.plain.prompts import ask_number, ask_text, choose

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext

LONGEST_SAMPLE = 15.0  # seconds that a sample may take, including the start of the engine and device


def settings(context: PlainContext) -> None:
    """Show the groups of settings until the person goes back."""
    while True:
        titles = [group.title for group in setting_groups(context)]
        chosen = choose(context, _("Settings"), titles)
        if chosen is None:
            return
        _group(context, chosen)


def _group(context: PlainContext, number: int) -> None:
    """Show the settings of a group until the person goes back."""
    while True:
        group = setting_groups(context)[number]
        labels = [
            _("{label}: {value}").format(label=row.label, value=row.value) if row.value else row.label
            for row in group.rows
        ]
        chosen = choose(context, group.title, labels)
        if chosen is None:
            return
        row = group.rows[chosen]
        if row.option is not None:
            _change(context, row.option, row.sentence)
        elif row.name == VOICE:
            _voice(context)
        else:
            context.io.print(row.sentence)


def _voice(context: PlainContext) -> None:
    """List the voices, those of other languages behind one more choice. Each is heard before it is chosen."""
    from securecoach_tui.voice.synthesis.voice_choice import list_voices
    from securecoach_tui.voice.synthesis.voice_language import own_voices, voice_words

    voices, others = own_voices(list_voices(), i18n.language())
    if not voices:
        context.io.print(_("No voice works here. To see how to fix it: securecoach doctor"))
        return
    while True:
        labels = [_("The default"), *map(voice_words, voices)]
        if others:
            labels.append(
                ngettext("Other languages ({n} voice)", "Other languages ({n} voices)", len(others)).format(
                    n=len(others)
                )
            )
        chosen = choose(context, _("Voices"), labels)
        if chosen is None:
            return
        if chosen > len(voices):
            voices, others = others, []
        elif _use(context, voices[chosen - 1][0] if chosen else "", labels[chosen]):
            return


def _use(context: PlainContext, id: str, name: str) -> bool:
    """Play a sample of a voice, and ask whether to use it. Return whether it was chosen."""
    from securecoach_tui.voice import voice_sample

    preferences = msgspec.structs.replace(context.preferences, voice=True, voice_id=id)
    while True:
        problem = voice_sample.play(preferences, context.paths, context.clock, time.sleep, LONGEST_SAMPLE)
        if problem:
            context.io.print(problem)
        chosen = choose(context, name, [_("Use this voice"), _("Hear it again")])
        if chosen == 0:
            context.print_settings_saved(context.save_settings(voice_id=id))
        if chosen != 1:
            return chosen == 0


def _change(context: PlainContext, option: setting_options.SettingOption, sentence: str) -> None:
    context.io.print(sentence)
    if option.is_number:
        value = ask_number(
            context, "", _("{low}-{high}").format(low=option.lowest, high=option.highest), option.lowest, option.highest
        )
        if isinstance(value, int):
            _save(context, option, value)
        return
    if option.is_typed:
        _ask_text(context, option)
        return
    options = setting_options.options_of(option, context.preferences)
    labels = [_(label) for _value, label in options]
    current = setting_options.shown(option, context.preferences, context.clock.now().date())
    chosen = choose(context, _("{label}, {value} now").format(label=_(option.label), value=current), labels)
    if chosen is not None:
        _save(context, option, options[chosen][0])


def _ask_text(context: PlainContext, option: setting_options.SettingOption) -> None:
    """Ask for a path or texts until they can be used; nothing typed leaves the setting as it is."""
    prompt = _("File, or none") if option.is_file else _("Words, or none")
    while (typed := ask_text(context, "", prompt)) is not None:
        problem = setting_options.typed_problem(option, typed)
        if not problem:
            _save(context, option, typed)
            return
        context.io.print(problem)


def _save(context: PlainContext, option: setting_options.SettingOption, value: object) -> None:
    problem = context.save_settings(**option.changes(value, context.clock.now().date()))
    context.io.print(_line(context, option))
    context.print_settings_saved(problem)
    if option.name.startswith("ambience"):
        _play_ambience(context)


def _play_ambience(context: PlainContext) -> None:
    """Play some seconds of the background sound."""
    from securecoach_tui.voice import voice_sample

    if context.preferences.ambience == "none":
        return
    problem = voice_sample.play_ambience(context.preferences, context.paths, context.clock, time.sleep, LONGEST_SAMPLE)
    if problem:
        context.io.print(problem)


def _line(context: PlainContext, option: setting_options.SettingOption) -> str:
    return _("{label}: {value}").format(
        label=_(option.label), value=setting_options.shown(option, context.preferences, context.clock.now().date())
    )
