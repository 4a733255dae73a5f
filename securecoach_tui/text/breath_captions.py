"""Whether a line fits the phase of the breath that it stands beside: "Breathe in, softly." must not stand over "out"."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from securecoach_tui.i18n import _, language
from securecoach_tui.practice.exercise.model import Phase

Way = Literal["in", "out"]

_WAYS: dict[Phase, Way] = {
    Phase.IN: "in",
    Phase.SIP: "in",
    Phase.HOLD_IN: "in",
    Phase.OUT: "out",
    Phase.HOLD_OUT: "out",
}


def contradicts(text: str, phase: Phase) -> bool:
    """Whether a line is about one way of the breath while the other is under way.

    A line that names both ways, or neither, fits every phase.
    """
    named = _named(text, language())
    return len(named) == 1 and _WAYS[phase] not in named


@cache
def _named(text: str, _language: str) -> frozenset[Way]:
    lowered = " ".join(text.casefold().split())
    # Translators: words about breathing in, and then about breathing out, separated by commas.
    ways: dict[Way, str] = {
        "in": _("breathe in, breath in, in-breath, inhale"),
        "out": _("breathe out, breath out, out-breath, exhale, air out, air go out, air goes out, let it out"),
    }
    # From the beginning of a word: "espira" is Spanish for breathing out, and "respira" for either.
    return frozenset(
        way
        for way, words in ways.items()
        if any(re.search(rf"\b{re.escape(word.strip())}", lowered) for word in words.split(","))
    )
