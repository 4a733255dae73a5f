"""The table of settings that can be changed in the program: a label, a sentence and the options of each.

A value is one of ``options``, or a whole number from ``lowest`` to ``highest``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from securecoach_tui.config.language import available
from securecoach_tui.config.settings import Settings
from securecoach_tui.i18n import N_, _

Options = tuple[tuple[Any, str], ...]

_ON_OFF: Options = ((True, N_("on")), (False, N_("off")))


@dataclass(frozen=True)
class SettingOption:
    """One setting. ``sentence`` says what it does; texts are translated where they are shown."""

    name: str
    label: str
    sentence: str
    options: Options = _ON_OFF
    lowest: int = 0
    highest: int = 0

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
        return {self.name: value}


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
        N_("Face"),
        N_("What opens when the program starts: a full screen, or plain lines for screen readers and braille."),
        (("", N_("whatever fits")), ("full", N_("full screen")), ("plain", N_("plain lines"))),
    ),
    SettingOption("voice", N_("Voice"), N_("Prompts are spoken aloud.")),
    SettingOption("rate", N_("Voice, words a minute"), N_("How fast prompts are spoken."), (), 100, 160),
    SettingOption("speech_volume", N_("Voice, volume"), N_("How loud prompts are, in percent."), (), 0, 100),
    SettingOption("tones", N_("Tones"), N_("A soft tone at each breath and turn; in and out sound different.")),
    SettingOption("tone_volume", N_("Tones, volume"), N_("How loud tones are, in percent."), (), 0, 100),
    SettingOption(
        "tone_timbre", N_("Tones, sound"), N_("What tones sound like."), (("soft", N_("soft")), ("bell", N_("bell")))
    ),
    SettingOption(
        "private_speech",
        N_("Speak private things"),
        N_("What you write, contacts and the safety question may be spoken; others near may hear."),
    ),
    SettingOption("spoken_interface", N_("Spoken interface"), N_("The full screen says what is on it.")),
    SettingOption(
        "who_speaks",
        N_("Who speaks"),
        N_("The program, your screen reader, or both; found out by itself where nothing is chosen."),
        (
            ("", N_("find out")),
            ("program", N_("the program")),
            ("screen reader", N_("the screen reader")),
            ("both", N_("both")),
        ),
    ),
    SettingOption(
        "breath_lines",
        N_("Breath lines"),
        N_("In plain lines: every in and out, a few, or none."),
        (("all", N_("all")), ("few", N_("few")), ("none", N_("none"))),
    ),
    SettingOption(
        "time_left_every",
        N_("Time left"),
        N_("In plain lines: how often the time left is told."),
        (
            (30, N_("every 30 seconds")),
            (60, N_("every minute")),
            (120, N_("every 2 minutes")),
            (300, N_("every 5 minutes")),
            ("marks", N_("half-way and in the last minute")),
            (0, N_("when I ask")),
        ),
    ),
    SettingOption(
        "questions",
        N_("Questions"),
        N_("What is asked before and after: all, few (safety, distress, and what was feared), or nothing."),
        (("all", N_("all")), ("few", N_("few")), ("none", N_("none"))),
    ),
    SettingOption(
        "safe_short_until",
        N_("Safety question as a line"),
        N_("For 30 days, a short line instead of the question; never for what happens with someone, or for telling."),
    ),
    SettingOption("settle_seconds", N_("Time to settle"), N_("Seconds before a session begins."), (), 0, 600),
    SettingOption("reduced_motion", N_("Reduced motion"), N_("Nothing moves on the full screen.")),
    SettingOption("ascii", N_("Plain characters"), N_("The full screen draws with letters and signs only.")),
    SettingOption(
        "breath_holds",
        N_("Holding the breath"),
        N_("Where an exercise has holds or rests in a breath; off leaves them all out. s ends one at any time."),
    ),
    SettingOption("no_breathing", N_("No breathing exercises"), N_("Begin never suggests one.")),
    SettingOption(
        "leave_closeness_out", N_("Leave closeness out"), N_("Begin never suggests closeness. No reason needed.")
    ),
    SettingOption(
        "quick_exit_keeps",
        N_("Quick exit keeps the session"),
        N_("ctrl+c keeps what was practised; off throws it away."),
    ),
    SettingOption(
        "quiet_first_screen",
        N_("Quiet first screen"),
        N_("The start shows no unfinished session, no reasons and nothing that waits."),
    ),
    SettingOption(
        "lens",
        N_("A question now and then"),
        N_("After what you write, a question about your own wishes may come. It stays on this machine."),
        (("ask", N_("ask me when it would")), ("on", N_("on")), ("off", N_("off"))),
    ),
    SettingOption(
        "theme",
        N_("Colours"),
        N_("The colours of the full screen; high contrast has the strongest, night the dimmest."),
        (
            ("dark", N_("dark")),
            ("light", N_("light")),
            ("night", N_("night")),
            ("contrast", N_("high contrast")),
            ("terminal", N_("the terminal's own")),
        ),
    ),
    SettingOption(
        "verbosity",
        N_("Spoken interface, how much"),
        N_("How much is said of what has the focus: its label, or its kind and place as well."),
        (("brief", N_("little")), ("usual", N_("the usual")), ("full", N_("all of it"))),
    ),
    SettingOption(
        "echo",
        N_("Spoken interface, while typing"),
        N_("What is said of what you type; private fields only click."),
        (("characters", N_("each character")), ("words", N_("each word")), ("none", N_("nothing"))),
    ),
    SettingOption(
        "interface_rate", N_("Spoken interface, words a minute"), N_("How fast the screen is spoken."), (), 80, 400
    ),
    SettingOption(
        "interface_volume", N_("Spoken interface, volume"), N_("How loud the screen is spoken, in percent."), (), 0, 100
    ),
    SettingOption(
        "sentence_pause_ms",
        N_("Voice, pause between sentences"),
        N_("How long the voice rests between two sentences, in thousandths of a second."),
        (),
        0,
        3000,
    ),
    SettingOption(
        "lead_in_ms",
        N_("Silence before speech"),
        N_("For headphones that wake slowly: silence before a voice begins, in thousandths of a second."),
        (),
        0,
        5000,
    ),
    SettingOption(
        "language",
        N_("Language"),
        N_("The language of exercises and screens, from the next start on."),
        (("", N_("the usual one")), *((code, code) for code in available())),
    ),
    SettingOption("day_starts", N_("When a day starts"), N_("The hour at which a day of practice begins."), (), 0, 23),
)
# Settings without a row in the table, and where each is chosen.
ELSEWHERE = {
    "voice_id": "the row beside the table, with the voices there are",
    "time_left_marks": "an answer of time_left_every",
    "hidden_indicators": "the figures of My movement",
    "first_run_seen": "the first start alone",
}
BY_NAME = {one.name: one for one in TABLE}


def value_of(option: SettingOption, settings: Settings, today: date) -> Any:
    """The current value, as one of the options."""
    if option.name == "time_left_every" and settings.time_left_marks:
        return "marks"
    if option.name == "safe_short_until":
        return safe_is_short(settings.safe_short_until, today)
    return getattr(settings, option.name)


def shown(option: SettingOption, settings: Settings, today: date) -> str:
    """The label of the current value."""
    value = value_of(option, settings, today)
    if option.is_number:
        return f"{value:g}"
    return next((_(label) for choice, label in option.options if choice == value), str(value))
