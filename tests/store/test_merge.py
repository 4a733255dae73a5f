"""Three devices, any order, any number of times: one record."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.store.journal.entry import Line, raw
from securecoach_tui.store.journal.merge import State

Acts = list[tuple[int, str, str, str, Any]]
acts = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["edit", "delete", "take away", "sync", "read"]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["reflection", "happened"]),
        st.sampled_from([None, "", "one", "two", 3, [1]]),
    ),
    max_size=25,
)


def histories(done: Acts) -> list[list[Line]]:
    """What three devices wrote, each after what it had seen; their wall clocks play no part."""
    wrote: list[list[Line]] = [[], [], []]
    seen = [0, 0, 0]
    for who, act, id, name, value in done:
        if act == "sync":
            seen[who] = max([seen[who], *(line.stamp[0] for lines in wrote for line in lines)])
            continue
        if act == "read":
            seen[who] = max([seen[who], *(line.stamp[0] for line in wrote[(who + 1) % 3])])
            continue
        seen[who] += 1
        stamp = (seen[who], f"device{who}")
        if act == "edit":
            wrote[who].append(Line(1, "session", id, stamp, raw({name: value})))
        elif act == "delete":
            wrote[who].append(Line(1, "session", id, stamp, deleted=True))
        else:
            wrote[who].append(Line(1, "session", id, stamp, gone=(name,)))
    return wrote


def record(state: State) -> dict[str, Any]:
    return {id: state.fields("session", id) for id in ("a", "b", "c")}


@settings(max_examples=250, deadline=None)
@given(acts, st.randoms(use_true_random=False))
def test_order_grouping_and_repetition_change_nothing(done: Acts, chance: random.Random) -> None:
    one, two, three = histories(done)
    expected = record(State([*one, *two, *three]))
    for _again in range(4):
        mixed = [*one, *two, *three, *chance.choices([*one, *two, *three], k=5)] if one or two or three else []
        chance.shuffle(mixed)
        assert record(State(mixed)) == expected
    grown = State(three)
    grown.add([*two, *one])
    grown.add(two)
    assert record(grown) == expected


@settings(max_examples=100, deadline=None)
@given(acts)
def test_equal_stamps_from_a_damaged_folder_still_agree(done: Acts) -> None:
    lines = [Line(1, "session", "a", (7, "same"), raw({name: value})) for _w, _a, _i, name, value in done]
    assert record(State(lines)) == record(State(lines[::-1]))


def test_a_deletion_hides_every_smaller_stamp_and_nothing_greater() -> None:
    old = Line(1, "session", "a", (4, "x"), raw({"reflection": "old"}))
    gone = Line(1, "session", "a", (5, "y"), deleted=True)
    new = Line(1, "session", "a", (6, "x"), raw({"happened": "new"}))
    assert State([gone, old]).fields("session", "a") is None
    assert State([new, gone, old]).fields("session", "a") == {"happened": "new"}


def test_unknown_kinds_and_fields_are_kept() -> None:
    state = State([Line(9, "weather", "a", (1, "x"), raw({"future": {"deep": [1]}}))])
    assert state.fields("weather", "a") == {"future": {"deep": [1]}} and state.kinds() == ["weather"]
