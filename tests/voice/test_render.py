"""A session as a sound file: what is in it, where, and how loud."""

from __future__ import annotations

import io
import math
import threading
import time
import wave
from array import array
from pathlib import Path

import miniaudio
import pytest

from securecoach_tui.config import output_file
from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.exercise.model import Step
from securecoach_tui.practice.exercise.parser import from_data
from securecoach_tui.practice.exercise.timeline import Timeline, compile
from securecoach_tui.voice.file_formats import open_writer
from securecoach_tui.voice.model import RATE, Speech, SpeechUnavailable
from securecoach_tui.voice.playback.ambience.maker import AmbienceMaker
from securecoach_tui.voice.playback.ambience.wanted import sounds_of
from securecoach_tui.voice.playback.levels import WORDS_LUFS, ambience_gain, levelled
from securecoach_tui.voice.playback.loudness import Loudness
from securecoach_tui.voice.playback.mixer import Mixer
from securecoach_tui.voice.render import RenderResult, render
from securecoach_tui.voice.session_audio import ambience_plan, sounds
from securecoach_tui.voice.synthesis.cache import ClipCache
from securecoach_tui.voice.synthesis.prefetch import LineSynthesizer
from tests.fakes.sound import RecordingSpeech
from tests.voice.test_session_audio import EXERCISE

SPOKEN = [
    "Only with someone safe.",
    *("First line of the opening.", "Between us.", "A line in between.", "The last line."),
]
TONES = Settings(tones=True, rate=150)


class Humming(RecordingSpeech):
    """An engine whose lines can be told from silence and from tones: a hum with a loud start."""

    def speak(self, text: str, voice: str, rate: int) -> array[int]:
        clip = super().speak(text, voice, rate)
        return array("h", (int(9000 * math.sin(0.11 * i + 1.5)) for i in range(len(clip))))


def made(
    folder: Path,
    speech: Speech | None = None,
    kind: str = ".wav",
    settings: Settings = TONES,
    notices: list[str] | None = None,
    **changes: object,
) -> tuple[RenderResult, Path, Timeline]:
    exercise = from_data({**EXERCISE, **changes})
    timeline = compile(exercise, 30, preface=[Step(say="Only with someone safe.", seconds=4, private=True)])
    path = folder / f"session{kind}"
    engine = speech or Humming()
    maker = LineSynthesizer(
        ClipCache(folder / "clips"), lambda settings, natural: (engine, "one"), lambda seconds: True
    )
    surround = AmbienceMaker(ClipCache(folder / "clips"), (notices if notices is not None else []).append)
    notice = ["Not while driving.", "Stop whenever."]
    with output_file.writing(output_file.find(str(path)), replace=True) as file:
        done = render(timeline, notice, file, kind, settings, maker, ambience=surround)
    return done, path, timeline


def samples_of(path: Path) -> array[int]:
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        return array("h", sound.readframes(sound.getnframes()))


def test_rendered_notice_comes_first_and_cues_are_on_time(tmp_path: Path) -> None:
    done, path, timeline = made(tmp_path)
    samples = samples_of(path)
    assert abs(samples[3]) > 500 and done.notice > 4.0
    assert len(samples) == math.ceil(done.seconds * RATE) and done.seconds >= done.notice + timeline.total
    for cue in timeline.cues:
        at = round((done.notice + cue.at) * RATE)
        before, after = samples[at - 200 : at - 22], samples[at : at + 22]
        assert max(map(abs, before)) < 10 < max(map(abs, after)), cue
    assert done.unspoken == []


def test_rendered_words_are_at_the_level_of_ebu_r_128(tmp_path: Path) -> None:
    _done, path, _timeline = made(tmp_path)
    loud = Loudness(RATE)
    samples = samples_of(path)
    loud.feed(samples)
    assert loud.integrated == pytest.approx(WORDS_LUFS, abs=1.0)
    assert max(map(abs, samples)) < 32_000


def test_a_flac_file_holds_the_very_samples_of_the_wav_file(tmp_path: Path) -> None:
    pytest.importorskip("soundfile")
    _done, wav, _timeline = made(tmp_path)
    _done, flac, _timeline = made(tmp_path, kind=".flac")
    assert flac.read_bytes()[:4] == b"fLaC" and flac.stat().st_size < wav.stat().st_size
    found = miniaudio.flac_read_file_s16(str(flac))
    assert (found.nchannels, found.sample_rate) == (1, RATE)
    assert array("h", found.samples) == samples_of(wav)


def test_rendered_mp3_is_smaller_and_begins_like_the_wav(tmp_path: Path) -> None:
    pytest.importorskip("soundfile")
    done, wav, timeline = made(tmp_path)
    _done, mp3, _timeline = made(tmp_path, kind=".mp3")
    assert mp3.stat().st_size < wav.stat().st_size / 4
    found = miniaudio.mp3_read_file_s16(str(mp3))
    assert (found.nchannels, found.sample_rate) == (1, RATE)
    lengths = len(samples_of(wav)) / RATE, len(found.samples) / RATE
    assert lengths[0] <= lengths[1] < lengths[0] + 0.2
    at = round((done.notice + timeline.cues[0].at) * RATE)
    heard = next(i for i, sample in enumerate(found.samples[at - 2000 :]) if abs(sample) > 500) - 2000
    assert 0 <= heard / RATE < 0.06


