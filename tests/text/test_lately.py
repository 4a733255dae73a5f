"""The last sessions on the first screen."""

from __future__ import annotations

import msgspec
from rich.cells import cell_len

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.text import lately
from tests.progress.session_series import on_rung, soothing

TITLES = {"slow-breathing": "Slow breathing", "closeness-ladder": "The closeness ladder, step by step"}


def test_the_last_three_sessions_have_before_and_after() -> None:
    found = lately.rows(soothing([(7, 4), (3, 3), (None, 2), (5, 1)]), TITLES)
    assert [row.rated for row in found] == ["7 ─▶ 4", "3 ─▶ 3", ""]
    assert lately.lines(found)[0] == "Tue  Slow breathing  7 ─▶ 4"


def test_last_sessions_show_closeness_never_as_a_fall() -> None:
    before = Rating(None, "distress", 6, "before")  # type: ignore[arg-type]
    step = msgspec.structs.replace(on_rung(0, 4, 5), ratings=[before], exercise="closeness-ladder")
    (row,) = lately.rows([step], TITLES, ascii=True)
    assert row.rated == "expected 4, highest 6"
    assert "…" in lately.lines([row])[0] and "…" not in lately.lines([row], 80)[0]


def test_ratings_stand_below_each_other_after_wide_letters_too() -> None:
    found = lately.rows(soothing([(7, 4), (6, 5)]), TITLES)
    wide = found[0]._replace(title="呼吸をゆっくりとととのえる練習")
    first, second = lately.lines([wide, found[1]])
    assert "…" in first and cell_len(first) == cell_len(second)


def test_a_session_without_date_title_or_rating_is_still_a_row() -> None:
    assert lately.rows([SessionRecord(id="a")], TITLES) == [("", "no title", "")]
