"""Rain, waves, pad and breath: without a seam, even, and in told from out by ear alone."""

from __future__ import annotations

from array import array
from typing import get_args

import pytest

from securecoach_tui.config.settings import OWN_FILE, Ambience
from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.ambience import breath, loops
from securecoach_tui.voice.playback.levels import AMBIENCE_LUFS, loudness_of


def steps(samples: array[int]) -> list[int]:
    return [abs(a - b) for a, b in zip(samples, samples[1:], strict=False)]


@pytest.fixture(scope="module", params=sorted(loops.LOOPS))
def loop(request: pytest.FixtureRequest) -> array[int]:
    return loops.LOOPS[request.param]()


def test_every_background_sound_is_made_somehow() -> None:
    assert {"none", "breath", *loops.LOOPS, OWN_FILE} == set(get_args(Ambience))


def test_the_seam_of_a_loop_is_no_larger_step_than_those_inside(loop: array[int]) -> None:
    turn = loop[-RATE // 10 :] + loop[: RATE // 10]
    at_seam = steps(turn)[RATE // 10 - 3 : RATE // 10 + 2]
    inside = sorted(steps(loop[RATE : 3 * RATE]))
    assert max(at_seam) <= inside[-1]


def test_a_loop_is_12_db_under_the_words_and_even(loop: array[int]) -> None:
    assert len(loop) == 60 * RATE and loudness_of(loop) == pytest.approx(AMBIENCE_LUFS, abs=0.2)
    # What an hour of it measures minute by minute, whichever second the minute begins at.
    later = loop[17 * RATE :] + loop[: 17 * RATE]
    assert loudness_of(later) == pytest.approx(AMBIENCE_LUFS, abs=0.5)


def pitch(samples: array[int]) -> float:
    """Crossings of zero a second, about the centre of a band of noise in hertz."""
    return sum(1 for a, b in zip(samples, samples[1:], strict=False) if a < 0 <= b) * RATE / len(samples)


def power(samples: array[int]) -> float:
    return sum(value * value for value in samples) / len(samples)


@pytest.mark.parametrize("seconds", [3.0, 8.0])
def test_in_rises_and_swells_and_out_falls_and_dies_away(seconds: float) -> None:
    into, out = breath.breath(Phase.IN, seconds), breath.breath(Phase.OUT, seconds)
    half = len(into) // 2
    assert power(into[half:]) > 3 * power(into[:half]) and power(out[:half]) > 3 * power(out[half:])
    assert pitch(into[half:]) > 1.25 * pitch(into[:half]) and pitch(out[:half]) > 1.25 * pitch(out[half:])
    for quarter in range(4):  # at no moment of the breath are they alike
        part = slice(quarter * len(into) // 4, (quarter + 1) * len(into) // 4)
        assert pitch(into[part]) > 1.2 * pitch(out[part])


def test_a_breath_lasts_as_long_as_its_phase_without_a_click() -> None:
    for phase in (Phase.IN, Phase.SIP, Phase.OUT):
        samples = breath.breath(phase, 2.0)
        assert 1.9 * RATE < len(samples) < 2.0 * RATE
        assert abs(samples[0]) < 5 and abs(samples[-1]) < 5 and max(steps(samples)) < 2 * max(samples)
        assert loudness_of(samples) == pytest.approx(AMBIENCE_LUFS, abs=0.5)


def test_nothing_sounds_while_the_breath_is_held() -> None:
    assert not breath.breath(Phase.HOLD_IN, 4.0) and not breath.breath(Phase.HOLD_OUT, 4.0)
