"""A real hour on the path, with voice, pictures and the sound of breath: memory, threads and handles may not grow.

    python3 scripts/prove soak_real_time [--minutes 60] [--short]

With ``--short`` every session takes twelve seconds: some 300 an hour instead of 60, so that small leaks add up.

Memory, threads and open handles of the program and its speech process are measured every minute. After a warm-up of a
quarter of the time they may not grow. The clock, the disk and the sound are real (a PulseAudio null sink, where
there is one), so this takes as long as it says. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import itertools
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "journeys"))  # "tests" is also a package that a library installs

from terminal import SHORT, Terminal  # noqa: E402

from scripts.bench.recorded_sink import Sink, missing  # noqa: E402
from scripts.bench.session import family  # noqa: E402
from securecoach_tui.config import settings  # noqa: E402
from securecoach_tui.practice.record import QuestionKey  # noqa: E402
from securecoach_tui.text.question_words import QUESTION_WORDS  # noqa: E402
from securecoach_tui.voice.model import USUAL_ESPEAK  # noqa: E402

EVERY = 60.0  # seconds between two measurements
WARM = 0.25  # the share of the time that is the warm-up
MOST_MB = 3.0  # growth of private memory in MB allowed per hour after the warm-up; it includes the data
MOST_MORE = 1  # threads or handles allowed in addition to those after the warm-up
SHORTEST = "Twelve seconds"
EXERCISES = (*[SHORTEST] * 3, "Slow breathing", *[SHORTEST] * 3, "Grounding")
FAULTS = ("Traceback", "a fault of its own", "Error:")


@dataclass
class Look:
    """A measurement of one process at ``at`` seconds: proportional (``share``) and private (``own``) memory in MB."""

    at: float
    share: float
    own: float
    threads: int
    handles: int


def look(pid: int, at: float) -> Look:
    """Measure a process.

    Raises:
        OSError: it has ended.
    """
    process = Path(f"/proc/{pid}")
    kilobytes = {
        line.split(":")[0]: int(line.split()[1])
        for line in (process / "smaps_rollup").read_text().splitlines()
        if line.endswith("kB")
    }
    threads, handles = len(list((process / "task").iterdir())), len(list((process / "fd").iterdir()))
    return Look(at, kilobytes["Pss"] / 1024, kilobytes["Anonymous"] / 1024, threads, handles)


def slope(looks: list[Look], what: str) -> float:
    """Return the gain per hour: the median slope between every two measurements (Theil-Sen)."""
    pairs = [
        (getattr(b, what) - getattr(a, what)) / (b.at - a.at) * 3600
        for number, a in enumerate(looks)
        for b in looks[number + 1 :]
    ]
    return statistics.median(pairs) if pairs else 0.0


def greatest_step(looks: list[Look]) -> str:
    """Return the largest gain of private memory between two measurements and its time, to tell a step from a slope."""
    gained, at = max(((b.own - a.own, b.at) for a, b in itertools.pairwise(looks)), default=(0.0, 0.0))
    return f"{gained:+.2f} MB at {at:.0f} s"


@dataclass
class Person:
    """A user who practises, rates, writes a line and starts again, with a measurement each minute."""

    terminal: Terminal
    minutes: float
    begun: float = field(default_factory=time.monotonic)
    sessions: int = 0
    looks: dict[str, list[Look]] = field(default_factory=dict)
    next_look: float = EVERY
    read: int = 0  # bytes written by the program and dropped here

    @property
    def now(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.begun

    def see(self, *words: str, seconds: float = 30.0) -> str:
        """Wait until the screen shows all of ``words``; measure meanwhile."""
        return self.until(lambda shown: all(word in shown for word in words), repr(words), seconds)

    def until(self, seen, what: str, seconds: float = 30.0) -> str:  # type: ignore[no-untyped-def]
        """Wait until ``seen`` returns true for the screen's text.

        Raises:
            AssertionError: it wasn't true within ``seconds``, or the program has ended.
        """
        until = time.monotonic() + seconds
        while not seen(self.terminal.display):
            if time.monotonic() > until or self.terminal.process.poll() is not None:
                raise AssertionError(f"not seen in {seconds:.0f} s: {what}\n{self.terminal.display}")
            self.terminal.read(0.5)
            self._spare()
            if self.now >= self.next_look:
                self._look()
        return self.terminal.display

    def _spare(self) -> None:
        """Search old output for faults, then drop it."""
        if len(self.terminal.raw) > 1_000_000:
            for word in FAULTS:
                assert word.encode() not in self.terminal.raw, word
            self.read += len(self.terminal.raw) - 100
            self.terminal.raw = self.terminal.raw[-100:]

    def _look(self) -> None:
        self.next_look += EVERY
        for number, pid in enumerate(family(self.terminal.process.pid)):
            name = "program" if number == 0 else "speech" if number == 1 else f"process {number}"
            try:
                found = look(pid, self.now)
            except (OSError, KeyError):
                continue
            self.looks.setdefault(name, []).append(found)
            told = f"{found.at:7.0f} s  {name:8}  PSS {found.share:6.1f} MB  own {found.own:6.1f} MB"
            print(f"{told}  threads {found.threads}  handles {found.handles}  sessions {self.sessions}", flush=True)

    def marked(self) -> str:
        """Return the selected row."""
        rows = [line.strip() for line in self.terminal.display.splitlines() if line.strip().startswith("> ")]
        return rows[0] if len(rows) == 1 else ""

    def choose(self, label: str) -> None:
        """Move down a list to a row and press enter."""
        self.mark(label)
        self.terminal.press("enter")

    def mark(self, label: str) -> None:
        """Move down a list to a row; the mark of a capacity before its label doesn't count."""
        self.until(lambda _shown: self.marked() != "", "a row that is marked")
        self.terminal.press("home")
        for _ in range(60):
            here = self.marked()
            if here.lstrip("> ●◆■").startswith(label):
                return
            self.terminal.press("down")
            self.until(lambda _shown, old=here: self.marked() not in ("", old), f"{label}, after {here}")
        raise AssertionError(f"{label} is not in the list\n{self.terminal.display}")

    def practise(self, exercise: str) -> None:
        """Practise one session at its shortest length, from the first screen and back to it."""
        self.see("> Start")
        self.choose("Choose another")
        self.see("Exercises")
        self.mark(exercise)
        self.terminal.press(*["left"] * 4, "enter")
        self.see(asked(QuestionKey.BEFORE))
        self.terminal.press("6")
        self.see("[6]")
        self.terminal.press("enter")
        self.see("left", seconds=60)
        self.see(asked(QuestionKey.AFTER), seconds=900)
        self.terminal.press("3")
        self.see("[3]")
        self.terminal.press("enter")
        self.see(asked(QuestionKey.REFLECTION))
        self.terminal.press(f"line {self.sessions}", "enter")
        self.see("Saved.", "Distress 6 before, 3 after.")
        self.sessions += 1
        self.terminal.press("enter")


