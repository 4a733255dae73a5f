"""How a text is read before any rule looks at it: contractions opened, slips of the fingers set right."""

from __future__ import annotations

import time

import pytest

from securecoach_tui.practice.reflection.classifier import listen
from securecoach_tui.practice.reflection.danger import touches
from securecoach_tui.practice.reflection.everyday import stems
from securecoach_tui.practice.reflection.slips import MATTER, THEMSELVES
from securecoach_tui.practice.reflection.tokenizer import LONGEST, joined, tokens


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
def test_a_text_is_read_as_words_in_lower_case(text: str, read: str) -> None:
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
def test_one_slip_of_the_fingers_is_set_right_where_the_word_matters(typed: str, word: str) -> None:
    assert tokens(typed) == [word]


@pytest.mark.parametrize("word", sorted({*MATTER.split(), *THEMSELVES.split()}))
def test_a_word_that_is_known_means_itself(word: str) -> None:
    assert tokens(word) == [word]


def test_a_text_longer_than_anyone_writes_is_read_as_far_as_that() -> None:
    assert len(tokens("a " * LONGEST)) == LONGEST // 2
    assert joined(["a", ".", "b", ","]) == " a b "


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
def test_a_word_may_be_a_form_of_another(word: str, stem: str) -> None:
    assert stem in stems(word) and stems(word)[0] == word


def test_a_short_word_is_a_form_of_nothing() -> None:
    assert stems("is") == ["is"] and stems("red") == ["red", "re", "ree"] and stems("ies")[-1] == "y"


# Words of ordinary complaint, eight at the least, and all of somebody else.
ASKED = "He never listens and he never asks anything"


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
def test_the_lens_asks_only_where_somebody_else_is_all_there_is(text: str, heard: str) -> None:
    assert listen(text) == heard


@pytest.mark.parametrize(("own", "heard"), [(0, "question"), (1, "question"), (2, "silent")])
def test_a_fifth_of_clauses_that_are_ones_own_is_where_it_falls_silent(own: int, heard: str) -> None:
    text = ", ".join(["he never listens"] * (9 - own) + ["I talk"] * own)
    assert listen(text) == heard


@pytest.mark.parametrize(("neither", "heard"), [(3, "question"), (4, "silent")])
def test_half_of_clauses_that_are_nobodys_are_too_many(neither: int, heard: str) -> None:
    text = ", ".join(["he never listens"] * 4 + ["it was a long day"] * neither)
    assert listen(text) == heard


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("he made me feel small", False),
        ("he made me feel so very small", False),
        ("he made me really angry", False),
        ("he made me kneel", True),
        ("he makes us all sleep outside", True),
        ("she had me sign it", True),
        ("he made dinner", False),
        ("a calm evening at home", False),
    ],
)
def test_being_made_to_do_a_thing_is_not_being_made_to_feel_one(text: str, touched: bool) -> None:
    assert touches(tokens(text)) is touched


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        ("uncle", "games", 7),
        ("hair", "let", 5),
        ("boys", "turn", 6),
        ("gay", "church", 9),
        ("bunny", "mean", 5),
        ("hug", "lift", 6),
    ],
)
def test_two_words_touch_harm_only_where_they_stand_near_each_other(one: str, other: str, within: int) -> None:
    for first, last in ((one, other), (other, one)):
        assert touches([first, last]) is True
        assert touches([first, *["tea"] * (within - 1), last]) is True
        assert touches([first, *["tea"] * within, last]) is False
        assert touches([first, "tea", first]) is False
        assert touches(["tea", "tea", first, *["tea"] * (within + 3), first, "tea", last, "tea"]) is True


@pytest.mark.parametrize(
    ("text", "touched"), [("my immigration", True), ("my boss complained", True), ("my boss talked", False)]
)
def test_a_rule_may_hold_for_a_word_in_any_of_its_forms(text: str, touched: bool) -> None:
    assert touches(tokens(text)) is touched


OTHERS = "he never listens"


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
def test_a_clause_is_ones_own_or_anothers_or_nobodys(clause: str, whose: str) -> None:
    once = listen(", ".join([*[OTHERS] * 4, clause]))
    thrice = listen(", ".join([*[OTHERS] * 3, *[clause] * 3]))
    assert (once, thrice) == {
        "own": ("silent", "silent"),
        "neither": ("question", "silent"),
        "other": ("question", "question"),
    }[whose]


@pytest.mark.parametrize("joined_by", [". ", ", ", "; ", "! ", " and ", " because "])
def test_clauses_end_at_every_stop_and_joining_word(joined_by: str) -> None:
    assert listen(joined_by.join([OTHERS] * 3 + ["it is nice now"] * 2)) == "question"
    assert listen(joined_by.join([OTHERS] * 3 + ["it is nice now"] * 3)) == "silent"
    assert listen(joined_by.join([OTHERS] * 4 + ["I talk"])) == "silent"


@pytest.mark.parametrize("order", [1, -1])
def test_a_loss_anywhere_in_a_text_is_met_with_silence(order: int) -> None:
    parts = [*[OTHERS] * 5, "he passed away"][::order]
    assert listen(", ".join(parts)) == "silent"
    assert listen(", ".join([*[OTHERS] * 5, "passed away"])) == "silent"
    assert listen(", ".join(["passed away", *[OTHERS] * 5])) == "silent"


@pytest.mark.parametrize("part", ["a", "a1", "1", "@", "a@", "'", "a'", "*", "a.", "é", "\u0301", "x" * 98 + "1 "])
def test_a_hundred_thousand_characters_of_anything_are_read_while_one_waits(part: str) -> None:
    begin = time.process_time()
    tokens(part * (100_000 // len(part)))
    assert time.process_time() - begin < 3.0  # of a processor; what took the square of the length took half a minute
