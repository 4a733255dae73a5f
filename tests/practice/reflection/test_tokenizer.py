"""How a reflection is split into words: contractions opened, misspellings corrected."""

from __future__ import annotations

import time

import pytest

from securecoach_tui.practice.reflection.tokenizer import LONGEST, joined
from tests.practice.reflection.english import LEXICON, tokens


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I'm im i m I\u2019m", "i am i am i am i am"),
        ("I've ive i\u02bcve", "i have i have i have"),
        ("I'd I'll", "i would i will"),
        ("he's she's they're we're you're who's it's", "he is she is they is we is you is who is it is"),
        ("he's", "he is"),
        ("he've she've they've we've you've", "he have she have they have we have you have"),
        ("he'd she'd they'd we'd you'd it'd", "he would she would they would we would you would it would"),
        ("he'll she'll they'll we'll you'll it'll", "he will she will they will we will you will it will"),
        ("isn't don`t can\u00b4t O'Neil", "isnt dont cant oneil"),
        ("'quoted' 'words'", "quoted words"),
        ("HE HITS", "he hits"),
        ("ｈｉｔｓ", "hits"),
        ("h1ts 5ee 7ime 0ver h4te l33t", "hits see time over hate leet"),
        ("$ad c@ll", "sad call"),
        ("2day day2 3 4", "2day day2 3 4"),
        ("f**k *a* b", "fk a b"),
        ("under_score", "under score"),
        ("hiiiits hooot hoot", "hits hot hoot"),
        ("a,b;c:d", "a , b , c , d"),
        ("a.b!c?d\ne", "a . b . c . d . e"),
        ("", ""),
    ],
)
def test_text_becomes_words_in_lower_case(text: str, read: str) -> None:
    assert " ".join(tokens(text)) == read


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("slaped", "slapped"),  # one letter less
        ("slappped", "slapped"),
        ("slapppped", "slapped"),
        ("slapoped", "slapped"),  # one more
        ("slopped", "slapped"),  # another
        ("slappde", "slapped"),  # two swapped
        ("lsapped", "slapped"),  # the first two
        ("watchd", "watch"),
        ("pxssword", "password"),
        ("kcik", "kick"),  # in a short word two swapped are all that is set right
        ("kikc", "kick"),
        ("kicm", "kicm"),
        ("kic", "kic"),
        ("kickx", "kicks"),
        ("kickk", "kicks"),
        ("lick", "lick"),
        ("xick", "xick"),
        ("xlapped", "xlapped"),  # the first letter counts
        ("xpassword", "xpassword"),
        ("pasworrd", "pasworrd"),  # two slips are too many
        ("slpaepd", "slpaepd"),
        ("sdappel", "sdappel"),  # swapped, but not side by side
        ("chocke", "choke"),
        ("shoev", "shove"),
    ],
)
def test_one_misspelling_of_a_danger_word_is_corrected(typed: str, word: str) -> None:
    assert tokens(typed) == [word]


def test_known_words_are_left_as_they_are() -> None:
    changed = {word for word in LEXICON.known | LEXICON.corrected if tokens(word) != [word]}
    assert not changed


def test_tokenizing_stops_at_the_longest_text() -> None:
    assert len(tokens("a " * LONGEST)) == LONGEST // 2
    assert joined(["a", ".", "b", ","]) == " a b "


@pytest.mark.parametrize("part", ["a", "a1", "1", "@", "a@", "'", "a'", "*", "a.", "é", "\u0301", "x" * 98 + "1 "])
def test_tokenizing_100_000_characters_is_quick(part: str) -> None:
    begin = time.process_time()
    tokens(part * (100_000 // len(part)))
    assert time.process_time() - begin < 3.0  # of a processor; what took the square of the length took half a minute


def test_word_with_two_letters_exchanged_far_apart_is_left() -> None:
    assert tokens("spalped") == ["spalped"]


def test_longest_word_of_danger_with_a_letter_more_is_corrected() -> None:
    assert tokens("intimidaxtes intimidates") == ["intimidates", "intimidates"]


def test_signs_are_letters_in_words_of_a_hundred_characters() -> None:
    assert tokens("h1" + "ab" * 49) == ["hi" + "ab" * 49]
    assert tokens("h1" + "ab" * 49 + "c") == ["h1" + "ab" * 49 + "c"]
