"""Words, tones and ambience at one level, whichever voice speaks."""

from __future__ import annotations

import math
from array import array

import pytest

from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback import levels, tones
from securecoach_tui.voice.playback.pcm import CEILING


def hum(peak: int, seconds: float = 2.0, hertz: float = 300.0) -> array[int]:
    return array("h", (int(peak * math.sin(math.tau * hertz * i / RATE)) for i in range(round(seconds * RATE))))


@pytest.mark.parametrize("peak", [700, 3000, 26_000])
@pytest.mark.parametrize("seconds", [0.2, 0.39, 3.0])
def test_a_faint_and_a_loud_line_get_one_level_short_or_long(peak: int, seconds: float) -> None:
    assert levels.loudness_of(levels.levelled(hum(peak, seconds), levels.WORDS_LUFS)) == pytest.approx(-23, abs=0.3)


def test_noise_far_below_words_is_not_made_loud() -> None:
    assert max(levels.levelled(hum(3), levels.WORDS_LUFS)) <= 30


def test_a_levelled_peak_leaves_room_for_the_highest_volume() -> None:
    clip = hum(900)
    clip[1000:1040] = array("h", [32_000] * 40)
    loudest = max(levels.levelled(clip, levels.WORDS_LUFS))
    assert loudest <= CEILING and loudest * levels.speech_gain(100) < 32_767


def test_a_silent_line_stays_silent() -> None:
    assert levels.levelled(array("h", bytes(2000)), levels.WORDS_LUFS) == array("h", bytes(2000))


@pytest.mark.parametrize("kind", sorted(tones.SHAPES))
def test_every_tone_is_as_loud_as_words(kind: str) -> None:
    for timbre in tones.TIMBRES:
        assert levels.loudness_of(tones.tone(kind, timbre)) == pytest.approx(levels.TONES_LUFS, abs=0.5)


def test_usual_volumes_give_the_levels_and_100_is_like_words() -> None:
    from securecoach_tui.config.settings import Settings

    usual = Settings()
    assert levels.speech_gain(usual.speech_volume) == levels.speech_gain(usual.interface_volume) == 1
    assert levels.tone_gain(usual.tone_volume) == 1
    assert 20 * math.log10(levels.ambience_gain(100)) == pytest.approx(
        levels.WORDS_LUFS - levels.AMBIENCE_LUFS, abs=0.1
    )
