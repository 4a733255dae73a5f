"""Breaks a line between words where a terminal would break it in the middle of one."""

from __future__ import annotations

import os
import re
from typing import TextIO

from securecoach_tui.plain.editor import cells

NARROWEST = 20  # cells; below that, most lines would hold one word


def columns_of(stream: TextIO) -> int:
    """The width of the terminal that a stream writes to, in cells; 0 if it is no terminal or doesn't say."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except (OSError, ValueError, AttributeError):
        return 0


def wrapped(text: str, columns: int) -> str:
    """``text`` with line breaks between words, if it is wider than ``columns``. A longer word stays in one piece."""
    if columns < NARROWEST or _width(text) <= columns:
        return text
    lines, line, width = list[str](), "", 0
    for piece in re.findall(r"\s*\S+", text):
        more = _width(piece)
        if line and width + more > columns - 1:  # some terminals add an empty line after a full one
            lines.append(line)
            piece = piece.lstrip()
            line, width = "", 0
            more = _width(piece)
        line, width = line + piece, width + more
    return "\n".join([*lines, line])


def _width(text: str) -> int:
    return len(text) if text.isascii() else cells(text)
