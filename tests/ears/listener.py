"""A user who only hears and types: the program runs in a terminal that nobody reads, and its speech is recognised.

Speech is recognised with a grammar of phrases in any order: those that the program may say, and decoys that it never
says. Nothing else is known of what the program does.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from scripts.bench.recorded_sink import RATE, Recording
from tests.journeys.terminal import KEYS, Terminal

HEARD_RATE = 16_000
QUIET_SECONDS = 0.7  # silence after which speech has ended; longer than a pause between sentences
MORE_SECONDS = 2.5  # how long to listen on if something is missing
PART_SECONDS = 1.5  # how much more is recorded between two attempts to recognise it
ASKED_AGAIN = 2  # how often to ask for a repetition
LOUD = 200  # of 32,767: louder samples are speech
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
NUMBERS += [f"twenty {one}" for one in NUMBERS[1:10]] + ["thirty"] + [f"thirty {one}" for one in NUMBERS[1:10]]
# Two numbers at the end are a position; the short "of" between them is not always recognised.
PLACE = re.compile(rf"\b({'|'.join(reversed(NUMBERS))}) (?:of |f )?({'|'.join(reversed(NUMBERS))})$")
# Words that pocketsphinx's dictionary lacks, in its phonemes.
UNLISTED = {"securecoach": "S IH K Y UH R K OW CH"}


Enough = Callable[[str], object]  # returns whether the words recognised so far are enough


class Lost(Exception):
    """What was heard doesn't say what to do next."""


