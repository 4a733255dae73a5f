"""A sound file of one's own as ambience, and the process that makes ambience."""

from __future__ import annotations

import math
import struct
import wave
from array import array
from pathlib import Path

import pytest

from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.playback.ambience import own_file, worker
from securecoach_tui.voice.playback.ambience.maker import AmbienceMaker
from securecoach_tui.voice.playback.ambience.wanted import Wanted
from securecoach_tui.voice.playback.levels import AMBIENCE_LUFS, loudness_of
from securecoach_tui.voice.synthesis.cache import ClipCache


def tone_file(path: Path, rate: int = RATE, seconds: float = 4.0, peak: int = 9000, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        tone = (int(peak * math.sin(math.tau * 311.3 * i / rate)) for i in range(round(seconds * rate)))
        sound.writeframes(array("h", (value for value in tone for _channel in range(channels))).tobytes())
    return path


@pytest.mark.parametrize("rate", [8000, 44_100, 192_000])
def test_own_file_of_any_rate_is_a_loop_at_the_ambience_level(tmp_path: Path, rate: int) -> None:
    loop = own_file.loop(str(tone_file(tmp_path / "mine.wav", rate, channels=2)))
    assert len(loop) / RATE == pytest.approx(3.0, abs=0.05)  # a quarter of it overlaps
    assert loudness_of(loop) == pytest.approx(AMBIENCE_LUFS, abs=0.5)


def test_own_file_may_be_named_from_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    tone_file(tmp_path / "mine.wav", 8000)
    assert own_file.loop("~/mine.wav")


def test_own_file_loops_without_a_click(tmp_path: Path) -> None:
    loop = own_file.loop(str(tone_file(tmp_path / "mine.wav")))
    steps = [abs(a - b) for a, b in zip(loop, loop[1:], strict=False)]
    assert abs(loop[0] - loop[-1]) <= max(steps)


@pytest.mark.parametrize(
    ("suffix", "format", "subtype"),
    [(".mp3", "MP3", "MPEG_LAYER_III"), (".flac", "FLAC", "PCM_16"), (".ogg", "OGG", "VORBIS")],
)
def test_mp3_flac_and_ogg_are_read(tmp_path: Path, suffix: str, format: str, subtype: str) -> None:
    soundfile = pytest.importorskip("soundfile")
    path = tmp_path / f"mine{suffix}"
    with soundfile.SoundFile(path, "w", 44_100, 2, subtype=subtype, format=format) as file:
        tone = array("h", (int(9000 * math.sin(0.05 * i)) for i in range(4 * 44_100) for _channel in range(2)))
        file.buffer_write(tone.tobytes(), "int16")
    assert len(own_file.loop(str(path))) > 2.5 * RATE


@pytest.mark.parametrize(
    "data", [b"", b"RIFF\xff\xff\xff\xffWAVEfmt ", b"ID3\x04" + bytes(range(256)) * 40, b"fLaC" + bytes(99)]
)
def test_a_broken_file_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "mine.mp3").write_bytes(data)
    with pytest.raises(ValueError):
        own_file.loop(str(tmp_path / "mine.mp3"))


def test_a_silent_file_a_folder_and_no_file_are_errors(tmp_path: Path) -> None:
    for path in (tone_file(tmp_path / "silent.wav", peak=0), tmp_path, tmp_path / "none.wav"):
        with pytest.raises((ValueError, OSError)):
            own_file.loop(str(path))


def test_maker_says_once_that_a_broken_file_cannot_be_played(tmp_path: Path) -> None:
    (tmp_path / "mine.mp3").write_bytes(b"nothing")
    notices = list[str]()
    maker, wanted = AmbienceMaker(ClipCache(tmp_path), notices.append), Wanted("own", file=str(tmp_path / "mine.mp3"))
    maker.make([wanted])
    maker.make([wanted])
    assert maker.sound(wanted) == array("h") and len(notices) == 1 and "mine.mp3" in notices[0]


def test_maker_makes_a_breath_once_then_finds_it_in_the_cache(tmp_path: Path) -> None:
    wanted = Wanted("breath", "in", 0.5)
    maker = AmbienceMaker(ClipCache(tmp_path / "clips"), pytest.fail)
    assert maker.sound(wanted) is None
    maker.make([wanted])
    made = maker.sound(wanted)
    assert made == worker.made(wanted)
    later = AmbienceMaker(ClipCache(tmp_path / "clips"), pytest.fail)
    later._answers = lambda missing: iter(()) if not missing else pytest.fail("made again")  # type: ignore[method-assign]
    later.make([wanted])
    assert later.sound(wanted) == made


def test_a_file_of_ones_own_is_not_copied_to_the_cache(tmp_path: Path) -> None:
    wanted = Wanted("own", file=str(tone_file(tmp_path / "mine.wav")))
    maker = AmbienceMaker(ClipCache(tmp_path / "clips"), pytest.fail)
    maker.make([wanted])
    assert maker.sound(wanted) and not list((tmp_path / "clips").glob("*"))


def test_worker_answers_each_sound_with_its_length(tmp_path: Path) -> None:
    import io

    out = io.BytesIO()
    worker.serve(io.BytesIO(b'[{"kind":"breath","phase":"out","seconds":0.5},{"kind":"own","file":"/nowhere"}]'), out)
    (length,) = struct.unpack("<I", out.getvalue()[:4])
    assert length == 2 * round(0.46 * RATE) and out.getvalue()[4 + length :] == bytes(4)
