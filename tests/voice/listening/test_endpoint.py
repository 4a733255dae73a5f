"""Where speech begins and ends in a window. A drawn window has a letter for each piece: ``s`` is speech, ``q`` is quiet
sound, ``m`` is in between, ``0`` is nothing but zeros."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from securecoach_tui.voice.listening.endpoint import PIECE_BYTES, Recorded, record

PIECES = {letter: bytes([number, 0]) * (PIECE_BYTES // 2) for number, letter in enumerate("0qms")}
LIKELY = {"0": 0.01, "q": 0.1, "m": 0.4, "s": 0.9}
SECOND = 31  # pieces


def window(drawn: str, seconds: float = 2.0) -> Recorded:
    named = {piece: letter for letter, piece in PIECES.items()}
    return record((PIECES[letter] for letter in drawn), seconds, lambda piece: LIKELY[named[piece]])


def drawn(clip: bytes) -> str:
    named = {piece: letter for letter, piece in PIECES.items()}
    return "".join(named[clip[at : at + PIECE_BYTES]] for at in range(0, len(clip), PIECE_BYTES))


def test_speech_is_recorded_with_a_little_around_it() -> None:
    found = window("q" * 20 + "s" * 10 + "q" * 30)
    assert found.kind == "speech"
    assert drawn(found.clip) == "q" * 9 + "s" * 10 + "q" * 9


def test_speech_at_the_very_beginning_is_whole() -> None:
    assert drawn(window("s" * 10 + "q" * 30).clip) == "s" * 10 + "q" * 9


def test_one_piece_alone_is_no_speech() -> None:
    assert window("qqqsqqq" * 20) == Recorded("silence")


def test_a_short_pause_is_inside_the_speech() -> None:
    found = window("q" * 9 + "sss" + "q" * 18 + "sss" + "q" * 19)
    assert drawn(found.clip).count("s") == 6


def test_half_likely_sound_begins_nothing_but_goes_on() -> None:
    assert window("m" * 99) == Recorded("silence")
    assert drawn(window("q" * 9 + "ss" + "m" * 9 + "q" * 19).clip) == "q" * 9 + "ss" + "m" * 9 + "q" * 9


def test_speech_under_way_at_the_end_may_finish() -> None:
    found = window("q" * (2 * SECOND - 1) + "s" * SECOND + "q" * 19)
    assert (found.kind, drawn(found.clip).count("s")) == ("speech", SECOND)


def test_speech_that_goes_on_and_on_is_refused() -> None:
    def talk() -> Iterator[bytes]:
        while True:
            yield PIECES["s"]

    assert record(talk(), 2.0, lambda piece: 0.9) == Recorded("too long")


@pytest.mark.parametrize(("seconds", "kind"), [(3.4, "speech"), (3.8, "too long")])
def test_longest_answer_is_three_and_a_half_seconds(seconds: float, kind: str) -> None:
    assert window("q" * 20 + "s" * round(seconds * SECOND) + "q" * 20).kind == kind


def test_only_zeros_are_told_from_silence() -> None:
    assert window("0" * 99) == Recorded("zeros")
    assert window("0" * 50 + "q" * 49) == Recorded("silence")


def test_a_window_that_is_cut_has_no_clip() -> None:
    assert window("q" * 9 + "sss") == window("q") == Recorded("cut")
