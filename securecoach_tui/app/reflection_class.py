"""The class of a text that the person wrote, by the word lists of the language in use."""

from __future__ import annotations

import threading
from functools import cache

from securecoach_tui.config import threads
from securecoach_tui.practice.session.state import TextClass

LOAD_EARLY_SECONDS = 1.0  # seconds after a setup is made; the session's first screen is drawn by then


def classify_reflection(text: str) -> TextClass:
    """The class of a text; "silent" in a language without word lists. The first call loads the rules."""
    from securecoach_tui.content.reflection_lists import load_lexicon
    from securecoach_tui.practice.reflection import classifier

    lexicon = load_lexicon()
    return classifier.classify_reflection(text, lexicon) if lexicon else "silent"


def mentions_harm(*texts: str) -> bool:
    """Whether one of the texts mentions harm, so that people to talk to are named and it is never held up as a help."""
    return any(classify_reflection(text) == "people" for text in texts if text)


@cache
def load_classifier_early() -> None:
    """Load the rules on another thread before the first text, since that takes a tenth of a second."""
    timer = threading.Timer(LOAD_EARLY_SECONDS, classify_reflection, ("ready",))
    timer.daemon = True
    threads.start(timer)  # without it the first text takes longer
