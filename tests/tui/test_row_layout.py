"""Which line of a list shows which row, heading or hint."""

from __future__ import annotations

from securecoach_tui.tui.widgets.row_layout import RowHeading, RowLayout


def shown(layout: RowLayout) -> list[str]:
    """Every line, as a letter for its kind and the number of the row or heading."""
    places = [layout.at(line) for line in range(layout.lines)]
    return [f"{place.kind[0]}{place.number}" for place in places if place is not None]


def grouped(*, gaps: bool = True) -> RowLayout:
    return RowLayout([1] * 4, [RowHeading(0, "This week"), RowHeading(2, "Last week")], gaps=gaps)


def test_rows_without_headings_are_one_line_each() -> None:
    assert shown(RowLayout([1, 1, 1])) == ["r0", "r1", "r2"]


def test_headings_stand_are_above_their_rows_after_a_gap() -> None:
    assert shown(grouped()) == ["h0", "r0", "r1", "b0", "h1", "r2", "r3"]
    assert shown(grouped(gaps=False)) == ["h0", "r0", "r1", "h1", "r2", "r3"]


def test_rows_above_the_first_heading_are_in_no_group() -> None:
    layout = RowLayout([1, 1], [RowHeading(1, "This week")])
    assert shown(layout) == ["r0", "b0", "h0", "r1"]
    assert layout.group(0) is None and layout.group(1) == 0


def test_hint_is_directly_under_its_row() -> None:
    layout = grouped()
    layout.put_hint(1, 2)
    assert shown(layout) == ["h0", "r0", "r1", "h1", "h1", "b0", "h1", "r2", "r3"]
    assert [layout.at(line).kind for line in (3, 4)] == ["hint", "hint"]  # type: ignore[union-attr]
    assert layout.first_line(1) == 2 and layout.first_line(2) == 7


def test_rows_of_several_lines_push_the_others_down() -> None:
    layout = RowLayout([2, 1])
    assert shown(layout) == ["r0", "r0", "r1"] and layout.at(1).part == 1  # type: ignore[union-attr]
    assert layout.at(3) is None and layout.at(-1) is None


def test_every_row_is_found_where_it_says_it_is() -> None:
    layout = RowLayout([1, 2, 1, 3, 1], [RowHeading(1, "one"), RowHeading(4, "two")])
    for hinted in range(5):
        layout.put_hint(hinted, 3)
        for row in range(5):
            place = layout.at(layout.first_line(row))
            assert place is not None and place[:2] == ("row", row)


def test_scrolling_up_to_the_first_row_shows_its_heading() -> None:
    layout = grouped()
    assert layout.scrolled(2, 5, 2) == 4  # line 4 is the heading of row 2
    assert layout.scrolled(0, 3, 4) == 0


def test_scrolling_down_shows_the_whole_hint() -> None:
    layout = grouped()
    layout.put_hint(1, 2)
    assert layout.scrolled(1, 0, 4) == 1  # lines 1 to 4: the row above, the row and its hint
    assert layout.scrolled(1, 0, 5) == 0


def test_scrolling_keeps_a_row_visible_whose_hint_is_too_long() -> None:
    layout = grouped()
    layout.put_hint(3, 9)
    for visible in range(1, 8):
        top = layout.scrolled(3, 0, visible)
        assert top <= layout.first_line(3) < top + visible


def test_empty_list_has_no_lines() -> None:
    layout = RowLayout([])
    assert layout.lines == 0 and layout.at(0) is None and layout.scrolled(0, 0, 5) == 0
