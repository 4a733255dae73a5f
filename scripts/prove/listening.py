"""How well answers by voice are heard: synthetic speakers, noise, a room, near misses, our own prompts, other speech.

    python3 scripts/prove listening [--tuned] [--short]

Needs the extra ``listen``, ``flite`` for half of the speakers, PulseAudio for the last rows. ``--tuned`` asks the speakers
that phrases and thresholds were chosen with, not those that the figures are for. ``--short`` takes a tenth.

Each saying is heard as the program hears it, from the detector of speech to the decision; the last rows are heard at a
PulseAudio null sink's monitor, by the worker process. No person's voice is in any of it.
"""

from __future__ import annotations

import argparse
import os
import queue
import random
import re
import subprocess
import tempfile
import time
import wave
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from scripts.bench import speakers
from scripts.bench.recorded_sink import Recording, Sink, missing
from scripts.bench.speakers import CONDITIONS, REPORTED, TUNED, Engines, Speaker, as_bytes, heard_in, seed
from securecoach_tui import content
from securecoach_tui.voice.listening.client import WorkerListener
from securecoach_tui.voice.listening.endpoint import PIECE_BYTES, RATE, record
from securecoach_tui.voice.listening.installed import available
from securecoach_tui.voice.listening.model import NO, NOT_SURE, NUMBERS, YES, Heard
from securecoach_tui.voice.listening.phrases import WORDS
from securecoach_tui.voice.listening.worker import Models, Order

Answer = int | str
YES_NO = (YES, NO, NOT_SURE)
SECONDS = 8.0  # of a window
AFTER_PROMPT = 0.4  # seconds from our last sample to the opened microphone
STRETCHES = (0.9, 1.0, 1.25)  # how fast the words are said: times their usual length
AGAIN = 1.15  # the same where they are said once more
NUMBER_WORDS: list[tuple[str, Answer]] = [(word, number) for number, word in enumerate(WORDS)]
YES_NO_WORDS: list[tuple[str, Answer]] = [("yes", YES), ("no", NO), ("not sure", NOT_SURE), ("I'm not sure", NOT_SURE)]
LONGER_WORDS: list[tuple[str, Answer]] = [
    ("number eight", 8), ("an eight", 8), ("a three", 3), ("number two", 2), ("number seven", 7),
]  # fmt: skip
# Said instead of an answer. Words that sound the same as one ("for", "ate", "know") can't be told from it.
NEAR_NUMBERS = [
    "seventy",
    "nine to five",
    "fine",
    "for you",
    "ate it",
    "seventeen",
    "fourteen",
    "sixteen",
    "eighteen",
    "nineteen",
    "thirteen",
    "twelve",
    "eleven",
    "twenty",
    "sixty",
    "forty",
    "ninety",
    "eighty",
    "tender",
    "often",
    "heaven",
    "even",
    "sick",
    "sticks",
    "free",
    "tree",
    "wonder",
    "too much",
    "height",
    "wait",
    "hate",
    "line",
    "mine",
    "wine",
    "five minutes",
    "one more time",
    "hero",
    "then",
    "when",
    "hive",
    "life",
    "shoe",
    "three or four",
    "six or seven",
    "okay",
    "maybe",
    "I don't know",
    "stop",
    "what",
    "thank you",
    "pause",
    "hello",
]
NEAR_YES_NO = [
    "yesterday",
    "know it",
    "notice",
    "nobody",
    "yes and no",
    "yes but no",
    "not now",
    "no idea",
    "yet",
    "guess",
    "less",
    "show",
    "go",
    "so",
    "hello",
    "maybe",
    "sure",
    "shore",
    "nowhere",
    "noon",
    "snow",
    "okay",
    "what",
    "stop",
    "thank you",
    "pause",
    "I don't know",
    "one more time",
    "five",
    "seven",
]
SHORT_TALK = ["Okay.", "Right.", "Thank you.", "What time is it?", "One moment.", "Hello?", "Come on.", "I know.", "See you later.", "Are you coming?", "Not yet.", "Of course.", "Where are my keys?", "It's raining.", "Good night.", "I'll be there in a minute.", "What did you say?", "Never mind.", "Dinner is ready.", "Could you turn that down?", "Who was that?", "In a while.", "So what?", "I'm tired.", "Oh well.", "Let's go.", "That's fine.", "Over here.", "Tomorrow, maybe.", "He called twice.", "She said four o'clock.", "Put it on the table.", "Sorry.", "Just a second.", "Did you lock the door?", "Nothing.", "I see.", "Ha.", "Wait for me.", "It's nearly ten."]  # fmt: skip
TALK_SECONDS = 600.0