@pytest.mark.parametrize("kind", [".wav", ".flac", ".mp3"])
def test_a_full_disk_leaves_no_sound_file_of_any_kind(tmp_path: Path, kind: str) -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    pytest.importorskip("soundfile")
    with pytest.raises(OSError, match="No space"), open_writer(Full(), kind) as put:
        for _block in range(50):
            put(bytes(range(256)) * 400)


def test_rendering_takes_less_than_a_tenth_of_a_second_a_second(tmp_path: Path) -> None:
    began = time.process_time()
    done, _path, _timeline = made(tmp_path)
    assert time.process_time() - began < 0.1 * done.seconds


def test_render_without_speech_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(SpeechUnavailable):
        made(tmp_path, RecordingSpeech(broken=True))
    assert list(tmp_path.glob("*")) == []


class Interrupted(Humming):
    def speak(self, text: str, voice: str, rate: int) -> array[int]:
        if text.startswith("The last"):
            raise KeyboardInterrupt
        return super().speak(text, voice, rate)


def test_render_interrupted_leaves_the_older_file(tmp_path: Path) -> None:
    (tmp_path / "session.wav").write_bytes(b"older")
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path, Interrupted())
    assert (tmp_path / "session.wav").read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["session.wav"]


def test_a_disk_that_refuses_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: wave.Wave_write, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(wave.Wave_write, "writeframes", full)
    with pytest.raises(OSError, match="No space"):
        made(tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_render_names_a_line_without_room(tmp_path: Path) -> None:
    long = {"say": "One two three four five six seven eight nine ten eleven twelve thirteen.", "seconds": 2}
    done, _path, _timeline = made(tmp_path, closing=[long, {"say": "Then this.", "seconds": 2}])
    assert done.unspoken == ["Then this."]


def test_rendered_ambience_is_that_of_a_session_sample_by_sample(tmp_path: Path) -> None:
    """A session of the same settings, played in blocks of a device, has these very samples."""
    settings = Settings(ambience="breath", ambience_volume=80, rate=150)
    done, path, timeline = made(tmp_path, settings=settings)
    written = samples_of(path)
    surround = ambience_plan(timeline, done.notice, settings)
    assert surround is not None
    maker = AmbienceMaker(ClipCache(tmp_path / "clips"), pytest.fail)
    maker.make(sounds_of(surround))
    lines = {text: levelled(Humming().speak(text, "one", 150), WORDS_LUFS) for text in SPOKEN}
    mixer = Mixer(lambda text, rank: lines[text], lambda kind: None, ambience=maker.sound, keep=None)
    mixer.ambience_gain = ambience_gain(80)
    mixer.schedule([one for one in sounds(timeline, done.notice, private=True) if one.text])
    mixer.surround(surround)
    played, begins = array("h"), round(done.notice * RATE)
    while len(played) < len(written) - begins:
        count = min(661, len(written) - begins - len(played))
        played += mixer.fill(count, (begins + len(played)) / RATE)
    assert played == written[begins:] and any(played[round(10.2 * RATE) : round(13 * RATE)])


def test_a_broken_file_as_ambience_is_told_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "mine.ogg").write_bytes(b"OggS nothing")
    notices = list[str]()
    own = Settings(ambience="own", ambience_file=str(tmp_path / "mine.ogg"), tones=True, rate=150)
    _done, path, _timeline = made(tmp_path, settings=own, notices=notices)
    with_own = samples_of(path)
    assert len(notices) == 1 and "mine.ogg" in notices[0]
    made(tmp_path)
    assert with_own[:-RATE] == samples_of(path)[: len(with_own) - RATE]


@pytest.mark.parametrize(("gain", "lufs"), [(1.0, -3.01), (0.1, -23.01)])
def test_loudness_equals_the_bs_1770_reference(gain: float, lufs: float) -> None:
    """ITU-R BS.1770: a full-scale sine of 997 Hz in one channel reads -3.01 LUFS."""
    loud = Loudness(RATE)
    loud.feed(array("h", (int(32767 * gain * math.sin(math.tau * 997 * i / RATE)) for i in range(3 * RATE))))
    assert loud.integrated == pytest.approx(lufs, abs=0.05)


def test_silence_has_no_loudness() -> None:
    loud = Loudness(RATE)
    loud.feed(array("h", bytes(2 * RATE)))
    assert loud.integrated == -math.inf


def test_waiting_for_an_engine_can_be_given_up() -> None:
    waits = threading.Event()
    waits.set()
    broken = RecordingSpeech(broken=True)
    maker = LineSynthesizer(ClipCache(Path("/nowhere")), lambda settings, natural: (broken, ""), waits.wait)
    with pytest.raises(SpeechUnavailable):
        maker.line("Hello.", 125, Settings())
    assert len(broken.asked) == 1