def asked(key: QuestionKey) -> str:
    """Return the first sentence of a question."""
    return re.split(r"(?<=[.?])", QUESTION_WORDS[key].long)[0]


def judged(person: Person) -> int:
    """Print what each process gained after the warm-up; return how many of these figures are too large."""
    bad = 0
    print("| process | looks | PSS first, last, MB | own memory an hour | greatest step | threads | handles |")
    print("|---|---|---|---|---|---|---|")
    for name, looks in person.looks.items():
        after = [look for look in looks if look.at >= WARM * person.minutes * 60] or looks
        gained = slope(after, "own")
        threads, handles = ([getattr(look, what) for look in after] for what in ("threads", "handles"))
        print(
            f"| {name} | {len(after)} | {after[0].share:.1f}, {after[-1].share:.1f} | {gained:+.2f} MB "
            f"| {greatest_step(after)} | {min(threads)}-{max(threads)} | {min(handles)}-{max(handles)} |"
        )
        bad += gained > MOST_MB
        for figures in (threads, handles):
            half = len(figures) // 2
            bad += bool(half) and max(figures[half:]) > max(figures[:half]) + MOST_MORE
    return bad


def main(args: list[str]) -> int:
    """Practise for a while; return 1 if something grew, failed or was never shown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--short", action="store_true")
    given = parser.parse_args(args)
    minutes, exercises = given.minutes, (SHORTEST,) if given.short else EXERCISES
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="securecoach-soak-")))
        sounds = not missing()
        if sounds:
            stack.enter_context(Sink())
        data = folder / "record"
        (data / "exercises").mkdir(parents=True)
        (data / "exercises" / "twelve-seconds.toml").write_text(SHORT)
        chosen = settings.Settings(
            first_run_seen=True, voice=True, voice_id=USUAL_ESPEAK, tones=True, ambience="breath", lens="off"
        )
        settings.save(settings.places(str(data)), chosen)
        program = Path(sys.executable).with_name("securecoach")  # installed beside this Python
        path = [str(program), "path", "--start", "--data-dir", str(data)]
        subprocess.run(path, input="yes\n1\n", text=True, check=True, stdout=subprocess.DEVNULL)
        terminal = Terminal(data=data, environment={"XDG_CACHE_HOME": str(folder / "cache")}, command=(str(program),))
        stack.callback(terminal.close)
        person, broken = Person(terminal, minutes), ""
        try:
            while person.now < minutes * 60:
                person.practise(exercises[person.sessions % len(exercises)])
            person.see("> Start")
            terminal.press("q")
            status = terminal.ended()
            if status or not terminal.is_as_it_was():
                broken = f"ended with {status}, or the terminal is not as it was"
        except AssertionError as error:
            broken = str(error)
        log = Path(f"{data}-state") / "log"
        if log.exists():
            broken += "\nthe log: " + log.read_text()[-3000:]
        kept = sum(path.read_text().count('"kind":"session"') for path in (data / "journal").glob("*.jsonl"))
        bad = judged(person)
    print(
        f"{person.now / 60:.0f} minutes, {person.sessions} sessions ({kept} kept), sound {'played' if sounds else 'missing'}; "
        f"{bad} figures that grew; faults: {broken or 'none'}"
    )
    return 1 if bad or broken or kept < person.sessions else 0
