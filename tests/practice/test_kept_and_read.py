"""Small things of the practice that are kept, read or said, each to the letter."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from securecoach_tui.practice.checkin import AGAIN, CheckInResult, Item, due, fields, half_way, half_way_text, score
from securecoach_tui.practice.ladder import steps
from securecoach_tui.practice.ladder.offers import Rung, StepOffer, neighbour, shown
from securecoach_tui.practice.plan import Plan, days_of, ics, time_of
from securecoach_tui.practice.plan import fields as fields_of_plan
from securecoach_tui.practice.record import Rating, SessionRecord, When
from securecoach_tui.practice.session.events import Answer, ChooseRung
from securecoach_tui.practice.session.questions import rung_offer
from securecoach_tui.practice.session.saving import has_checkpoint
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import CONTENT, Person, a_setup, closeness, ladder

ITEMS = CONTENT.checkin().items


# The check-in.


@pytest.mark.parametrize("value", [1, 7, None])
def test_halfway_checkin_restores_scale_ends_and_gaps(value: int | None) -> None:
    given = {ITEMS[0].id: value}
    assert half_way(half_way_text(given), ITEMS) == given


@pytest.mark.parametrize("value", [0, 8])
def test_halfway_checkin_drops_answers_off_the_scale(value: int) -> None:
    assert half_way(half_way_text({ITEMS[0].id: value}), ITEMS) == {}


def test_halfway_checkin_restores_answers_up_to_the_first_gap() -> None:
    given = {ITEMS[0].id: 3, ITEMS[2].id: 4}
    assert half_way(half_way_text(given), ITEMS) == {ITEMS[0].id: 3}
    assert half_way("", ITEMS) == {} and half_way_text({}) == ""


def test_checkin_fields_have_time_answers_sums_and_choice() -> None:
    at = datetime(2026, 3, 3, 21, 0, 5, 123456, tzinfo=UTC)
    assert fields(at, {"a": 1, "b": None}, CheckInResult(20, 30, "avoidant"), "steady") == {
        "at": "2026-03-03T21:00:05+00:00",
        "answers": {"a": 1, "b": None},
        "anxiety": 20,
        "avoidance": 30,
        "direction": "avoidant",
        "chosen": "steady",
    }


def test_checkin_refuses_a_dimension_of_five_items() -> None:
    five = [item for item in ITEMS if item != ITEMS[0]]
    with pytest.raises(ValueError, match=r"^a dimension has 6 items, not 5$"):
        score(five, {item.id: 4 for item in five})


@pytest.mark.parametrize("answer", [0, 8, True, 4.0])
def test_checkin_names_the_item_of_an_invalid_answer(answer: object) -> None:
    given = {item.id: 4 for item in ITEMS}
    with pytest.raises(ValueError, match=rf"^{ITEMS[3].id}: an answer is a whole number from 1 to 7$"):
        score(ITEMS, {**given, ITEMS[3].id: answer})  # type: ignore[dict-item]


def test_checkin_agreement_counts_unless_the_item_is_reversed() -> None:
    plain = [Item(f"a{n}", "anxiety", "x") for n in range(6)] + [Item(f"v{n}", "avoidance", "x") for n in range(6)]
    assert score(plain, {item.id: 7 for item in plain}).anxiety == 42
    turned = [Item(item.id, item.dimension, "x", reverse=True) for item in plain]
    assert score(turned, {item.id: 7 for item in turned}).avoidance == 6


def test_checkin_is_due_on_the_day_four_weeks_end() -> None:
    today = date(2026, 3, 29)
    assert due(today - AGAIN, today) and not due(today - AGAIN + timedelta(days=1), today)


# Rungs.


def test_new_rung_is_not_lived_or_hidden_and_has_no_place() -> None:
    assert Rung("a", "b") == Rung("a", "b", lived=False, hidden=False, place=0)


def test_rungs_are_sorted_by_place_then_id() -> None:
    order = [
        Rung("c", "", place=1),
        Rung("b", "", place=1),
        Rung("z", "", hidden=True, place=0),
        Rung("a", "", place=2),
    ]
    assert [rung.id for rung in shown(order)] == ["b", "c", "a"]
    assert neighbour(order, "c", "lower") == order[1] and neighbour(order, "c", "higher") == order[3]
    assert neighbour(order, "c", "same") is None and neighbour(order, "z", "higher") is None
    assert neighbour(order, "b", "lower") is None and neighbour(order, "a", "higher") is None


@pytest.mark.parametrize(
    ("to", "order"),
    [(-3, "cab"), (0, "cab"), (1, "cab"), (2, "acb"), (3, "abc"), (9, "abc")],
)
def test_a_rung_is_moved_among_those_that_are_shown(to: int, order: str) -> None:
    ladder_of = [Rung(one, one, place=at) for at, one in enumerate("abc", 1)]
    changed = steps.moved(ladder_of, "c", to)
    places = {one.id: changed.get(one.id, {"place": one.place})["place"] for one in ladder_of}
    assert "".join(sorted(places, key=lambda one: int(str(places[one])))) == order
    assert sorted(places.values(), key=str) == [1, 2, 3]


def test_moving_a_rung_keeps_the_order_of_hidden_rungs() -> None:
    some = [Rung("a", "", place=1), Rung("h", "", place=2, hidden=True), Rung("b", "", place=3), Rung("c", "", place=4)]
    assert steps.moved(some, "c", 2) == {"c": {"place": 3}, "b": {"place": 4}}
    assert steps.moved(some, "a", 3) == {"h": {"place": 1}, "b": {"place": 2}, "c": {"place": 3}, "a": {"place": 4}}
    assert steps.moved(some, "none such", 1) == {}


def test_added_rung_is_saved_whole_as_the_highest() -> None:
    some = [Rung("a", "", place=1), Rung("b", "", place=7)]
    fields_of = {"words": "two words", "lived": True, "place": 8, "hidden": False}
    assert steps.added(some, "n", "  two \n words ") == {"n": fields_of}
    assert steps.added([], "n", "x", with_someone=False)["n"] == {**fields_of, "words": "x", "lived": False, "place": 1}
    assert steps.added(some, "n", " \n ") == {} and steps.reworded("a", "  ") == {}
    assert steps.reworded("a", "x" * 2001) == {"a": {"words": "x" * 2000}}
    assert steps.hidden("a", True) == {"a": {"hidden": True}} and steps.hidden("a", False) == {"a": {"hidden": False}}
    assert steps.lived("a", False) == {"a": {"lived": False}}


# A plan.


@pytest.mark.parametrize(
    ("text", "at"),
    [("0", time(0)), ("23:59", time(23, 59)), (" 7.05 ", time(7, 5)), ("24", None), ("23:60", None), ("7:", None)],
)
def test_plan_time_is_parsed_within_a_day(text: str, at: time | None) -> None:
    assert time_of(text) == at


@pytest.mark.parametrize(
    ("text", "days"),
    [("tu", (1,)), ("th", (3,)), ("sat sun", (5, 6)), ("sunday;monday", (0, 6)), ("fri\tfri", (4,)), ("m t", None)],
)
def test_a_days_name_may_be_cut_short_while_it_means_one_day(text: str, days: tuple[int, ...] | None) -> None:
    assert days_of(text) == days


def test_plan_has_its_next_practice_within_a_week() -> None:
    now = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)  # a Tuesday
    for day in range(7):
        found = Plan((day,), time(20)).next_after(now)
        assert found is not None and found.weekday() == day and 0 < (found - now.date()).days <= 7
    assert Plan((1,), time(21)).next_after(now) == now.date(), "its very minute is not too late"


def test_calendar_file_has_the_standard_format() -> None:
    now = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)
    text = ics(Plan((0, 3), time(20, 30)), now, summary="Rest; walk, sit\\lie\ndown")
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//calendar//EN",
        "BEGIN:VEVENT",
        "UID:64879f7d6b960a01909762d911a32d45",
        "DTSTAMP:20260303T210000Z",
        "DTSTART:20260305T203000",
        "DTEND:20260305T204500",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TH",
        "SUMMARY:Rest\\; walk\\, sit\\\\lie down",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert "\r\nSUMMARY:Practice\r\n" in ics(Plan((0,)), now)
    with pytest.raises(ValueError, match=r"^a plan with no days$"):
        ics(Plan(), now)
    assert fields_of_plan((4, 0), None) == {"days": ["mon", "fri"], "time": ""}


def test_calendar_file_folds_lines_at_75_bytes() -> None:
    now = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)
    text = ics(Plan((0,)), now, summary="x" * 67 + "é" + "y" * 80)
    at = text.index("SUMMARY")
    assert text[at:].split("\r\n")[:3] == ["SUMMARY:" + "x" * 67, " é" + "y" * 72, " " + "y" * 8]


# A session.


@pytest.mark.parametrize(
    ("after", "feared", "offered"),
    [
        (8, "yes", ("lower", "ended_high")),
        (7, "yes", ("same", "variety")),
        (None, "no", ("same", "variety")),
    ],
)
def test_rung_offer_follows_the_outcome_of_the_session(
    after: int | None, feared: str, offered: tuple[str, str]
) -> None:
    person = closeness(Person(ladder())).waits(190, ticks=5)
    person.does(Answer("after", after), Answer("feared", feared))
    assert rung_offer(person.session) == StepOffer(*offered)  # type: ignore[arg-type]


def test_second_stay_without_the_fear_offers_a_higher_rung() -> None:
    from dataclasses import replace

    from securecoach_tui.practice.ladder.offers import RungOutcome

    well = RungOutcome(rung_id="photo", stayed=True, feared="no")
    begun = Person(ladder(before_rung=well)).session
    done = replace(begun, completed=True, frozen=180.0, values={"feared": "no"})
    assert rung_offer(done) == StepOffer("higher", "stayed_twice")
    assert rung_offer(replace(done, values={"feared": "partly", "bearable": "yes"})) == StepOffer(
        "higher", "stayed_twice"
    )
    for change in (
        {"completed": False},
        {"frozen": 143.9},
        {"not_helping": True},
        {"eased_off": True},
        {"values": {"feared": "partly", "bearable": "a little"}},
        {"values": {}},
    ):
        assert rung_offer(replace(done, **change)) == StepOffer("same", "variety"), change  # type: ignore[arg-type]
    numb = replace(done, ratings=(Rating(3.0, "presence", 0, "during"),))
    assert rung_offer(numb) == StepOffer("same_or_grounding", "numb")
    for safe in ("no", "not sure"):
        assert rung_offer(replace(done, safe=safe)) == StepOffer("same_or_grounding", "careful")
    for safe in ("yes", None, "odd"):
        assert rung_offer(replace(done, safe=safe)) == StepOffer("higher", "stayed_twice")
    eased = RungOutcome(rung_id="photo", eased_off=True)
    again = Person(ladder(before_rung=eased)).session
    assert rung_offer(replace(again, completed=True, eased_off=True)) == StepOffer("lower", "eased_twice")
    debrief = Person(ladder(before_rung=well, lived=True, debrief={"practised": 70.0})).session
    assert rung_offer(replace(debrief, values={"feared": "no"})) == StepOffer("higher", "stayed_twice")
    assert rung_offer(Person(a_setup()).session) is None, "no rung, no offer"


def test_higher_rung_is_chosen_after_the_second_good_session() -> None:
    from securecoach_tui.practice.ladder.offers import RungOutcome

    well = RungOutcome(rung_id="photo", stayed=True, feared="no")
    person = Person(ladder(before_rung=well)).answers_all(safe="yes", expect="to freeze").waits(190, ticks=5)
    person.answers_all(feared="no", next_rung="offered")
    higher = neighbour(CONTENT.rungs(), "photo", "higher")
    assert higher is not None and person.of(ChooseRung) == [ChooseRung(higher.id)]
    person = Person(ladder(before_rung=well)).answers_all(safe="yes", expect="to freeze").waits(190, ticks=5)
    assert not person.answers_all(feared="no", next_rung="stay here").of(ChooseRung)
    alone = Person(ladder(before_rung=well, rungs=())).answers_all(safe="yes", expect="to freeze").waits(190, ticks=5)
    assert "next_rung" not in alone.answers_all(feared="no").asked(), (
        "where there is no other there is nothing to offer"
    )


@pytest.mark.parametrize("place", list(SessionState))
def test_checkpoint_exists_only_for_a_session_under_way(place: SessionState) -> None:
    from dataclasses import replace

    session = replace(Person(a_setup()).session, state=place)
    begun = place in (SessionState.RUNNING, SessionState.PAUSED, SessionState.SLEPT, SessionState.AFTER)
    assert has_checkpoint(session) is begun
    assert has_checkpoint(replace(session, detour=When.AFTER)) is begun
    assert not has_checkpoint(replace(session, detour=When.BEFORE))
    for changes in ({"lived": True}, {"lived": True, "debrief": {}}, {"debrief": {}}):
        assert not has_checkpoint(replace(Person(ladder(**changes)).session, state=place))


def test_session_seconds_left_exclude_settling() -> None:
    settling = Person(a_setup(settle=9.0)).begins()
    assert settling.session.seconds_left == pytest.approx(54)
    assert settling.waits(10).session.seconds_left == pytest.approx(53)
    assert settling.waits(100).session.seconds_left == 0
    assert Person(a_setup(seconds=None)).begins().session.seconds_left is None


def test_new_session_record_is_empty() -> None:
    empty = SessionRecord(id="x")
    assert empty.ratings == [] and empty.answers == {} and empty.first("distress", "before") is None
    rated = SessionRecord(id="x", ratings=[Rating(None, "urge", n, "before") for n in (4, 7)])
    assert rated.values("urge", "before") == [4, 7] and rated.first("urge", "before") == 4
    assert rated.values("urge", "after") == [] and rated.values("distress", "before") == []
