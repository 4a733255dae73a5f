"""Every question fits a braille display, and every line has exactly one meaning."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.plain.editor import cells
from securecoach_tui.plain.session_input import LETTERS, WORDS, Command, understand
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.machine import begin
from securecoach_tui.practice.session.questions import QUESTIONS, ask_for, takes_numb
from securecoach_tui.text.question_words import question_words
from tests.plain.talk import CONTENT, Talk, a_setup, an_exercise

WIDEST_PROMPT = 36  # cells, so that a prompt and its answer fit a braille display of 40
NUMBERS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
ASKS = [
    *(ask_for(question) for question in QUESTIONS),
    AskFor("need", (), "What do you need, said at as great a length as an author of exercises may like?"),
    AskFor("mood", ("warm", "blank"), "How is it?"),
]


def labels_of(ask: AskFor) -> dict[str, str]:
    session, _effects = begin(a_setup(CONTENT.exercise("closeness-ladder"), 180, rung="photo", rung_id="photo"), 0.0)
    return question_words(ask, session)[2]


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask.key)
def test_no_prompt_is_wider_than_36_cells(ask: AskFor) -> None:
    session, _effects = begin(a_setup(CONTENT.exercise("closeness-ladder"), 180, rung="photo", rung_id="photo"), 0.0)
    long, prompt, _labels = question_words(ask, session)
    assert cells(prompt + ": ") <= WIDEST_PROMPT and prompt and long


def meanings(line: str, ask: AskFor | None, labels: dict[str, str]) -> list[Command]:
    """What the rules, told one by one and without an order among them, make of a line."""
    text = line.strip()
    found = []
    low = text.lower()
    dotted = text.startswith(".") and not text.startswith("..")
    typed = low[1:].strip() if dotted else low
    commands = {**LETTERS, **WORDS}
    digits = "".join(str(unicodedata.decimal(one, one)) for one in typed)  # of any script
    number = int(digits) if re.fullmatch("[-+]?[0-9]+", digits) else NUMBERS.get(typed)
    scale = number if number is not None and 0 <= number <= 10 and len(typed) < 8 else None
    if dotted or ask is None:
        if typed in commands and not text.startswith(".."):
            found.append(Command(commands[typed]))
        elif scale is not None and not text.startswith(".."):
            found.append(Command("rate", scale))
        return found or [Command("unknown")]
    answer = text[1:] if text.startswith("..") else text
    low = answer.lower()
    if low == "":
        found.append(Command("answer"))
    if low in ("?", "c", "q"):
        found.append(Command(LETTERS[low]))
    elif ask.scale and scale is not None:
        found.append(Command("answer", scale))
    elif takes_numb(ask.key) and low == "n":
        found.append(Command("numb"))
    elif ask.choices:
        found += [Command("answer", c) for c in ask.choices if low in (c.lower(), labels[c].lower())]
        if number is not None and 1 <= number <= len(ask.choices) and len(typed) < 8:
            found.append(Command("answer", ask.choices[number - 1]))
    elif not ask.scale and low:
        found.append(Command("answer", answer))
    if not found and low in WORDS:
        found.append(Command(WORDS[low]))
    return found or [Command("unknown")]


words = st.sampled_from(
    [*LETTERS, *WORDS, "yes", "no", "not sure", "warm", "0", "3", "10", "11", "-1", "+5", "quiet", "٣", "３", *NUMBERS]
)
typed = st.one_of(
    words, words.map(lambda w: "." + w), words.map(lambda w: ".." + w), words.map(str.upper), st.text(max_size=8)
)


@settings(deadline=None)
@given(line=typed, ask=st.sampled_from([None, *ASKS]))
def test_every_line_has_exactly_one_meaning_whatever_is_open(line: str, ask: AskFor | None) -> None:
    labels = labels_of(ask) if ask is not None else {}
    (meaning,) = set(meanings(line, ask, labels))
    assert understand(line, ask, labels) == meaning


@pytest.mark.parametrize("line", ["с", "С", "ψ", "ב", "ز", "ｃ", ".с"])
def test_support_is_reached_on_every_layout(line: str) -> None:
    assert understand(line, None, {}).act == "support"
    assert all(understand(line, ask, labels_of(ask)).act == "support" for ask in ASKS)


@pytest.mark.parametrize(
    ("line", "act"),
    [("п", "not_helping"), ("ע", "not_helping"), ("й", "stop"), ("ы", "skip"), ("٧", "rate"), ("１０", "rate")],
)
def test_commands_and_numbers_of_every_script(line: str, act: str) -> None:
    assert understand(line, None, {}).act == act


@pytest.mark.parametrize("line", ["q", "u", "s", "n", "g", "-", "+", "5", "10"])
def test_letter_at_a_spoken_question_is_no_command(line: str) -> None:
    asked = an_exercise(body=[{"ask": "What do you need?", "key": "need", "seconds": 30}], closing=[], opening=[])
    talk = Talk(a_setup(asked, 30, asking="none")).types((5, line), ends=False)
    assert any(said.startswith("Just think of it.") for said in talk.said)
    assert talk.kept["completed"] and talk.kept["practised_seconds"] == 30 and talk.kept["ratings"] == []
    stopped = Talk(a_setup(asked, 30, asking="none")).types((15, ".q"), ends=False)
    assert stopped.kept["practised_seconds"] == pytest.approx(15, abs=1)
