"""A real pseudo-terminal: what a person sees while output comes and they type."""

from __future__ import annotations

import os
import select
import signal
import termios
from collections.abc import Iterator
from typing import Any

import pytest

from securecoach_tui.plain.line_io import EndOfInput, InputLine, Wakeup
from securecoach_tui.plain.terminal import TerminalIO
from securecoach_tui.text.durations import reading_seconds
from tests.fakes.clock import FakeClock


class Desk:
    """Both ends of a pseudo-terminal, and the lines that talk through it."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.far, near = os.openpty()
        self._given = os.fdopen(near, "r")
        self._out = os.fdopen(os.dup(near), "w", encoding="utf-8")
        self.before = termios.tcgetattr(near)
        self.io = TerminalIO(self.clock, self._given, self._out)

    def modes(self) -> list[Any]:
        return termios.tcgetattr(self._given.fileno())

    def types(self, keys: bytes) -> InputLine | Wakeup | EndOfInput:
        os.write(self.far, keys)
        return self.io.read(1.0)

    def seen(self) -> str:
        out = b""
        while select.select([self.far], [], [], 0.02)[0]:
            out += os.read(self.far, 65536)
        return out.decode()

    def close(self) -> None:
        self.io.close()
        self._given.close()
        self._out.close()
        os.close(self.far)


@pytest.fixture
def desk() -> Iterator[Desk]:
    stopped = signal.getsignal(signal.SIGTSTP)
    desk = Desk()
    yield desk
    desk.close()
    signal.signal(signal.SIGTSTP, stopped)


def test_terminal_line_waits_until_the_answer_is_entered(desk: Desk) -> None:
    desk.io.prompt("Distress now, 0-10")
    desk.types(b"1")
    desk.io.print("Feel your feet.")
    assert desk.seen() == "Distress now, 0-10: 1"
    assert desk.types(b"0\r") == InputLine("10", 1000.0, 1000.0)
    assert desk.seen() == "0\r\nFeel your feet.\r\n"


def test_terminal_line_waits_until_the_answer_is_empty(desk: Desk) -> None:
    desk.types(b"x")
    desk.io.print("Feel your feet.")
    desk.types(b"\x7f")
    assert desk.seen() == "x\b \bFeel your feet.\r\n"


def test_terminal_prints_held_lines_after_twenty_seconds(desk: Desk) -> None:
    desk.io.prompt("Your note")
    desk.types(b"calm")
    desk.io.print("Feel your feet.")
    desk.clock.advance(19.9)
    desk.io.read(0)
    assert "Feel" not in desk.seen()
    desk.clock.advance(0.2)
    desk.io.read(0)
    assert desk.seen() == "\r\nFeel your feet.\r\nYour note: calm"
    line = desk.types(b"er\r")
    assert isinstance(line, InputLine) and line.text == "calmer"
    assert line.begun == pytest.approx(1020.1), "it answers what was shown by then"


def test_breath_lines_that_would_wait_are_dropped(desk: Desk) -> None:
    desk.types(b"4")
    for word in ("In 4", "Out 6", "In 4"):
        desk.io.print_or_drop(word)
    desk.types(b"\r")
    desk.io.print_or_drop("Out 6")
    assert desk.seen() == "4\r\nOut 6\r\n"


def test_terminal_line_answers_what_was_open_when_begun(desk: Desk) -> None:
    desk.types(b"s")
    desk.clock.advance(3)
    desk.io.prompt("Distress now, 0-10")
    line = desk.types(b"\r")
    assert isinstance(line, InputLine) and line.begun == 1000.0
    assert desk.seen() == "s\r\nDistress now, 0-10: "


def test_lines_typed_at_once_come_one_by_one(desk: Desk) -> None:
    assert [desk.types(b"7\n4\nab"), desk.io.read(0)] == [InputLine("7", 1000, 1000), InputLine("4", 1000, 1000)]
    assert desk.seen() == "7\r\n4\r\nab"


@pytest.mark.parametrize("key", [b"7", b"\x7f", b"\x1b", b"\t", b"\x1b[A"], ids=repr)
def test_any_key_is_noticed_at_once(key: bytes, desk: Desk) -> None:
    assert not desk.io.typing
    desk.types(key)
    assert desk.io.typing


def test_what_is_printed_is_read_one_line_after_the_other(desk: Desk) -> None:
    desk.io.print("Feel your feet.")
    desk.io.prompt("Distress now, 0-10")
    reading = reading_seconds("Feel your feet.") + reading_seconds("Distress now, 0-10")
    assert desk.io.read_until == pytest.approx(1000.0 + reading)
    desk.types(b"7\r")
    assert desk.io.read_until == 1000.0, "a screen reader stops at a key"


def test_program_set_aside_is_noticed_when_it_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "kill", lambda _process, _signal: None)  # as if it had been continued already
    desk.io._suspend()
    assert desk.io.typing


def test_terminal_modes_are_restored_and_signals_stay(desk: Desk) -> None:
    assert not desk.modes()[3] & (termios.ICANON | termios.ECHO)
    assert desk.modes()[3] & termios.ISIG
    desk.io.close()
    assert desk.modes() == desk.before


def test_plain_terminal_is_woken_by_another_thread(desk: Desk) -> None:
    desk.io.wake()
    assert desk.io.read(30) == Wakeup()


def test_a_terminal_that_is_gone_is_the_end_of_input(desk: Desk) -> None:
    os.close(desk.far)
    assert isinstance(desk.io.read(1), EndOfInput)
    assert isinstance(desk.io.read(0), Wakeup), "said once"
    desk.far = os.open(os.devnull, os.O_RDONLY)


def test_ctrl_d_on_an_empty_line_is_the_end_of_input(desk: Desk) -> None:
    assert isinstance(desk.types(b"\x04"), EndOfInput)


@pytest.mark.parametrize(
    "paste",
    [b"one\ntwo\nthree\n", b"one\r\ntwo\r\n\r\nthree\r\n", b"one\rtwo\r  three\r", "one\ntwo\u2028three\n".encode()],
)
def test_unbracketed_paste_is_one_text(paste: bytes, desk: Desk) -> None:
    desk.io.prompt("Your note")
    desk.io.on_draft(lambda text: None)
    line = desk.types(paste)
    assert isinstance(line, InputLine) and line.text == "one two three"
    assert desk.io.read(0.0) == Wakeup()


def test_paste_without_a_last_line_break_can_be_changed(desk: Desk) -> None:
    drafts: list[str] = []
    desk.io.prompt("Your note")
    desk.io.on_draft(drafts.append)
    assert desk.types(b"one\ntwo\nthree") == Wakeup()
    assert desk.seen().endswith("Your note: one two three")
    desk.io.flush_draft()
    assert drafts[-1] == "one two three"
    line = desk.types(b" four\n")
    assert isinstance(line, InputLine) and line.text == "one two three four"


def test_lines_are_not_joined_where_no_text_is_asked(desk: Desk) -> None:
    desk.io.prompt("Distress now, 0-10")
    first, second = desk.types(b"4\n\n5\n"), [desk.io.read(0.0) for _ in range(2)]
    assert [getattr(line, "text", None) for line in (first, *second)] == ["4", "", "5"]


def test_slow_parts_of_a_paste_and_of_letters_are_joined(desk: Desk) -> None:
    import threading

    desk.io.on_draft(lambda text: None)
    later = [
        threading.Timer(0.02 * n, os.write, (desk.far, part))
        for n, part in enumerate([b"caf\xc3", b"\xa9\ntw", b"o\n"], 1)
    ]
    for timer in later:
        timer.start()
    line = desk.types(b"at a\n")
    for timer in later:
        timer.join()
    assert isinstance(line, InputLine) and line.text == "at a café two"
