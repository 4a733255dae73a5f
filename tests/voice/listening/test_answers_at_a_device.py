"""Answers heard by the real process, at a recorded sound device: a word is played, and the listener hears it."""

from __future__ import annotations

import queue
import re
import shutil
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from scripts.bench import recorded_sink as sink
from securecoach_tui.config import child_process
from securecoach_tui.voice.listening.client import WorkerListener, sentence
from securecoach_tui.voice.listening.installed import available
from securecoach_tui.voice.listening.model import NO, NOT_SURE, NUMBERS, YES, Heard

pytestmark = pytest.mark.ears

WORKER = child_process.command("securecoach_tui.voice.listening.worker")
# What a process may write to: no file on a disk. PulseAudio passes sound in shared memory.
MEMORY = ("/dev/", "/proc/", "/memfd:", "/sys/")
OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"(?P<path>[^"]*)", (?P<flags>[A-Z_|]+)[^)]*\)\s+= \d')
MADE = re.compile(
    r"^\d* *(?:creat|mkdir|mkdirat|rename|renameat2?|link|linkat|symlink|symlinkat|truncate)\(.*= 0$", re.MULTILINE
)

Clip = Callable[[str], Path]


class Window:
    """A window of a listener, with the second at which each thing happened."""

    def __init__(self, listener: WorkerListener, answers: Sequence[int | str] = NUMBERS, seconds: float = 8.0) -> None:
        self._told: queue.SimpleQueue[tuple[str | Heard, float]] = queue.SimpleQueue()

        def tell(what: str | Heard) -> None:
            self._told.put((what, time.monotonic()))

        listener.listen(answers, seconds, lambda: tell("opened"), tell)

    def next(self) -> tuple[str | Heard, float]:
        """Return what is reported next, and when."""
        return self._told.get(timeout=60)

    def opened(self) -> None:
        """Wait until the microphone is open."""
        assert self.next()[0] == "opened"


@pytest.fixture
def recording() -> Iterator[sink.Recording]:
    if sink.missing():
        pytest.skip(f"{sink.missing()} is not installed")
    if why := available():
        pytest.skip(why)
    with sink.Sink():
        made = sink.Recording()
        yield made
        made.end()


@pytest.fixture
def listener(recording: sink.Recording) -> Iterator[WorkerListener]:
    made = WorkerListener()
    yield made
    made.close()


@pytest.fixture
def clip(tmp_path: Path) -> Iterator[Clip]:
    """Make a sound file of a word, said by eSpeak NG."""
    speakers = pytest.importorskip("scripts.bench.speakers")
    with speakers.engines() as engines:

        def make(words: str) -> Path:
            path = tmp_path / f"{words.replace(' ', '-')}.wav"
            with wave.open(str(path), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(speakers.RATE)
                file.writeframes(speakers.as_bytes(engines.say(speakers.TUNED[0], words)))
            return path

        yield make


def play(path: Path) -> None:
    subprocess.run(["paplay", str(path)], check=True)


def microphones_in_use() -> int:
    """Return how many programs record, besides the recording of the test."""
    listed = subprocess.run(["pactl", "list", "short", "source-outputs"], capture_output=True, text=True, check=True)
    return len(listed.stdout.splitlines()) - 1


@pytest.mark.parametrize(
    ("words", "answers", "value"),
    [("three", NUMBERS, 3), ("yes", (YES, NO, NOT_SURE), YES), ("not sure", (YES, NO, NOT_SURE), NOT_SURE)],
)
def test_a_word_at_the_microphone_is_the_answer(
    words: str,
    answers: Sequence[int | str],
    value: int | str,
    listener: WorkerListener,
    clip: Clip,
    recording: sink.Recording,
) -> None:
    path = clip(words)
    window = Window(listener, answers)
    window.opened()
    play(path)
    heard, at = window.next()
    assert heard == Heard("answer", value)
    assert microphones_in_use() == 0
    (_begin, end), *_more = reversed(recording.sounds(threshold=200))
    assert at - end <= 1.5  # docs/dev/voice.md has what was measured; a busy machine is slower


def test_a_question_is_unclear_and_not_an_answer(listener: WorkerListener, clip: Clip) -> None:
    path = clip("where did you put the keys")
    window = Window(listener)
    window.opened()
    play(path)
    assert window.next()[0] == Heard("unclear")


def test_a_muted_microphone_is_one_sentence(listener: WorkerListener) -> None:
    for heard in (Heard("silence"), Heard("failed", problem=sentence("zeros"))):  # the first may only have been quiet
        window = Window(listener, seconds=1.0)
        window.opened()
        assert window.next()[0] == heard


def test_no_sound_server_is_one_sentence(listener: WorkerListener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere/native")
    alone = WorkerListener()
    try:
        heard, _at = Window(alone).next()
        assert heard == Heard("failed", problem=sentence("no microphone"))
    finally:
        alone.close()


def test_cancel_closes_the_microphone_at_once(listener: WorkerListener) -> None:
    window = Window(listener)
    window.opened()
    assert microphones_in_use() == 1
    listener.cancel()
    begun = time.monotonic()
    while microphones_in_use():
        assert time.monotonic() - begun < 1.0
    assert microphones_in_use() == 0


def test_a_killed_worker_opens_the_microphone_again(listener: WorkerListener, clip: Clip) -> None:
    path = clip("three")
    window = Window(listener)
    window.opened()
    assert listener.pid is not None
    subprocess.run(["kill", "-9", str(listener.pid)], check=True)
    window.opened()
    play(path)
    assert window.next()[0] == Heard("answer", 3)


def test_listening_writes_no_file_and_opens_no_network(recording: sink.Recording, clip: Clip, tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    path, trace = clip("three"), tmp_path / "trace"
    strace = ["strace", "-f", "-qq", "-o", str(trace), "-e", "trace=%file,%network"]
    made = WorkerListener([*strace, sys.executable, "-B", *WORKER[1:]])
    try:
        window = Window(made)
        window.opened()
        play(path)
        heard, _at = window.next()
        assert heard in (Heard("answer", 3), Heard("unclear"))  # traced, it is so slow that sound may have gaps
    finally:
        made.close()
    told = trace.read_text()
    assert "silero_vad.onnx" in told  # strace saw it work
    assert not re.search(r"socket\(AF_INET6?|connect\([^)]*AF_INET", told)
    written = [
        found["path"]
        for found in OPENED.finditer(told)
        if re.search("O_WRONLY|O_RDWR|O_CREAT", found["flags"]) and not found["path"].startswith(MEMORY)
    ]
    assert written == []
    assert MADE.findall(told) == []
