"""Which reflections mention danger."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.reflection import danger
from tests.practice.reflection.english import LEXICON, touches_danger


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("he made me feel small", False),
        ("he made me feel so very small", False),
        ("he made me really angry", False),
        ("he made me kneel", True),
        ("he makes us all sleep outside", True),
        ("she had me sign it", True),
        ("he made dinner", False),
        ("a calm evening at home", False),
    ],
)
def test_made_to_do_something_is_danger_made_to_feel_is_not(text: str, touched: bool) -> None:
    assert touches_danger(text) is touched


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        ("uncle", "games", 7),
        ("hair", "let", 5),
        ("boys", "turn", 6),
        ("gay", "church", 9),
        ("bunny", "mean", 5),
        ("hug", "lift", 6),
    ],
)
def test_two_words_are_danger_only_near_each_other(one: str, other: str, within: int) -> None:
    for first, last in ((one, other), (other, one)):
        assert danger.touches_danger([first, last], LEXICON) is True
        assert danger.touches_danger([first, *["tea"] * (within - 1), last], LEXICON) is True
        assert danger.touches_danger([first, *["tea"] * within, last], LEXICON) is False
        assert danger.touches_danger([first, "tea", first], LEXICON) is False
        assert (
            danger.touches_danger(["tea", "tea", first, *["tea"] * (within + 3), first, "tea", last, "tea"], LEXICON)
            is True
        )


@pytest.mark.parametrize(
    ("text", "touched"), [("my immigration", True), ("my boss complained", True), ("my boss talked", False)]
)
def test_a_danger_word_with_any_ending(text: str, touched: bool) -> None:
    assert touches_danger(text) is touched
