"""What means yes and no."""

from __future__ import annotations

import pytest

from securecoach_tui import i18n
from securecoach_tui.plain.prompts import parse_choice
from securecoach_tui.text.yes_and_no import no_words, yes_words


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [("en", {"yes", "y"}, {"no", "n"}), ("es", {"yes", "y", "sí", "s"}, {"no", "n"})],
)
def test_yes_and_no_are_words_or_letters_in_both_languages(language: str, yes: set[str], no: set[str]) -> None:
    i18n.use(language)
    try:
        assert set(yes_words()) == yes and set(no_words()) == no
    finally:
        i18n.use(None)


@pytest.mark.parametrize(("typed", "index"), [("y", 0), ("YES", 0), ("1", 0), ("n", 1), ("No", 1), ("2", 1)])
def test_a_list_of_yes_and_no_takes_them(typed: str, index: int) -> None:
    assert parse_choice(typed, ["yes", "no"], [yes_words(), no_words()]).number == index
