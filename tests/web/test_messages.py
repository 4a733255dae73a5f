"""What a page sends is read as far as it is known, whatever it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.web.messages import (
    MOST_COLUMNS,
    MOST_ROWS,
    Focused,
    Ping,
    Resized,
    Typed,
    asked_size,
    read,
)

NUMBERS = st.one_of(st.integers(), st.floats(), st.sampled_from([10**9, -1, 0, 10**4299, True]))
VALUES = st.recursive(
    st.one_of(st.none(), NUMBERS, st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
KINDS = st.sampled_from(["stdin", "resize", "ping", "focus", "blur", "quit", ""])
SIZES = st.fixed_dictionaries({"width": NUMBERS, "height": NUMBERS})


def is_in_bounds(text: str) -> None:
    """Check what ``text`` is read as: nothing raises, and nothing is larger than what a page of ours sends."""
    message = read(text)
    if isinstance(message, Resized):
        assert 1 <= message.width <= MOST_COLUMNS and 1 <= message.height <= MOST_ROWS
    if isinstance(message, Typed):
        message.data.decode()


@given(text=st.text())
def test_any_text_of_a_page_is_read_without_a_fault(text: str) -> None:
    is_in_bounds(text)


@given(kind=KINDS, data=VALUES | SIZES, more=st.lists(VALUES, max_size=2))
def test_any_message_of_a_page_stays_in_bounds(kind: str, data: object, more: list[object]) -> None:
    is_in_bounds(json.dumps([kind, data, *more]))


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "[1]", "[[]]", '["stdin"]', '["stdin", 5]', '["resize"]', '["resize", {"width": 5}]', '["ping"]',
     '["resize", {"width": "5", "height": null}]', "[" * 100_000, '["ping", ' + "9" * 5000 + "]", "\ud800",
     '["ping", "' + "x" * 101 + '"]', '["exit"]'],
)  # fmt: skip
def test_malformed_message_of_a_page_is_dropped(text: str) -> None:
    assert read(text) is None


def test_messages_of_our_own_page_are_understood() -> None:
    assert read('["stdin", "a\\u00e9"]') == Typed("aé".encode())
    assert read('["stdin", "a\\ud800b"]') == Typed(b"ab")
    assert read('["resize", {"width": 100, "height": 30}]') == Resized(100, 30)
    assert read('["resize", {"width": 1e9, "height": NaN}]') == Resized(MOST_COLUMNS, 1)
    assert read('["ping", 5]') == Ping(5)
    assert read('["focus"]') == Focused(True) and read('["blur"]') == Focused(False)


@pytest.mark.parametrize(
    ("asked", "size"), [("120", 120), ("", 80), ("-5", 80), ("²", 80), ("999999999", 500), ("9" * 5000, 80), ("0", 1)]
)
def test_size_in_the_address_stays_in_bounds(asked: str, size: int) -> None:
    assert asked_size(asked, 80, 500) == size
