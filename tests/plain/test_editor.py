"""The line under a person's hands: what stays of it, and what is echoed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.plain.editor import LONGEST_LINE, EditorEvent, LineEditor


def typed(editor: LineEditor, *chunks: bytes, apart: float = 0.0) -> list[EditorEvent]:
    done: list[EditorEvent] = []
    now = 0.0
    for chunk in chunks:
        done += editor.feed(chunk, now)
        now += apart
    return done


def lines(*chunks: bytes, apart: float = 0.0) -> list[str]:
    return [one.text for one in typed(LineEditor(), *chunks, apart=apart) if one.kind == "line"]


def echo(*chunks: bytes) -> str:
    return "".join(one.text for one in typed(LineEditor(), *chunks) if one.kind == "echo")


def test_editor_line_ends_with_either_code_of_enter() -> None:
    assert lines(b"7\r", b"calm\n") == ["7", "calm"]


KEYS = [
    b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[H", b"\x1b[3~", b"\x1b[15~", b"\x1b[1;5C", b"\x1bOP", b"\x1bOA",
    b"\x1b[[A", b"\x1b[M !!", b"\x1b[<0;10;3M", b"\x1bx", b"\x9b3~".decode("latin-1").encode(),
    b"\x1b]11;rgb:00/00/00\x07", b"\x1bP>|term\x1b\\", b"\x1b\x1b[A",
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_arrow_function_and_routing_keys_leave_nothing(key: bytes) -> None:
    assert lines(b"4" + key + b"2\r") == ["42"]
    assert echo(b"4" + key + b"2") == "42"
    assert lines(b"4", *(key[i : i + 1] for i in range(len(key))), b"2\r") == ["42"], "a byte at a time"


NUMBERED = [
    ("c", b"\x1b[99u"), ("c", b"\x1b[99;1:1u"), ("C", b"\x1b[99;65u"), ("C", b"\x1b[99:67;2u"), ("c", b"\x1b[27;1;99~"),
    ("с", b"\x1b[1089::99u"), ("é", b"\x1b[101;;233u"), ("7", b"\x1b[57406u"), ("c", b"\x1b[99;129u"),
    ("", b"\x1b[99;1:3u"), ("", b"\x1b[57441;2u"), ("", b"\x1b[99;3u"), ("", b"\x1b[27u"), ("", b"\x1b[1114112u"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key"), NUMBERED)
def test_editor_reads_keys_that_are_written_in_numbers(text: str, key: bytes) -> None:
    assert lines(key + b"\x1b[13u") == lines(key + b"\x1b[13;65u") == lines(key + b"\r") == [text]
    assert lines(b"a" + key + b"\x1b[117;5u" + b"b\r") == ["b"], "ctrl+u in numbers"


CTRL_C = ["\x1b[99;5u", "\x1b[99;69u", "\x1b[1089;5u", "\x1b[1089::99;5u", "\x1b[27;5;99~", "\x1b[27;6;67~", "\x03"]


@pytest.mark.parametrize("key", CTRL_C)
@pytest.mark.parametrize("before", ["", "words", "\x1b[200~a paste"])
def test_editor_reads_quick_exit_however_it_is_written(key: str, before: str) -> None:
    assert EditorEvent("interrupt") in typed(LineEditor(), before.encode(), key.encode())


def test_keys_in_numbers_type_nothing_inside_a_paste() -> None:
    assert lines(b"\x1b[200~one\x1b[99u\x1b[201~\r") == ["one"]


def test_editor_ignores_a_lone_escape_and_keeps_later_keys() -> None:
    assert lines(b"a\x1b", b"bc\r", apart=0.5) == ["abc"]


def test_a_paste_in_brackets_is_text_and_its_breaks_are_spaces() -> None:
    assert lines(b"\x1b[200~one\ntwo\r\x1b[201~ three\r") == ["one two  three"]


def test_a_paste_that_lost_its_end_takes_no_enter_away_for_long() -> None:
    assert lines(b"\x1b[200~one", b"\r", apart=3) == ["one"]


@pytest.mark.parametrize("key", ["c", "с", "\x1b[99u"])
def test_a_key_pressed_alone_ends_a_paste_for_the_editor(key: str) -> None:
    assert lines(b"\x1b[200~one", key.encode(), b"\r", apart=0.7) == ["onec" if key != "с" else "oneс"]


def test_enter_pressed_again_and_again_ends_a_line() -> None:
    assert lines(b"\x1b[200~one", *[b"\r"] * 6, apart=0.7) == ["one  ", "", "", ""]


def test_editor_backspace_prints_no_escape_sequence() -> None:
    assert echo(b"ab\x7f") == "ab\b \b"
    assert echo("漢\x7f".encode()) == "漢\b \b\b \b", "two cells"
    assert lines("e\u0301x\x7f\x7f".encode() + b"o\r") == ["o"], "a mark goes with its letter"
    assert echo(b"\x7f") == ""


def test_ctrl_u_takes_the_line_and_ctrl_w_the_last_word() -> None:
    assert lines(b"one two\x15three\r") == ["three"]
    assert lines(b"one two  \x17three\r") == ["one three"]


def test_editor_joins_split_letters_and_marks_invalid_bytes() -> None:
    assert lines("é".encode()[:1], "é".encode()[1:] + b"\r") == ["é"]
    assert lines(b"\xff\r") == ["\ufffd"]


def test_end_of_input_is_ctrl_d_on_an_empty_line_only() -> None:
    assert [one.kind for one in typed(LineEditor(), b"\x04")] == ["end"]
    assert lines(b"a\x04b\r") == ["ab"]


def test_editor_cuts_a_long_paste_to_the_longest_line() -> None:
    (line,) = lines(b"x" * 150_000, b"\r")
    assert len(line) == LONGEST_LINE


@settings(deadline=None)
@given(st.lists(st.binary(max_size=12), max_size=20))
def test_editor_echoes_only_printables_and_backspaces(chunks: list[bytes]) -> None:
    editor = LineEditor()
    for one in typed(editor, *chunks):
        if one.kind == "echo":
            assert all(c == "\b" or c.isprintable() or ord(c) >= 0xA0 for c in one.text), one
        assert "\x1b" not in one.text


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_editor_reads_a_plain_line_after_noise_and_enter(noise: bytes) -> None:
    editor = LineEditor()
    list(editor.feed(noise, 0.0))
    list(editor.feed(b"\r", 5.0))
    assert [one.text for one in editor.feed(b"plain\r", 10.0) if one.kind == "line"][-1] == "plain"


CTRL_C = [
    "\x1b[99;5u", "\x1b[99;69u", "\x1b[99;6u", "\x1b[67;6u", "\x1b[1089;5u", "\x1b[1094::99;5u", "\x1b[968;5u", "\x1b[1489;5u",
    "\x1b[1572;5u", "\x1b[27;5;99~", "\x1b[99;5:1u", "\x9b99;5u",
]  # fmt: skip


@pytest.mark.parametrize("sent", CTRL_C)
@pytest.mark.parametrize("before", ["", "half a line", "\x1b", "\x1b[1;", "\x1b[200~text"])
def test_ctrl_c_that_comes_as_a_sequence_interrupts(sent: str, before: str) -> None:
    for chunks in ([before + sent], [before, *sent]):
        kinds = [one.kind for one in typed(LineEditor(), *(part.encode() for part in chunks))]
        assert kinds[-1] == "interrupt" and kinds.count("interrupt") == 1


@pytest.mark.parametrize("sent", ["\x1b[99;5:3u", "\x1b[99u", "\x1b[99;2u", "\x1b[100;5u", "\x1b[A", "99;5u"])
def test_other_sequences_interrupt_nothing(sent: str) -> None:
    assert "interrupt" not in [one.kind for one in typed(LineEditor(), sent.encode(), b"\r")]
