"""Where a person is on the path, whatever they do in whatever order."""

from __future__ import annotations

import copy
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.path import state
from securecoach_tui.practice.path.state import Act, PathState
from tests.practice.path.walks import ACTS, WALKS, Computer


def walked(walk: list[tuple[Act, str | None]]) -> Computer:
    computer = Computer()
    for act, lean in walk:
        computer.act(act, lean)
    return computer


@given(WALKS)
def test_no_walk_locks_a_person_in_or_out(walk: list[tuple[Act, str | None]]) -> None:
    computer = walked(walk)
    assert computer.act(Act.LEAVE).on is False
    assert Act.START in state.possible(computer.here)
    assert computer.act(Act.START, "both") == computer.here and computer.here.on and computer.here.week == 1


@given(WALKS)
def test_no_walk_loses_the_week_that_was_left(walk: list[tuple[Act, str | None]]) -> None:
    computer = walked(walk)
    before = computer.here
    computer.act(Act.LEAVE)
    left = computer.act(Act.RESUME)
    assert (left.week, left.lean, left.round) == (before.week, before.lean, before.round)
    assert left.on == before.begun


@given(WALKS, ACTS)
def test_only_the_person_turns_a_week_and_one_at_a_time(
    walk: list[tuple[Act, str | None]], last: tuple[Act, str | None]
) -> None:
    computer = walked(walk)
    before, again = computer.here, state.read(copy.deepcopy(computer.documents.get(state.ID)))
    assert again == before, "reading alone, at any later time, changes nothing"
    now = computer.act(*last)
    expected = {Act.NEXT: 1, Act.BACK: -1}.get(last[0], 0)
    if last[0] is Act.START:
        assert now.week in (1, before.week)
    elif last[0] in state.possible(before):
        assert now.week == before.week + expected
    else:
        assert now == before


@given(WALKS)
def test_every_walk_is_read_back_as_it_was(walk: list[tuple[Act, str | None]]) -> None:
    here, count = PathState(), 0
    computer = Computer()
    for act, lean in walk:
        count += 1
        at = f"2026-03-03T21:{count % 60:02}:00+00:00"
        here = state.after(here, act, at=at, id=f"a{count}", lean=lean)  # type: ignore[arg-type]
        computer.act(act, lean)
        assert computer.here == here
    assert 1 <= here.week <= 8 and state.other_turn(here, computer.entries()) is None


@given(st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text() | st.booleans() | st.floats()))
def test_reading_an_entry_of_anybody_raises_nothing(fields: dict[str, Any]) -> None:
    for entry in (fields, {**fields, "on": True, "week": fields.get("x", 99), "direction": "both"}):
        found = state.read(entry)
        assert 1 <= found.week <= 8 and not (found.on and found.lean is None)
        assert state.possible(found)


def apart(first: list[Act], second: list[Act]) -> tuple[Computer, Computer]:
    """Two computers that began as one in week 3, and what each did while they were apart."""
    one, other = Computer("a"), Computer("b")
    for act in (Act.START, Act.NEXT, Act.NEXT):
        one.act(act, "anxious")
    other.documents, other.count = copy.deepcopy(one.documents), one.count
    for act in first:
        one.act(act)
    for act in second:
        other.act(act)
    return one, other


def merged(winner: Computer, other: Computer) -> Computer:
    """Both computers' entries, where the winner's stamps are greater."""
    return Computer("m", {**other.documents, **{id: one for id, one in winner.documents.items()}})


def test_two_turns_to_different_weeks_are_told_once() -> None:
    one, other = apart([Act.NEXT], [Act.BACK])
    both = merged(one, other)
    found = state.other_turn(both.here, both.entries())
    assert both.here.week == 4 and found is not None and found.week == 2
    for id in found.ids:
        both.documents[id]["told"] = True
    assert state.other_turn(both.here, both.entries()) is None
    both.act(Act.BACK)
    assert state.other_turn(both.here, both.entries()) is None


def test_the_last_of_several_turns_elsewhere_is_named() -> None:
    one, other = apart([Act.BACK], [Act.NEXT, Act.NEXT])
    both = merged(one, other)
    found = state.other_turn(both.here, both.entries())
    assert both.here.week == 2 and found is not None and found.week == 5 and len(found.ids) == 2


