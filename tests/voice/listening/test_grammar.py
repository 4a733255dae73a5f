"""Phrases as tokens: the tokenizer's file, byte pair encoding, and the trie."""

from __future__ import annotations

import pytest

from securecoach_tui.voice.listening.grammar import END, encode, read_pieces, trie
from securecoach_tui.voice.listening.model import NO, NOT_SURE, NUMBERS, YES
from securecoach_tui.voice.listening.phrases import NO_ANSWER, PHRASES, phrases

PIECES = {
    piece: number
    for number, piece in enumerate(["?", "??", "???", "▁", "s", "e", "v", "n", ".", "ve", "se", "▁se", "en", "ven"])
}


def file_of(*pieces: str) -> bytes:
    """Return a tokenizer's file with these pieces after a thousand others."""
    data = b""
    for piece in [*(f"<{number}>" for number in range(1000)), *pieces]:
        text = piece.encode()
        length = bytes([len(text)]) if len(text) < 128 else bytes([len(text) % 128 + 128, len(text) // 128])
        data += length + text
    return data


def test_a_letter_is_never_taken_for_a_byte() -> None:
    """Moonshine's pieces have "." twice: as a byte, which it never writes, and as text."""
    data = file_of(".").replace(b"\x04<49>", b"\x01.")
    assert read_pieces(data)["."] == 1000


def test_pieces_are_read_with_their_numbers() -> None:
    pieces = read_pieces(file_of("▁seven", "x" * 300, "."))
    assert (pieces["▁seven"], pieces["x" * 300], pieces["."]) == (1000, 1001, 1002)


@pytest.mark.parametrize("damaged", [b"", b"\x05abc", file_of("▁seven")[:-2], file_of() + b"\xff", b"<html>"])
def test_damaged_tokenizer_is_an_error(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="tokenizer"):
        read_pieces(damaged)


def test_neighbours_with_the_lowest_number_are_joined_first() -> None:
    named = {number: piece for piece, number in PIECES.items()}
    assert [named[token] for token in encode("seven.", PIECES)] == ["▁se", "ven", "."]


def test_a_character_without_a_piece_is_an_error() -> None:
    with pytest.raises(KeyError):
        encode("eight", PIECES)


def test_phrases_share_the_nodes_of_their_beginning() -> None:
    root = trie({7: ["seven", "seven."], YES: ["se"]}, PIECES)
    (start,) = root.children.values()
    assert start.children[END].answer == YES
    node = start.children[PIECES["ven"]]
    assert node.children[END].answer == node.children[PIECES["."]].children[END].answer == 7


def test_a_phrase_of_two_answers_is_an_error() -> None:
    with pytest.raises(ValueError, match="seven"):
        trie({7: ["seven"], 8: ["seven"]}, PIECES)


def test_every_answer_has_phrases_of_its_own() -> None:
    assert set(PHRASES) == {*NUMBERS, YES, NO, NOT_SURE, NO_ANSWER}
    said = [word for texts in PHRASES.values() for word in {text.lower().rstrip(".,!?") for text in texts}]
    assert {word for word in said if said.count(word) > 1} == {"one", "nine"}  # which are no answers to yes or no


def test_only_the_open_questions_answers_have_phrases() -> None:
    assert set(phrases([YES, NO])) == {YES, NO, NO_ANSWER}
    assert set(phrases([7, 8])) == {7, 8}
    with pytest.raises(KeyError):
        phrases(["numb"])
