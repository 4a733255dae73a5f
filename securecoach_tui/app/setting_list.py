"""The settings in five groups, as both displays list them: a label, a value and a line of help each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from securecoach_tui.config import extras, setting_options
from securecoach_tui.config.setting_options import SettingOption
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.voice.listening.installed import available

if TYPE_CHECKING:
    from securecoach_tui.app.context import AppContext

LISTEN = "listen"  # the setting and its extra
VOICE, LOCK, FOLDER = "voice_id", "lock", "folder"  # rows without an option
# Each group with its settings, in the order in which they are listed.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("Practice"),
        (
            *("questions", "safe_short_until", "settle_seconds", "breath_holds", "no_breathing"),
            *("leave_closeness_out", "quiet_first_screen", "own_scales"),
        ),
    ),
    (
        N_("Speech and sound"),
        (
            *("voice", VOICE, "rate", "speech_volume", "sentence_pause_ms", "lead_in_ms"),
            *("tones", "tone_volume", "tone_timbre"),
            *("ambience", "ambience_file", "ambience_volume"),
            *("spoken_interface", "who_speaks", "verbosity", "echo", "interface_rate", "interface_volume"),
            LISTEN,
        ),
    ),
    (
        N_("Display"),
        (
            *("theme", "guide", "reduced_motion", "ascii", "face", "language"),
            *("breath_lines", "time_left_every"),  # of plain text alone
        ),
    ),
    (N_("Privacy"), ("private_speech", "lens", LOCK)),
    (N_("Data"), ("quick_exit_keeps", "day_starts", FOLDER)),
)
PREVIEW = {True: N_("Now: === --- | #"), False: N_("Now: ━━━ ─── │ ●")}  # of plain characters


@dataclass(frozen=True)
class SettingRow:
    """One row; ``value`` may be empty. ``option`` is None for the voices, which have a list of their own, and for what isn't changed here."""

    name: str
    label: str
    value: str
    sentence: str
    option: SettingOption | None = None


@dataclass(frozen=True)
class SettingGroup:
    """A group of rows under its title."""

    title: str
    rows: tuple[SettingRow, ...]


def setting_groups(context: AppContext) -> list[SettingGroup]:
    """The groups with their current values. A setting that no group names is in the first one.

    Answers by voice are listed only if their extra is installed.
    """
    named = {name for _title, names in GROUPS for name in names}
    others = tuple(option.name for option in setting_options.TABLE if option.name not in named)
    groups = [(title, names + others if number == 0 else names) for number, (title, names) in enumerate(GROUPS)]
    left_out = () if LISTEN in extras.installed() else (LISTEN,)
    return [
        SettingGroup(_(title), tuple(_row(context, name) for name in names if name not in left_out))
        for title, names in groups
    ]


def _row(context: AppContext, name: str) -> SettingRow:
    option = setting_options.BY_NAME.get(name)
    if option is None:
        return {VOICE: _voice, LOCK: _lock, FOLDER: _folder}[name](context)
    preferences = context.preferences
    sentence = _(option.sentence)
    if name == "ascii":
        sentence += " " + _(PREVIEW[preferences.ascii])
    if name == LISTEN:
        sentence = f"{sentence} {available()}".rstrip()
    value = setting_options.shown(option, preferences, context.clock.now().date())
    return SettingRow(name, _(option.label), value, sentence, option)


def _voice(context: AppContext) -> SettingRow:
    from securecoach_tui.voice.synthesis.voice_language import short_name

    id = context.preferences.voice_id
    value = short_name(id) if id else _("the default")
    return SettingRow(VOICE, _("Voice"), value, _("Hear the voices you can use, and choose one."))


def _lock(context: AppContext) -> SettingRow:
    locked = _is_locked(context)
    sentence = (
        _("Your data opens only with your passphrase. To change that, type in a terminal: securecoach data unlock")
        if locked
        else _("Nobody else can read your data if you lock it. To do that, type in a terminal: securecoach data lock")
    )
    return SettingRow(LOCK, _("Passphrase"), _("on") if locked else _("off"), sentence)


def _is_locked(context: AppContext) -> bool:
    from securecoach_tui.store.crypto import key_file
    from securecoach_tui.store.errors import RecordError

    if context.key is not None:
        return True
    try:
        return key_file.is_locked(context.paths)
    except RecordError:  # key.json is damaged, so something was locked
        return True


def _folder(context: AppContext) -> SettingRow:
    sentence = _("Everything you save is in {folder}, on this computer. To copy it: securecoach data backup")
    folder = visible(_short(context.paths.data))
    return SettingRow(FOLDER, _("Folder for your data"), "", sentence.format(folder=folder))


def _short(path: Path) -> str:
    """A path, with ~ for the home folder."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
