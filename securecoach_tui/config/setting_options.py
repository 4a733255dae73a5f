"""The table of settings that can be changed in the program: a label, a sentence and the options of each.

A value is one of ``options``, a whole number from ``lowest`` to ``highest``, the path of a file, or a list of texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from securecoach_tui.config.data_paths import named_file
from securecoach_tui.config.language import answers_are_understood, available, own_name
from securecoach_tui.config.settings import Settings
from securecoach_tui.i18n import N_, _

Options = tuple[tuple[Any, str], ...]

_ON_OFF: Options = ((True, N_("on")), (False, N_("off")))
_HOW_MANY: Options = (("all", N_("all of them")), ("few", N_("a few")), ("none", N_("none of them")))


@dataclass(frozen=True)
class SettingOption:
    """One setting. ``sentence`` says what it does; texts are translated where they are shown."""

    name: str
    label: str
    sentence: str
    options: Options = _ON_OFF
    lowest: int = 0
    highest: int = 0
    is_file: bool = False
    is_list: bool = False  # short texts with a semicolon between them

    @property
    def is_typed(self) -> bool:
        """Whether the value is typed: the path of a file, or a list of texts."""
        return self.is_file or self.is_list

    @property
    def is_number(self) -> bool:
        """Whether the value is a whole number."""
        return self.highest > self.lowest

    def changes(self, value: Any, today: date) -> Mapping[str, Any]:
        """The fields of ``Settings`` that change when ``value`` is chosen."""
        if self.name == "time_left_every":
            return {"time_left_every": 0 if value == "marks" else value, "time_left_marks": value == "marks"}
        if self.name == "safe_short_until":
            return {"safe_short_until": (today + SAFE_SHORT).isoformat() if value else None}
        if self.name == "listen":
            return {"listen": bool(value) and answers_are_understood()}
        if self.name == "ambience_file":  # a file is played as soon as it is chosen
            value = path_typed(value)
            path = str(named_file(value).absolute()) if value else ""
            return {"ambience_file": path, "ambience": "own" if value else "none"}
        if self.is_list:
            return {self.name: [part.strip() for part in path_typed(value).split(";") if part.strip()]}
        return {self.name: value}


SOUND_FILES = (".wav", ".mp3", ".flac", ".ogg")
SAFE_SHORT = timedelta(days=30)  # how long the safety question may be a short line


def safe_is_short(until: str | None, today: date) -> bool:
    """Whether the safety question is a short line today. A date more than 30 days ahead doesn't count."""
    try:
        last = date.fromisoformat(until or "")
    except ValueError:
        return False
    return today <= last <= today + SAFE_SHORT


