"""Bytes from a terminal become keys, mouse events and pastes, or nothing; never an error, and never a lost ctrl+c."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from securecoach_tui.tui.terminal_input import TerminalInput
from securecoach_tui.tui.terminal_keys import TerminalKeys, command_key

PIECES = st.sampled_from(
    [b"\x1b", b"\x1b[", b"\x1b[M", b"\x1b]", b"\x1bP", b"\x1b[200~", b"\x1b[201~", b"\xe9", b"\xc2\x9b", b"\xc2", b";", b":", b"99", b"5u", b"a", b"\r", b"1;1:3u", b"\x1bO"]
) | st.binary(max_size=6)  # fmt: skip


def messages(*parts: bytes, pause: float = 0.0) -> list[object]:
    reader, keys, now, found = TerminalInput(), TerminalKeys(), 0.0, []
    for part in parts:
        found += [message for item in reader.feed(part, now) for message in keys.messages(item)]
        now += pause
    return found + [message for item in reader.tick(now + 9.0) for message in keys.messages(item)]


def keys(*parts: bytes, pause: float = 0.0) -> list[str]:
    return [command_key(one).key for one in messages(*parts, pause=pause) if isinstance(one, events.Key)]


def typed(*parts: bytes) -> str:
    return "".join(one.character or "" for one in messages(*parts) if isinstance(one, events.Key))


@pytest.mark.parametrize(
    "sent", [b"\xe9a", b"\x1b[M\x43\x84\x2aa", b"\x1b[97;1:3ua", b"\x1b[1114112ua", b"\x1b[55296ua", b"\x1b]11;rgb:0/c/q\x1b\\a", b"\x1b[?62;1ca", b"\x1b[48;9;9;9;9ta", b"\x1b[1;1Ra", b"\x1b[<0;99999999;1Ma", b"\x80\xff\x9ca"],
)  # fmt: skip
def test_what_cannot_be_decoded_is_dropped_whole(sent: bytes) -> None:
    assert keys(sent) == ["a"]


@pytest.mark.parametrize(
    "sent", ["\x03", "\x1b[99;5u", "\x1b[99;69u", "\x1b[99;6u", "\x1b[67;6u", "\x1b[1089;5u", "\x1b[1094::99;5u", "\x1b[968;5u", "\x1b[1489;5u", "\x1b[1572;5u", "\x1b[27;5;99~", "\x1b[99;5:1u"],
)  # fmt: skip
@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\x1b",
        b"\x1b[",
        b"\x1b[1;",
        b"\x1b[M",
        b"\x1b[M\x20",
        b"\x1b]0;x",
        b"\x1bPq",
        b"\x1bO",
        b"\xe9",
        b"\x1b[200~text",
        b"\x1b[200~\x1b[20",
    ],
)
def test_ctrl_c_is_read_in_the_middle_of_anything(sent: str, before: bytes) -> None:
    assert keys(before, sent.encode())[-1:] == ["ctrl+c"]


@given(st.lists(PIECES, max_size=12), st.sampled_from([0.0, 0.2, 1.0]))
def test_no_bytes_raise_or_hide_ctrl_c(parts: list[bytes], pause: float) -> None:
    assert "ctrl+c" in keys(*parts, b"\x03", pause=pause)


@given(st.lists(PIECES, max_size=12))
def test_after_a_pause_keys_work_whatever_came_before(parts: list[bytes]) -> None:
    reader, read = TerminalInput(), TerminalKeys()
    for part in parts:
        list(reader.feed(part, 0.0))
    found = [message for item in reader.feed(b"c", 5.0) for message in read.messages(item)]
    assert isinstance(found[-1], events.Key) and found[-1].key == "c"


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30), st.integers(1, 4))
def test_every_text_is_typed_as_it_is(text: str, size: int) -> None:
    data = text.encode()
    assert typed(*(data[at : at + size] for at in range(0, len(data), size))) == text


@given(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\x1b"), max_size=40), st.integers(1, 5)
)
def test_every_pasted_text_comes_as_it_is(text: str, size: int) -> None:
    data = b"\x1b[200~" + text.encode() + b"\x1b[201~"
    parts = [data] if "\x03" in text else [data[at : at + size] for at in range(0, len(data), size)]
    assert [one.text for one in messages(*parts) if isinstance(one, events.Paste)] == ([text] if text else [])


def test_an_unfinished_paste_is_passed_on_after_a_pause() -> None:
    (paste, key) = messages(b"\x1b[200~some words", b"q", pause=2.5)
    assert isinstance(paste, events.Paste) and paste.text == "some words"
    assert isinstance(key, events.Key) and key.key == "q"


@pytest.mark.parametrize("key", ["c", "с", "\x1b[99u", "\x1b[1089::99u", "\x1b[A"])
def test_a_key_pressed_alone_ends_an_unfinished_paste(key: str) -> None:
    (paste, *pressed) = messages(b"\x1b[200~some words", *[key.encode()] * 3, pause=0.7)
    assert isinstance(paste, events.Paste) and paste.text == "some words" and len(pressed) == 3


def test_enter_pressed_again_and_again_ends_a_paste() -> None:
    (paste, *pressed) = messages(b"\x1b[200~some words", *[b"\r"] * 6, pause=0.7)
    assert isinstance(paste, events.Paste) and len(pressed) == 4  # two came within the two seconds


def test_a_paste_that_stalls_is_still_one_paste() -> None:
    for parts in (
        (b"one ", b"two\x1b[201~"),
        (b"one ", b"\r", b"two", b"\x1b[20", b"1~"),
        (b"one", b" t", b"wo\x1b[201~"),
    ):
        found = messages(b"\x1b[200~", *parts, pause=0.7)
        assert len(found) == 1 and isinstance(found[0], events.Paste), (parts, found)


def test_escape_leaves_an_unfinished_paste() -> None:
    (paste, key) = messages(b"\x1b[200~words\x1b")
    assert isinstance(paste, events.Paste) and isinstance(key, events.Key) and key.key == "escape"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("CGSR", "c g s r"),
        ("\x1b[99;65;67u\x1b[99;2;67u\x1b[99;2u\x1b[99:67;2u", "c c c c"),
        ("спйк", "c g q r"),
        ("\x1b[1089::99;1;1089u\x1b[59::113;1;59u", "c q"),
        ("\x1b[57400;1;49u\x1b[57413;129;43u\x1b[57414u\x1b[57399u", "1 plus enter 0"),
        ("\x1b[57441;2u\x1b[57358;65u\x1b[97;1:2;97u\x1b[97;1:3u", "a"),
        (
            "\x1b[A\x1b[1;5A\x1b[1;1:3A\x1bOP\x1b[13~\x1b[Z\x1b[27u\x1b[9;2u",
            "up ctrl+up f1 f3 shift+tab escape shift+tab",
        ),
        ("\x1bc\x1b[99;3u\x1bп", "alt+c alt+c alt+g"),
    ],
)
def test_keys_of_every_protocol_have_their_meaning(sent: str, expected: str) -> None:
    assert " ".join(keys(sent.encode())) == expected


def test_capitals_and_other_letters_are_still_typed_as_they_are() -> None:
    assert typed("CС\xa0\u200c٣".encode()) == "CС\xa0\u200c٣"
    assert not re.search("[a-z]", typed(b"\x1b[99;65;67u"))
