"""Somebody who hears and types: the program runs in a terminal that nobody reads, and its sound is made out.

What was said is made out with a grammar of phrases, those that the program may say and decoys that it
never says, any of them in any order; nothing else of what the program does is known.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from scripts.sink import RATE, Recording
from tests.journeys.terminal import KEYS, Terminal

HEARD_RATE = 16_000
QUIET_SECONDS = 1.1  # after so long a silence, whoever spoke has finished
LOUD = 200  # of 32,767: above this somebody speaks
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
# Words that pocketsphinx's dictionary lacks, in its phonemes.
UNLISTED = {"securecoach": "S IH K Y UH R K OW CH"}


class Lost(Exception):
    """What was heard doesn't say how to go on."""


class Listener:
    """Presses keys and hears what follows. ``told`` keeps all that was made out, for a failure's message."""

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
        """Take what the program draws, unread, so that it never waits for a reader."""
        while not self._closed.is_set():
            try:
                os.read(self._terminal.own, 65536)
            except OSError:
                return

    def press(self, *keys: str) -> None:
        """Type, and begin to listen anew."""
        self._from = self._recording.count
        for key in keys:
            os.write(self._terminal.own, KEYS.get(key, key).encode())

    def hear(self, seconds: float = 20.0) -> str:
        """What is said until there is silence; nothing where nothing begins within ``seconds``."""
        until, spoken_at = time.monotonic() + seconds, 0.0
        looked = self._from
        while time.monotonic() < until if not spoken_at else time.monotonic() < spoken_at + QUIET_SECONDS:
            time.sleep(0.05)
            fresh = self._recording.since(looked)
            looked += len(fresh)
            if fresh and max(fresh) > LOUD:
                spoken_at = time.monotonic()
        samples = self._recording.since(self._from)[: looked - self._from]
        self._from = looked
        words = made_out(self._decoder, samples.tobytes()) if spoken_at else ""
        self.told.append(words)
        return words

    def wait_for(self, phrase: str, seconds: float = 40.0) -> str:
        """Listen, pressing nothing, until ``phrase`` is heard."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            words = self.hear(10.0)
            if phrase in words:
                return words
        raise Lost(f"{phrase!r} was not heard: {self.told}")

    def expect(self, *phrases: str, again: bool = True) -> str:
        """What is said now, all of these in it; what wasn't made out is asked for again, twice at most."""
        words = self.hear()
        for _time in range(2 if again else 0):
            if not all(phrase in words for phrase in phrases):
                self.press("a")
                words = self.hear()
        if not all(phrase in words for phrase in phrases):
            raise Lost(f"{phrases} expected: {self.told}")
        return words

    def choose(self, label: str, step: str = "down", value: str = "") -> None:
        """Go through a list by ear until ``label`` is marked, then choose it; its ends are known by position."""
        words = self.told[-1]
        marked = re.compile(rf"\b{label}(?: list)?(?: {value})? \w+ of \w+$")
        while not marked.search(words):
            place = re.search(r"(\w+) of (\w+)$", words)
            if place is None:
                raise Lost(f"nobody said where in the list this is: {self.told}")
            at, last = (NUMBERS.index(word) for word in place.groups())
            if at == (last if step == "down" else 1):
                raise Lost(f"{label!r} is not in the list: {self.told}")
            self.press(step)
            words = self.hear()
        self.press("enter")

    def ended(self) -> int:
        """The exit status, once the program has ended."""
        return self._terminal.process.wait(10)

    def close(self) -> None:
        """End the program where it runs."""
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
