"""What a line of input means in a session: one meaning for every line, whatever is open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import takes_numb

Act = Literal[
    "pause", "skip", "stay", "ease", "not_helping", "again", "time", "where", "breath", "take_back", "numb", "support",
    "stop", "help", "rate", "answer", "unknown",
]  # fmt: skip

Meaning = TypeVar("Meaning")

LETTERS: dict[str, Act] = {
    "": "pause",
    "s": "skip",
    "+": "stay",
    "=": "stay",
    "-": "ease",
    "g": "not_helping",
    "a": "again",
    "t": "time",
    "w": "where",
    "b": "breath",
    "u": "take_back",
    "n": "numb",
    "c": "support",
    "q": "stop",
    "?": "help",
}
WORDS: dict[str, Act] = {
    N_("pause"): "pause",
    N_("resume"): "pause",
    N_("go on"): "pause",
    N_("skip"): "skip",
    N_("stay"): "stay",
    N_("ease"): "ease",
    N_("ease off"): "ease",
    N_("not helping"): "not_helping",
    N_("this isn't helping"): "not_helping",
    N_("again"): "again",
    N_("time"): "time",
    N_("time left"): "time",
    N_("where"): "where",
    N_("breath"): "breath",
    N_("undo"): "take_back",
    N_("take back"): "take_back",
    N_("numb"): "numb",
    N_("far away"): "numb",
    N_("support"): "support",
    N_("stop"): "stop",
    N_("quit"): "stop",
    N_("help"): "help",
}
_ANYWHERE = ("?", "c", "q")  # letters that mean themselves while any question is open


@dataclass(frozen=True, slots=True)
class Command:
    """An act, and the number or text that goes with it; ``value`` None is no answer."""

    act: Act
    value: int | str | None = None


def understand(line: str, ask: AskFor | None, labels: dict[str, str]) -> Command:
    """The one meaning of ``line`` while ``ask`` is open, or while nothing is.

    A first dot makes a command of it whatever is open, a second one a text that begins with a dot.
    """
    text = line.strip()
    if text.startswith("..") and ask is not None:
        text = text[1:]
    elif text.startswith(".") and not text.startswith(".."):
        return _command(text[1:].strip())
    if ask is None:
        return _command(text)
    return _answer(text, ask, labels)


def whole_number(text: str) -> int | None:
    """A whole number as people type it, else None."""
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,6}", text) else None


def word_meaning(words: Mapping[str, Meaning], typed: str) -> Meaning | None:
    """The meaning of a word in lower case, in the language in use or in English; None where it has none."""
    if typed in words:
        return words[typed]
    return next((meaning for word, meaning in words.items() if typed == _(word).lower()), None)


def _command(text: str) -> Command:
    low = text.lower()
    act = LETTERS.get(low) or word_meaning(WORDS, low)
    if act is not None:
        return Command(act)
    number = whole_number(text)
    return Command("rate", number) if number is not None and 0 <= number <= 10 else Command("unknown")


def _answer(text: str, ask: AskFor, labels: dict[str, str]) -> Command:
    low = text.lower()
    if low == "":
        return Command("answer", None)
    if low in _ANYWHERE:
        return Command(LETTERS[low])
    if ask.scale:
        number = whole_number(text)
        if number is not None and 0 <= number <= 10:
            return Command("answer", number)
        return Command("numb") if low == "n" and takes_numb(ask.key) else _word(low)
    if not ask.choices:
        return Command("answer", text)
    for choice in ask.choices:
        if low in (choice.lower(), labels.get(choice, choice).lower()):
            return Command("answer", choice)
    number = whole_number(text)
    if number is not None and 1 <= number <= len(ask.choices):
        return Command("answer", ask.choices[number - 1])
    return _word(low)


def _word(low: str) -> Command:
    """A whole word is a command wherever it can't be an answer."""
    return Command(word_meaning(WORDS, low) or "unknown")
