"""Background sound at a recorded device while every core is busy: no gap, no slip, even, and what it costs.

    python3 scripts/prove ambience [--minutes 20] [--kind rain] [--idle]

The sound of a session is played to a PulseAudio null sink whose monitor is recorded, and what was recorded is compared
with the loop sample by sample. A gap is silence of a millisecond or more in it; a slip is a place where samples are
missing or come twice. CPU is that of this process, without and with the background sound. The recorders are processes
that write to files: threads of this process would hold up the player, as nothing in the program does. ``--idle`` leaves
the cores free.

As a control, PulseAudio's own player plays the same loop with the same buffer to another sink at the same time: where
its sound has gaps too, it is the machine that is too busy.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from array import array
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.recorded_sink import RATE, Sink, missing
from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.model import AmbiencePlan
from securecoach_tui.voice.playback.ambience.stream import FADE
from securecoach_tui.voice.playback.ambience.wanted import sounds_of
from securecoach_tui.voice.playback.loudness import Loudness
from securecoach_tui.voice.playback.player import BUFFER_MS
from securecoach_tui.voice.spoken_voice import SpokenVoice
from securecoach_tui.voice.synthesis.cache import ClipCache

BLOCK = 441  # samples compared at a time
GAP = RATE // 1000  # zeros in a row
QUIET_SECONDS = 20.0  # of the measurement without background sound
MOST_CPU = 1.5  # percent of a core more than without
MOST_LU = 1.0  # between the softest and the loudest minute


def spent() -> float:
    """Return the CPU seconds of this process so far."""
    now = resource.getrusage(resource.RUSAGE_SELF)
    return now.ru_utime + now.ru_stime


def percent(seconds: float) -> float:
    """Let ``seconds`` pass; return the CPU of this process in percent of a core."""
    begun, wall = spent(), time.monotonic()
    time.sleep(seconds)
    return 100 * (spent() - begun) / (time.monotonic() - wall)


@dataclass
class Heard:
    """What was played, what was recorded of it and of the control, and CPU in percent without and with it."""

    loop: array[int]
    samples: array[int]
    control: array[int]
    without: float
    with_it: float


class FileRecording:
    """A recording of what is played to a sink, which another process writes to a file."""

    def __init__(self, path: Path, sink: str) -> None:
        self._path = path
        format = [f"--device={sink}.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le", "--raw"]
        with path.open("wb") as file:
            self._recorder = subprocess.Popen(["parec", *format, "--latency-msec=100"], stdout=file)

    def end(self) -> array[int]:
        """Stop recording; return all samples."""
        self._recorder.terminate()
        self._recorder.wait()
        data = self._path.read_bytes()
        return array("h", data[: len(data) // 2 * 2])


def control_player(loop: array[int], minutes: float) -> subprocess.Popen[bytes]:
    """Start PulseAudio's own player with the loop, at a sink of its own."""
    sink = ["module-null-sink", "sink_name=control", f"rate={RATE}", "channels=1", "format=s16le"]
    subprocess.run(["pactl", "load-module", *sink], check=True, stdout=subprocess.DEVNULL)
    sound = tempfile.TemporaryFile()
    for _time in range(math.ceil(60 * (minutes + 1) * RATE / len(loop))):
        sound.write(loop.tobytes())
    sound.seek(0)
    format = [f"--rate={RATE}", "--channels=1", "--format=s16le", "--raw", f"--latency-msec={BUFFER_MS}"]
    return subprocess.Popen(["pacat", "--playback", "--device=control", *format], stdin=sound)


