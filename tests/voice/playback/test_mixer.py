"""What sounds when: onsets, one voice at a time, silence at once."""

from array import array

from hypothesis import example, given, settings
from hypothesis import strategies as st

from securecoach_tui.voice.model import RATE, PlannedSound
from securecoach_tui.voice.playback.mixer import FOCUS_RANK, Mixer, PlayedLine
from securecoach_tui.voice.playback.pcm import FADE
from tests.fakes.clock import FakeClock
from tests.fakes.sound import RecordingVoice

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
    mixer.schedule([PlannedSound(due, "hello")])
    out = mixed(mixer, 3.5, block)
    assert abs(next(i for i, v in enumerate(out) if v) - due * RATE) <= 1


def test_a_playing_cue_finishes_and_the_next_is_not_played() -> None:
    mixer = Mixer(lambda text, rank: LINE, lambda kind: None)
    mixer.schedule([PlannedSound(0.5, "one"), PlannedSound(1.0, "two")])
    out = mixed(mixer, 3)
    assert sum(1 for v in out if v) == RATE and max(out) == 1000


def test_mixer_silence_fades_in_5_ms_and_drops_the_schedule() -> None:
    mixer = Mixer(lambda text, rank: LINE, lambda kind: None)
    mixer.schedule([PlannedSound(0.0, "one"), PlannedSound(1.5, "two")])
    mixed(mixer, 0.3)
    assert mixer.silence() == "one"
    assert sum(1 for v in mixed(mixer, 3) if v) <= RATE * 5 // 1000


def test_a_line_not_ready_at_its_second_is_not_spoken() -> None:
    mixer = Mixer(lambda text, rank: None, lambda kind: None)
    mixer.schedule([PlannedSound(0.1, "one")])
    assert not any(mixed(mixer, 1))


CUES = st.lists(st.tuples(st.floats(0.2, 4.0), st.integers(1, 8)), min_size=1, max_size=6)
KEYS = st.lists(
    st.tuples(st.floats(0.01, 1.5), st.sampled_from([0, 1, 3, 3, 3, 4, "hush"]), st.integers(1, 8)), max_size=14
)


def heard(cues: list[tuple[float, int]], keys: list[tuple[float, int | str, int]]) -> list[PlayedLine]:
    """What sounds where cues follow each other by seconds, and keys ask for lines of so many words."""
    clock = FakeClock()
    voice = RecordingVoice(clock)
    at, plan = clock.elapsed(), []
    for number, (gap, words) in enumerate(cues):
        at += gap
        plan.append(PlannedSound(at, f"cue{number} " * words))
    voice.schedule(plan)
    for number, (gap, rank, words) in enumerate(keys):
        voice.play(gap)
        if isinstance(rank, int):
            voice.say_now(f"key{number} " * words, rank)
        else:
            voice.hush()
    voice.play(max(0.0, at - clock.elapsed()) + 12)
    return voice.played_lines


@given(CUES, KEYS)
@example([(0.53125, 1), (4.0, 4)], [(1.009765625, 3, 1), (0.15625, 0, 7), (0.375, 0, 1)])  # cut at its first sample
@example([(1.0, 4)], [(0.5, 0, 4), (0.498, "hush", 1)])  # a cue that is due while a hushed line fades out
@settings(max_examples=60, deadline=None)
def test_lines_never_overlap_whatever_is_pressed(cues: list[tuple[float, int]], keys: list[tuple[float, int]]) -> None:
    lines = heard(cues, keys)
    for one, next_one in zip(lines, lines[1:], strict=False):
        assert one.begun <= one.ended <= next_one.begun + 1 / RATE


@given(CUES, st.lists(st.tuples(st.floats(0.01, 1.5), st.sampled_from([3, 4]), st.integers(1, 8)), max_size=14))
@settings(max_examples=60, deadline=None)
def test_no_cue_is_lost_or_moved_by_what_the_focus_says(
    cues: list[tuple[float, int]], keys: list[tuple[float, int]]
) -> None:
    def only_cues(lines: list[PlayedLine]) -> list[tuple[str, float, float]]:
        return [(one.text, one.begun, one.ended) for one in lines if one.rank == 2]

    alone, among = only_cues(heard(cues, [])), only_cues(heard(cues, keys))
    assert [text for text, _begun, _ended in alone] == [text for text, _begun, _ended in among]
    for (_text, begun, ended), (_same, begun_too, ended_too) in zip(alone, among, strict=True):
        assert abs(begun - begun_too) <= 2 * FADE / RATE and abs(ended - ended_too) <= 2 * FADE / RATE


