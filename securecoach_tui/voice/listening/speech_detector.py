"""How likely a piece of sound is speech: Silero's voice activity detector, run by ONNX Runtime.

Its model keeps a state from piece to piece, and needs the last 64 samples of the piece before. Only the worker process
imports this module.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from securecoach_tui.voice.listening.endpoint import RATE
from securecoach_tui.voice.listening.recogniser import floats, session

CONTEXT = 64  # samples of the piece before


class SpeechDetector:
    """The detector, from its model file. Raises whatever a damaged file makes ONNX Runtime raise."""

    def __init__(self, path: Path) -> None:
        self._session = session(path)
        self._rate = np.array(RATE, np.int64)
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._state: Any = np.zeros((2, 1, 128), np.float32)
        self._context: Any = np.zeros(CONTEXT, np.float32)

    def probability(self, piece: bytes) -> float:
        """The probability, 0 to 1, that the next ``PIECE`` samples are speech."""
        samples = floats(piece)
        sound = np.concatenate([self._context, samples])[None]
        self._context = samples[-CONTEXT:]
        found, self._state = self._session.run(None, {"input": sound, "state": self._state, "sr": self._rate})
        return float(found[0, 0])
