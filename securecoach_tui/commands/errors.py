"""What a command can't do, in one sentence on standard error, and the exit code that goes with it."""

from __future__ import annotations

import sys


class Refused(Exception):
    """One sentence for standard error, and the exit code."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


def say_error(sentence: str) -> None:
    """One sentence on standard error."""
    from securecoach_tui.practice.visible_text import visible

    sys.stderr.write(visible(sentence) + "\n")
    sys.stderr.flush()
