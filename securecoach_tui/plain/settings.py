"""Settings in lines: each with its sentence and its present value, kept at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from securecoach_tui.config import setting_options
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose, number

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext

LONGEST_SAMPLE = 15.0  # seconds a sample may take, engine and device included


def prefer(sitting: PlainContext) -> None:
    """The list of settings, until the person goes back."""
    while True:
        labels = [_line(sitting, one) for one in setting_options.TABLE]
        voice = sitting.preferences.voice_id or _("the usual one")
        chosen = choose(sitting, _("Settings"), [*labels, _("Voice, which one: {voice}").format(voice=voice)])
        if chosen is None:
            return
        if chosen < len(labels):
            _one(sitting, setting_options.TABLE[chosen])
        else:
            _voice(sitting)


def _voice(sitting: PlainContext) -> None:
    """The voices there are, each heard once it is chosen."""
    from securecoach_tui.voice import voice_sample
    from securecoach_tui.voice.synthesis.voice_choice import list_voices

    found = list_voices()
    if not found:
        sitting.lines.line(_("No voice works here. securecoach doctor says how to mend it."))
        return
    ids = ["", *(id for id, _name in found)]
    chosen = choose(sitting, _("Voices"), [_("The usual one"), *(name for _id, name in found)])
    if chosen is None:
        return
    kept = sitting.prefer(voice_id=ids[chosen])
    sitting.lines.line(sitting.preferred(kept))
    heard = msgspec.structs.replace(sitting.preferences, voice=True)
    problem = voice_sample.play(heard, sitting.where, sitting.clock, time.sleep, LONGEST_SAMPLE)
    if problem:
        sitting.lines.line(problem)


def _one(sitting: PlainContext, one: setting_options.SettingOption) -> None:
    sitting.lines.line(_(one.sentence))
    if one.is_number:
        value = number(sitting, "", _("{low}-{high}").format(low=one.lowest, high=one.highest), one.lowest, one.highest)
        if isinstance(value, int):
            _keep(sitting, one, value)
        return
    labels = [_(label) for _value, label in one.options]
    now = setting_options.shown(one, sitting.preferences, sitting.clock.now().date())
    chosen = choose(sitting, _("{label}, now {value}").format(label=_(one.label), value=now), labels)
    if chosen is not None:
        _keep(sitting, one, one.options[chosen][0])


def _keep(sitting: PlainContext, one: setting_options.SettingOption, value: object) -> None:
    kept = sitting.prefer(**one.changes(value, sitting.clock.now().date()))
    sitting.lines.line(_line(sitting, one))
    sitting.lines.line(
        _("Saved.") if kept else _("Not saved: settings.toml can't be written. It holds until you leave.")
    )


def _line(sitting: PlainContext, one: setting_options.SettingOption) -> str:
    return _("{label}: {value}").format(
        label=_(one.label), value=setting_options.shown(one, sitting.preferences, sitting.clock.now().date())
    )
