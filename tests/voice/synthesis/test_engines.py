"""One contract for every engine: the system's through pyttsx3, piper where it is installed, and the fake."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from securecoach_tui.voice.model import RATE, Speech
from securecoach_tui.voice.playback import levels
from securecoach_tui.voice.synthesis.client import WorkerSpeech
from securecoach_tui.voice.synthesis.sentences import sentences
from securecoach_tui.voice.synthesis.voice_choice import ESPEAK_VARIANTS
from tests.fakes.sound import RecordingSpeech

pytestmark = pytest.mark.journeys

LINE = "Let your shoulders drop a little."
ODD = {
    "emoji": "Breathe 🙂 in 🫁 now",
    "markup": "[bold]Breathe[/bold] in",
    "ssml": '<speak><break time="60s"/>Breathe & rest</speak>',
    "sapi": '<silence msec="60000"/> Breathe in',
    "phonemes": "[[h@l'oU]] breathe in",
    "long": "Breathe in and out again. " * 193,
    "one word": "a" * 5000,
    "controls": "Breathe\x00 in\x1b[31m\x07 now\x9b",
    "chinese": "慢慢地呼吸。",
    "right to left": "\u202ebreathe in",
    "surrogate": "breathe \ud800 in",
}


@pytest.fixture(scope="module", params=["system", "natural", "recording"])
def speech(request: pytest.FixtureRequest) -> Iterator[Speech]:
    if request.param == "natural":
        yield request.getfixturevalue("natural_speech")
        return
    made: Speech = RecordingSpeech() if request.param == "recording" else WorkerSpeech(request.param)
    yield made
    made.close()


def test_a_line_lasts_about_as_long_as_its_words(speech: Speech) -> None:
    assert 1.0 < len(speech.speak(LINE, "", 125)) / RATE < 5.0


def test_a_faster_rate_is_a_shorter_line(speech: Speech) -> None:
    slow, fast = speech.speak(LINE, "", 100), speech.speak(LINE, "", 160)
    assert len(slow) > 1.2 * len(fast)


def test_every_voice_is_equally_loud(speech: Speech) -> None:
    """Sentence by sentence within 1 LU of each other: a natural voice as loud as eSpeak, short ones as long ones."""
    if speech.name == "recording":
        pytest.skip("its clips have no sound to measure")
    voices = ["", "en-us+f2", "gmw/de", "roa/fr"] if speech.name == "system" else [""]
    for voice in voices:
        for text in (LINE, "In.", "Breathe out, slowly."):
            clip = levels.levelled(speech.speak(text, voice, 125), levels.WORDS_LUFS)
            assert abs(levels.loudness_of(clip) - levels.WORDS_LUFS) < 0.5, (voice, text)


def test_every_voice_has_an_id_and_a_name(speech: Speech) -> None:
    voices = speech.voices()
    assert voices and all(id and name for id, name in voices)


def test_each_line_is_said_at_its_own_rate(speech: Speech) -> None:
    slow, fast = (len(speech.speak(LINE, "", rate)) for rate in (100, 160))
    # eSpeak applies a rate in a thread of its own, so that only many lines show a race; piper gets it with the line.
    for number in range(4 if speech.name == "natural" else 30):
        wanted = (slow, fast)[number % 2]
        assert abs(len(speech.speak(LINE, "", (100, 160)[number % 2])) - wanted) < 0.12 * wanted


@pytest.mark.parametrize("kind", sorted(ODD))
def test_whatever_a_text_holds_its_sentences_can_be_said(speech: Speech, kind: str) -> None:
    said = sentences(ODD[kind])
    assert said
    for sentence in list(dict.fromkeys(said))[:3]:
        assert 0.1 < len(speech.speak(sentence, "", 160)) / RATE < 90
    assert len(speech.speak(LINE, "", 125)) > RATE // 2


def test_a_voice_that_has_vanished_is_replaced_and_said_so(speech: Speech) -> None:
    assert len(speech.speak(LINE, "voice-that-was", 125)) > RATE // 2
    assert speech.name == "recording" or speech.spoke_as != "voice-that-was"


def test_closing_twice_is_fine() -> None:
    for one in (RecordingSpeech(), WorkerSpeech("system")):
        one.close()
        one.close()


def test_espeaks_usual_variant_is_known_to_it() -> None:
    speech = WorkerSpeech("system")
    plain = speech.speak(LINE, "gmw/en-us", 125)
    for id, _name in ESPEAK_VARIANTS:
        assert speech.speak(LINE, id, 125) != plain and speech.spoke_as == id
    speech.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. Two? Three.", ["One.", "Two?", "Three."]),
        ("3.5 seconds", ["3.5 seconds"]),
        ("you & me", ["you and me"]),
        ("<b>bold</b> [i]", ["b bold /b i"]),
        ("🙂 …", []),
        ("don’t", ["don't"]),
        ("a\x1bb", [r"a x1bb"]),
        ("吸气。呼气。", ["吸气。", "呼气。"]),
    ],
)
def test_spoken_sentences_have_words_only(text: str, said: list[str]) -> None:
    assert sentences(text) == said


def test_sentences_are_split_and_end_at_5000_characters() -> None:
    pieces = sentences("word " * 2000)
    assert all(len(piece) <= 400 for piece in pieces) and sum(map(len, pieces)) <= 5000
