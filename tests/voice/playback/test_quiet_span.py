"""When nothing is heard: what the mixer knows of its own silence."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.voice.model import RATE, AmbiencePlan, PlannedSound
from securecoach_tui.voice.playback.mixer import ANSWER_RANK, LOW_RANK
from tests.fakes.clock import FakeClock
from tests.fakes.sound import RecordingVoice

EDGE = RATE // 500  # samples; the fake device keeps to the clock within a millisecond


def silent_from(voice: RecordingVoice) -> float:
    return voice.quiet_span()[0]


def test_line_is_quiet_after_its_last_sample() -> None:
    clock = FakeClock()
    voice, begun = RecordingVoice(clock), clock.elapsed()
    voice.say_now("one two three four", ANSWER_RANK)
    assert silent_from(voice) == math.inf, "it hasn't begun"
    voice.play(0.1)
    (line,) = voice.played_lines
    assert line.ended - 0.03 <= silent_from(voice) <= line.ended + 0.03
    voice.play(5)
    assert line.ended - 0.03 <= silent_from(voice) <= line.ended + 0.03 < begun + 5


def test_line_without_a_clip_is_never_quiet_before_it_was_said() -> None:
    clock = FakeClock()
    voice = RecordingVoice(clock)
    voice.unready.add("one two")
    voice.say_now("one two", LOW_RANK)
    voice.play(3)
    assert silent_from(voice) == math.inf
    voice.unready.clear()
    voice.play(3)
    assert silent_from(voice) < clock.elapsed()


def test_next_planned_sound_ends_the_quiet() -> None:
    clock = FakeClock()
    voice = RecordingVoice(clock)
    assert voice.quiet_span()[1] == math.inf
    voice.schedule([PlannedSound(clock.elapsed() + 4, "hello"), PlannedSound(clock.elapsed() + 2, "one")])
    assert voice.quiet_span()[1] == clock.elapsed() + 2
    voice.play(3)
    assert voice.quiet_span()[1] == clock.elapsed() + 1


def test_tone_that_no_device_has_asked_for_yet_is_not_over() -> None:
    clock = FakeClock()
    voice = RecordingVoice(clock)
    voice.play(0.1)
    voice.sound_tone("listening")
    clock.advance(3)  # the device stands still
    assert silent_from(voice) > clock.elapsed()
    voice.play(0.3)
    assert silent_from(voice) <= clock.elapsed()


def test_ambience_counts_only_while_it_fades_out() -> None:
    clock = FakeClock()
    voice = RecordingVoice(clock)
    voice.surround(AmbiencePlan("rain", clock.elapsed(), math.inf))
    voice.play(2)
    assert silent_from(voice) <= clock.elapsed()
    voice.surround(None)
    voice.play(0.2)
    assert silent_from(voice) == math.inf
    assert not any(voice.play(1)[RATE // 2 :])
    assert silent_from(voice) <= clock.elapsed() - 0.4


@given(st.lists(st.tuples(st.floats(0.01, 1.5), st.sampled_from(["say", "low", "tone", "hush", "plan"])), max_size=12))
@settings(max_examples=40, deadline=None)
def test_quiet_until_then_is_silence(acts: list[tuple[float, str]]) -> None:
    clock = FakeClock()
    voice = RecordingVoice(clock)
    for seconds, act in acts:
        if act in ("say", "low"):
            voice.say_now("one two", ANSWER_RANK if act == "say" else LOW_RANK)
        elif act == "tone":
            voice.sound_tone("listening")
        elif act == "plan":
            voice.schedule([PlannedSound(clock.elapsed() + 0.7, "three", "in")])
        else:
            voice.hush()
        quiet_from, until = voice.quiet_span()
        begun, samples = clock.elapsed(), voice.play(seconds)
        first, last = (round((min(max(second, begun), begun + 9) - begun) * RATE) for second in (quiet_from, until))
        assert not any(samples[first + EDGE : max(0, last - EDGE)])
