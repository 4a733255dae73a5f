"""Cells: what has changed between two rows, and words over dots."""

from __future__ import annotations

from securecoach_tui.scenes.cells import ON_BAND, TEXT, Canvas, Run, cells_of, changed_spans


def test_changed_spans_are_the_cells_that_differ() -> None:
    old = (Run("   "), Run("▀▀▀", 1, 2), Run("      "))
    new = (Run("   "), Run("▀", 1, 2), Run("▀▀", 3, 2), Run("     "), Run("x", TEXT))
    assert changed_spans(old, new) == [(4, 6), (11, 12)]
    assert changed_spans(old, old) == []


def test_changed_spans_near_each_other_are_one() -> None:
    assert changed_spans((Run("a b"),), (Run("x y"),)) == [(0, 3)]


def test_wide_characters_keep_their_two_cells() -> None:
    canvas = Canvas(6, 1)
    canvas.write(1, 0, "吸a", TEXT)
    (row,) = canvas.picture(8)
    assert [sign for sign, _ink, _ground in cells_of(row)] == [" ", " ", "吸", "", "a", " ", " ", " "]


def test_words_on_a_band_have_the_ink_for_it() -> None:
    canvas = Canvas(4, 1)
    canvas.dots = [bytearray([0, 2, 3, 0]), bytearray([0, 2, 2, 0])]
    canvas.write(0, 0, "abcd", TEXT)
    assert [(ink, ground) for _sign, ink, ground in cells_of(canvas.picture(4)[0])] == [
        (TEXT, 0),
        (ON_BAND, 2),
        (ON_BAND, 3),
        (TEXT, 0),
    ]