TABLE: tuple[SettingOption, ...] = (
    SettingOption(
        "face",
        N_("Opens as"),
        N_("What opens when you start the program: the full screen, or plain text for screen readers and braille."),
        (("", N_("automatic")), ("full", N_("full screen")), ("plain", N_("plain text"))),
    ),
    SettingOption("voice", N_("Spoken prompts"), N_("Speak the prompts of an exercise aloud.")),
    SettingOption("rate", N_("Spoken words a minute"), N_("How fast the prompts are spoken."), (), 100, 160),
    SettingOption(
        "speech_volume", N_("Spoken prompts, volume"), N_("How loud the prompts are, in percent."), (), 0, 100
    ),
    SettingOption(
        "tones", N_("Tones"), N_("A soft tone for each breath, and at the start and end. In and out sound different.")
    ),
    SettingOption("tone_volume", N_("Tones, volume"), N_("How loud the tones are, in percent."), (), 0, 100),
    SettingOption(
        "tone_timbre",
        N_("Tones, sound"),
        N_("What the tones sound like."),
        (("soft", N_("soft")), ("bell", N_("bell"))),
    ),
    SettingOption(
        "ambience",
        N_("Background sound"),
        N_("A quiet sound during an exercise. Breath follows your breathing. In a session, m goes to the next one."),
        (
            ("none", N_("none")),
            ("breath", N_("breath")),
            ("rain", N_("rain")),
            ("waves", N_("waves")),
            ("pad", N_("a low chord")),
            ("own", N_("your own file")),
        ),
    ),
    SettingOption(
        "ambience_volume",
        N_("Background sound, volume"),
        N_("How loud the background sound is, in percent. At 100 it's as loud as the words."),
        (),
        0,
        100,
    ),
    SettingOption(
        "ambience_file",
        N_("Background sound, file"),
        N_("A wav, mp3, flac or ogg file that plays again and again. Type its path, or none for no file."),
        (),
        is_file=True,
    ),
    SettingOption(
        "own_scales",
        N_("My own scales"),
        N_(
            "Up to three words to rate from 0 to 10 before and after a session, with a semicolon between them. If less "
            "is better, add that after a comma, such as ache, less is better. They are shown in Over time and never judged."
        ),
        (),
        is_list=True,
    ),
    SettingOption(
        "private_speech",
        N_("Speak private text"),
        N_("Allow what you write, your contacts and the safety question to be spoken. People nearby may hear."),
    ),
    SettingOption(
        "listen",
        N_("Answer by voice"),
        N_(
            "A trial. After a question that takes a number, yes or no, the microphone opens for up to 8 seconds, and "
            "closes again. People nearby may hear you. The sound of your voice isn't saved, and it never leaves this "
            "computer. Your answer is saved like one that you type. You can always use the keys."
        ),
    ),
    SettingOption("spoken_interface", N_("Screen speech"), N_("Read the full screen aloud.")),
    SettingOption(
        "who_speaks",
        N_("What reads the screen"),
        N_("This program, your screen reader, or both. If it's automatic, the program decides."),
        (
            ("", N_("automatic")),
            ("program", N_("the program")),
            ("screen reader", N_("the screen reader")),
            ("both", N_("both")),
        ),
    ),
    SettingOption(
        "breath_lines",
        N_("Breath lines"),
        N_("In plain text: every breath in and out, a few of them, or none."),
        _HOW_MANY,
    ),
    SettingOption(
        "time_left_every",
        N_("Time left"),
        N_("In plain text: how often you hear the time left."),
        (
            (30, N_("every 30 seconds")),
            (60, N_("every minute")),
            (120, N_("every 2 minutes")),
            (300, N_("every 5 minutes")),
            ("marks", N_("halfway and in the last minute")),
            (0, N_("when I ask")),
        ),
    ),
    SettingOption(
        "questions",
        N_("Questions"),
        N_("What is asked before and after. A few means safety, distress and what you feared."),
        _HOW_MANY,
    ),
    SettingOption(
        "safe_short_until",
        N_("Shorter safety question"),
        N_("For 30 days, show one line instead of the question. Steps with someone always ask."),
    ),
    SettingOption("settle_seconds", N_("Time to settle"), N_("Seconds before a session starts."), (), 0, 600),
    SettingOption(
        "guide",
        N_("Picture in a session"),
        N_(
            "What the full screen shows while you practise. Automatic shows a picture, or a bar over a remote connection."
        ),
        (("", N_("automatic")), ("picture", N_("a picture")), ("bar", N_("a bar")), ("none", N_("nothing"))),
    ),
    SettingOption("reduced_motion", N_("Reduced motion"), N_("Pictures and the clock change once a second at most.")),
    SettingOption(
        "ascii",
        N_("Plain characters"),
        N_("Draw the full screen with letters and simple symbols only. This helps if dots or lines are missing."),
    ),
    SettingOption(
        "breath_holds",
        N_("Holding the breath"),
        N_("Holds and rests in a breathing exercise. Off leaves all of them out. Press s to end a hold at any time."),
    ),
    SettingOption("no_breathing", N_("No breathing exercises"), N_("Start never suggests breathing exercises.")),
    SettingOption(
        "leave_closeness_out", N_("Leave out closeness"), N_("Start never suggests closeness. You don't need a reason.")
    ),
    SettingOption(
        "quick_exit_keeps",
        N_("Save on quick exit"),
        N_("ctrl+c saves what you practised. Off discards it."),
    ),
    SettingOption(
        "quiet_first_screen",
        N_("Quiet first screen"),
        N_("Start without unfinished sessions, reasons or reminders."),
    ),
    SettingOption(
        "lens",
        N_("Occasional questions"),
        N_("When you have written something, a question about your own wishes may appear. It stays on this computer."),
        (("ask", N_("ask me first")), ("on", N_("on")), ("off", N_("off"))),
    ),
    SettingOption(
        "theme",
        N_("Colours"),
        N_("Colours of the full screen. Automatic is dark or light, like your terminal."),
        (
            ("", N_("automatic")),
            ("dark", N_("dark")),
            ("light", N_("light")),
            ("night", N_("night")),
            ("paper", N_("warm paper")),
            ("contrast", N_("high contrast, dark")),
            ("contrast-light", N_("high contrast, light")),
            ("terminal", N_("the terminal's own")),
        ),
    ),
    SettingOption(
        "verbosity",
        N_("Screen speech, detail"),
        N_("How much you hear about the current item: its label, or its kind and position too."),
        (("brief", N_("a little")), ("usual", N_("the default")), ("full", N_("everything"))),
    ),
    SettingOption(
        "echo",
        N_("Speech while typing"),
        N_("What you hear as you type. Private fields only click."),
        (("characters", N_("each letter")), ("words", N_("each word")), ("none", N_("nothing"))),
    ),
    SettingOption(
        "interface_rate", N_("Screen speech, words a minute"), N_("How fast the screen is read."), (), 80, 400
    ),
    SettingOption(
        "interface_volume", N_("Screen speech, volume"), N_("How loud the screen is read, in percent."), (), 0, 100
    ),
    SettingOption(
        "sentence_pause_ms",
        N_("Pause between sentences"),
        N_("How long the voice pauses between two sentences, in milliseconds."),
        (),
        0,
        3000,
    ),
    SettingOption(
        "lead_in_ms",
        N_("Silence before speech"),
        N_("For headphones that wake up slowly: silence before the voice starts, in milliseconds."),
        (),
        0,
        5000,
    ),
    SettingOption(
        "language",
        N_("Language"),
        N_("The language of exercises and screens."),
        (("", N_("the default")), *((code, own_name(code)) for code in available())),
    ),
    SettingOption("day_starts", N_("Start of the day"), N_("The hour when a new day of practice starts."), (), 0, 23),
)
# Settings without a row in the table, and where each is chosen.
ELSEWHERE = {
    "voice_id": "the row beside the table, with the voices there are",
    "time_left_marks": "an answer of time_left_every",
    "hidden_indicators": "the figures of My progress",
    "favourites": "the list of exercises",
    "first_run_seen": "the first start alone",
    "keys": "the table [keys] in settings.toml, which help shows",
}
BY_NAME = {one.name: one for one in TABLE}