class Listener:
    """Presses keys and listens. ``told`` holds all that was recognised, for the message of a failure."""

    def __init__(self, data: Path, recording: Recording, phrases: Iterable[str], **environment: str) -> None:
        self._recording = recording
        self._decoder = decoder(phrases, data.parent)
        self._from = recording.count
        self.told: list[str] = []
        self._terminal = Terminal(data=data, environment=environment)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._look_away, daemon=True)
        self._thread.start()

    def _look_away(self) -> None:
        """Discard what the program draws, so that it never blocks."""
        while not self._closed.is_set():
            try:
                os.read(self._terminal.own, 65536)
            except OSError:
                return

    def press(self, *keys: str) -> None:
        """Type, and listen from now on."""
        self._from = self._recording.count
        for key in keys:
            os.write(self._terminal.own, KEYS.get(key, key).encode())

    def hear(self, seconds: float = 20.0, enough: Enough | None = None) -> str:
        """Return what is said until there is silence, or until it is ``enough``.

        Return "" if nothing is said within ``seconds``.
        """
        until, spoken_at, words = time.monotonic() + seconds, 0.0, ""
        looked = tried = self._from
        while time.monotonic() < until if not spoken_at else time.monotonic() < spoken_at + QUIET_SECONDS:
            time.sleep(0.05)
            fresh = self._recording.since(looked)
            looked += len(fresh)
            if fresh and max(fresh) > LOUD:
                spoken_at = time.monotonic()
            if enough is not None and spoken_at and looked - tried > PART_SECONDS * RATE:
                tried = looked
                words = self._made_out(looked)
                if enough(words):
                    break
        else:
            words = self._made_out(looked) if spoken_at else ""
        self._from = looked
        self.told.append(words)
        return words

    def _made_out(self, until: int) -> str:
        samples = self._recording.since(self._from)[: until - self._from]
        # A list of eight ends "of eight"; at the end of speech it is often recognised as "of a".
        return re.sub(r"\b(of|f) a$", r"\1 eight", made_out(self._decoder, samples.tobytes()))

    def wait_for(self, phrase: str, seconds: float = 40.0) -> str:
        """Listen until ``phrase`` is heard."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            words = self.hear(10.0, lambda words: phrase in words)
            if phrase in words:
                return words
        raise Lost(f"{phrase!r} was not heard: {self.told}")

    def expect(self, *phrases: str, again: bool = True, whole: bool = False) -> str:
        """Return what is said now, which must contain all of these; ``whole`` listens on until there is silence."""

        def enough(words: str) -> bool:
            return all(phrase in words for phrase in phrases)

        return self._until(enough, f"{phrases} expected", self.hear(enough=None if whole else enough), again)

    def choose(self, label: str, step: str = "down", value: str = "", within: int = 40) -> None:
        """Move through a list by ear to ``label`` and choose it; positions tell where the list ends.

        Raises Lost where the list ends before, or ``label`` is more than ``within`` steps away.
        """
        # A number such as "thirty one" may be recognised as two words that are no number.
        marked = re.compile(rf"\b{label}(?: list)?(?: {value})?(?: \w+){{0,4}} {PLACE.pattern}")
        pressed = 0
        while True:
            # A pause inside a row's words makes two pieces of it. Only the last one ends with the place.
            heard = self.told[-1] if PLACE.search(self.told[-2] if self.told[1:] else "") else " ".join(self.told[-2:])
            words = self._until(PLACE.search, "nobody said where in the list this is", heard)
            if marked.search(words):
                return self.press("enter")
            place = PLACE.search(words)
            assert place is not None
            at, last = (NUMBERS.index(word) for word in place.groups())
            if at == (last if step == "down" else 1) or pressed >= within:  # a place may be misheard
                raise Lost(f"{label!r} is not in the list: {self.told}")
            self.press(step)
            pressed += 1
            self.hear()

    def _until(self, enough: Enough, why: str, words: str, again: bool = True) -> str:
        """Return ``words``, or more, once they are ``enough``.

        A busy machine pauses in the middle of speech, so it listens on, then asks for a repetition.
        """
        for _time in range(1 + ASKED_AGAIN * again):
            if enough(words) or enough(words := f"{words} {self.hear(MORE_SECONDS)}".strip()):
                return words
            if again:
                self.press("a")
                words = self.hear()
        if not enough(words):
            raise Lost(f"{why}: {self.told}")
        return words

    def ended(self) -> int:
        """Wait for the end of the program and return its exit status."""
        return self._terminal.process.wait(10)

    def close(self) -> None:
        """Kill the program if it still runs."""
        self._closed.set()
        if self._terminal.process.poll() is None:
            self._terminal.process.kill()
            self._terminal.process.wait()
        self._thread.join(1)
        self._terminal.close()


def plain(text: str) -> str:
    """Words alone, in small letters."""
    return " ".join(re.findall(r"[a-z']+", text.lower()))


def decoder(phrases: Iterable[str], folder: Path):  # type: ignore[no-untyped-def]
    """Hears any of the phrases, and numbers, in any order."""
    from pocketsphinx import Decoder

    made = Decoder(samprate=HEARD_RATE, loglevel="FATAL")
    for word, phonemes in UNLISTED.items():
        made.add_word(word, phonemes, True)
    known = sorted({plain(phrase) for phrase in phrases} | {*NUMBERS, "of"})
    unknown = {word for phrase in known for word in phrase.split() if made.lookup_word(word) is None}
    assert not unknown, f"words that pocketsphinx doesn't know: {unknown}"
    path = folder / "heard.fsg"
    path.write_text(grammar(known))
    made.add_fsg("heard", made.read_fsg(str(path)))
    made.activate_search("heard")
    return made


def grammar(phrases: list[str]) -> str:
    """A finite-state grammar in which every phrase leads from one state back to it.

    The same as a JSGF rule of alternatives, repeated; compiled from JSGF it is 35 times slower to search.
    """
    steps, states = list[tuple[int, int, str]](), 1
    for phrase in phrases:
        at, words = 0, phrase.split()
        for number, word in enumerate(words, 1):
            to = 0 if number == len(words) else states
            states += to > 0
            steps.append((at, to, word))
            at = to
    share = 1 / len(phrases)
    lines = [f"TRANSITION {at} {to} {share if at == 0 else 1:.6f} {word}" for at, to, word in steps]
    head = ["FSG_BEGIN heard", f"NUM_STATES {states}", "START_STATE 0", "FINAL_STATE 0"]
    return "\n".join([*head, *lines, "FSG_END", ""])


def made_out(decoder, samples: bytes) -> str:  # type: ignore[no-untyped-def]
    """The words in ``samples``, at RATE."""
    import miniaudio

    kind, pause = miniaudio.SampleFormat.SIGNED16, bytes(2 * (RATE * 3 // 10))
    heard = miniaudio.convert_frames(kind, 1, RATE, pause + samples + pause, kind, 1, HEARD_RATE)
    decoder.start_utt()
    decoder.process_raw(bytes(heard), full_utt=True)
    decoder.end_utt()
    got = decoder.hyp()
    return re.sub(r"\(\d+\)", "", got.hypstr) if got else ""
