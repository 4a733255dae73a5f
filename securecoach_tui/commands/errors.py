"""The error of a command: a sentence for standard error, and an exit code."""

from __future__ import annotations

import io
import sys


class Refused(Exception):
    """The command can't do what was asked. ``sentence`` goes to standard error."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


def say_error(sentence: str) -> None:
    """Write one sentence to standard error. Where that can't be written, the exit status tells it."""
    from securecoach_tui.practice.visible_text import visible

    if sys.stderr is None:  # closed by the caller
        return
    try:
        sys.stderr.write(visible(sentence) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # a log on a full disk; what was asked for is done all the same
        sys.stderr = io.StringIO()  # which takes what else there is to say
