"""What the voice room hands about: a planned sound, a clip, and the two interfaces that have several makers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from securecoach_tui.config.settings import Settings

RATE = 22_050  # samples a second of everything that is mixed; eSpeak's and piper's own rate
USUAL_ESPEAK = "en-us+f5"  # eSpeak's most intelligible variant by word error rate (docs/voice.md)
NATURAL_VOICE = "natural:joe"  # the id of the voice that the extra "natural" brings


@dataclass(frozen=True, slots=True)
class PlannedSound:
    """A line and/or a tone due at a second of ``clock.elapsed()``.

    ``grace`` is how many seconds late the line may still begin: more than a moment only for the first
    one of a plan, which may still be in the making.
    """

    due: float
    text: str = ""
    tone: str = ""
    grace: float = 0.2


class SpeechUnavailable(Exception):
    """No engine, or it gave no sound; the message is one plain sentence."""


class Speech(Protocol):
    """An engine that turns a line into sound; called from one thread.

    ``spoke_as`` is the id of the voice that spoke last, another than asked for where that one is gone.
    """

    name: str
    spoke_as: str

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
    """What sounds: lines and tones, planned and asked for. No method blocks."""

    def prepare(self, texts: Iterable[str]) -> None:
        """Make these lines ahead, in this order."""

    def schedule(self, plan: Sequence[PlannedSound]) -> None:
        """Put ``plan`` in the place of whatever was planned and has not begun."""

    def say_now(self, text: str, rank: int) -> None:
        """Say a line as soon as its rank lets it."""

    def silence(self) -> str:
        """Cut everything, forget the plan; a planned line cut before its half was heard is returned, else ""."""

    def click(self) -> None:
        """A soft click, now, beneath whatever sounds."""

    def hush(self) -> None:
        """Cut the line that sounds and those asked for; the plan stays."""

    def change(self, settings: Settings) -> None:
        """Other preferences from here on."""

    def close(self) -> None:
        """Silence, and let go of engine and device; may be called twice."""
