"""If-then cards: read, made of a session's answers, due after a week, and described without judging."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui import i18n
from securecoach_tui.app import card_service
from securecoach_tui.app.session_setup import classify_reflection
from securecoach_tui.content import load
from securecoach_tui.practice import cards
from securecoach_tui.practice.cards import Card
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session import events as ev
from securecoach_tui.text.cards import line_words, progress_words
from tests.fakes.repository import repository_with
from tests.practice.person import CONTENT, Person, a_setup

NOW = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)
LINES = card_service.now_texts()


def entry(id: str = "c1", *, days: float = 0, **more: object) -> dict[str, object]:
    made = (NOW - timedelta(days=days)).isoformat()
    return {"id": id, "if": "no reply comes", "then": "make tea", "made": made, **more}


@pytest.mark.parametrize(
    ("moment", "act", "sentence"),
    [
        ("no reply comes", "make tea", "If no reply comes, then I will make tea."),
        ("If no reply comes,", "then I will make tea.", "If no reply comes, then I will make tea."),
        ("if", "I'll breathe out", "If if, then I will breathe out."),
    ],
)
def test_both_halves_make_one_sentence_however_they_were_written(moment: str, act: str, sentence: str) -> None:
    assert Card("c1", moment, act).sentence == sentence


@given(
    st.dictionaries(
        st.sampled_from(["if", "then", "about", "made", "used", "asked", "put_away"]),
        st.none() | st.text() | st.integers() | st.lists(st.text()),
    )
)
def test_entries_of_any_kind_are_read_or_left_out(fields: dict[str, object]) -> None:
    for card in cards.read([{"id": "c1", **fields}]):
        assert card.moment and card.act and card.sentence
        assert line_words(card, LINES, NOW.date())


def test_the_newest_card_comes_first() -> None:
    found = cards.read([entry("old", days=9), entry("new", days=1), entry("none", made=None)])
    assert [card.id for card in found] == ["new", "old", "none"]


def test_a_card_is_asked_about_after_a_week_and_never_twice() -> None:
    def due(**fields: object) -> bool:
        return bool(cards.due(cards.read([entry(**fields)]), NOW))  # type: ignore[arg-type]

    assert not due(days=6.9) and due(days=7)
    assert not due(days=8, asked=NOW.isoformat()) and not due(days=8, put_away=True)


def test_a_session_with_both_halves_makes_a_card() -> None:
    answers = {"if": "no reply comes", "then": "make tea", "about": LINES["ask"], "wish": "calm"}
    session = SessionRecord(id="s1", started="2026-03-03T21:00:00+00:00", exercise="if-then", answers=answers)
    made = card_service.made_in(CONTENT.exercise("if-then"), session)
    assert made == {"if": "no reply comes", "then": "make tea", "about": "ask", "made": "2026-03-03T21:00:00+00:00"}
    assert card_service.made_in(CONTENT.exercise("slow-breathing"), session) is None
    half = SessionRecord(id="s1", exercise="if-then", answers={"if": "no reply comes"})
    assert card_service.made_in(CONTENT.exercise("if-then"), half) is None


def test_what_the_exercise_asks_last_are_the_lines_of_now() -> None:
    steps = CONTENT.exercise("if-then").body
    assert next(step.choices for step in steps if step.key == "about") == list(LINES.values())


def test_only_cards_about_a_line_are_shown_and_none_about_harm() -> None:
    about = [entry(f"c{n}", about="ask", days=n) for n in range(5)]
    harm = entry("harm", about="ask", **{"if": "they hit me again"})
    stored = [
        (cards.KIND, str(one["id"]), one)
        for one in [*about, harm, entry("none"), entry("away", about="ask", put_away=True)]
    ]
    record = repository_with([], *stored)
    assert [card.id for card in card_service.shown_now(record)] == ["c0", "c1", "c2"]
    week_old = repository_with([], (cards.KIND, "harm", {**harm, "made": entry(days=9)["made"]}))
    assert card_service.due(week_old, NOW) is None, "a plan about harm is never held up as one"


@pytest.mark.parametrize(
    ("used", "words"),
    [
        ([None, None], "2 if-then cards."),
        ([1, None], "2 if-then cards. You used one this week."),
        ([1, 6.9], "2 if-then cards. You used 2 this week."),
        ([8], "1 if-then card."),
        ([], ""),
    ],
)
def test_progress_says_how_many_there_are_and_how_many_were_used(used: list[float | None], words: str) -> None:
    days = [{"used": (NOW - timedelta(days=one)).isoformat()} if one is not None else {} for one in used]
    found = cards.read([entry(f"c{n}", **fields) for n, fields in enumerate(days)])
    assert progress_words([*found, Card("away", "a", "b", put_away=True)], NOW) == words


@pytest.mark.parametrize("harmful", ["wish", "obstacle", "if", "then"])
def test_a_plan_about_harm_leads_to_people_and_is_not_rehearsed(harmful: str) -> None:
    person = Person(a_setup(CONTENT.exercise("if-then"), 180, classify_reflection=classify_reflection)).begins()
    while ev.ShowSupport() not in person.out:
        person.waits(1)
        if person.session.open is not None:
            key = person.session.open.key
            person.does(ev.Answer(key, "they hit me again" if key == harmful else "a quiet evening"))
    person.waits(180).answers_all()
    assert person.asked()[-1] == harmful and not any(
        re.search("out loud|plan|tries", effect.cue.text) for effect in person.of(ev.Say) if isinstance(effect, ev.Say)
    )


def test_a_card_from_another_language_is_shown_where_meant() -> None:
    answers = {"if": "no reply comes", "then": "make tea", "about": LINES["pull-away"]}
    session = SessionRecord(id="s1", started=NOW.isoformat(), exercise="if-then", answers=answers)
    try:
        i18n.use("es")
        made = card_service.made_in(load().exercise("if-then"), session)
    finally:
        i18n.use("en")
    assert made is not None and made["about"] == "pull-away"


def test_card_of_no_line_is_about_nothing() -> None:
    halves = {"if": " no reply\ncomes", "then": "make tea"}
    nothing = {"if": "no reply comes", "then": "make tea", "about": "", "made": "now"}
    assert cards.made_in(halves, {"A": "a"}, "now") == nothing
    assert cards.made_in({**halves, "about": "B"}, {"A": "a"}, "now") == nothing
    assert cards.made_in({**halves, "about": "A"}, {"A": "a"}, "now") == {**nothing, "about": "a"}
    assert cards.made_in(halves, {"": "a", "XXXX": "b"}, "now") == {**nothing, "about": "a"}


def test_only_a_use_of_a_card_is_stored() -> None:
    assert cards.outcome_fields("did", "now") == {"used": "now"}
    assert cards.outcome_fields("other", "now") == cards.outcome_fields("not_come", "now") == {}


def test_cards_are_due_from_a_week_on_the_oldest_first() -> None:
    def made(id: str, **ago: float) -> Card:
        return Card(id, "a", "b", made=NOW - timedelta(**ago))

    some = [made("new", days=6.9), made("b", days=7), made("a", days=7), made("old", days=30), Card("none", "a", "b")]
    assert [card.id for card in cards.due(some, NOW)] == ["old", "a", "b"]


@pytest.mark.parametrize(
    ("ago", "counts"), [(timedelta(0), 1), (timedelta(hours=1), 1), (timedelta(days=7), 0), (timedelta(hours=-1), 0)]
)
def test_card_counts_as_used_this_week_for_seven_days(ago: timedelta, counts: int) -> None:
    assert cards.used_this_week([Card("a", "a", "b", used=NOW - ago), Card("b", "a", "b")], NOW) == counts