@pytest.mark.parametrize(("first", "second"), [([Act.NEXT], [Act.NEXT]), ([Act.NEXT], []), ([Act.LEAVE], [Act.NEXT])])
def test_turns_that_agree_are_not_told(first: list[Act], second: list[Act]) -> None:
    one, other = apart(first, second)
    both = merged(one, other)
    assert state.other_turn(both.here, both.entries()) is None


def test_turns_in_a_circle_or_with_odd_fields_are_survived() -> None:
    here = PathState(on=True, week=2, lean="both", round="r", turn="a")
    odd: list[dict[str, Any]] = [
        {"id": "turn-a", "before": "b", "week": 2, "at": 3},
        {"id": "turn-b", "before": "a", "week": 3},
        {"id": "turn-c", "before": ["b"], "week": 4, "at": None},
        {"id": "turn-d", "before": "b", "week": "four"},
        {"id": "other"},
    ]
    assert state.other_turn(here, odd) is None


def test_check_in_with_another_direction_is_asked_about_once() -> None:
    here = PathState(on=True, week=3, lean="anxious", round="r")
    assert state.changed_lean(here, "avoidant") == "avoidant"
    assert state.changed_lean(here, "anxious") is None and state.changed_lean(here, "steady") is None
    asked = state.read({**state.entries(PathState(), here, "")[-1][1], "asked": "avoidant"})
    assert state.changed_lean(asked, "avoidant") is None and state.changed_lean(asked, "both") == "both"
    assert state.changed_lean(PathState(lean="anxious"), "avoidant") is None


def test_words_of_a_week_are_kept_for_this_time_through() -> None:
    here = PathState(on=True, week=3, lean="anxious", round="r")
    entry = state.words_entry(here, " the list ", "", "2026-03-03T21:00:00+00:00")
    documents = [{"id": entry[0], **entry[1]}, {"id": "words-r-4", "round": "r", "week": 4, "helped": 3, "keep": ""}]
    (found,) = state.words_of(here, documents)
    assert (found.week, found.helped, found.keep) == (3, "the list", "")
    assert state.words_of(PathState(round="another"), documents) == []


HERE = PathState(on=True, week=3, lean="anxious", round="r1", started="s1", since="s2", turn="t1", offered=True)


@pytest.mark.parametrize(
    ("act", "lean", "now"),
    [
        (Act.START, "both", {"week": 1, "lean": "both", "round": "t2", "started": "now", "since": "now", "turn": "t2"}),
        (Act.START, None, {}),
        (Act.LEAN, "avoidant", {"lean": "avoidant"}),
        (Act.LEAN, None, {}),
        (Act.LEAVE, None, {"on": False, "turn": "t2"}),
        (Act.RESUME, None, {}),
        (Act.NEXT, None, {"week": 4, "since": "now", "turn": "t2"}),
        (Act.BACK, None, {"week": 2, "since": "now", "turn": "t2"}),
        (Act.REPEAT, None, {"since": "now", "turn": "t2"}),
    ],
)
def test_each_act_changes_its_part_of_where_a_person_is(act: Act, lean: Any, now: dict[str, Any]) -> None:
    assert state.after(HERE, act, at="now", id="t2", lean=lean) == msgspec.structs.replace(HERE, **now)


def test_going_on_after_leaving_begins_the_week_that_was_left() -> None:
    left = msgspec.structs.replace(HERE, on=False)
    now = state.after(left, Act.RESUME, at="now", id="t2")
    assert now == msgspec.structs.replace(HERE, since="now", turn="t2")


def test_first_week_has_none_before_and_the_last_none_after() -> None:
    on = frozenset({Act.START, Act.REPEAT, Act.LEAN, Act.LEAVE})
    for week, turns in ((1, {Act.NEXT}), (2, {Act.NEXT, Act.BACK}), (7, {Act.NEXT, Act.BACK}), (8, {Act.BACK})):
        assert state.possible(msgspec.structs.replace(HERE, week=week)) == on | turns
    assert state.possible(PathState()) == {Act.START}
    assert state.possible(msgspec.structs.replace(HERE, on=False)) == {Act.START, Act.RESUME}


