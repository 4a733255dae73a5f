"""The Spanish words of danger: everyday sentences stay silent, and harm leads to people to talk to."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from securecoach_tui.content.reflection_lists import load_lexicon
from securecoach_tui.practice.reflection.classifier import classify_reflection

SENTENCES = tomllib.loads(Path(__file__).with_name("spanish_sentences.toml").read_text("utf-8"))
_loaded = load_lexicon("es")
assert _loaded is not None
LEXICON = _loaded


@pytest.mark.parametrize("text", [*SENTENCES["silent"], *SENTENCES["later_silent"]])
def test_everyday_sentences_in_spanish_stay_silent(text: str) -> None:
    assert classify_reflection(text, LEXICON) == "silent"


@pytest.mark.parametrize("text", [*SENTENCES["people"], *SENTENCES["later_people"]])
def test_harm_in_spanish_leads_to_people_to_talk_to(text: str) -> None:
    assert classify_reflection(text, LEXICON) == "people"


def test_harm_is_found_without_accents_and_misspelt() -> None:
    for text in ("me pego y me empujo", "Me AMENAZÓ", "me amenazo xq llegue tarde", "me hizo dano", "kiero morirme"):
        assert classify_reflection(text, LEXICON) == "people", text


def test_sixty_sentences_of_each_kind_are_tested() -> None:
    assert len(set(SENTENCES["silent"])) == len(set(SENTENCES["people"])) == 60


def test_nothing_is_asked_after_a_complaint_in_spanish() -> None:
    assert classify_reflection("Nunca llama, nunca escribe y siempre llega tarde a todo.", LEXICON) == "silent"


def test_words_of_the_muscle_exercises_are_no_harm() -> None:
    for text in ("Cerré los puños y los solté.", "Apreté los pies contra el suelo.", "Empujé la pared con las manos."):
        assert classify_reflection(text, LEXICON) == "silent", text
