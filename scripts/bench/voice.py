"""Measure the voice at a recorded sound device: onset, stop, drift, CPU, and the speed of rendering.

python3 scripts/bench voice [onset] [drift] [cpu] [render] [words]   (all but drift and words by default)

Onset and stop are compared with pyttsx3 used directly (say, then runAndWait) in the same run. Times in ms.
"drift" takes 21 minutes; "words" needs pocketsphinx, and the extra natural for the natural voice.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.bench import recorded_sink as sink
from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import Settings
from securecoach_tui.voice.model import USUAL_ESPEAK, PlannedSound
from securecoach_tui.voice.spoken_voice import SpokenVoice
from securecoach_tui.voice.synthesis.cache import ClipCache

LINE = "Let your shoulders drop a little."
TIMES = 50
DIRECT = """
import sys, time, threading, pyttsx3
engine = pyttsx3.init()
for n in range(int(sys.argv[1])):
    time.sleep(3.5)  # the last line has ended
    engine.say("Let your shoulders drop a little.")
    print(time.monotonic(), flush=True)
    engine.runAndWait()
    print(time.monotonic(), flush=True)
"""


def print_row(name, values):
    """Print a line: median, 95th percentile, largest, smallest, count."""
    values = sorted(values)
    if not values:
        print(f"{name}: nothing was heard")
        return
    p95 = values[min(len(values) - 1, round(0.95 * (len(values) - 1)))]
    print(
        f"{name}: median {statistics.median(values):.1f}, p95 {p95:.1f}, worst {values[-1]:.1f}, first {values[0]:.1f}, n {len(values)}",
        flush=True,
    )


def voice_in(folder, **settings):
    """Return a voice that is ready to play, with a new cache that contains LINE."""
    path = Path(folder)
    voice = SpokenVoice(
        Settings(voice=True, voice_id=USUAL_ESPEAK, **settings), ClipCache(path / "clips"), SystemClock(), print
    )
    voice.prepare([LINE])
    while not (voice.ready(LINE, 2) and voice.playing):
        time.sleep(0.05)
    voice.say_now(LINE, 1)
    voice.hush()
    while not voice.ready(LINE, 1):
        time.sleep(0.05)
    return voice


def onset(folder):
    """Measure the delays of planned cues, of lines spoken on request, and of silence after a stop."""
    voice, clock = voice_in(folder, tones=True), SystemClock()
    recording = sink.Recording()
    start = clock.elapsed() + 1
    dues = [start + 1.4 * n + (n * 0.0137) % 0.2 for n in range(TIMES)]
    voice.schedule([PlannedSound(due, tone=("in", "out", "hold")[n % 3]) for n, due in enumerate(dues)])
    time.sleep(1.4 * TIMES + 3)
    print_row("onset of a tone, from its due second", lateness(recording, dues, 0.15))
    recording.end()

    recording = sink.Recording()
    start = clock.elapsed() + 1
    dues = [start + 3.6 * n + (n * 0.0137) % 0.3 for n in range(TIMES)]
    voice.schedule([PlannedSound(due, LINE) for due in dues])
    time.sleep(3.6 * TIMES + 3)
    print_row("onset of a line, from its due second", lateness(recording, dues, 0.3))
    recording.end()

    recording = sink.Recording()
    asked, stopped = [], []
    for _n in range(TIMES):
        asked.append(clock.elapsed())
        voice.say_now(LINE, 1)
        time.sleep(0.9)
        stopped.append(clock.elapsed())
        voice.silence()
        time.sleep(0.6)
    recording.end()
    sounds = recording.sounds(gap=0.3)
    print_row("onset of a line asked for", [1000 * after(asked_at, [b for b, _e in sounds]) for asked_at in asked])
    ends = [e for _b, e in sounds]
    print_row("silence after a stop", [1000 * (min((abs(e - s), e) for e in ends)[1] - s) for s in stopped])
    voice.close()


def direct():
    """Measure pyttsx3 as its examples use it."""
    # pyttsx3 plays with aplay. Replace it with paplay, since ALSA doesn't play to the recorded sink.
    folder = tempfile.mkdtemp()
    stand_in = Path(folder) / "aplay"
    stand_in.write_text('#!/bin/sh\nexec paplay "$1"\n')
    stand_in.chmod(0o755)
    recording = sink.Recording()
    done = subprocess.run(
        [sys.executable, "-c", DIRECT, str(TIMES)],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"},
    )
    shutil.rmtree(folder)
    time.sleep(0.5)
    recording.end()
    stamps = [float(line) for line in done.stdout.split() if re.fullmatch(r"\d+\.\d+", line)]
    begins = [b for b, _e in recording.sounds(gap=0.45)]
    print_row("pyttsx3 say + runAndWait: onset", [1000 * after(asked, begins) for asked in stamps[::2]])
    print_row(
        "pyttsx3 say + runAndWait: the caller is blocked for",
        [1000 * (b - a) for a, b in zip(stamps[::2], stamps[1::2], strict=False)],
    )


def after(second, seconds):
    """Return the time from ``second`` to the next of ``seconds``."""
    return min((other - second for other in seconds if other >= second - 0.02), default=float("inf"))


def lateness(recording, dues, gap):
    """Return the milliseconds from each due time to the nearest onset; cues that weren't heard are left out."""
    begins = [b for b, _e in recording.sounds(gap=gap)]
    late = [1000 * min((b - due for b in begins), key=abs) for due in dues]
    near = [ms for ms in late if abs(ms) < 500]
    if len(near) < len(late):
        print(f"({len(late) - len(near)} of {len(late)} not heard within half a second)", flush=True)
    return near


