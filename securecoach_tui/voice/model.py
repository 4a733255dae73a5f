"""What the voice room hands about: a planned sound, a clip, and the two interfaces that have several makers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

RATE = 22_050  # samples a second of everything that is mixed; eSpeak's and piper's own rate
Samples = array  # signed 16-bit, one channel


@dataclass(frozen=True, slots=True)
class Planned:
    """A line and/or a tone due at a second of ``clock.elapsed()``."""

    due: float
    text: str = ""
    tone: str = ""


class SpeechUnavailable(Exception):
    """No engine, or it gave no sound; the message is one plain sentence."""


class Speech(Protocol):
    """An engine that turns a line into sound; called from one thread."""

    name: str

    def speak(self, text: str, voice: str, rate: int) -> array[int]:
        """``text`` at ``rate`` words a minute, as samples at RATE.

        Raises:
            SpeechUnavailable: there is no engine, or the line can't be had from it.
        """

    def voices(self) -> list[tuple[str, str]]:
        """Id and name of each voice.

        Raises:
            SpeechUnavailable: there is no engine.
        """

    def close(self) -> None:
        """Let go of the engine; may be called twice."""


class Voice(Protocol):
    """What a conductor and the faces may do with sound. No method blocks."""

    def prepare(self, texts: Iterable[str]) -> None: ...

    def schedule(self, plan: Sequence[Planned]) -> None: ...

    def silence(self) -> None: ...

    def again(self, text: str) -> None: ...

    def say_now(self, text: str, rank: int) -> None: ...

    def close(self) -> None: ...
