"""The types that the modules of this package share: planned sounds, and the protocols of engines and voices."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.exercise.model import Phase

RATE = 22_050  # samples a second of everything that is mixed; eSpeak and piper use this rate too
USUAL_ESPEAK = "en-us+f5"  # eSpeak's most intelligible variant by word error rate (docs/dev/voice.md)
NATURAL_VOICE = "natural:joe"  # the id of the voice in the extra "natural"


@dataclass(frozen=True, slots=True)
class PlannedSound:
    """A line, a tone or both, due at a second of ``clock.elapsed()``.

    ``grace`` is how many seconds late the line may begin. It is longer for the first line of a plan, because
    its clip may not be ready yet.
    """

    due: float
    text: str = ""
    tone: str = ""
    grace: float = 0.2


@dataclass(frozen=True, slots=True)
class AmbiencePlan:
    """What is heard under a session: a ``kind`` of sound, from second ``origin`` of the clock to ``end``.

    ``breaths`` are the phases of its breaths, each with its second from ``origin`` on and its length in seconds.
    ``file`` is the sound file of the kind "own".
    """

    kind: str
    origin: float
    end: float
    breaths: tuple[tuple[float, Phase, float], ...] = ()
    file: str = ""


class SpeechUnavailable(Exception):
    """There is no engine, or it produced no sound; the message is a sentence for the user."""


class Speech(Protocol):
    """An engine that turns a line into sound. It is called from one thread.

    ``spoke_as`` is the id of the voice that spoke last; it differs from the requested one if that one is no
    longer installed.
    """

    name: str
    spoke_as: str

    def speak(self, text: str, voice: str, rate: int) -> array[int]:
        """Synthesise ``text`` at ``rate`` words a minute; return samples at RATE.

        Raises:
            SpeechUnavailable: there is no engine, or it failed on this line.
        """

    def voices(self) -> list[tuple[str, str]]:
        """Id and name of each voice.

        Raises:
            SpeechUnavailable: there is no engine.
        """

    def close(self) -> None:
        """Release the engine; may be called twice."""


class Voice(Protocol):
    """Plays planned and immediate lines and tones. No method blocks."""

    def prepare(self, texts: Iterable[str]) -> None:
        """Make the clips of these lines in advance, in this order."""

    def schedule(self, plan: Sequence[PlannedSound]) -> None:
        """Replace everything planned that hasn't begun with ``plan``."""

    def say_now(self, text: str, rank: int, *, private: bool = False) -> None:
        """Say a line as soon as its rank allows (see ``playback.mixer``). A ``private`` one is never on the disk."""

    def prepare_ambience(self, plan: AmbiencePlan) -> None:
        """Make the sounds of this ambience in advance."""

    def surround(self, plan: AmbiencePlan | None) -> None:
        """Play this ambience under everything else; None fades it out softly."""

    def silence(self, *, ambience: bool = False) -> str:
        """Stop lines and tones and drop the plan; return the planned line that was cut in its first half, else "".

        With ``ambience`` that stops at once too.
        """

    def click(self) -> None:
        """Play a soft click now, under whatever is playing."""

    def sound_tone(self, kind: str) -> None:
        """Play the tone ``kind`` of ``playback.tones`` now, whether or not tones are on in sessions."""

    def quiet_span(self) -> tuple[float, float]:
        """From which second of the clock on nothing is heard, and until which: that of the next planned sound.

        Background sound counts only while it fades out. The first is infinite during that, and while a line waits to be
        played, and the second if nothing is planned.
        """

    def hush(self, *, ambience: bool = True) -> None:
        """Stop the current line and those waiting, and the ambience unless it is left out; the plan stays."""

    def change(self, settings: Settings) -> None:
        """Apply changed settings."""

    def close(self) -> None:
        """Stop everything and release engine and device; may be called twice."""


class NoLongerTrue(str):
    """A notice to say that an earlier one, of the same words, no longer holds."""

    __slots__ = ()


class VoiceNotice(str):
    """A notice that another voice speaks than the chosen one: words and tones work."""

    __slots__ = ()


class AmbienceNotice(str):
    """A notice about the background sound alone: words and tones work."""

    __slots__ = ()
