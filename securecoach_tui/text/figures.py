"""Figures and typed numbers in the language in use. Imports little, to keep ``securecoach list`` fast."""

from __future__ import annotations

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.folded_text import folded


def decimal_mark() -> str:
    """The sign between the units and the tenths of a number."""
    # Translators: one and a half in figures, so that the program knows your decimal mark.
    return _("1.5")[1]


class Figure(float):
    """A number that is formatted with the decimal mark of the language in use: ``"{n:g}".format(n=Figure(1.5))``."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(".", decimal_mark())


def word_number(word: str) -> int | None:
    """The number of a word from zero to twelve, in the language in use or in English; None for any other word."""
    lists = (_TYPED, _(_TYPED))
    word = folded(word)
    for words in lists:
        for n, same in enumerate(words.split()):
            if word in map(folded, same.split("|")):
                return n
    return None


def minutes_typed(text: str) -> float | None:
    """A length in minutes, as digits ("7.5", "7:30", "90 s") or as the word of a whole number; None for other text."""
    from securecoach_tui.practice.typed_values import minutes_of  # a list of exercises doesn't need it

    minutes, word = minutes_of(text), word_number(text.strip())
    return minutes if minutes is not None or word is None else float(word)


def number_word(number: int) -> str:
    """The word of a number from 0 to 12, in the language in use."""
    return _(_TYPED).split()[number].split("|")[0]


# Translators: the numbers from 0 to 12 as they are typed, with a | between words for the same number.
_TYPED = N_("zero one two three four five six seven eight nine ten eleven twelve")
