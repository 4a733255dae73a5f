"""The agency lens: when it asks, when it names people, and when it says nothing."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from securecoach_tui.practice.reflection.classifier import listen
from securecoach_tui.practice.session import events as ev
from tests.practice.person import Person, a_setup

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


def test_a_long_line_for_oneself_is_heard_in_less_time_than_a_key_may_take() -> None:
    listen("ready")
    text = "She always talks about her work and he never asks about mine. " * 40
    assert len(text) > 2_400
    begun = time.process_time()
    assert listen(text) == "question"
    assert time.process_time() - begun < 0.05


def test_a_text_is_heard_once_however_many_questions_hang_on_it() -> None:
    heard: list[str] = []

    def hear(text: str) -> str:
        heard.append(text)
        return "question"

    person = Person(a_setup(classify_reflection=hear, lens="ask")).begins().waits(70)
    person.does(ev.Answer("after", 2), ev.Answer("reflection", "a line"))
    assert heard == ["a line"] and person.asked()[-1] == "lens_wanted"
    person.does(ev.Answer("lens_wanted", "yes"))
    assert heard == ["a line"] and person.asked()[-1] == "lens"


def test_the_rules_are_ready_before_the_first_text_off_the_thread_that_answers_keys() -> None:
    program = (
        "import sys, threading, time; from securecoach_tui import setups; from securecoach_tui.content import load;"
        "from securecoach_tui.clock import SystemClock; from securecoach_tui.config.settings import Settings;"
        "from securecoach_tui.store.reader import Record;"
        "setups.HEAR_AHEAD = 0.0;"
        "setups.make_setup(load().exercise('kind-hand'), 180, settings=Settings(), record=Record(), clock=SystemClock());"
        "[one.join(10) for one in threading.enumerate() if one is not threading.current_thread()];"
        "begun = time.process_time(); setups.hear('He never listens to me at dinner and he never asks.');"
        "print(time.process_time() - begun)"
    )
    taken = float(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout)
    assert taken < 0.05


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
