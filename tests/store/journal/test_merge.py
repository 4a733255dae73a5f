"""Three devices, any order, any number of times: one record."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.store.journal.entry import JournalEntry, raw
from securecoach_tui.store.journal.merge import MergedState

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


def histories(done: Acts) -> list[list[JournalEntry]]:
    """What three devices wrote, each after what it had seen; their wall clocks play no part."""
    wrote: list[list[JournalEntry]] = [[], [], []]
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
            wrote[who].append(JournalEntry(1, "session", id, stamp, raw({name: value})))
        elif act == "delete":
            wrote[who].append(JournalEntry(1, "session", id, stamp, deleted=True))
        else:
            wrote[who].append(JournalEntry(1, "session", id, stamp, gone=(name,)))
    return wrote


def record(state: MergedState) -> dict[str, Any]:
    return {id: state.fields("session", id) for id in ("a", "b", "c")}


@settings(max_examples=250, deadline=None)
@given(acts, st.randoms(use_true_random=False))
def test_merge_ignores_order_grouping_and_repetition(done: Acts, chance: random.Random) -> None:
    one, two, three = histories(done)
    expected = record(MergedState([*one, *two, *three]))
    for _again in range(4):
        mixed = [*one, *two, *three, *chance.choices([*one, *two, *three], k=5)] if one or two or three else []
        chance.shuffle(mixed)
        assert record(MergedState(mixed)) == expected
    grown = MergedState(three)
    grown.add([*two, *one])
    grown.add(two)
    assert record(grown) == expected


@settings(max_examples=100, deadline=None)
@given(acts)
def test_equal_stamps_from_a_damaged_folder_still_agree(done: Acts) -> None:
    lines = [JournalEntry(1, "session", "a", (7, "same"), raw({name: value})) for _w, _a, _i, name, value in done]
    assert record(MergedState(lines)) == record(MergedState(lines[::-1]))


def test_merge_deletion_hides_only_smaller_stamps() -> None:
    old = JournalEntry(1, "session", "a", (4, "x"), raw({"reflection": "old"}))
    gone = JournalEntry(1, "session", "a", (5, "y"), deleted=True)
    new = JournalEntry(1, "session", "a", (6, "x"), raw({"happened": "new"}))
    assert MergedState([gone, old]).fields("session", "a") is None
    assert MergedState([new, gone, old]).fields("session", "a") == {"happened": "new"}


def test_unknown_kinds_and_fields_are_kept() -> None:
    state = MergedState([JournalEntry(9, "weather", "a", (1, "x"), raw({"future": {"deep": [1]}}))])
    assert state.fields("weather", "a") == {"future": {"deep": [1]}} and state.kinds() == ["weather"]
