"""Tones: told apart with eyes closed, and soft at both ends."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback import tones

KINDS, TIMBRES = st.sampled_from(sorted(tones.SHAPES)), st.sampled_from(sorted(tones.TIMBRES))
EDGE = RATE * 5 // 1000


def pitch(samples: array) -> float:
    """Hertz, by the crossings of zero."""
    crossings = [i for i in range(1, len(samples)) if samples[i - 1] < 0 <= samples[i]]
    return (len(crossings) - 1) * RATE / (crossings[-1] - crossings[0])


@given(KINDS, TIMBRES)
def test_a_tone_fades_in_and_out_within_its_first_and_last_5_ms(kind: str, timbre: str) -> None:
    samples = tones.tone(kind, timbre)
    loudest = max(map(abs, samples))
    assert samples[0] == samples[-1] == 0 and loudest > 2000
    for edge in (samples[:EDGE], samples[-EDGE:]):
        assert max(map(abs, edge)) < loudest / 3
        assert max(abs(a - b) for a, b in zip(edge[1:], edge[:-1], strict=True)) < loudest / 10


@given(KINDS, TIMBRES)
def test_a_tone_is_heard_within_its_first_millisecond(kind: str, timbre: str) -> None:
    samples = tones.tone(kind, timbre)
    assert max(map(abs, samples[: RATE // 1000])) > max(map(abs, samples)) / 600


@given(TIMBRES)
def test_tone_rises_for_in_falls_for_out_and_holds(timbre: str) -> None:
    def way(kind: str) -> float:
        samples = tones.tone(kind, timbre)
        third = len(samples) // 3
        return pitch(samples[-third:]) - pitch(samples[:third])

    assert way("in") > 60 and way("sip") > 15 and way("begin") > 60
    assert way("out") < -60 and way("end") < -60
    assert abs(way("hold")) < 5


@pytest.mark.parametrize("kind", sorted(tones.SHAPES))
def test_the_two_timbres_are_different_sounds(kind: str) -> None:
    assert tones.tone(kind, "soft") != tones.tone(kind, "bell")


def test_unknown_tone_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        tones.tone("fanfare")
