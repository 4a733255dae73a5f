"""Decides what a typed line means in a session, and which question it answers.

At a terminal nothing is printed while a person types, so a line answers the question that was open when it was begun.
Through a pipe a line answers the question that is open when the line is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from securecoach_tui.app.keyboard_layout import command_letter, command_line
from securecoach_tui.i18n import N_, _
from securecoach_tui.plain.line_io import InputLine
from securecoach_tui.practice.folded_text import folded
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import takes_numb
from securecoach_tui.text import feelings
from securecoach_tui.text.figures import word_number
from securecoach_tui.text.session_replies import REPLIES

HABIT_SECONDS = 1.0  # an empty line or a number this soon after the last line wasn't meant for the current state
_CHANGES_KEPT = 4  # changes of the open question that are remembered

Act = str  # a value of LETTERS or WORDS, or "rate", "answer" or "unknown"

Meaning = TypeVar("Meaning")

LETTERS: dict[str, Act] = {
    "": "pause",
    "s": "skip",
    "+": "stay",
    "=": "stay",
    "-": "ease",
    "g": "not_helping",
    "a": "again",
    "b": "breath",
    "m": "ambience",
    "x": "quiet",
    "u": "take_back",
    "n": "numb",
    "f": "feelings",
    "c": "support",
    "q": "stop",
    "?": "help",
    **{reply.letter: name for name, reply in REPLIES.items()},
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
    N_("breath"): "breath",
    N_("sound"): "ambience",
    N_("quiet"): "quiet",
    N_("undo"): "take_back",
    N_("take back"): "take_back",
    N_("numb"): "numb",
    N_("far away"): "numb",
    N_("words"): "feelings",
    N_("feelings"): "feelings",
    N_("support"): "support",
    N_("stop"): "stop",
    N_("stop now"): "stop",
    N_("quit"): "stop",
    N_("help"): "help",
    **{word: name for name, reply in REPLIES.items() for word in reply.typed},
}
_ALWAYS_COMMANDS = ("?", "c", "q")  # letters that remain commands while a question is open


@dataclass(frozen=True, slots=True)
class Command:
    """An act with its number or text; ``value`` None means no answer."""

    act: Act
    value: int | str | None = None


def understand(line: str, ask: AskFor | None, labels: dict[str, str]) -> Command:
    """The meaning of ``line`` while ``ask`` is open, or None while no question is.

    A line that begins with a dot is always a command. A text that begins with a dot is typed with two.
    """
    text = line.strip()
    if text.startswith("..") and ask is not None:
        text = text[1:]
    elif text.startswith(".") and not text.startswith(".."):
        return _command(text[1:].strip())
    if ask is None:
        return _command(text)
    return _answer(text, ask, labels)


def may_be_an_answer(line: str, command: Command) -> bool:
    """Whether a line of one letter, or a number, may be meant as the answer to a question that is only spoken.

    It must not act then. With a dot before it, it is a command; ``?`` and ``c`` always are.
    """
    text = line.strip()
    short = len(text) == 1 or command.act == "rate"
    return short and not text.startswith(".") and command.act not in ("help", "support", "unknown")


def whole_number(text: str) -> int | None:
    """``text`` as a whole number of at most six digits, in any script, or as a word up to twelve; else None."""
    text = "".join(command_letter(one) if one.isdecimal() else one for one in text)
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,6}", text) else word_number(text)


def word_meaning(words: Mapping[str, Meaning], typed: str) -> Meaning | None:
    """The meaning of a word in lower case, in the current language or in English; None if it has none."""
    if typed in words:
        return words[typed]
    return next((meaning for word, meaning in words.items() if folded(typed) == folded(_(word))), None)


def _command(text: str) -> Command:
    low = command_line(text)
    act = LETTERS.get(low) or word_meaning(WORDS, low)
    if act is not None:
        return Command(act)
    number = whole_number(low)
    return Command("rate", number) if number is not None and 0 <= number <= 10 else Command("unknown")


def _answer(text: str, ask: AskFor, labels: dict[str, str]) -> Command:
    low = command_line(text)
    if low == "":
        return Command("answer", None)
    if low in _ALWAYS_COMMANDS:
        return Command(LETTERS[low])
    if ask.scale:
        number = whole_number(low)
        if number is not None and 0 <= number <= 10:
            return Command("answer", number)
        return Command("numb") if low == "n" and takes_numb(ask.key) else _word(low)
    if not ask.choices:
        if ask.choices_from and (low == "f" or folded(low) in ("words", folded(_("words")))):
            return Command("feelings")
        return Command("answer", feelings.chosen(ask, text) or text)
    for choice in ask.choices:
        if folded(low) in (folded(choice), folded(labels.get(choice, choice))):
            return Command("answer", choice)
    number = whole_number(low)
    if number is not None and 1 <= number <= len(ask.choices):
        return Command("answer", ask.choices[number - 1])
    return _word(low)


def _word(low: str) -> Command:
    """The command of a word that can't be an answer."""
    return Command(word_meaning(WORDS, low) or "unknown")


class InputRouter:
    """Records when each question was open (clock readings in seconds), and when a line was last accepted."""

    def __init__(self, *, terminal: bool) -> None:
        self._terminal = terminal
        self._opened: list[tuple[float, AskFor | None]] = []
        self._accepted = float("-inf")

    def note(self, ask: AskFor | None, now: float) -> bool:
        """Record that ``ask``, or no question, is open and printed. Return whether that is a change."""
        if self._opened and self._opened[-1][1] == ask:
            return False
        self._opened = [*self._opened[1 - _CHANGES_KEPT :], (now, ask)]
        return True

    def question_of(self, line: InputLine) -> AskFor | None:
        """The question that a line answers; None if none was open."""
        if not self._terminal or line.begun <= self._accepted:
            return self._opened[-1][1]  # typed ahead, so it answers the question that is open now
        printed = [ask for since, ask in self._opened if since <= line.begun]
        return printed[-1] if printed else self._opened[0][1]

    def habit(self, line: InputLine, command: Command) -> Literal["", "enter", "number"]:
        """Return "enter" or "number" if such a line came too soon to be meant for the current state, else ""."""
        since, now_open = self._opened[-1]
        if not self._terminal or now_open is not None:
            return ""
        if command.act == "pause" and not line.text.strip() and line.at - self._accepted <= HABIT_SECONDS:
            return "enter"
        just_closed = len(self._opened) > 1 and line.begun - since <= HABIT_SECONDS
        return "number" if command.act == "rate" and just_closed else ""

    def accept(self, line: InputLine) -> None:
        """Record that ``line`` was processed."""
        self._accepted = line.at
