"""The list of rows on a screen: headings, hints, letters, and where the terminal's cursor is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset
from textual.widgets import Static

from securecoach_tui.practice.record import Capacity
from securecoach_tui.tui import hardware_cursor
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.master_detail import MasterDetailScreen
from securecoach_tui.tui.widgets.row_list import MarkedRow, RowHeading, RowList
from tests.tui.stage import Stage

SHOUT = KeyBinding("g", "shout", "shout", "Shout.", "g")


class Fruit(MasterDetailScreen):
    """Forty rows in two groups, with a hint under the highlighted one."""

    def location(self) -> str:
        return "Fruit"

    def compose_body(self) -> ComposeResult:
        rows: list[Any] = [MarkedRow(f"apple {n}", "red", "Mon", Capacity.CLOSENESS) for n in range(10)]
        rows += [(f"pear {n}", "green") for n in range(30)]
        headings = [RowHeading(0, "Apples", Capacity.REGULATION), RowHeading(10, "Pears")]
        yield RowList(rows, headings=headings, hint_of=lambda row: f"what row {row} is\nand how it tastes", id="fruit")

    def compose_detail(self) -> ComposeResult:
        yield Static("All about it")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()


class LoudFruit(Fruit):
    """The same, with a letter of its own."""

    KEYS = (SHOUT,)
    BINDINGS: ClassVar[list[BindingType]] = [SHOUT.binding]

    def action_shout(self) -> None:
        self.show_notice("fruit")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


async def rows_of(stage: Stage, screen: Fruit) -> RowList:
    await stage.app.push_screen(screen)
    await stage.settle()
    return screen.query_one(RowList)


def lines(stage: Stage) -> list[str]:
    return [line.strip() for line in stage.shown.splitlines()]


def cursor(stage: Stage) -> Offset:
    hardware_cursor.place(stage.app)
    return stage.app.cursor_position


async def test_list_shows_headings_marks_and_a_hint_under_its_row(stage: Stage) -> None:
    async with stage.open():
        rows = await rows_of(stage, Fruit())
        shown = lines(stage)
        at = shown.index("● Apples")
        assert shown[at + 1].startswith("> Mon ■ apple 0") and shown[at + 1].endswith("red")
        assert shown[at + 2 : at + 4] == ["what row 0 is", "and how it tastes"]
        assert "All about it" not in shown
        await stage.press("down")
        assert lines(stage)[at + 3] == "what row 1 is" and rows.highlighted == 1


async def test_list_says_its_heading_on_entering_a_group(stage: Stage) -> None:
    async with stage.open():
        rows = await rows_of(stage, Fruit())
        said = []
        for row in (0, 1, 10, 9):
            rows.highlighted = row
            said.append(rows.spoken_parts())
        assert said == [
            ("Apples. Mon apple 0", "red", "1/40"),
            ("Mon apple 1", "red", "2/40"),
            ("Pears. pear 0", "green", "11/40"),
            ("Apples. Mon apple 9", "red", "10/40"),
        ]


async def test_letters_move_in_a_list_unless_the_screen_uses_them(stage: Stage) -> None:
    async with stage.open():
        rows = await rows_of(stage, Fruit())
        found = []
        for letter in ("j", "j", "k", "upper_g", "g"):
            await stage.press(letter)
            found.append(rows.highlighted)
        assert found == [1, 2, 1, 39, 0]
        rows = await rows_of(stage, LoudFruit())
        await stage.press("j", "g")
        assert rows.highlighted == 1 and "fruit" in stage.text("#notice")
        await stage.press("question_mark", "end")
        assert "j down, k up, G last." in stage.shown


async def test_cursor_of_a_list_stays_inside_it_after_scrolling(stage: Stage) -> None:
    async with stage.open(size=(40, 15)):
        rows = await rows_of(stage, Fruit())
        for key in ("end", "home", "pagedown", "pagedown", "pageup"):
            await stage.press(key)
            at = cursor(stage)
            line = stage.shown.splitlines()[at.y]
            assert line[at.x :].startswith(("Mon", "pear")) and line[at.x - 2] == ">"
        rows.highlighted = 0
        rows.scroll_to(y=20, animate=False, immediate=True)  # as a wheel does
        await stage.settle()
        assert rows.content_region.contains_point(cursor(stage))


@pytest.mark.parametrize(("width", "beside"), [(99, False), (100, True), (200, True)])
async def test_detail_is_beside_the_list_from_a_hundred_columns(stage: Stage, width: int, beside: bool) -> None:
    async with stage.open(size=(width, 24)):
        rows = await rows_of(stage, Fruit())
        detail = stage.app.screen.query_one("#detail")
        assert ("All about it" in stage.shown) == beside
        if beside:
            assert rows.region.width == 38 and detail.content_region.x - rows.region.right == 4
            assert detail.content_region.width <= 70
