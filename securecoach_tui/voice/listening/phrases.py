"""The spoken phrases of each answer, as Moonshine writes them."""

from __future__ import annotations

from collections.abc import Sequence

from securecoach_tui.voice.listening.model import NO, NOT_SURE, NUMBERS, YES

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def of_number(number: int) -> list[str]:
    """The phrases of a number from 0 to 10."""
    word = WORDS[number]
    found = [f"{word.capitalize()}", f"{word.capitalize()}.", f"{number}", f"{number}."]
    for frame in ("Number {}.", "A {}.", "An {}."):
        found += [frame.format(word), frame.format(number)]
    return found


PHRASES: dict[int | str, list[str]] = {
    **{number: of_number(number) for number in NUMBERS},
    YES: ["Yes.", "Yes", "Yeah.", "Yeah"],
    NO: ["No.", "No"],
    NOT_SURE: ["Not sure.", "Not sure", "I'm not sure.", "I'm not sure"],
}


def phrases(answers: Sequence[int | str]) -> dict[int | str, list[str]]:
    """The phrases of these answers.

    Raises:
        KeyError: an answer can't be heard.
    """
    return {answer: PHRASES[answer] for answer in answers}
