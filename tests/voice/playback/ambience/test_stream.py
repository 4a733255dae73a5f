"""Ambience under a session: on its second, soft at both ends, under the words, and silent at once where it is asked."""

from __future__ import annotations

import math
import random
from array import array

import pytest

from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.voice.model import RATE, AmbiencePlan, PlannedSound
from securecoach_tui.voice.playback.ambience.stream import DUCKED, FADE
from securecoach_tui.voice.playback.ambience.wanted import Wanted
from securecoach_tui.voice.playback.mixer import Mixer

RAIN = AmbiencePlan("rain", 1.0, 11.0)
BREATH = AmbiencePlan("breath", 0.0, math.inf, ((0.5, Phase.IN, 2.0), (2.5, Phase.OUT, 3.0), (6.0, Phase.IN, 2.0)))
LEVEL = 200
SOUNDS = {"in": 300, "out": 200, "": LEVEL}


def sounds(wanted: Wanted) -> array[int]:
    return array("h", [SOUNDS[wanted.phase]]) * round((wanted.seconds or 3.7) * RATE)


def mixer_of(plan: AmbiencePlan, lines: dict[str, array[int]] | None = None) -> Mixer:
    mixer = Mixer(lambda text, rank: (lines or {}).get(text), lambda kind: None, ambience=sounds, keep=None)
    mixer.surround(plan)
    return mixer


def played(mixer: Mixer, seconds: float, begin: float = 0.0, block: int = 661) -> array[int]:
    out, at, total = array("h"), 0, round(seconds * RATE)
    while at < total:
        count = min(block, total - at)
        out += mixer.fill(count, begin + at / RATE)
        at += count
    return out


def at(second: float) -> int:
    return round(second * RATE)


def test_ambience_fades_in_at_second_0_and_out_at_the_end() -> None:
    heard = played(mixer_of(RAIN), 13)
    assert not any(heard[: at(1.0)]) and 0 < heard[at(1.1)] < heard[at(1.3)] < LEVEL
    assert set(heard[at(1.45) : at(11.0)]) == {LEVEL}
    assert 0 < heard[at(11.3)] < heard[at(11.1)] < LEVEL and not any(heard[at(11.0) + FADE :])


def test_a_pause_fades_ambience_and_resume_brings_it_back() -> None:
    mixer = mixer_of(RAIN)
    played(mixer, 5)
    mixer.surround(None)
    after = played(mixer, 1, 5.0)
    assert after[FADE // 2] == pytest.approx(LEVEL / 2, abs=2) and not any(after[FADE:])
    mixer.surround(RAIN)
    assert played(mixer, 1, 6.0)[-1] == LEVEL


@pytest.mark.parametrize("quick", [True, False])
def test_quick_exit_and_hush_silence_ambience_within_10_ms(quick: bool) -> None:
    mixer = mixer_of(RAIN)
    played(mixer, 5)
    if quick:
        mixer.silence(ambience=True)
    else:
        mixer.hush()
    assert not any(played(mixer, 1, 5.0)[at(0.01) :])


def test_silencing_the_words_alone_leaves_ambience_as_it_is() -> None:
    mixer = mixer_of(RAIN)
    played(mixer, 5)
    mixer.silence()
    assert set(played(mixer, 1, 5.0)) == {LEVEL}


def test_ambience_is_ducked_softly_from_the_first_word_sample() -> None:
    mixer = mixer_of(RAIN, {"Hello.": array("h", [1000]) * at(2)})
    mixer.schedule([PlannedSound(4.0, "Hello.")])
    heard = played(mixer, 9)
    assert heard[at(4.0) - 1] == LEVEL and heard[at(4.0)] == 1000 + LEVEL
    assert set(heard[at(4.3) : at(6.0)]) == {1000 + round(LEVEL * DUCKED)}
    assert LEVEL * DUCKED < heard[at(6.5)] < LEVEL and heard[at(7.1)] == LEVEL
    inside = [abs(a - b) for a, b in zip(heard[at(6.01) :], heard[at(6.02) :], strict=False)]
    assert max(inside[: at(2)]) <= 2  # no step anywhere


def test_breath_sounds_begin_with_the_very_breath() -> None:
    heard = played(mixer_of(BREATH), 9)
    assert not any(heard[: at(0.5)]) and heard[at(0.5)] == 300
    assert heard[at(2.5) - 1] == 300 and heard[at(2.5)] == 200 and heard[at(5.5) - 1] == 200
    assert not any(heard[at(5.5) : at(6.0)]) and heard[at(6.0)] == 300


def test_a_breath_sound_made_late_waits_for_the_next_breath() -> None:
    made: dict[str, array[int]] = {}
    mixer = Mixer(lambda text, rank: None, lambda kind: None, ambience=lambda wanted: made.get(wanted.phase))
    mixer.surround(BREATH)
    played(mixer, 1)
    made["in"] = array("h", [300]) * at(2)
    heard = played(mixer, 6, 1.0)
    assert not any(heard[: at(5.0)]) and heard[at(5.0)] == 300


def test_ambience_samples_are_the_same_for_any_block_size() -> None:
    def session(block: int) -> array[int]:
        mixer = mixer_of(
            AmbiencePlan("rain", 0.37, 8.21), {"Hello.": array("h", [1000]) * 30_001, "Bye.": array("h", [1]) * 9}
        )
        mixer.ambience_gain = 0.83
        mixer.schedule([PlannedSound(1.9, "Hello."), PlannedSound(5.013, "Bye."), PlannedSound(7.95, "Hello.")])
        return played(mixer, 10, block=block)

    whole = session(RATE)
    for block in (random.Random(3).randrange(100, 900), 661, 4 * RATE):
        assert session(block) == whole


def test_breath_sounds_follow_the_clock_where_a_device_drifts() -> None:
    """A device that is 0.2 % slow: after 6 s its samples are 12 ms late, and the next breath is on time again."""
    mixer, out, clock = mixer_of(BREATH), array("h"), 0.0
    while clock < 7.0:
        out += mixer.fill(441, clock)
        clock += 441 / RATE * 1.002
    begins = next(i for i in range(at(5.6), len(out)) if out[i] == 300)
    assert begins / RATE * 1.002 == pytest.approx(6.0, abs=0.002)


def test_another_ambience_replaces_the_one_before_softly() -> None:
    mixer = mixer_of(RAIN)
    played(mixer, 5)
    mixer.surround(AmbiencePlan("waves", 1.0, 11.0))
    heard = played(mixer, 1, 5.0)
    assert min(heard) > 0.98 * LEVEL - 2 and max(heard) <= LEVEL


def test_a_step_skipped_leaves_the_rain_going_on() -> None:
    mixer = mixer_of(RAIN)
    played(mixer, 5)
    mixer.surround(AmbiencePlan("rain", -3.0, 7.0))
    heard = played(mixer, 3, 5.0)
    assert set(heard[: at(2.0)]) == {LEVEL} and not any(heard[at(2.0) + FADE :])
