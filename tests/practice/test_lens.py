"""The agency lens: when it asks, when it names people, and when it says nothing."""

from __future__ import annotations

import time
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from securecoach_tui.practice.lens import listen

TABLE = tomllib.loads(Path(__file__).with_name("lens_sentences.toml").read_text("utf-8"))
PEOPLE = list(chain.from_iterable(TABLE["people"].values()))
QUESTION: list[str] = TABLE["question"]["sentences"]
NONE = list(chain.from_iterable(TABLE["none"].values()))


def test_the_table_is_as_large_as_it_has_to_be() -> None:
    assert len(set(PEOPLE)) >= 150 and len(set(QUESTION)) >= 40 and len(set(NONE)) >= 50
    assert all(len(forms) >= 5 for forms in TABLE["people"].values()), "present, past, hedged, negated, misspelt"


@pytest.mark.parametrize(("expected", "sentences"), [("people", PEOPLE), ("question", QUESTION), ("silent", NONE)])
def test_every_sentence_of_the_table_is_heard_as_it_is_marked(expected: str, sentences: list[str]) -> None:
    other = {sentence: heard for sentence in sentences if (heard := listen(sentence)) != expected}
    assert not other


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "...", "!!!", "🙂🙂🙂", "\x1b[31m", "a" * 300, "i i i i i i i i i i", "'" * 50]
)
def test_nothing_much_is_silence(text: str) -> None:
    assert listen(text) == "silent"


@pytest.mark.parametrize(
    "text",
    [
        "He hits me.",
        "HE HITS ME",
        "he hits\nme",
        "“he hits me,” she said",
        "he h1ts me",
        "he hiiiits me",
        "it\u2019s not that he hits me",
    ],  # noqa: E501
)
def test_capitals_quotes_figures_and_line_breaks_hide_nothing(text: str) -> None:
    assert listen(text) == "people"


def test_a_harm_anywhere_in_a_long_text_is_heard() -> None:
    calm = "She always talks about her work and he never asks about mine. " * 1600
    assert len(calm) > 98_000
    begun = time.process_time()
    assert listen(calm) == "question"
    assert listen(calm + "And then he slapped me.") == "people"
    assert time.process_time() - begun < 3


def test_a_harm_outweighs_a_death_and_another_language() -> None:
    assert listen("My father died and I want to be dead too.") == "people"
    assert listen("Er hört nie zu, and he hits me when he drinks.") == "people"


def test_fewer_than_eight_words_ask_nothing() -> None:
    assert listen("He never listens and he never asks") == "silent"
    assert listen("He never listens and he never asks anything") == "question"


def test_a_fifth_of_clauses_of_ones_own_is_enough_for_silence() -> None:
    others = "He talks, he leaves, he forgets, he sighs"
    assert listen(f"{others}, he reads the paper at the table") == "question"
    assert listen(f"{others}, and I went to bed early that night") == "silent"
