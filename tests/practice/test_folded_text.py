"""Words are found however their capitals and accents are typed and stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.folded_text import folded, found_in, own_letters, searchable, sorting_key


@pytest.mark.parametrize("word", ["Café", "CAFÉ", "cafe", "Cafe\u0301", "ｃａｆｅ", "ca\u00adfe"])
def test_accents_and_capitals_are_folded(word: str) -> None:
    assert folded(word) == "cafe"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("don’t", "don't"),
        ("a\u00a0b", "a b"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("smørrebrød", "smorrebrod"),
    ],
)
def test_same_words_are_folded_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text(max_size=40))
def test_normal_forms_are_folded_alike(text: str) -> None:
    forms = {folded(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {folded(text)} and folded(folded(text)) == folded(text)


def test_only_spaces_between_words_are_kept_and_once() -> None:
    assert folded("  a \t b\n\nc ") == "a b c" and searchable(" Año  nuevo ") == "ano nuevo"


def test_spanish_letter_of_its_own_is_found_by_itself(spanish: None) -> None:
    assert own_letters() == "ñ"
    text = searchable("  Una MAÑANA   con  Café, man\u0303ana y mana ")
    assert text == "una mañana con cafe, mañana y mana"
    assert found_in(searchable("mañana"), text) and found_in(searchable("Manana"), text)
    assert not found_in(searchable("maña"), searchable("mana")) and not found_in(searchable("ñ"), "nada")
    assert found_in("nada", "nada") and not found_in("nadie", "nada")


def test_plain_letter_finds_both_and_the_spanish_one_itself(spanish: None) -> None:
    titles = [searchable(title) for title in ("Año", "Ano", "Otro")]
    assert [found_in(searchable("ano"), title) for title in titles] == [True, True, False]
    assert [found_in(searchable("año"), title) for title in titles] == [True, False, False]


def test_english_has_no_letter_of_its_own() -> None:
    assert own_letters() == "" and searchable("Año") == "ano"
    assert found_in("ano", searchable("Mi año")) and not found_in("año", searchable("Mi año"))


def test_titles_are_sorted_as_spanish_does(spanish: None) -> None:
    titles = ["zeta", "ñandú", "oso", "nube", "él", "ella", "1 día", "ж", "año", "ano", "anzuelo"]
    assert sorted(titles, key=sorting_key) == [
        "1 día", "ano", "anzuelo", "año", "él", "ella", "nube", "ñandú", "oso", "zeta", "ж",
    ]  # fmt: skip


def test_titles_are_sorted_as_english_does() -> None:
    titles = ["Zeta", "ñandú", "oso", "nube", "{", "Ample", "z", "2", "жук"]
    assert sorted(titles, key=sorting_key) == ["2", "Ample", "ñandú", "nube", "oso", "z", "Zeta", "{", "жук"]