def value_of(option: SettingOption, settings: Settings, today: date) -> Any:
    """The current value, as one of the options."""
    if option.name == "time_left_every" and settings.time_left_marks:
        return "marks"
    if option.name == "safe_short_until":
        return safe_is_short(settings.safe_short_until, today)
    if option.name == "listen":
        return settings.listen and answers_are_understood()
    return getattr(settings, option.name)


def options_of(option: SettingOption, settings: Settings) -> Options:
    """The options that can be chosen now; a sound file only where one was given."""
    if option.name == "ambience" and not settings.ambience_file:
        return tuple(one for one in option.options if one[0] != "own")
    return option.options


def path_typed(typed: str) -> str:
    """What was typed as a path; "" for the word for no file."""
    return "" if typed.strip().lower() in ("none", _("none")) else typed.strip()


def typed_now(option: SettingOption, settings: Settings) -> str:
    """The current value of a setting that is typed, as it would be typed."""
    value = getattr(settings, option.name)
    return "; ".join(value) if option.is_list else str(value)


def typed_problem(option: SettingOption, typed: str) -> str:
    """Why what was typed can't be used, in a sentence; "" if it can, or if there is none on purpose."""
    typed = path_typed(typed)
    if not typed:
        return ""
    if option.is_list:
        return _("Three at most, with a semicolon between them.") if typed.count(";") > 2 else ""
    return file_problem(typed)


def file_problem(typed: str) -> str:
    """Why a path can't be used, in a sentence; "" if it can, or if it is no file on purpose."""
    typed = path_typed(typed)
    if not typed:
        return ""
    path = named_file(typed)
    try:
        found = path.is_file()
    except (OSError, ValueError):  # a folder that can't be read, or a character that no path has
        found = False
    if not found:
        return _("There is no file there.")
    if not path.name.lower().endswith(SOUND_FILES):
        return _("The file's name has to end in .wav, .mp3, .flac or .ogg.")
    return ""


def shown(option: SettingOption, settings: Settings, today: date) -> str:
    """The label of the current value."""
    value = value_of(option, settings, today)
    if option.is_number:
        return f"{value:g}"
    if option.is_list:
        return typed_now(option, settings) or _("none yet")
    if option.is_file:
        return "".join(c if c.isprintable() else "?" for c in Path(value).name) or _("no file")
    return next((_(label) for choice, label in option.options if choice == value), str(value))
