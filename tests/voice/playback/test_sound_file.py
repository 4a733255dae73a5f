"""A sound file of one's own: all its samples once, then silence."""

from __future__ import annotations

import pytest

from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.sound_file import BadSound, SoundFilePlayer, decoded
from tests.fakes.clock import FakeClock
from tests.tui.test_comforts import wave_file


def test_one_second_is_decoded_at_the_rate_of_the_program() -> None:
    assert abs(sum(len(piece) for piece in decoded(wave_file())) - RATE) < RATE // 50


@pytest.mark.parametrize("data", [b"", b"RIFF", b"ID3" + bytes(100), b"fLaC" + bytes(100)])
def test_bytes_that_are_no_sound_are_refused(data: bytes) -> None:
    with pytest.raises(BadSound):
        decoded(data)


def test_player_is_silent_after_the_end_and_says_so() -> None:
    player = SoundFilePlayer(wave_file(), FakeClock())
    heard = player._fill(RATE // 2, 0.0)
    assert len(heard) == RATE // 2 and max(heard) > 900 and not player.ended
    rest = player._fill(2 * RATE, 0.0)
    assert len(rest) == 2 * RATE and player.ended and max(rest[-RATE:]) == 0
