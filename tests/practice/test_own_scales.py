"""Scales of a person's own: asked before and after, kept with the session, shown and never judged."""

from __future__ import annotations

from datetime import date

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice import own_scales
from securecoach_tui.practice.own_scales import OwnScale
from securecoach_tui.practice.record import SessionRecord, When
from securecoach_tui.practice.session import events as ev
from securecoach_tui.text.over_time import lines_over_time
from tests.practice.person import Person, a_setup, ladder

CALM, ACHE = OwnScale("calm"), OwnScale("ache", less_is_better=True)


def test_settings_name_at_most_three_scales_each_once() -> None:
    assert own_scales.parse(["calm", " ache , Less is better", "Calm, less is better", "", ","]) == (CALM, ACHE)
    assert len(own_scales.parse("abcdef")) == 3


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_texts_give_scales_that_are_read_back_alike(texts: list[str]) -> None:
    found = own_scales.parse(texts)
    assert len(found) <= own_scales.MOST and own_scales.parse(map(str, found)) == found


def test_scale_is_asked_before_and_after_and_kept() -> None:
    person = Person(a_setup(own_scales=(CALM, ACHE))).begins()
    person.does(ev.Answer("calm, before", 3), ev.Answer("ache, before", None)).waits(70)
    person.answers_all(after=2, **{"calm, after": 6})
    assert person.asked()[:3] == ["before", "calm, before", "ache, before"]
    assert person.asked()[3:6] == ["after", "calm, after", "ache, after"]
    record = person.record()
    assert record.answers == {"calm, before": "3", "calm, after": "6"}
    assert own_scales.ratings(record, "calm") == (3, 6) and own_scales.ratings(record, "ache") == (None, None)
    assert own_scales.words_in([record]) == ["calm"]


def test_few_questions_and_a_careful_answer_leave_own_scales_out() -> None:
    few = Person(a_setup(own_scales=(CALM,), asking="few")).begins().waits(70).answers_all()
    careful = Person(ladder(own_scales=(CALM,))).does(ev.Answer("safe", "no")).answers_all()
    assert "calm, before" not in few.asked() + careful.asked()


def test_rating_of_an_own_scale_can_be_undone() -> None:
    person = Person(a_setup(own_scales=(CALM,))).begins().does(ev.Answer("calm, before", 3)).waits(5)
    person.does(ev.UndoLast())
    assert not person.session.texts


def test_own_scale_is_listed_with_its_days() -> None:
    person = Person(a_setup(own_scales=(CALM,))).begins().does(ev.Answer("calm, before", 3)).waits(70)
    person.answers_all(after=2, **{"calm, after": 6})
    record: SessionRecord = msgspec.structs.replace(person.record(), ended="2026-03-03T21:01:00+00:00")
    (shown,) = [one for one in lines_over_time([record], [], date(2026, 3, 5)) if one.name == "own_scales"]
    assert shown.heading == "My own scales" and [line.line.split(": ")[1] for line in shown.lines] == [
        "calm 3 before, 6 after"
    ]


def test_rating_of_thousands_of_digits_is_no_number() -> None:
    """Python refuses to read so long a number, and a file that another machine wrote may have one."""
    huge = SessionRecord(id="a", answers={"calm, before": "9" * 5000})
    assert own_scales.ratings(huge, "calm") == (None, None) and own_scales.words_in([huge]) == []


def test_scale_is_written_with_what_the_person_said_about_it() -> None:
    assert (str(CALM), str(ACHE)) == ("calm, more is better", "ache, less is better")


def test_key_of_a_rating_ends_with_its_time() -> None:
    assert own_scales.word_and_time("calm, before") == ("calm", When.BEFORE)
    assert own_scales.word_and_time("odd, word, after") == ("odd, word", When.AFTER)
    for key in (", before", "calm, during", "calm", "before"):
        assert own_scales.word_and_time(key) is None


def test_rating_of_an_own_scale_is_at_most_ten() -> None:
    session = SessionRecord(id="a", answers={"calm, before": "10", "calm, after": "11", "ache, after": "11"})
    assert own_scales.ratings(session, "calm") == (10, None) and own_scales.ratings(session, "ache") == (None, None)
    assert own_scales.words_in([session]) == ["calm"]
