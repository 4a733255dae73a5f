"""What sounds when: onsets, one voice at a time, silence at once."""

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.voice import tones
from securecoach_tui.voice.mixer import Mixer
from securecoach_tui.voice.model import RATE, Planned

LINE = array("h", [1000] * RATE)


def mixed(mixer: Mixer, seconds: float, block: int = 441) -> array:
    out = array("h")
    while len(out) < seconds * RATE:
        out += mixer.fill(block, len(out) / RATE)
    return out


@given(st.floats(0.0, 3.0), st.integers(50, 2000))
@settings(max_examples=25, deadline=None)
def test_a_line_begins_at_its_own_sample(due: float, block: int) -> None:
    mixer = Mixer(lambda text, rank: LINE, lambda kind: None)
    mixer.schedule([Planned(due, "hello")])
    out = mixed(mixer, 3.5, block)
    assert abs(next(i for i, v in enumerate(out) if v) - due * RATE) <= 1


def test_a_line_still_sounding_is_let_finish_and_its_successor_only_shown() -> None:
    mixer = Mixer(lambda text, rank: LINE, lambda kind: None)
    mixer.schedule([Planned(0.5, "one"), Planned(1.0, "two")])
    out = mixed(mixer, 3)
    assert sum(1 for v in out if v) == RATE and max(out) == 1000


def test_silence_leaves_five_faded_milliseconds_and_no_plan() -> None:
    mixer = Mixer(lambda text, rank: LINE, lambda kind: None)
    mixer.schedule([Planned(0.0, "one"), Planned(1.5, "two")])
    mixed(mixer, 0.3)
    assert mixer.silence() == "one"
    assert sum(1 for v in mixed(mixer, 3) if v) <= RATE * 5 // 1000


def test_a_line_not_ready_at_its_second_is_not_spoken() -> None:
    mixer = Mixer(lambda text, rank: None, lambda kind: None)
    mixer.schedule([Planned(0.1, "one")])
    assert not any(mixed(mixer, 1))


def test_tones_begin_and_end_without_a_click() -> None:
    for timbre in tones.TIMBRES:
        for kind in tones.SHAPES:
            samples = tones.tone(kind, timbre)
            edge = RATE * 5 // 1000
            assert max(map(abs, samples)) > 3000
            assert samples[0] == samples[-1] == 0
            assert max(map(abs, [*samples[:edge], *samples[-edge:]])) < 3000
