"""Words are found however their capitals and accents are typed and stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.folded_text import folded


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
