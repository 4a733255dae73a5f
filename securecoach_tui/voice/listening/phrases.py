"""The spoken phrases of each answer, as Moonshine writes them.

Which ones help, and which ones make it mishear, was measured with half of the speakers of scripts/prove/listening.py.
"Nought", "it's a seven" and the like were never recognised, so they aren't here.
"""

from __future__ import annotations

from collections.abc import Sequence

from securecoach_tui.voice.listening.model import NO, NOT_SURE, NUMBERS, YES

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ENDS = (".", "", ",", "!", "?")  # it writes a word that is said alone with any of these
SOUND_THE_SAME = {2: ["To.", "Too."], 4: ["For."]}
NO_ANSWER = ""  # the "answer" that the phrases below have
# What sounds a little like yes or no. "Yes" and "no" are understood nearly always, so this costs none of them. The same
# for numbers was tried: it made one right number in twenty unclear.
NOT_YES_OR_NO = [
    "Yet",
    "Guess",
    "Less",
    "Here",
    "Hello",
    "Okay",
    "Sure",
    "Show",
    "So",
    "Go",
    "Snow",
    "Now",
    "Maybe",
    "Well",
    "What",
    "Yesterday",
    "Nah",
    "One",
    "Nine",
    "None",
    "Never",
    "Noon",
    "Hey",
    "Oh",
    "Stop",
    "Ha",
    "Ah",
    "Nor",
    "More",
    "Low",
    "Who",
    "Yours",
]


def _of_number(number: int) -> list[str]:
    word = WORDS[number]
    first = word.capitalize()
    framed = [
        f"Number {word}.",
        f"Number {word}",
        f"A {word}.",
        f"An {word}.",
        f"{first} out of 10.",
        f"{first} out of ten.",
    ]
    return [*(first + end for end in ENDS), f"{number}.", f"{number}", *framed, *SOUND_THE_SAME.get(number, [])]


def _with_ends(*texts: str) -> list[str]:
    return [text + end for text in texts for end in ENDS]


PHRASES: dict[int | str, list[str]] = {
    **{number: _of_number(number) for number in NUMBERS},
    YES: _with_ends("Yes", "Yeah", "Yep", "Yup", "Yes, yes"),
    NO: _with_ends("No", "Nope", "No, no"),
    NOT_SURE: _with_ends("Not sure", "I'm not sure", "I am not sure", "Unsure"),
    NO_ANSWER: _with_ends(*NOT_YES_OR_NO),
}


def phrases(answers: Sequence[int | str]) -> dict[int | str, list[str]]:
    """The phrases of these answers, and of ``NO_ANSWER`` if yes or no is among them.

    Raises:
        KeyError: an answer can't be heard.
    """
    others = [NO_ANSWER] if YES in answers or NO in answers else []
    return {answer: PHRASES[answer] for answer in (*answers, *others)}
