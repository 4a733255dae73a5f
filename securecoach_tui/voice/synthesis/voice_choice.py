"""Chooses engine and voice: those in the settings, else the natural voice if it speaks the language in use."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from securecoach_tui import i18n
from securecoach_tui.config import extras
from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.model import NATURAL_VOICE, USUAL_ESPEAK, Speech, SpeechUnavailable
from securecoach_tui.voice.synthesis.client import WorkerSpeech
from securecoach_tui.voice.synthesis.voice_language import Voice, is_voice, language_of

# The variants of eSpeak that were understood best, the best one first (docs/dev/voice.md).
ESPEAK_VARIANTS = [
    (USUAL_ESPEAK, "English, the clearest of eSpeak's voices"),
    ("en-us+f2", "English, the next clearest"),
]


def natural_installed() -> bool:
    """Whether the extra ``natural`` is installed. Doesn't import it."""
    return "natural" in extras.installed()


def choose(settings: Settings, natural: bool = True, *, cache: Path | None = None) -> tuple[Speech, str]:
    """The engine and the id of its voice; starts nothing. If ``natural`` is false, the system's speech.

    ``cache`` is the private folder for sound files that can't be in memory; the usual one if it is left out.
    """
    wanted, language = settings.voice_id, language_in_use()
    if not wanted and language == language_of(NATURAL_VOICE):
        wanted = NATURAL_VOICE
    if natural and wanted == NATURAL_VOICE and natural_installed():
        return WorkerSpeech("natural", cache=cache), NATURAL_VOICE
    usual = ""  # the system's own choice
    if sys.platform.startswith("linux"):
        usual = USUAL_ESPEAK if language == i18n.ENGLISH else language  # eSpeak knows a voice by its language, too
    return WorkerSpeech("system", cache=cache), wanted if wanted and wanted != NATURAL_VOICE else usual


def list_voices() -> list[Voice]:
    """Id and name of each voice: the default one, those of the language in use, the others. Empty without an engine."""
    usual = choose(Settings())[1]
    found: list[Voice] = []
    for name in ("natural", "system"):
        if name == "natural" and not natural_installed():
            continue
        speech = WorkerSpeech(name)
        try:
            found += speech.voices()
        except SpeechUnavailable:
            pass
        finally:
            speech.close()
    if sys.platform.startswith("linux") and any(id == "gmw/en-us" for id, _name in found):
        found += ESPEAK_VARIANTS
    language = language_in_use()

    def place(voice: Voice) -> tuple[bool, bool, bool, str]:
        id = voice[0]
        return not is_voice(id, usual), language_of(id) != language, id != USUAL_ESPEAK, id

    return sorted(found, key=place)


def default_name(voices: Sequence[Voice]) -> str:
    """The name of the default voice, which is the first of ``list_voices``; empty if the system chooses it."""
    usual = choose(Settings())[1]
    return voices[0][1] if voices and is_voice(voices[0][0], usual) else ""


def language_in_use() -> str:
    """The language of the words that are spoken, without its country."""
    return i18n.language().partition("_")[0]
