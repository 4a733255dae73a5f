"""Words as they are counted, said in turn and shown."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.words import count_words, visible
from tests.practice.person import an_exercise


@pytest.mark.parametrize(("text", "words"), [("", 0), ("one", 1), ("one two", 2), ("Don't stop - now.", 3)])
def test_words_are_counted_as_they_are_spoken(text: str, words: int) -> None:
    assert count_words(text) == words


def test_the_words_of_a_round_come_in_turn() -> None:
    step = an_exercise(body=[{"say": ["one", "two"], "seconds": 4}]).body[0]
    assert [step.words(n) for n in range(4)] == ["one", "two", "one", "two"]


@pytest.mark.parametrize(
    ("text", "shown_as", "in_lines"),
    [
        ("a\tb", "a b", "a b"),
        ("a\nb\r\nc", "a b c", "a\nb\nc"),
        ("a\rb", "a\\x0db", "a\\x0db"),
        ("\x1b[2J\x7f\x85", "\\x1b[2J\\x7f\\x85", "\\x1b[2J\\x7f\\x85"),
        ("\u202eabc", "\\u202eabc", "\\u202eabc"),
        ("\ud800", "?", "?"),
        ("é – “ok”", "é – “ok”", "é – “ok”"),
    ],
)
def test_nothing_that_a_terminal_would_obey_is_shown_as_it_is(text: str, shown_as: str, in_lines: str) -> None:
    assert visible(text) == shown_as and visible(text, lines=True) == in_lines
