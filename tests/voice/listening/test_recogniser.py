"""Which answer is accepted, and what damaged models do."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.voice.listening.model import NO, NOT_SURE, YES
from securecoach_tui.voice.listening.phrases import NO_ANSWER

recogniser = pytest.importorskip("securecoach_tui.voice.listening.recogniser")


def test_a_likely_answer_without_a_rival_is_accepted() -> None:
    assert recogniser.choose({7: -0.5}) == 7
    assert recogniser.choose({YES: -2.9, NO: -6.0, NOT_SURE: -7.0}) == YES


def test_an_unlikely_answer_is_not_accepted() -> None:
    assert recogniser.choose({7: -3.1}) is None
    assert recogniser.choose({}) is None


def test_an_answer_with_a_close_rival_is_not_accepted() -> None:
    assert recogniser.choose({YES: -1.0, NO: -3.9}) is None
    assert recogniser.choose({4: -1.0, 5: -3.9}) is None


def test_a_word_that_only_sounds_alike_is_a_rival() -> None:
    assert recogniser.choose({NO_ANSWER: -0.2, YES: -5.0}) is None
    assert recogniser.choose({YES: -0.5, NO_ANSWER: -1.4}) is None
    assert recogniser.choose({YES: -0.5, NO_ANSWER: -1.6}) == YES


def test_samples_become_numbers_from_minus_one_to_one() -> None:
    assert recogniser.floats(b"\x00\x80\x00\x00\x00\x40").tolist() == [-1.0, 0.0, 0.5]


def test_missing_models_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        recogniser.Recogniser(tmp_path)
