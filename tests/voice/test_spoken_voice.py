"""What goes wrong with engine, device, cache and worker, and what a person notices of it: captions and one notice."""

from __future__ import annotations

import gc
import os
import resource
import sys
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.model import NoLongerTrue, PlannedSound, Speech
from securecoach_tui.voice.playback.mixer import CUE_RANK, Mixer
from securecoach_tui.voice.playback.output import Output
from securecoach_tui.voice.playback.player import SoundUnavailable
from securecoach_tui.voice.spoken_voice import SpokenVoice
from securecoach_tui.voice.synthesis import prefetch
from securecoach_tui.voice.synthesis.cache import ClipCache
from securecoach_tui.voice.synthesis.client import WorkerSpeech
from tests.fakes.sound import RecordingSpeech


def until(true: Callable[[], Any], seconds: float = 5.0) -> bool:
    """Whether another thread makes it true in time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.005)
    return bool(true())


class Device:
    """A fake player: it can refuse to open, and stop asking for samples."""

    def __init__(self, fill: Callable[[int, float], array], clock: Any, name: Any) -> None:
        self.fill, self.clock, self.name = fill, clock, name
        self.pulse = clock.elapsed()
        self.closed = False

    def open(self) -> None:
        if self.name in self.clock.refusing:
            raise SoundUnavailable("taken")
        self.clock.opened.append(self)

    def close(self) -> None:
        self.closed = True


class Desk(SystemClock):
    """A clock that runs a hundred times as fast, with the devices of a machine."""

    def __init__(self, names: list[Any]) -> None:
        super().__init__()
        self.names, self.refusing, self.opened = names, set[Any](), list[Device]()
        self.notices: list[str] = []

    def elapsed(self) -> float:
        return super().elapsed() * 100

    def output(self, mixer: Mixer, clock: Any, notice: Any) -> Output:
        return Output(mixer, self, notice, player=Device, choices=lambda: [("", name) for name in self.names])

    def beat(self, device: Device) -> None:
        device.pulse = self.elapsed() + 1e6


SPEAKING = Settings(voice=True)


def voice_of(folder: Path, desk: Desk, speech: Speech, settings: Settings = SPEAKING) -> SpokenVoice:
    return SpokenVoice(
        settings,
        ClipCache(folder / "clips"),
        desk,
        desk.notices.append,
        choose=lambda settings, natural: (speech, "one"),
        output=desk.output,
    )


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefetch, "FIRST_WAIT", 0.01)


def test_without_an_engine_there_is_one_notice(tmp_path: Path) -> None:
    desk = Desk([None])
    voice = voice_of(tmp_path, desk, RecordingSpeech(broken=True))
    voice.prepare(["One.", "Two.", "Three."])
    assert until(lambda: desk.notices)
    assert until(lambda: not voice._prefetcher._planned)
    time.sleep(0.05)
    voice.close()
    assert len(desk.notices) == 1 and "on the screen" in desk.notices[0]


def test_failing_speech_engine_is_asked_again(tmp_path: Path) -> None:
    desk, speech = Desk([None]), RecordingSpeech(broken=True)
    voice = voice_of(tmp_path, desk, speech)
    voice.prepare(["One."])
    until(lambda: speech.asked)
    speech.broken = False
    assert until(lambda: voice.ready("One.", 2))
    voice.close()
    assert desk.notices == []


def test_without_a_device_there_is_one_notice(tmp_path: Path) -> None:
    desk = Desk([None, "second"])
    desk.refusing = {None, "second"}
    voice = voice_of(tmp_path, desk, RecordingSpeech())
    assert until(lambda: desk.notices)
    voice.schedule([PlannedSound(desk.elapsed() + 100, "One.")])
    assert until(lambda: voice.mixer.played_lines)
    voice.close()
    assert len(desk.notices) == 1 and not voice.playing


def test_a_device_that_comes_back_takes_the_notice_back(tmp_path: Path) -> None:
    desk = Desk([None])
    desk.refusing = {None}
    voice = voice_of(tmp_path, desk, RecordingSpeech())
    assert until(lambda: desk.notices)
    desk.refusing = set()
    assert until(lambda: len(desk.notices) == 2)
    desk.refusing = {None}
    desk.opened[0].pulse = -1e9
    assert until(lambda: len(desk.notices) == 3)
    voice.close()
    lost, back, again = desk.notices
    assert isinstance(back, NoLongerTrue) and lost == back == again and not isinstance(again, NoLongerTrue)


def test_speech_that_comes_back_takes_the_notice_back(tmp_path: Path) -> None:
    desk, speech = Desk([None]), RecordingSpeech(broken=True)
    voice = voice_of(tmp_path, desk, speech)
    voice.prepare(["One."])
    assert until(lambda: desk.notices)
    speech.broken = False
    voice.prepare(["Two."])
    assert until(lambda: len(desk.notices) == 2)
    voice.close()
    assert isinstance(desk.notices[1], NoLongerTrue)


def test_a_device_taken_by_another_program_leaves_the_next_one(tmp_path: Path) -> None:
    desk = Desk([None, "second"])
    desk.refusing = {None}
    voice = voice_of(tmp_path, desk, RecordingSpeech())
    assert until(lambda: desk.opened)
    voice.close()
    assert desk.opened[0].name == "second" and desk.notices == []


def test_stalled_audio_device_is_replaced_by_the_next(tmp_path: Path) -> None:
    desk = Desk([None, "second"])
    voice = voice_of(tmp_path, desk, RecordingSpeech())
    assert until(lambda: desk.opened)
    first = desk.opened[0]
    desk.beat(first)
    time.sleep(0.3)
    assert len(desk.opened) == 1
    desk.refusing = {None}
    first.pulse = desk.elapsed() - 1000
    assert until(lambda: len(desk.opened) == 2)
    voice.close()
    assert first.closed and desk.opened[1].name == "second" and desk.notices == []


def test_a_device_that_comes_back_is_found(tmp_path: Path) -> None:
    desk = Desk([])
    voice = voice_of(tmp_path, desk, RecordingSpeech())
    assert until(lambda: desk.notices)
    desk.names = [None]
    assert until(lambda: desk.opened)
    voice.close()


def test_missing_voice_gives_one_notice_and_another_speaks(tmp_path: Path) -> None:
    desk, speech = Desk([None]), RecordingSpeech()
    speech.speak = lambda text, voice, rate, said=speech.speak: said(text, "other", rate)  # type: ignore[method-assign]
    voice = voice_of(tmp_path, desk, speech, Settings(voice=True, voice_id="gone"))
    voice.prepare(["One.", "Two."])
    assert until(lambda: voice.ready("Two.", 2))
    voice.close()
    assert len(desk.notices) == 1 and "no longer here" in desk.notices[0]


def test_missing_voice_that_is_back_takes_its_notice_back(tmp_path: Path) -> None:
    desk, speech, spoke_as = Desk([None]), RecordingSpeech(), ["other"]
    speech.speak = lambda text, voice, rate, said=speech.speak: said(text, spoke_as[0], rate)  # type: ignore[method-assign]
    voice = voice_of(tmp_path, desk, speech, Settings(voice=True, voice_id="chosen"))
    voice.prepare(["One."])
    assert until(lambda: voice.ready("One.", 2))
    spoke_as[0] = "chosen"
    voice.prepare(["Two."])
    assert until(lambda: voice.ready("Two.", 2)) and until(lambda: len(desk.notices) == 2)
    voice.close()
    assert isinstance(desk.notices[1], NoLongerTrue) and desk.notices[1] == desk.notices[0]


@pytest.mark.parametrize(("private", "preferred"), [(False, False), (True, False), (False, True)])
def test_private_line_is_never_in_the_cache_on_disk(tmp_path: Path, private: bool, preferred: bool) -> None:
    settings = Settings(voice=True, private_speech=preferred)
    voice = voice_of(tmp_path, Desk([None]), RecordingSpeech(), settings)
    voice.say_now("My own words.", 1, private=private)
    assert until(lambda: voice.ready("My own words.", 1))
    voice.prepare(["Breathe in."])
    assert until(lambda: voice.ready("Breathe in.", CUE_RANK))
    voice.close()
    assert len(list(tmp_path.glob("clips/*.clip"))) == (0 if preferred else 1 if private else 2)


def test_after_1000_requests_only_the_last_line_plays(tmp_path: Path) -> None:
    desk, speech = Desk([None]), RecordingSpeech()
    voice = voice_of(tmp_path, desk, speech)
    voice.say_now("Warm.", 3)
    assert until(lambda: voice.ready("Warm.", 3))
    gc.collect()
    threads, handles = threading.active_count(), len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(1000):
        voice.say_now(f"Row {number}.", 3)
    requested = desk.elapsed()
    assert until(lambda: voice.ready("Row 999.", 3))
    assert threading.active_count() == threads
    assert sys.platform != "linux" or len(os.listdir("/proc/self/fd")) <= handles + 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB
    voice.mixer.fill(441, requested)  # at this moment, however long the clip took on a busy machine
    voice.close()
    assert voice.mixer.played_lines[-1].text == "Row 999."
    assert len(speech.asked) <= 1001


def test_closing_the_voice_takes_under_100_ms(tmp_path: Path) -> None:
    desk = Desk([None])
    voice = voice_of(tmp_path, desk, WorkerSpeech("system"))
    voice.prepare([f"A line that is still in the making, number {n}." for n in range(50)])
    until(lambda: desk.opened)
    began = time.monotonic()
    voice.close()
    voice.close()
    assert time.monotonic() - began < 0.3


@pytest.fixture
def clips(tmp_path: Path) -> Iterator[ClipCache]:
    yield ClipCache(tmp_path / "clips", limit=50_000)
    (tmp_path / "clips").chmod(0o700)


CLIP = array("h", range(5000))


def test_a_clip_is_read_again_by_engine_voice_rate_and_text(clips: ClipCache) -> None:
    clips.put("system", "one", 125, "Hello.", CLIP)
    assert clips.get("system", "one", 125, "Hello.") == CLIP
    assert clips.get("natural", "one", 125, "Hello.") is None
    assert clips.get("system", "two", 125, "Hello.") is None
    assert clips.get("system", "one", 130, "Hello.") is None
    assert clips.get("system", "one", 125, "Hello!") is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other"])
def test_a_torn_clip_is_made_again(clips: ClipCache, tmp_path: Path, damage: str) -> None:
    clips.put("system", "one", 125, "Hello.", CLIP)
    (path,) = (tmp_path / "clips").glob("*.clip")
    data = path.read_bytes()
    torn = {"cut": data[:-999], "flipped": data[:99] + b"\xff" + data[100:], "empty": b"", "other": b"RIFF" * 99}
    path.write_bytes(torn[damage])
    assert clips.get("system", "one", 125, "Hello.") is None
    clips.put("system", "one", 125, "Hello.", CLIP)
    assert clips.get("system", "one", 125, "Hello.") == CLIP


def test_clip_cache_over_its_limit_drops_the_oldest(clips: ClipCache, tmp_path: Path) -> None:
    for number in range(8):
        clips.put("system", "one", 125, f"Line {number}.", CLIP)
        for age, path in enumerate(sorted((tmp_path / "clips").glob("*.clip"), key=lambda one: one.stat().st_mtime_ns)):
            os.utime(path, (1000 + age, 1000 + age))
    held = sum(path.stat().st_size for path in (tmp_path / "clips").iterdir())
    assert held <= 50_000
    assert clips.get("system", "one", 125, "Line 7.") == CLIP
    assert clips.get("system", "one", 125, "Line 0.") is None


def test_two_programs_share_the_cache(tmp_path: Path) -> None:
    one, other = ClipCache(tmp_path / "clips"), ClipCache(tmp_path / "clips")
    writers = [
        threading.Thread(target=lambda cache=cache: [cache.put("s", "v", 1, str(n % 7), CLIP) for n in range(60)])
        for cache in (one, other)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert all(one.get("s", "v", 1, str(n)) == CLIP for n in range(7))
    assert not [path for path in (tmp_path / "clips").iterdir() if path.suffix != ".clip"]


def test_unwritable_clip_cache_does_not_stop_speech(tmp_path: Path) -> None:
    (tmp_path / "clips").write_text("a file where the folder would be")
    desk = Desk([None])
    voice = voice_of(tmp_path, desk, RecordingSpeech())
    voice.prepare(["One."])
    assert until(lambda: voice.ready("One.", 2))
    voice.close()
    assert desk.notices == []


def test_a_full_disk_leaves_no_torn_clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clips = ClipCache(tmp_path / "clips")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    clips.put("system", "one", 125, "Hello.", CLIP)
    assert clips.get("system", "one", 125, "Hello.") is None and list((tmp_path / "clips").iterdir()) == []


def test_clip_cache_files_are_readable_by_the_owner_only(tmp_path: Path) -> None:
    ClipCache(tmp_path / "clips").put("system", "one", 125, "Hello.", CLIP)
    (path,) = (tmp_path / "clips").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600 and (tmp_path / "clips").stat().st_mode & 0o777 == 0o700