def test_turns_are_saved_with_where_the_person_is() -> None:
    now = msgspec.structs.replace(HERE, week=4, since="now", turn="t2")
    where = {
        "on": True, "week": 4, "direction": "anxious", "round": "r1", "started": "s1", "since": "now", "turn": "t2",
    }  # fmt: skip
    assert state.entries(HERE, now, "now") == [
        ("turn-t2", {"before": "t1", "week": 4, "at": "now"}),
        ("path", where),
    ]
    left = msgspec.structs.replace(HERE, on=False, turn="t2")
    assert state.entries(HERE, left, "now")[0] == ("turn-t2", {"before": "t1", "week": 0, "at": "now"})
    nowhere = state.entries(HERE, msgspec.structs.replace(HERE, lean=None), "now")
    assert [fields["direction"] for _id, fields in nowhere] == [""] and state.entries(HERE, HERE, "now") == []


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"week": True, "on": True, "direction": "both", "round": "r"}, PathState(lean="both")),
        ({"on": True, "direction": "both", "round": "r"}, PathState(lean="both")),
        ({"week": 3, "on": True, "direction": "steady", "round": "r"}, PathState(week=3)),
        ({"week": 9, "on": "yes", "direction": "both", "round": "r"}, PathState(week=8, lean="both", round="r")),
        ({"offered": "2026-03-03"}, PathState(offered=True)),
        ({"offered": 5, "asked": "avoidant"}, PathState(asked="avoidant")),
        (None, PathState()),
    ],
)
def test_entry_of_the_path_is_read_as_far_as_it_can_be(fields: dict[str, Any] | None, found: PathState) -> None:
    assert state.read(fields) == found


def turn(id: str, before: str | None, week: int, at: str = "", **more: Any) -> dict[str, Any]:
    return {"id": f"turn-{id}", "before": before, "week": week, "at": at, **more}


def test_turns_of_two_computers_that_began_apart_are_told() -> None:
    documents = [turn("t1", None, 3), turn("b", "", 5), turn("c", None, 5, told=True), {"week": 5}]
    assert state.other_turn(HERE, documents) == state.OtherTurn(5, ("turn-b",))


def test_newest_turn_elsewhere_is_named_by_its_moment() -> None:
    ours = [turn("t0", None, 2), turn("t1", "t0", 3)]
    elsewhere = [turn("x", "t0", 4, at="2026-03-02"), turn("a", "x", 7, at="2026-03-04"), turn("b", "t0", 8, at="2026")]
    found = state.other_turn(HERE, [*ours, *elsewhere])
    assert found is not None and found.week == 7 and set(found.ids) == {"turn-x", "turn-a", "turn-b"}


@pytest.mark.parametrize(("week", "told"), [(8, True), (1, True), (9, False), (0, False), (3, False)])
def test_turn_elsewhere_is_told_if_it_was_to_another_week(week: int, told: bool) -> None:
    ours = [turn("t0", None, 2), turn("t1", "t0", 3)]
    assert (state.other_turn(HERE, [*ours, turn("b", "t0", week)]) is not None) is told


def test_words_of_a_week_are_saved_under_its_round_and_week() -> None:
    entry = state.words_entry(HERE, "the list", "tea", "now")
    fields = {"round": "r1", "week": 3, "helped": "the list", "keep": "tea", "at": "now"}
    assert entry == ("words-r1-3", fields)


def test_words_of_every_week_of_the_path_are_found_in_order() -> None:
    documents: list[dict[str, Any]] = [
        {"id": f"words-r1-{week}", "round": "r1", "week": week, "helped": helped, "keep": keep}
        for week, helped, keep in ((8, " a ", ""), (1, "", " b "), (9, "c", ""), (0, "d", ""), (2, " ", ""))
    ]
    documents += [{"round": "r1", "week": 5, "helped": "no id"}, {"id": "words-r1-4", "week": 4, "helped": "no round"}]
    assert state.words_of(HERE, documents) == [state.WeekWords(1, "", "b"), state.WeekWords(8, "a", "")]
