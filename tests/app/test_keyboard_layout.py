"""A letter of another layout, another case or another width means what the Latin letter at its place means."""

from __future__ import annotations

import pytest

from securecoach_tui.app.keyboard_layout import command_letter, command_line, likely_slip


@pytest.mark.parametrize(
    "typed",
    [
        "cgqsr",
        "CGQSR",
        "спйык",
        "СПЙЫК",
        "спйік",
        "ψγqσρ",
        "ΨΓQΣΡ",
        "בעqדר",
        "ؤلضسق",
        "زلضسق",
        "ｃｇｑｓｒ",
        "ＣＧＱＳＲ",
    ],
)
def test_letters_at_the_same_place_mean_the_same_command(typed: str) -> None:
    assert "".join(command_letter(letter) for letter in typed) == "cgqsr"


def test_digits_and_spaces_of_other_scripts_are_commands() -> None:
    assert [command_letter(one) for one in "0٠۰०７٧"] == ["0", "0", "0", "0", "7", "7"]
    assert [command_letter(one) for one in " \xa0\u3000؟−＋"] == [" ", " ", " ", "?", "-", "+"]


def test_a_latin_letter_means_itself_at_any_place() -> None:
    assert command_letter("k", "v") == "k" and command_letter("5", "g") == "5" and command_letter("?", "/") == "?"


def test_the_reported_place_of_a_key_decides_for_other_letters() -> None:
    assert command_letter("ц", "c") == "c" and command_letter(";", "q") == "q" and command_letter("é", "2") == "2"


@pytest.mark.parametrize("odd", ["é", "足", "ß", "İ", "\u200d", "\ue000", "\ud800", "\x00", "🙂", "ﬃ"])
def test_other_characters_stay_as_they_are(odd: str) -> None:
    assert command_letter(odd) in (odd, odd.lower())


def test_a_line_of_one_letter_is_a_command_and_words_stay() -> None:
    assert [command_line(one) for one in (" С ", "c", "Stop", "Стоп", "")] == ["c", "c", "stop", "стоп", ""]


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("", ""),
        ("ABC 12", "caps"),
        ("AB", ""),
        ("ABc", ""),
        ("1234", ""),
        ("щзут", "layout"),
        ("ÄÖÜ", "caps"),
        ("öäü", ""),
    ],
)
def test_capitals_or_another_layout_in_a_secret_may_be_a_slip(typed: str, slip: str) -> None:
    assert likely_slip(typed) == slip
