"""Which voices speak a person's own language, and which are natural, read from their ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from securecoach_tui import i18n
from securecoach_tui.i18n import _
from securecoach_tui.voice.model import NATURAL_VOICE

Voice = tuple[str, str]  # id and name

# The language in an id: "gmw/en-us" of eSpeak, "en-us+f2" of its variants, "com.apple.voice.compact.en-GB.Daniel" of
# macOS, and "...\Tokens\TTS_MS_EN-US_ZIRA_11.0" of Windows. Of ids without a region, the last part is the language.
_REGION = re.compile(r"(?:^|[./\\_])(?:([A-Za-z]{2,3})-[A-Za-z]{2,4}|([a-z]{2,3})_[A-Z]{2})(?=$|[-+._])")
_BARE = re.compile(r"(?:^|/)([a-z]{2,3})()(?=$|[-+])")
_OTHER_LETTERS = ("en-shaw",)  # voices that read their language in another alphabet than usual


def language_of(id: str) -> str:
    """The code of the language that a voice speaks, such as "en"; empty if its id names none."""
    if id == NATURAL_VOICE:
        return "en"
    found = _BARE.search(id) or _REGION.search(id)
    return (found[1] or found[2]).lower() if found is not None else ""


def is_voice(id: str, named: str) -> bool:
    """Whether ``named``, an id or the last part of one, is the voice with this id."""
    return bool(named) and named in (id, id.rpartition("/")[2])


def is_natural(id: str) -> bool:
    """Whether a voice sounds like a person: it is made from recordings by a neural network."""
    return id == NATURAL_VOICE


def own_voices(voices: Sequence[Voice], language: str) -> tuple[list[Voice], list[Voice]]:
    """The voices of ``language``, such as "en" or "pt_BR", and the others, each in their order.

    If no voice names that language, all are one's own.
    """
    wanted = language.partition("_")[0].lower()
    own = [voice for voice in voices if language_of(voice[0]) == wanted and not voice[0].endswith(_OTHER_LETTERS)]
    return (own, [voice for voice in voices if voice not in own]) if own else (list(voices), [])


def voice_words(voice: Voice) -> str:
    """The name of a voice, whether it is natural, and whether it speaks English only, where that isn't one's language."""
    id, name = voice
    if not is_natural(id):
        return name
    own = speaks(id, i18n.language())
    return (_("{name}, a natural voice") if own else _("{name}, a natural voice, in English only")).format(name=name)


def short_name(id: str) -> str:
    """A name for a voice whose full name isn't at hand: the last part of its id."""
    return "Joe" if id == NATURAL_VOICE else re.split(r"[/\\]", id)[-1]


def speaks(id: str, language: str) -> bool:
    """Whether a voice speaks ``language``, or may do so, since its id names no language."""
    return language_of(id) in ("", language.partition("_")[0].lower())
