"""Rows of words for scenes that are mostly words."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells

from securecoach_tui.scenes.cells import Row, Run

Piece = tuple[str, int]  # words, and their ink
CAPTION_CELLS = 48  # the column of the caption below a picture, as session.tcss has it


def caption_left(width: int) -> int:
    """The cells before the column of the caption, where words and scales above it begin as well."""
    return max(0, (width - CAPTION_CELLS) // 2)


def row(width: int, *pieces: Piece, left: int = 0) -> Row:
    """A row of ``width`` cells with the pieces after each other, ``left`` cells from the edge; cut off at the end."""
    found = [Run(" " * min(left, width))] if left else []
    room = width - min(left, width)
    for words, ink in pieces:
        shown = words if cell_len(words) <= room else cut(words, room)
        if shown:
            found.append(Run(shown, ink))
        room -= cell_len(shown)
    return (*found, Run(" " * room)) if room else tuple(found)


def cut(words: str, cells: int) -> str:
    """``words`` in at most ``cells`` cells, with dots for what is left out."""
    if cell_len(words) <= cells:
        return words
    if cells < 2:
        return "." * max(0, cells)
    return chop_cells(words, cells - 1)[0].rstrip() + "…"


def wrapped(words: str, cells: int, most: int) -> list[str]:
    """``words`` in at most ``most`` lines of at most ``cells`` cells."""
    lines: list[str] = []
    for word in words.split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= cells:
            lines[-1] += f" {word}"
        else:
            lines.append(cut(word, cells))
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), cells)]
    return lines
