"""Where speech begins and ends in a window of listening, by the probability that each piece of sound is speech."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

RATE = 16_000  # samples a second of everything that is listened to: signed 16-bit, one channel
PIECE = 512  # samples that get one probability, 32 ms
PIECE_BYTES = 2 * PIECE
BEGINS = 0.5  # a probability above this is speech
GOES_ON = 0.35  # speech that has begun goes on above this
BEGIN_PIECES = 2  # of speech in a row, before which nothing has begun
END_SECONDS = 0.6  # of silence, after which speech has ended
BEFORE_SECONDS = 0.3  # of sound before the speech that belong to the clip
AFTER_SECONDS = 0.3  # of sound after the speech that belong to the clip
LONGEST_SECONDS = 3.6  # longer speech is no answer


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a window recorded. ``clip`` are the samples of the speech and a little around it if ``kind`` is "speech".

    "zeros" means that not one sample was different from zero, "cut" that the pieces ended before the window did.
    """

    kind: Literal["speech", "too long", "silence", "zeros", "cut"]
    clip: bytes = b""


def record(pieces: Iterable[bytes], seconds: float, probability: Callable[[bytes], float]) -> Recorded:
    """Record the first speech that begins within ``seconds``; speech under way may finish.

    ``pieces`` are ``PIECE`` samples each. ``probability`` tells how likely the next one is speech.
    """
    before: deque[bytes] = deque(maxlen=_pieces(BEFORE_SECONDS) + BEGIN_PIECES)
    speech: list[bytes] = []
    row = quiet = number = 0
    zeros = True
    for number, piece in enumerate(pieces, start=1):
        zeros = zeros and not any(piece)
        likely = probability(piece)
        if not speech:
            before.append(piece)
            row = row + 1 if likely > BEGINS else 0
            if row == BEGIN_PIECES:
                speech = list(before)
            elif number >= _pieces(seconds) and not row:
                return Recorded("zeros" if zeros else "silence")
            continue
        speech.append(piece)
        quiet = 0 if likely > GOES_ON else quiet + 1
        if len(speech) - quiet - _pieces(BEFORE_SECONDS) > _pieces(LONGEST_SECONDS):
            return Recorded("too long")
        if quiet == _pieces(END_SECONDS):
            return Recorded("speech", b"".join(speech[: len(speech) - quiet + _pieces(AFTER_SECONDS)]))
    return Recorded("cut")


def _pieces(seconds: float) -> int:
    return round(seconds * RATE / PIECE)