def played(minutes: float, kind: str, *, busy: bool) -> Heard:
    """Play for some minutes."""
    command = ["nice", "-n", str(-os.nice(0)), sys.executable, "-c", "while True: pass"]
    with Sink(), tempfile.TemporaryDirectory(prefix="securecoach-ambience-") as folder:
        clock = SystemClock()
        voice = SpokenVoice(Settings(ambience="rain"), ClipCache(Path(folder) / "clips"), clock, print)
        while not voice.playing:
            time.sleep(0.05)
        plan = AmbiencePlan(kind, clock.elapsed(), math.inf)
        (wanted,) = sounds_of(plan)
        begun = time.monotonic()
        voice.maker.make([wanted])
        loop = voice.maker.sound(wanted) or array("h")
        print(f"{kind} made in {time.monotonic() - begun:.1f} s", flush=True)
        # In a session each, as programs in other windows are: Linux shares the processor out by sessions.
        cores = range(os.cpu_count() or 1) if busy else ()
        others = [subprocess.Popen(command, start_new_session=True) for _core in cores]
        try:
            others.append(control_player(loop, minutes))
            recording = FileRecording(Path(folder) / "heard", "heard")
            control = FileRecording(Path(folder) / "control", "control")
            without = percent(QUIET_SECONDS)
            voice.surround(AmbiencePlan(kind, clock.elapsed() + 0.5, math.inf))
            time.sleep(2.0)
            with_it = percent(60 * minutes)
            heard, beside = recording.end(), control.end()
        finally:
            for one in others:
                one.kill()
            voice.close()
    return Heard(loop, heard, beside, without, with_it)


def compared(loop: array[int], heard: array[int]) -> tuple[int, int]:
    """Return how many gaps and how many slips are in ``heard``, which begins and ends in the sound; print where."""
    gaps = slips = run = 0
    for number, value in enumerate(heard):
        run = run + 1 if value == 0 else 0
        if run == GAP:
            gaps += 1
            print(f"a gap at {number / RATE:.2f} s", flush=True)
    turn = loop + loop[:BLOCK]
    place = place_of(turn, heard[:BLOCK])
    for at in range(0, len(heard) - BLOCK, BLOCK):
        block = heard[at : at + BLOCK]
        if place < 0 or turn[place : place + BLOCK] != block:
            slips += 1
            print(f"a slip at {at / RATE:.2f} s", flush=True)
            place = place_of(turn, block)
        place = (place + BLOCK) % len(loop) if place >= 0 else -1
    return gaps, slips


def place_of(turn: array[int], block: array[int]) -> int:
    """Return where in the loop these samples are; -1 if they aren't."""
    at = turn.tobytes().find(block.tobytes())
    while at > 0 and at % 2:
        at = turn.tobytes().find(block.tobytes(), at + 1)
    return at // 2 if at >= 0 else -1


def inside(recorded: array[int], minutes: float) -> array[int]:
    """Return what was recorded between the fade at the beginning and the end."""
    begins = next((i for i, value in enumerate(recorded) if value), len(recorded)) + FADE + RATE
    return recorded[begins : begins + round((60 * minutes - 1) * RATE)]


def main(arguments: list[str]) -> int:
    """Play, compare and print the figures; return 1 if one of them is too large."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--kind", choices=("rain", "waves", "pad"), default="rain")
    parser.add_argument("--idle", action="store_true")
    given = parser.parse_args(arguments)
    if missing():
        print(f"{missing()} is not installed")
        return 1
    found = played(given.minutes, given.kind, busy=not given.idle)
    heard = inside(found.samples, given.minutes)
    gaps, slips = compared(found.loop, heard)
    control_gaps, _slips = compared(found.loop, inside(found.control, given.minutes))
    minutes = []
    for at in range(0, len(heard) - 59 * RATE, 60 * RATE):
        loud = Loudness(RATE)
        loud.feed(heard[at : at + 60 * RATE])
        minutes.append(loud.integrated)
    spread = max(minutes) - min(minutes) if minutes else 0.0
    more = found.with_it - found.without
    print(
        f"{given.kind}, {len(heard) / RATE / 60:.1f} minutes: {gaps} gaps, {slips} slips, "
        f"loudness even within {spread:.2f} LU, CPU {found.without:.2f} % without and {found.with_it:.2f} % with it, "
        f"{more:+.2f}; control: {control_gaps} gaps"
    )
    return 1 if gaps or slips or spread > MOST_LU or more > MOST_CPU else 0
