"""The phrases that can answer a question, as a trie over the token ids of Moonshine's tokenizer.

The tokenizer's file is a list of pieces in the order of their ids: the length of each in one byte, or in two if it is
128 or more (the low seven bits first, with the highest bit set), then its bytes. A space is U+2581, and a text begins
with one. Pieces are joined as byte pair encoding joins them: of two neighbours whose join is a piece, those with the
lowest id first, since the ids have the order in which the pieces were found (Sennrich and others 2016,
arxiv.org/abs/1508.07909).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SPACE = "\N{LOWER ONE EIGHTH BLOCK}"
BEGIN, END = 1, 2  # the ids of the tokens that begin and end a text
BYTES = range(3, 259)  # the ids of single bytes, for what no other piece can spell
FEWEST_PIECES = 1000  # a shorter list is no tokenizer's


@dataclass(slots=True)
class Node:
    """A place in the trie: the nodes that follow by token id, and the answer if a phrase ends here."""

    children: dict[int, Node] = field(default_factory=dict)
    answer: int | str | None = None


def read_pieces(data: bytes) -> dict[str, int]:
    """The id of each piece of a tokenizer's file; single bytes, which could be taken for letters, are left out.

    Raises:
        ValueError: the file is damaged.
    """
    found: dict[str, int] = {}
    at = number = 0
    while at < len(data):
        length = data[at]
        at += 1
        if length >= 128:
            if at == len(data):
                raise ValueError("the tokenizer's file is damaged")
            length += 128 * data[at] - 128
            at += 1
        piece = data[at : at + length]
        if len(piece) < length:
            raise ValueError("the tokenizer's file is damaged")
        if number not in BYTES:
            found.setdefault(piece.decode("utf-8", "replace"), number)
        at, number = at + length, number + 1
    if number < FEWEST_PIECES:
        raise ValueError("the tokenizer's file is damaged")
    return found


def encode(text: str, pieces: Mapping[str, int]) -> list[int]:
    """The token ids of a text.

    Raises:
        KeyError: a character is no piece.
    """
    parts = list(SPACE + text.replace(" ", SPACE))
    while True:
        joins = [(pieces[first + second], at) for at, (first, second) in _pairs(parts) if first + second in pieces]
        if not joins:
            return [pieces[part] for part in parts]
        _id, at = min(joins)
        parts[at : at + 2] = [parts[at] + parts[at + 1]]


def _pairs(parts: list[str]) -> enumerate[tuple[str, str]]:
    return enumerate(pairwise(parts))


def trie(phrases: Mapping[int | str, Sequence[str]], pieces: Mapping[str, int]) -> Node:
    """The trie of these phrases, each with the token that ends a text.

    Raises:
        ValueError: two answers have the same phrase.
    """
    root = Node()
    for answer, texts in phrases.items():
        for text in texts:
            node = root
            for token in (*encode(text, pieces), END):
                node = node.children.setdefault(token, Node())
            if node.answer not in (None, answer):
                raise ValueError(f"{text!r} is a phrase of {node.answer!r} and of {answer!r}")
            node.answer = answer
    return root