def drift(folder):
    """Measure twenty minutes of cues while two processes keep both cores busy."""
    voice, clock = voice_in(folder, tones=True), SystemClock()
    # At normal priority, even if this process has another.
    command = ["nice", "-n", str(-os.nice(0)), sys.executable, "-c", "while True: pass"]
    busy = [subprocess.Popen(command) for _core in range(2)]
    try:
        recording = sink.Recording()
        start = clock.elapsed() + 2
        dues = [start + 10.0 * n for n in range(121)]
        voice.schedule([PlannedSound(due, tone="in") for due in dues])
        time.sleep(dues[-1] + 3 - clock.elapsed())
        recording.end()
    finally:
        for one in busy:
            one.kill()
        voice.close()
    late = lateness(recording, dues, 0.5)
    print_row("20 minutes, two busy processes: lateness", late)
    slopes = [(b - a) / (j - i) for i, a in enumerate(late) for j, b in enumerate(late) if j > i]
    trend = statistics.median(slopes) * (len(late) - 1)
    print(f"20 minutes, two busy processes: trend {trend:.2f} ms over the session (Theil-Sen)", flush=True)


def cpu(folder):
    """Measure the CPU of an open stream between cues, in this process and its worker."""
    voice = voice_in(folder, tones=True)
    time.sleep(1)
    begun, wall = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    time.sleep(20)
    now = resource.getrusage(resource.RUSAGE_SELF)
    spent = now.ru_utime + now.ru_stime - begun.ru_utime - begun.ru_stime
    print(f"CPU between cues: {100 * spent / (time.monotonic() - wall):.2f} % of a core", flush=True)
    voice.close()


def render(folder):
    """Measure rendering sound files of twenty minutes, with an empty cache."""
    for id in ("slow-breathing", "safe-haven"):
        path = Path(folder) / id
        path.mkdir()
        (path / "settings.toml").write_text(f'voice_id = "{USUAL_ESPEAK}"\n')
        length = ["--minutes", "20", "-o", str(path / "out.wav")]
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "securecoach_tui", "--data-dir", str(path), "render", id, *length],
            capture_output=True,
            text=True,
            env={**os.environ, "SECURECOACH_STATE_DIR": str(path / "state"), "XDG_CACHE_HOME": str(path / "cache")},
        )
        took = time.monotonic() - began
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"render {id}: {took:.1f} s, {took / 1200:.4f} s a second, {memory:.0f} MB. {done.stdout.strip()}{done.stderr}"
        )


def words(folder):
    """Measure the word error rate of each voice, as recognised by pocketsphinx."""
    from scripts.bench.word_errors import error_rate, lines_of_exercises
    from securecoach_tui import content
    from securecoach_tui.voice.synthesis.voice_choice import choose

    for voice_id in sys.argv[2:] or [""]:
        speech, voice = choose(Settings(voice_id=voice_id))
        wrong = total = seconds = 0
        for id in content.load().exercises():
            result = error_rate(speech, voice, Settings().rate, lines_of_exercises(id))
            wrong, total, seconds = wrong + result[0], total + result[1], seconds + result[2]
            print(f"{voice}, {id}: {100 * result[0] / result[1]:.1f} %, so far {100 * wrong / total:.1f} %", flush=True)
        print(
            f"{voice}: {total} words, {total / seconds * 60:.0f} words a minute, {100 * wrong / total:.1f} % misheard"
        )
        speech.close()


def main(args):
    """Run the measurements named by the arguments; by default onset, cpu and render."""
    chosen = [name for name in args if name in ("onset", "drift", "cpu", "render", "words")] or [
        "onset",
        "cpu",
        "render",
    ]
    with tempfile.TemporaryDirectory() as folder:
        if {"onset", "drift", "cpu"} & set(chosen):
            lacking = sink.missing()
            if lacking:
                sys.exit(f"{lacking} is not here; apt install pulseaudio pulseaudio-utils")
            with sink.Sink():
                for measure in (onset, cpu, drift):
                    if measure.__name__ in chosen:
                        measure(folder)
                        if measure is onset:
                            direct()
        for measure in (render, words):
            if measure.__name__ in chosen:
                measure(folder)
