"""Rules that every text keeps: the words of exercises and pages, and every string of the interface.

No reproach and no pressure; nothing about anybody else's acts; no score of a relationship; and no field of
the record that could hold such a thing.
"""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import securecoach_tui
from securecoach_tui import content
from securecoach_tui.practice.exercise.model import STAGES
from securecoach_tui.practice.record import Rating, SessionRecord

PACKAGE = Path(securecoach_tui.__file__).parent
ENGLISH = PACKAGE / "content" / "en"

PRESSURE = re.compile(
    r"!|\b(should(n't)?|ought to|must(n't)?|fail(s|ed|ure)?|streaks?|worse|declin(e|ed|ing)|lost|lazy|bad at|"
    r"give up|gave up|too slow|behind schedule|missed (a|your|\d))\b",
    re.IGNORECASE,
)
SOMEBODY_ELSE = re.compile(
    r"\b(partners?|husband|wife|boyfriend|girlfriend|spouse|lovers?|he|she|his|him|hers?)\b|"
    r"\byour (ex|relationship|marriage)\b|\btheir (reply|answer|behaviou?r|reaction|fault)\b|"
    r"\b(did|do|does|are|is) they\b|\brate (them|the relationship|your relationship)\b|"
    r"\b(relationship|compatibility|couple)('s)? (score|rating|health|quality)\b|\bscore (of|for) (them|someone)\b",
    re.IGNORECASE,
)
# Where one of these words is used to say that it does not hold: the words around it, and why.
SAID_OTHERWISE = [
    "No study shows that one person's practice reliably changes a couple",
]
# What a record may say of the person whose it is. A new field is added here by somebody who has asked
# whether it could hold another person's name, act or reply.
ABOUT_ONESELF = {
    "id", "started", "ended", "exercise", "exercise_version", "capacity", "direction", "planned_seconds",
    "practised_seconds", "completed", "eased_off", "not_helping", "ratings", "expect", "likely", "prediction", "feared",
    "happened", "bearable", "rung", "rung_id", "need_stage", "told", "settled_alone", "answers", "reflection",
    "by_hand",
}  # fmt: skip


# The keys of the questions in exercises. A new key is added here by somebody who has asked the same.
ASKED = {
    "when", "body", "feel", "need", "would", "went", "fear", "came", "carry", "camera", "story", "sure", "other",
    "another", "apart_from_me", "friend", "sure_now", "choose", "wish", "outcome", "obstacle", "if", "then", "about", "value",
    "why", "shown", "close", "guess", "peak", "words", "more_words", "last_words", "thought", "protects", "stay",
    "signal", "long", "back", "first_line", "seen", "part", "repair", "asked", "no", "reason", "help", "receive",
}  # fmt: skip


def strings_of(table: object) -> Iterator[str]:
    """Every text in decoded TOML."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for value in table.values():
            yield from strings_of(value)
    elif isinstance(table, list):
        for value in table:
            yield from strings_of(value)


def words_of_content() -> list[tuple[str, str]]:
    # Word lists of the reflection rules are never shown, and name what nobody says to a person.
    files = [path for path in sorted(ENGLISH.rglob("*.toml")) if path.parent.name != "reflection"]
    assert len(files) >= 20
    return [
        (str(path.relative_to(ENGLISH)), text)
        for path in files
        for text in strings_of(tomllib.loads(path.read_text("utf-8")))
    ]


def words_of_the_interface() -> list[tuple[str, str]]:
    """Every string that passes through gettext, every reason a file is refused for, and every command's help."""
    found: list[tuple[str, str]] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "click_words.py":
            continue  # the keys of click's own words, which click chose
        place = str(path.relative_to(PACKAGE))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("_", "N_", "ngettext", "BadExercise", "bad"):
                    found += [(place, arg.value) for arg in node.args if _is_text(arg)]
            elif isinstance(node, ast.FunctionDef) and _is_command(node):
                found.append((place, ast.get_docstring(node) or ""))
    assert len(found) > 150
    return found


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_command(function: ast.FunctionDef) -> bool:
    return any("command" in ast.dump(one) or "group" in ast.dump(one) for one in function.decorator_list)


@functools.cache
def texts() -> list[tuple[str, str]]:
    return [*words_of_content(), *words_of_the_interface()]


def offending(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    kept = [(place, text) for place, text in texts() if not any(said in text for said in SAID_OTHERWISE)]
    return [(place, text) for place, text in kept if pattern.search(text)]


def test_no_text_uses_words_of_pressure() -> None:
    assert offending(PRESSURE) == []


def test_texts_never_describe_acts_of_other_people() -> None:
    assert offending(SOMEBODY_ELSE) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PRESSURE, "You should try again"),
        (PRESSURE, "Well done!"),
        (PRESSURE, "Your streak is 3 days"),
        (PRESSURE, "You missed a day"),
        (SOMEBODY_ELSE, "How did your partner react?"),
        (SOMEBODY_ELSE, "What did they say, and did they mean it?"),
        (SOMEBODY_ELSE, "Rate your relationship"),
        (SOMEBODY_ELSE, "Was she kind?"),
    ],
)
def test_word_rules_match_their_bad_examples(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_no_field_of_a_session_can_hold_another_person() -> None:
    assert {field.name for field in msgspec.structs.fields(SessionRecord)} == ABOUT_ONESELF
    assert {field.name for field in msgspec.structs.fields(Rating)} == {"at", "scale", "value", "when"}


def test_no_exercise_asks_about_somebody_else() -> None:
    for exercise in content.load().exercises().values():
        for stage in STAGES:
            for step in exercise.steps(stage):
                if step.ask:
                    assert step.key in ASKED
                    assert not re.search(r"\b(they|them|their|who)\b", step.ask, re.IGNORECASE), step.ask


def grade(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid et al. 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = max(1, len(re.findall(r"[.?:]+(?:\s|$)", text)))
    words = re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", text)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Groups of vowels, silent endings left out: within one of the dictionary's count for plain words."""
    word = re.split(r"['’]", word.lower())[0]
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$", word) or re.search(r"[^tdaeiouy]ed$|[^sxzhcgaeiouy]es$", word):
        count -= 1
    return max(1, count)


@pytest.mark.parametrize("exercise", content.load().exercises().values(), ids=lambda e: e.id)
def test_spoken_lines_are_plain_words(exercise: object) -> None:
    steps = [step for stage in STAGES for step in exercise.steps(stage)]  # type: ignore[attr-defined]
    lines = [
        line for step in steps for line in (step.say if isinstance(step.say, list) else [step.say or step.ask or ""])
    ]
    lines = [line for line in lines if line]
    assert grade(" ".join(lines)) <= 4
    assert [line for line in lines if grade(line) > 6] == []
    for line in lines:
        assert not re.search(r"\b(I'd like you to|try to|make sure|don't)\b", line), line


def test_spoken_lines_are_plain_by_textstat_measures() -> None:
    textstat = pytest.importorskip("textstat", reason="textstat is not installed")
    for exercise in content.load().exercises().values():
        steps = [step for stage in STAGES for step in exercise.steps(stage)]
        text = " ".join(
            line
            for step in steps
            for line in (step.say if isinstance(step.say, list) else [step.say or step.ask or ""])
        )
        assert textstat.automated_readability_index(text) <= 6, exercise.id
        assert textstat.coleman_liau_index(text) <= 6, exercise.id


def test_reading_grade_follows_its_formula() -> None:
    assert [syllables(word) for word in ("notice", "breathe", "feel", "moment", "settle", "asked", "wanted")] == [
        2, 1, 1, 2, 2, 1, 2,
    ]  # fmt: skip
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