def speaking(clock: FakeClock, *cues: tuple[float, int]) -> RecordingVoice:
    voice = RecordingVoice(clock)
    voice.schedule([PlannedSound(clock.elapsed() + at, "cue " * words) for at, words in cues])
    return voice


def test_an_answer_waits_a_second_for_a_cue_and_then_cuts_it() -> None:
    clock = FakeClock()
    voice = speaking(clock, (0.0, 20))
    voice.play(0.5)
    voice.say_now("Three minutes left.", 1)
    voice.play(3)
    cue, answer = voice.played_lines
    assert abs(answer.begun - cue.begun - 1.5) < 0.05
    assert cue.ended <= answer.begun + 1 / RATE


def test_a_focus_line_older_than_a_second_is_dropped() -> None:
    clock = FakeClock()
    voice = speaking(clock, (0.0, 10))
    voice.play(0.5)
    voice.say_now("Begin, button.", 3)
    voice.play(8)
    assert voice.said == ["cue " * 10]


def test_time_left_waits_for_a_gap_that_holds_it() -> None:
    clock = FakeClock()
    voice = speaking(clock, (1.0, 2), (9.0, 2))
    voice.say_now("Two minutes are left of it.", 4)
    voice.play(10)
    assert voice.said == ["cue cue ", "Two minutes are left of it.", "cue cue "]


def test_mixer_plays_the_last_of_1000_focus_lines_whole() -> None:
    clock = FakeClock()
    voice = RecordingVoice(clock)
    for number in range(1000):
        voice.say_now(f"Row {number}, button.", 3)
        voice.play(0.03)
    voice.play(3)
    last = voice.played_lines[-1]
    assert last.text == "Row 999, button." and last.ended - last.begun > 1


def test_hushing_leaves_the_plan_and_the_tones() -> None:
    clock = FakeClock()
    voice = RecordingVoice(clock)
    voice.schedule([PlannedSound(clock.elapsed(), "one two three four five"), PlannedSound(clock.elapsed() + 5, "six")])
    voice.play(0.5)
    voice.hush()
    assert max(voice.play(1)[200:]) == 0
    voice.play(5)
    assert voice.said[-1] == "six"


def test_tone_is_12_db_lower_under_words_without_a_click() -> None:
    hum = array("h", [8000] * RATE * 3)
    mixer = Mixer(lambda text, rank: array("h", [1]) * RATE, lambda kind: hum)
    mixer.schedule([PlannedSound(0.0, tone="hold"), PlannedSound(1.0, "words")])
    out = mixed(mixer, 3)
    assert out[RATE // 2] == 8000 and out[RATE * 3 // 2] == 2001 and out[RATE * 5 // 2] == 8000
    assert max(abs(a - b) for a, b in zip(out[1:], out[:-1], strict=True) if a and b) < 300


def test_mixer_plays_a_faint_lead_in_before_a_line() -> None:
    mixer = Mixer(lambda text, rank: LINE, lambda kind: None)
    mixer.lead_in = 0.4
    mixer.schedule([PlannedSound(2.0, "hello")])
    out = mixed(mixer, 3, 442)
    before = out[round(1.65 * RATE) : 2 * RATE]
    assert any(before) and max(map(abs, before)) == 1 and not any(out[: round(1.5 * RATE)])


def test_making_a_focus_clip_does_not_count_as_waiting() -> None:
    clips: dict[str, array[int]] = {}
    mixer = Mixer(lambda text, rank: clips.get(text), lambda kind: None)
    mixer.say("Begin, list, 1 of 5.", FOCUS_RANK, 0.0)
    for tenth in range(30):
        mixer.fill(RATE // 10, tenth / 10)
    clips["Begin, list, 1 of 5."] = array("h", [1000]) * RATE
    mixer.fill(RATE // 10, 3.0)
    assert [one.text for one in mixer.played_lines] == ["Begin, list, 1 of 5."]
