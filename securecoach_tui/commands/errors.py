"""The error of a command: a sentence for standard error, and an exit code."""

from __future__ import annotations

import sys


class Refused(Exception):
    """The command can't do what was asked. ``sentence`` goes to standard error."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


def say_error(sentence: str) -> None:
    """Write one sentence to standard error."""
    from securecoach_tui.practice.visible_text import visible

    if sys.stderr is None:  # closed by the caller; the exit status tells it
        return
    sys.stderr.write(visible(sentence) + "\n")
    sys.stderr.flush()
