"""Words as they are counted, said in turn and shown."""

from __future__ import annotations

import msgspec
import pytest

from securecoach_tui.practice.exercise.timeline import compile
from securecoach_tui.practice.session.events import AskFor, Save
from securecoach_tui.practice.session.machine import resume
from securecoach_tui.practice.visible_text import count_words, is_typed_text, quoted, visible
from tests.practice.person import Person, a_setup, an_exercise


@pytest.mark.parametrize(("text", "words"), [("", 0), ("one", 1), ("one two", 2), ("Don't stop - now.", 3)])
def test_words_are_counted_as_they_are_spoken(text: str, words: int) -> None:
    assert count_words(text) == words


def test_step_words_alternate_by_round() -> None:
    step = an_exercise(body=[{"say": ["one", "two"], "seconds": 4}]).body[0]
    assert [step.words(n) for n in range(4)] == ["one", "two", "one", "two"]


@pytest.mark.parametrize(
    ("text", "shown_as", "in_lines"),
    [
        ("a\tb", "a b", "a b"),
        ("a\nb\r\nc", "a b c", "a\nb\nc"),
        ("a\rb", "a\\x0db", "a\\x0db"),
        ("\x1b[2J\x7f\x85", "\\x1b[2J\\x7f\\x85", "\\x1b[2J\\x7f\\x85"),
        ("\u202eabc", "\\u202eabc", "\\u202eabc"),
        ("\ud800", "?", "?"),
        ("é – “ok”", "é – “ok”", "é – “ok”"),
    ],
)
def test_nothing_that_a_terminal_would_obey_is_shown_as_it_is(text: str, shown_as: str, in_lines: str) -> None:
    assert visible(text) == shown_as and visible(text, lines=True) == in_lines


def test_a_voice_says_what_is_shown_and_nothing_over_a_breath() -> None:
    exercise = an_exercise(body=[{"breathe": {"in": 4, "out": 6}}])
    assert [cue.spoken for cue in compile(exercise, 20).cues] == ["Hello.", "", "", "Goodbye."]


def test_breath_without_holds_drops_holds_in_every_stage() -> None:
    held = {"breathe": {"in": 4, "sip": 1, "hold_in": 2, "out": 6, "hold_out": 3}, "say": "Breathe."}
    exercise = an_exercise(opening=[held], body=[held, {"say": "Rest.", "seconds": 4}], closing=[held])
    flowing = {"breathe": {"in": 4, "sip": 1, "out": 6}, "say": "Breathe."}
    rest = {"say": "Rest.", "seconds": 4}
    assert exercise.without_holds() == an_exercise(opening=[flowing], body=[flowing, rest], closing=[flowing])


def test_draft_answer_is_reopened_when_a_session_resumes() -> None:
    asks = [
        {"ask": "What?", "key": "what", "choices": ["a"], "seconds": 9},
        {"ask": "Who?", "key": "who", "seconds": 9},
    ]
    setup = a_setup(an_exercise(body=asks))
    person = Person(setup).begins().waits(20)
    saved = [effect.checkpoint for effect in person.of(Save) if isinstance(effect, Save)][-1]
    for drafts, opened in (
        ({"who": "my"}, AskFor("who", (), "Who?")),
        ({"what": ""}, AskFor("what", ("a",), "What?")),
    ):
        session, effects = resume(setup, msgspec.structs.replace(saved, drafts=drafts), 900.0)
        assert session.open == opened and effects == (opened,)
    assert resume(setup, saved, 900.0)[1] == ()
    assert resume(setup, msgspec.structs.replace(saved, drafts={"gone": "x"}), 900.0)[0].open is None


def test_a_quoted_text_leaves_its_sentence_in_sight() -> None:
    assert quoted("\x1b" + "word " * 20_000) == "\\x1b" + ("word " * 20)[:38] + "…" and quoted("word") == "word"


def test_text_of_forty_letters_is_quoted_whole() -> None:
    assert quoted("x" * 40) == "x" * 40 and quoted("x" * 41) == "x" * 39 + "…"


@pytest.mark.parametrize("character", ["a", "é", " ", "\u00a0", "\u200d", "\u200c", "🙂", "ж", "\U000e0020", "\u0301"])
def test_letters_spaces_and_joiners_may_be_typed(character: str) -> None:
    assert is_typed_text(character)


@pytest.mark.parametrize("character", ["\x1b", "\n", "\x7f", "\x85", "\u2028", "\u2029", "\ud800"])
def test_controls_separators_and_half_characters_are_not_typed(character: str) -> None:
    assert not is_typed_text(character)
