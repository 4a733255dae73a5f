"""The pictures of the path: as wide and high as asked for, the current week marked by more than a colour."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.path.weeks import PICTURES
from securecoach_tui.scenes.cells import ACCENT, Frame, Picture
from securecoach_tui.scenes.week_pictures import SMALL, lesson_picture, weeks_line


def text_of(picture: Picture) -> list[str]:
    return ["".join(run.text for run in row) for row in picture]


def test_every_picture_that_a_week_can_have_is_drawn() -> None:
    assert set(SMALL) == set(PICTURES)


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize(("width", "height"), [(64, 7), (36, 4)])
def test_lesson_picture_fills_its_frame(name: str, width: int, height: int, ascii: bool) -> None:
    found = lesson_picture(name, Frame(width, height, ascii=ascii))
    lines = text_of(found)
    assert [len(line) for line in lines] == [width] * height
    assert any(run.ink or run.ground for row in found for run in row)
    assert not ascii or all(line.isascii() for line in lines)


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("width", [32, 36, 64])
def test_current_week_is_in_brackets_and_in_the_accent(width: int, ascii: bool) -> None:
    pictures, numbers = weeks_line(PICTURES, 3, Frame(width, 2, ascii=ascii))
    assert text_of((numbers,))[0].split() == ["1", "2", "[3]", "4", "5", "6", "7", "8"]
    assert [run.text.strip() for run in numbers if run.ink == ACCENT] == ["[3]"]
    assert len(text_of((pictures,))[0]) == width and text_of((pictures,))[0].isascii() is ascii


def test_no_week_is_marked_off_the_path() -> None:
    assert "[" not in text_of(weeks_line(PICTURES, 0, Frame(64, 2)))[1]