@dataclass
class Tally:
    """Answers that were right, were wrong, or weren't taken for one."""

    right: int = 0
    wrong: int = 0
    rest: int = 0

    def add(self, heard: Answer | None, said: Answer | None) -> None:
        if heard is None:
            self.rest += 1
        elif heard == said:
            self.right += 1
        else:
            self.wrong += 1

    @property
    def of(self) -> int:
        return self.right + self.wrong + self.rest

    def __str__(self) -> str:
        def share(n: int) -> float:
            return 100 * n / max(1, self.of)

        return f"{self.of:5}  right {share(self.right):5.1f} %  wrong {share(self.wrong):4.1f} % ({self.wrong})"


class Ear:
    """Hears sound as the worker process does."""

    def __init__(self) -> None:
        self._models = Models()

    def hear(self, sound: np.ndarray, answers: Sequence[Answer], at: int = 0) -> tuple[str, Answer | None, int]:
        """Listen from sample ``at`` on: how the window ended, the answer, and the sample at which it ended."""
        self._models.detector.reset()
        data = as_bytes(sound[at : at + round(2 * SECONDS * RATE)])
        taken = 0

        def pieces() -> Iterator[bytes]:
            nonlocal taken
            for begin in range(0, len(data) - PIECE_BYTES + 1, PIECE_BYTES):
                taken = begin + PIECE_BYTES
                yield data[begin : begin + PIECE_BYTES]

        event = self._models.decided(
            record(pieces(), SECONDS, self._models.detector.probability), Order(1, list(answers))
        )
        return (event.what, event.value, at + taken // 2) if event is not None else ("silence", None, at + taken // 2)

    def answer(self, sound: np.ndarray, answers: Sequence[Answer]) -> Answer | None:
        """Return the answer that is heard, if any."""
        return self.hear(sound, answers)[1]


@dataclass
class Study:
    """The voices that speak, an ear, and how much of everything is tried: every ``step``-th."""

    engines: Engines
    who: list[Speaker]
    ear: Ear
    step: int = 1
    mistaken: Counter[str] = field(default_factory=Counter)  # "said = heard", of what was accepted and wrong

    def sayings(
        self, words: Sequence[tuple[str, Answer]], stretches: Sequence[float]
    ) -> Iterator[tuple[Speaker, str, Answer, float]]:
        """Yield who says what, which answer it is, and how fast."""
        every = [(who, text, answer, fast) for fast in stretches for who in self.who for text, answer in words]
        yield from every[:: self.step]

    def said(self, who: Speaker, text: str, fast: float, condition: str) -> np.ndarray:
        """Return the words as a microphone records them."""
        sound = speakers.with_silence(self.engines.say(who, text, fast))
        return heard_in(condition, sound, seed(who.name, text, fast, condition))

    def answers(
        self, words: Sequence[tuple[str, Answer]], open_to: Sequence[Answer], conditions: Sequence[str] = CONDITIONS
    ) -> dict[str, tuple[Tally, Tally]]:
        """Return for each condition the first sayings, and the same where what was unclear is said once more."""
        found = {condition: (Tally(), Tally()) for condition in conditions}
        for who, text, answer, fast in self.sayings(words, STRETCHES):
            for condition in conditions:
                first = heard = self.ear.answer(self.said(who, text, fast, condition), open_to)
                if heard is None:
                    heard = self.ear.answer(self.said(who, text, fast * AGAIN, condition), open_to)
                if first not in (None, answer):
                    self.mistaken[f"{text} = {first}"] += 1
                found[condition][0].add(first, answer)
                found[condition][1].add(heard, answer)
        return found

    def near_misses(self, words: Sequence[str], open_to: Sequence[Answer]) -> tuple[int, Counter[str]]:
        """Return how many near misses were said, and what those that were accepted were taken for."""
        taken: Counter[str] = Counter()
        every = list(self.sayings([(word, "") for word in words], (1.0,)))
        for who, text, _none, fast in every:
            heard = self.ear.answer(self.said(who, text, fast, "quiet"), open_to)
            if heard is not None:
                taken[f"{text} = {heard}"] += 1
        return len(every), taken

    def prompts(self) -> tuple[int, int, int]:
        """Return how many of our lines were spoken, and how many were taken for an answer: as the program listens, and
        with a microphone that is open all the while.

        The lines are those of the exercises and what is said back, with eSpeak and the natural voice, in a room.
        """
        texts = [f"{word.capitalize()}. Say no if that's wrong." for word in WORDS]
        texts += ["Yes. Say no if that's wrong.", "Please say it again.", "Not sure. Say no if that's wrong."]
        for exercise in content.load().exercises().values():
            for step in (*exercise.opening, *exercise.body, *exercise.closing):
                texts += step.say if isinstance(step.say, list) else [step.say or ""]
        who = [one for one in (TUNED[0], REPORTED[-1]) if self.engines.has(one)]
        every = [(text, who[number % len(who)]) for number, text in enumerate(dict.fromkeys(texts)) if text]
        taken = open_all_along = 0
        for text, one in every[:: self.step]:
            sound = self.engines.say(one, text)
            heard = heard_in("room", speakers.with_silence(sound, 0.0, SECONDS), seed(text))
            for open_to in (NUMBERS, YES_NO):
                taken += self.ear.hear(heard, open_to, len(sound) + round(AFTER_PROMPT * RATE))[1] is not None
                open_all_along += self.ear.hear(heard, open_to)[1] is not None
        return len(every[:: self.step]), taken, open_all_along

    def talk(self) -> np.ndarray:
        """Return speech that is no answer: short talk, and pieces of two to nine words of our documents, with pauses."""
        chance = random.Random(1)
        documents = " ".join(path.read_text("utf-8") for path in sorted(Path("docs").glob("*.md")))
        words = re.findall(r"[a-z']{2,12}(?=[ ,.])", documents)
        parts: list[np.ndarray] = []
        while sum(map(len, parts)) < TALK_SECONDS / self.step * RATE:
            at = chance.randrange(len(words) - 9)
            text = (
                chance.choice(SHORT_TALK) if chance.random() < 0.4 else " ".join(words[at : at + chance.randint(2, 9)])
            )
            pause = chance.choice((0.2, 0.5, 0.8, 1.5))
            parts.append(speakers.with_silence(self.engines.say(chance.choice(self.who), text), 0.0, pause))
        return heard_in("20 dB", np.concatenate(parts), seed("talk"))

    def unrelated(self, sound: np.ndarray, open_to: Sequence[Answer]) -> tuple[int, int]:
        """Return how many windows were opened during this speech, one after another, and how many found an answer."""
        at = windows = taken = 0
        while at < len(sound) - 4 * RATE:
            _what, value, at = self.ear.hear(sound, open_to, at)
            windows, taken = windows + 1, taken + (value is not None)
        return windows, taken


def report(study: Study) -> list[str]:
    """Print every row; return the aims that were missed."""
    print("who speaks: " + ", ".join(one.name for one in study.who), flush=True)
    accepted, missed = Tally(), list[str]()
    for name, words, open_to, first_aim, second_aim in (
        ("numbers", NUMBER_WORDS, NUMBERS, 75, 85),
        ("yes/no/not sure", YES_NO_WORDS, YES_NO, 95, 95),
        ("numbers in more words", LONGER_WORDS, NUMBERS, 0, 0),
    ):
        for condition, (first, second) in study.answers(words, open_to).items():
            print(f"{name:22} {condition:6} first  {first}\n{'':22} {'':6} second {second}", flush=True)
            accepted.right, accepted.wrong = accepted.right + first.right, accepted.wrong + first.wrong
            enough = 100 * first.right >= first_aim * first.of and 100 * second.right >= second_aim * second.of
            if condition == "quiet" and not enough:
                missed.append(f"{name} in quiet")
    swapped = study.mistaken["yes = no"] + study.mistaken["no = yes"]
    print(f"accepted answers: {accepted} {dict(study.mistaken)}; yes and no swapped: {swapped}", flush=True)
    missed += ["accepted answers"] * (accepted.right < 0.99 * accepted.of) + ["yes and no swapped"] * (swapped > 0)
    return missed + what_is_no_answer(study)


def what_is_no_answer(study: Study) -> list[str]:
    """Print the rows of near misses, our prompts and other speech; return the aims that were missed."""
    missed = []
    for name, near, open_to in (("numbers", NEAR_NUMBERS, NUMBERS), ("yes/no", NEAR_YES_NO, YES_NO)):
        said, taken = study.near_misses(near, open_to)
        print(f"near misses, {name}: {sum(taken.values())} of {said} accepted {dict(taken)}", flush=True)
    lines, taken_lines, open_all_along = study.prompts()
    print(f"our own prompts: {taken_lines} of {lines} accepted; {open_all_along} if the microphone were open meanwhile")
    missed += ["our own prompts"] * (taken_lines > 0)
    sound = study.talk()
    for name, open_to in (("numbers", NUMBERS), ("yes/no", YES_NO)):
        windows, taken_talk = study.unrelated(sound, open_to)
        minutes = len(sound) / RATE / 60
        print(
            f"unrelated speech, {name}: {taken_talk} accepted in {minutes:.1f} minutes, {windows} windows", flush=True
        )
        missed += [f"unrelated speech, {name}"] * (taken_talk > 1)
    return missed


def at_a_device(study: Study) -> None:
    """Hear words at a null sink by the worker process: print how soon, and what it costs."""
    late: list[float] = []
    told: queue.SimpleQueue[tuple[Heard | None, float]] = queue.SimpleQueue()

    def tell(heard: Heard | None = None) -> None:
        told.put((heard, time.monotonic()))

    with Sink(), tempfile.TemporaryDirectory(prefix="securecoach-heard-") as folder:
        recording, listener = Recording(), WorkerListener()
        sayings = [(who, *word) for word in NUMBER_WORDS[1:] + YES_NO_WORDS[:3] for who in study.who[::3]]
        for who, text, answer in sayings[:: study.step]:
            path = Path(folder) / "word.wav"
            with wave.open(str(path), "wb") as file:
                file.setparams((1, 2, RATE, 0, "NONE", ""))
                file.writeframes(as_bytes(study.engines.say(who, text)))
            listener.listen(NUMBERS if isinstance(answer, int) else YES_NO, SECONDS, tell, tell)
            told.get(timeout=60)
            subprocess.run(["paplay", str(path)], check=True)
            heard, at = told.get(timeout=60)
            if heard is not None and heard.outcome in ("answer", "unclear"):
                late.append(at - recording.sounds(threshold=200)[-1][1])
        listener.listen(NUMBERS, SECONDS, tell, tell)
        _opened, begun = told.get(timeout=60)
        before = cpu_seconds(listener.pid)
        _heard, ended = told.get(timeout=60)
        busy = 100 * (cpu_seconds(listener.pid) - before) / (ended - begun)
        peak = int(re.findall(r"VmHWM:\s+(\d+)", Path(f"/proc/{listener.pid}/status").read_text())[0]) / 1024
        listener.close()
        recording.end()
    late.sort()
    print(
        f"at a device: decided {late[len(late) // 2]:.2f} s after the word (median), {late[int(0.95 * len(late))]:.2f} s "
        f"(p95) of {len(late)}; {busy:.1f} % of a core while listening; {peak:.0f} MB at most"
    )


def cpu_seconds(pid: int | None) -> float:
    """Return the CPU seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments: list[str]) -> int:
    """Print the figures; return 1 if an aim is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tuned", action="store_true")
    parser.add_argument("--short", action="store_true")
    given = parser.parse_args(arguments)
    if why := available():
        print(why)
        return 1
    with speakers.engines() as engines:
        who = [one for one in (TUNED if given.tuned else REPORTED) if engines.has(one)]
        study = Study(engines, who, Ear(), 10 if given.short else 1)
        missed = report(study)
        if missing():
            print(f"{missing()} is not installed, so nothing was heard at a device")
        else:
            at_a_device(study)
    print(f"aims missed: {', '.join(missed)}" if missed else "every aim is met")
    return 1 if missed else 0
