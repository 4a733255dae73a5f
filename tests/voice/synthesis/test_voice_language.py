"""Voices of one's own language come first, and those of other languages are behind one more step."""

from __future__ import annotations

import sys

import pytest

from securecoach_tui import i18n
from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.model import NATURAL_VOICE
from securecoach_tui.voice.synthesis import voice_choice
from securecoach_tui.voice.synthesis.voice_language import is_natural, is_voice, language_of, own_voices, voice_words

VOICES = [
    (NATURAL_VOICE, "Joe"),
    ("en-us+f5", "English, the clearest of eSpeak's voices"),
    ("gmw/en-shaw", "English (Shavian alphabet)"),
    ("gmw/de", "German"),
    ("art/jbo", "Lojban"),
]


@pytest.mark.parametrize(
    ("id", "language"),
    [
        (NATURAL_VOICE, "en"),
        ("gmw/en-us", "en"),
        ("gmw/en-gb-x-rp", "en"),
        ("gmw/en-029", "en"),
        ("en-us+f2", "en"),
        ("eu", "eu"),
        ("roa/pt-br", "pt"),
        ("art/jbo", "jbo"),
        ("com.apple.voice.compact.en-GB.Daniel", "en"),
        ("com.apple.speech.synthesis.voice.Alex", ""),
        (r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices\Tokens\TTS_MS_DE-DE_HEDDA_11.0", "de"),
        ("en_US", "en"),
        ("", ""),
    ],
)
def test_language_is_read_from_the_id_on_every_system(id: str, language: str) -> None:
    assert language_of(id) == language


def test_own_voices_leave_lojban_and_other_alphabets_out() -> None:
    own, others = own_voices(VOICES, "en")
    assert [id for id, _name in own] == [NATURAL_VOICE, "en-us+f5"]
    assert [id for id, _name in others] == ["gmw/en-shaw", "gmw/de", "art/jbo"]
    assert own_voices(VOICES, "de_AT")[0] == [("gmw/de", "German")]


def test_all_voices_are_own_if_none_names_the_language() -> None:
    assert own_voices([("Alex", "Alex"), ("Fiona", "Fiona")], "en") == ([("Alex", "Alex"), ("Fiona", "Fiona")], [])
    assert own_voices([], "en") == ([], [])


def test_spanish_is_spoken_by_a_spanish_voice_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(voice_choice, "natural_installed", lambda: True)
    assert voice_choice.choose(Settings())[1] == NATURAL_VOICE
    i18n.use("es")
    try:
        assert voice_choice.choose(Settings())[1] == "es"
        assert voice_choice.choose(Settings(voice_id="gmw/en-us"))[1] == "gmw/en-us"
        assert voice_choice.choose(Settings(voice_id=NATURAL_VOICE))[1] == NATURAL_VOICE
    finally:
        i18n.use(None)
    assert is_voice("roa/es", "es") and is_voice("roa/es", "roa/es")
    assert not is_voice("roa/es-419", "es") and not is_voice("Alex", "")


def test_natural_voices_say_so() -> None:
    assert is_natural(NATURAL_VOICE) and not is_natural("gmw/en")
    assert [voice_words(voice) for voice in VOICES[:2]] == ["Joe, a natural voice", VOICES[1][1]]
