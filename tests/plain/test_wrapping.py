"""Long lines at a terminal are broken between words; a pipe gets each line whole."""

from __future__ import annotations

import fcntl
import io
import os
import struct
import termios

import pytest

from securecoach_tui.plain.line_io import LinePrinter
from securecoach_tui.plain.wrapping import wrapped

WORDS = "Three minutes of grounding may help you to look around and to choose where to start."


def at_a_terminal(columns: int, text: str) -> list[str]:
    """What a terminal of so many columns gets for a line."""
    far, near = os.openpty()
    fcntl.ioctl(near, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with os.fdopen(near, "w", encoding="utf-8") as out:
        LinePrinter(out).print(text)
        shown = os.read(far, 65536).decode()
    os.close(far)
    return shown.replace("\r\n", "\n").splitlines()


def test_a_terminal_never_breaks_a_word() -> None:
    lines = at_a_terminal(80, WORDS)
    assert len(lines) == 2 and " ".join(lines) == WORDS and all(len(line) < 80 for line in lines)


def test_a_terminal_that_says_no_width_gets_the_whole_line() -> None:
    assert at_a_terminal(0, WORDS) == [WORDS]


def test_a_pipe_gets_the_whole_line() -> None:
    out = io.StringIO()
    LinePrinter(out).print(WORDS * 5)
    assert out.getvalue() == WORDS * 5 + "\n"


@pytest.mark.parametrize(
    "text", [WORDS, "x" * 200 + " y", "  indented " + WORDS, "¿Qué está pasando? 🙂👋🏽 " * 9, "口" * 70]
)
@pytest.mark.parametrize("columns", [1, 20, 40, 80])
def test_wrapping_loses_nothing_but_spaces(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert lines.split() == text.split()
    assert columns >= 20 or lines == text
    assert wrapped("x" * columns, columns) == "x" * columns
