"""The rules of reflections with the English word lists."""

from __future__ import annotations

from securecoach_tui.content.reflection_lists import load_lexicon
from securecoach_tui.practice.reflection import classifier, danger, tokenizer

_loaded = load_lexicon("en")
assert _loaded is not None
LEXICON = _loaded


def classify(text: str) -> classifier.ReflectionClass:
    return classifier.classify_reflection(text, LEXICON)


def tokens(text: str) -> list[str]:
    return tokenizer.tokenize(text, LEXICON)


def touches_danger(text: str) -> bool:
    return danger.touches_danger(tokens(text), LEXICON)


def stems(word: str) -> list[str]:
    return classifier.stems(word, LEXICON.endings)
