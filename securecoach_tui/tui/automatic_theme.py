"""Automatic colours: whether the terminal's background is light, from its answer to one question.

The question is xterm's control sequence OSC 11 (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html). Nothing waits
for the answer: until it comes, and if none comes, the colours are dark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from textual.message import Message

QUERY = "\x1b]11;?\x1b\\"
ANSWER = re.compile(r"11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]{1,4})?")
ANSWER_SECONDS = 0.1  # an answer later than this after the question doesn't change the screen that is shown
MUTE = frozenset({"", "dumb", "linux"})  # values of TERM: terminals that don't answer, and may print the question
MIDDLE = 0.18  # the luminance from which black is easier to read on a colour than white


class TerminalBackground(Message):
    """The terminal said what its background is."""

    def __init__(self, *, light: bool) -> None:
        self.light = light
        super().__init__()


def is_light(answer: str) -> bool | None:
    """Whether the background in the terminal's answer is light; None if ``answer`` isn't one.

    ``answer`` is the string of the sequence, such as "11;rgb:1e1e/2020/2020": each part is a share of its largest value.
    """
    found = ANSWER.fullmatch(answer)
    if found is None:
        return None
    red, green, blue = (_linear(int(part, 16) / (16 ** len(part) - 1)) for part in found.groups())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue >= MIDDLE


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


class AutomaticTheme:
    """What is known of the background. ``light`` is false until an answer said otherwise. Times are in seconds."""

    def __init__(self) -> None:
        self.light = False
        self._asked: float | None = None
        self._is_answered = False

    def ask(self, now: float, environ: Mapping[str, str]) -> bool:
        """Whether to ask the terminal now; it is asked once."""
        if self._asked is not None or environ.get("TERM", "") in MUTE:
            return False
        self._asked = now
        return True

    def answered(self, light: bool, now: float) -> bool:
        """Note the first answer to a question that was asked. Return whether it came in time."""
        if self._asked is None or self._is_answered:
            return False
        self._is_answered, self.light = True, light
        return now - self._asked <= ANSWER_SECONDS
