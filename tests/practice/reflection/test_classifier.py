"""When a reflection is followed by a question, by people to talk to, or by nothing."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from securecoach_tui.practice.reflection import classifier
from securecoach_tui.practice.session import events as ev
from tests.practice.person import Person, a_setup
from tests.practice.reflection.english import LEXICON, classify, stems, tokens

TABLE = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))
PEOPLE = list(chain.from_iterable(TABLE["people"].values()))
QUESTION: list[str] = TABLE["question"]["sentences"]
NONE = list(chain.from_iterable(TABLE["none"].values()))
# Eight words of ordinary complaint, all about somebody else.
ASKED = "He never listens and he never asks anything"
OTHERS = "he never listens"


def test_sentence_table_is_large_enough() -> None:
    assert len(set(PEOPLE)) >= 150 and len(set(QUESTION)) >= 40 and len(set(NONE)) >= 50
    assert all(len(forms) >= 5 for forms in TABLE["people"].values()), "present, past, hedged, negated, misspelt"


@pytest.mark.parametrize(("expected", "sentences"), [("people", PEOPLE), ("question", QUESTION), ("silent", NONE)])
def test_every_sentence_of_the_table_is_classified_as_marked(expected: str, sentences: list[str]) -> None:
    other = {sentence: found for sentence in sentences if (found := classify(sentence)) != expected}
    assert not other


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "...", "!!!", "🙂🙂🙂", "\x1b[31m", "a" * 300, "i i i i i i i i i i", "'" * 50]
)
def test_classifier_is_silent_for_text_without_words(text: str) -> None:
    assert classify(text) == "silent"


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
def test_classifier_finds_danger_despite_capitals_and_quotes(text: str) -> None:
    assert classify(text) == "people"


def test_danger_is_found_anywhere_in_a_long_text() -> None:
    calm = "She always talks about her work and he never asks about mine. " * 1600
    assert len(calm) > 98_000
    begun = time.process_time()
    assert classify(calm) == "question"
    assert classify(calm + "And then he slapped me.") == "people"
    assert time.process_time() - begun < 3


def test_classifying_a_long_reflection_takes_under_50_ms() -> None:
    classify("ready")
    text = "She always talks about her work and he never asks about mine. " * 40
    assert len(text) > 2_400
    begun = time.process_time()
    assert classify(text) == "question"
    assert time.process_time() - begun < 0.05


def test_a_reflection_is_classified_once_a_session() -> None:
    heard: list[str] = []

    def hear(text: str) -> str:
        heard.append(text)
        return "question"

    person = Person(a_setup(classify_reflection=hear, lens="ask")).begins().waits(70)
    person.does(ev.Answer("after", 2), ev.Answer("reflection", "a line"))
    assert heard == ["a line"] and person.asked()[-1] == "lens_wanted"
    person.does(ev.Answer("lens_wanted", "yes"))
    assert heard == ["a line"] and person.asked()[-1] == "lens"


def test_reflection_rules_load_early_in_a_thread() -> None:
    program = (
        "import sys, threading, time; from securecoach_tui.app import reflection_class, session_setup; from securecoach_tui.content import load;"
        "from securecoach_tui.clock import SystemClock; from securecoach_tui.config.settings import Settings;"
        "from tests.fakes.repository import repository_with;"
        "reflection_class.LOAD_EARLY_SECONDS = 0.0;"
        "session_setup.make_setup(load().exercise('kind-hand'), 180, settings=Settings(), record=repository_with(), clock=SystemClock());"
        "[one.join(10) for one in threading.enumerate() if one is not threading.current_thread()];"
        "begun = time.process_time(); reflection_class.classify_reflection('He never listens to me at dinner and he never asks.');"
        "print(time.process_time() - begun)"
    )
    taken = float(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout)
    assert taken < 0.05


def test_danger_outweighs_loss_and_foreign_words() -> None:
    assert classify("My father died and I want to be dead too.") == "people"
    assert classify("Er hört nie zu, and he hits me when he drinks.") == "people"


def test_no_question_under_eight_words() -> None:
    assert classify("He never listens and he never asks") == "silent"
    assert classify("He never listens and he never asks anything") == "question"


def test_no_question_from_a_fifth_of_own_clauses_in_a_list() -> None:
    others = "He talks, he leaves, he forgets, he sighs"
    assert classify(f"{others}, he reads the paper at the table") == "question"
    assert classify(f"{others}, and I went to bed early that night") == "silent"


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("walks", "walk"),
        ("boxes", "box"),
        ("liked", "like"),
        ("walked", "walk"),
        ("going", "go"),
        ("making", "make"),
        ("sadly", "sad"),
        ("nicer", "nice"),
        ("runners", "runn"),
        ("nicest", "nice"),
        ("planned", "plan"),
        ("planning", "plan"),
        ("chatted", "chat"),
        ("sitting", "sit"),
        ("stopped", "stop"),
        ("shopping", "shop"),
        ("begged", "beg"),
        ("jogging", "jog"),
        ("tries", "try"),
        ("tried", "try"),
        ("us", "us"),
    ],
)
def test_word_stems_include_the_base_form(word: str, stem: str) -> None:
    assert stem in stems(word) and stems(word)[0] == word


def test_stems_of_short_words_keep_two_letters() -> None:
    assert stems("is") == ["is"] and stems("red") == ["red", "re", "ree"] and stems("ies")[-1] == "y"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (ASKED, "question"),
        (f"{ASKED} today", "question"),
        ("He never listens and never asks me anything", "question"),  # goes on with the one before
        ("Sam never listens and Sam never asks me anything", "question"),  # a name stands where names do
        ("Today, Sam never listens and he never asks anything", "question"),
        ("My husband never listens and never asks me anything", "question"),
        ("Nobody ever listens to me and no one asks anything", "question"),
        ("You never listen to me and you never ask anything", "question"),
        ("Friends never listen to me and friends never ask anything", "question"),
        ("You listen to me and you ask me anything today", "silent"),
        ("It never listens to me and it never asks anything", "silent"),
        ("We never listen to them and we never ask anything", "silent"),
        ("Quxly he never listens and he never asks anything", "silent"),  # a word that may mean more
        ("He never listens and I read the paper in the evening", "silent"),
        ("My voice never carries when he never listens to anything", "silent"),
        ("The evening never ends and the morning never comes again", "silent"),
        ("His voice never stops and his mood is always bad today", "silent"),
        (f"{ASKED} since the funeral", "silent"),
        (f"{ASKED} and his cancer", "silent"),
    ],
)
def test_question_only_where_all_is_about_somebody_else(text: str, heard: str) -> None:
    assert classify(text) == heard


@pytest.mark.parametrize(("own", "heard"), [(0, "question"), (1, "question"), (2, "silent")])
def test_no_question_from_a_fifth_of_own_clauses(own: int, heard: str) -> None:
    text = ", ".join(["he never listens"] * (9 - own) + ["I talk"] * own)
    assert classify(text) == heard


@pytest.mark.parametrize(("neither", "heard"), [(3, "question"), (4, "silent")])
def test_classifier_asks_nothing_if_half_the_clauses_are_neutral(neither: int, heard: str) -> None:
    text = ", ".join(["he never listens"] * 4 + ["it was a long day"] * neither)
    assert classify(text) == heard


@pytest.mark.parametrize(
    ("clause", "whose"),
    [
        ("I talk now", "own"),
        ("today I talk", "own"),
        ("my voice is nice", "own"),
        ("my work is nice", "own"),
        ("his voice is nice", "neither"),
        ("his mood is nice", "neither"),
        ("the evening is nice", "neither"),
        ("one cooks now", "neither"),
        ("no cooks come now", "other"),
        ("you never cook", "other"),
        ("you cook now", "neither"),
        ("my mother cooks", "other"),
        ("mother cooks now", "other"),
        ("other people cook now", "other"),
        ("with such friends it is nice", "neither"),
        ("Sam never rings", "other"),
        ("today Sam never rings", "own"),  # no name where no name stands: a word that may mean more
        ("it never rings now", "neither"),
        ("we cook now", "neither"),
        ("nobody cooks now", "other"),
        ("so nice and late again", "other"),  # what has no subject goes on with what was before
        ("late again", "other"),
    ],
)
def test_classifier_finds_the_subject_of_each_clause(clause: str, whose: str) -> None:
    once = classify(", ".join([*[OTHERS] * 4, clause]))
    thrice = classify(", ".join([*[OTHERS] * 3, *[clause] * 3]))
    assert (once, thrice) == {
        "own": ("silent", "silent"),
        "neither": ("question", "silent"),
        "other": ("question", "question"),
    }[whose]


@pytest.mark.parametrize("joined_by", [". ", ", ", "; ", "! ", " and ", " because "])
def test_clauses_end_at_stops_and_conjunctions(joined_by: str) -> None:
    assert classify(joined_by.join([OTHERS] * 3 + ["it is nice now"] * 2)) == "question"
    assert classify(joined_by.join([OTHERS] * 3 + ["it is nice now"] * 3)) == "silent"
    assert classify(joined_by.join([OTHERS] * 4 + ["I talk"])) == "silent"


@pytest.mark.parametrize("order", [1, -1])
def test_no_question_after_a_loss(order: int) -> None:
    parts = [*[OTHERS] * 5, "he passed away"][::order]
    assert classify(", ".join(parts)) == "silent"
    assert classify(", ".join([*[OTHERS] * 5, "passed away"])) == "silent"
    assert classify(", ".join(["passed away", *[OTHERS] * 5])) == "silent"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sam never rings", {"sam"}),
        ("Sam never", {"sam"}),
        ("so tired. Sam never rings", {"sam"}),
        ("late because Sam never rings", {"sam"}),
        ("late again Sam never rings", {"late"}),
        ("Sam rings because never", set()),
        ("it never rings", set()),
        ("because late Sam never rings", set()),
    ],
)
def test_word_before_never_that_begins_a_clause_is_a_name(text: str, names: set[str]) -> None:
    assert classifier._names(tokens(text), LEXICON) == names


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("calling late", []),
        ("calling late tonight", ["neither"]),
        ("she rings, calling late", ["other", "other"]),
        ("it rained, calling late", ["neither", "neither"]),
        ("she rings, late", ["other"]),
        ("I wait because she rings late", ["own", "other"]),
    ],
)
def test_clause_without_a_subject_goes_on_with_the_one_before(text: str, subjects: list[str]) -> None:
    assert classifier._clause_subjects(tokens(text), LEXICON) == subjects


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("friends are", "other"),
        ("you never", "other"),
        ("you ring", "neither"),
        ("the day went", "neither"),
        ("my day went", "own"),
        ("it rained", "neither"),
        ("is never", None),
        ("Sam never", "other"),
        ("no one rings", "other"),
    ],
)
def test_subject_of_a_clause_is_found_at_its_ends_too(clause: str, subject: str | None) -> None:
    assert classifier._subject(tokens(clause), LEXICON) == subject
