"""Eight weeks of the path on the full screen, in simulated time: absences, a skip, no help once, an unsafe answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from securecoach_tui.app.current_week import state_of
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.session.questions import steers
from securecoach_tui.store.repository import Repository
from securecoach_tui.store.writer_protocol import Done
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.path import PathScreen
from securecoach_tui.tui.screens.path_pages import LessonScreen, PathLookBackScreen, WeekWordsScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.fakes.writer import MemoryWriter
from tests.tui.stage import Stage

pytestmark = pytest.mark.journeys

DAY = 86400.0
LEANS = {
    "anxious": "soothing myself",
    "avoidant": "staying close, in small steps",
    "both": "soothing myself first, then small steps",
}


class WritesAtOnce(MemoryWriter):
    """Saves to a real data folder on the caller's thread, so that a session ends in the test's own time."""

    def __init__(self, where: DataPaths) -> None:
        super().__init__()
        self._repository = Repository(where)

    def keep(self, kind: str, id: str, fields: Mapping[str, Any], done: Done | None = None) -> None:
        self._repository.save(kind, id, fields)
        super().keep(kind, id, fields, done)


class Life:
    """A person at the full screen, over a real data folder; the clock goes on by days."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage(folder / "record")
        self.stage.context.writer = WritesAtOnce(self.stage.where)

    def rows(self) -> list[str]:
        return [label for label, _value in self.stage.app.screen.query_one(RowList).rows]

    @property
    def week(self) -> int:
        return state_of(self.stage.context.record).week

    async def choose(self, label: str) -> None:
        """Choose a row; a first enter may only scroll it into view."""
        screen, before = self.stage.app.screen, self.rows()
        screen.query_one(RowList).highlighted = before.index(next(row for row in before if row.startswith(label)))
        await self.stage.settle()
        for _ in range(3):
            if self.stage.app.screen is screen and self.rows() == before:
                await self.stage.press("enter")

    async def home(self, *, later: float = 0.0) -> str:
        """The first screen, ``later`` seconds later."""
        self.stage.clock.advance(later)
        self.stage.context.forget_record()
        for _ in range(8):
            if not isinstance(self.stage.app.screen, HomeScreen):
                await self.stage.press("escape")
        assert isinstance(self.stage.app.screen, HomeScreen), self.stage.shown
        await self.stage.settle()
        self.stage.app.screen._offer()
        return self.stage.text("#reason")

    async def turn(self, week: int) -> None:
        """Open the path by its key, answer the two questions, and see the next lesson."""
        await self.stage.press("p")
        await self.choose(f"Go to week {week}")
        assert isinstance(self.stage.app.screen, WeekWordsScreen)
        await self.stage.press("a", "enter", "b", "enter")
        assert isinstance(self.stage.app.screen, LessonScreen)
        await self.stage.press("enter", "escape")
        assert self.week == week

    async def practise(self, key: str = "q", **answers: str) -> str:
        """The suggested exercise, for half a minute; then ``key``. Returns its id."""
        await self.choose("Start")
        assert isinstance(self.stage.app.screen, SessionScreen)
        exercise = self.stage.app.screen.runner.session.setup.exercise.id
        await self.answer(answers)
        if isinstance(self.stage.app.screen, SessionScreen):
            await self.stage.go_on(12)
            await self.answer(answers)
            await self.stage.press(key)
            await self.stop(answers)
        await self.home()
        return exercise

    async def stop(self, answers: dict[str, str]) -> None:
        """Stop what is still going on, as a person does who has had enough."""
        for _ in range(20):
            await self.stage.go_on(1)
            if not isinstance(self.stage.app.screen, SessionScreen):
                return
            await self.answer(answers)
            if isinstance(self.stage.app.screen, SessionScreen):
                await self.stage.press("q")

    async def answer(self, answers: dict[str, str]) -> None:
        """Whatever is open: yes to the safety question, 4 to a scale, a few words. People to talk to are read first."""
        while isinstance(screen := self.stage.app.screen, (SessionScreen, SupportScreen)):
            if isinstance(screen, SupportScreen):
                await self.stage.press("escape")
                continue
            ask = screen.runner.session.open
            if ask is None:
                return
            if ask.scale:
                await self.stage.press("4")
            elif ask.choices:
                wanted = answers.get(ask.key, ask.choices[0])
                screen.query_one(RowList).highlighted = list(ask.choices).index(wanted) + (not steers(ask.key))
            else:
                screen.query_one(Input).value = "words"
            await self.stage.press("enter")


@pytest.mark.parametrize(
    "lean", ["anxious", *(pytest.param(lean, marks=pytest.mark.long) for lean in ("avoidant", "both"))]
)
async def test_eight_weeks_on_the_full_screen(tmp_path: Path, lean: str) -> None:
    life = Life(tmp_path)
    async with life.stage.open(size=(80, 40)):
        await life.stage.press("p")
        await life.choose("Start")
        await life.choose("Start")
        await life.choose(LEANS[lean])
        assert isinstance(life.stage.app.screen, LessonScreen)
        await first_half(life)
        await second_half(life)
        await life.stage.press("p")
        await life.choose("Leave the path")
        await life.stage.press("down", "enter")
        assert "You've left the path. Week 8 is saved for you" in life.stage.text("#notice")
        await life.home()
        assert not any("path" in row for row in life.rows())
    life.stage.context.close()


async def first_half(life: Life) -> None:
    assert await life.home(later=DAY) == "This is for week 1 of your path."
    first = await life.practise()
    await life.stage.press("p")
    marks = dict(life.stage.app.screen.query_one(RowList).rows)
    assert "practised once" in marks.values(), first
    assert await life.home(later=40 * DAY) == "Week 1 is where you left your path." and life.week == 1
    for week in (2, 3, 4):  # nothing is practised in the third: it is skipped
        await life.turn(week)
        if week == 2:
            await life.practise()
    await life.stage.press("p")
    await life.choose("Look back on the path")
    assert isinstance(life.stage.app.screen, PathLookBackScreen) and "Week 3, what helped: a" in life.stage.shown
    await life.home(later=DAY)


async def second_half(life: Life) -> None:
    await life.turn(5)
    no_help = await life.practise("g")
    await life.home(later=DAY)
    assert (life.stage.context.suggestion().exercise_id) != no_help
    await life.turn(6)
    await life.practise(safe="not sure", ground_first="yes")
    await life.stage.press("p")
    assert isinstance(life.stage.app.screen, PathScreen)
    assert life.rows()[0] in ("Start: Grounding", "Start: Slow breathing")
    assert "Last time was hard." in life.stage.shown and life.rows()[-1] == "Go to week 7: A step"
    assert await life.home(later=DAY) == "This is for week 6 of your path."
    await life.turn(7)
    await life.practise()
    await life.turn(8)
    await life.stage.press("p")
    assert not any(row.startswith("Go to week") for row in life.rows())
    await life.choose("Look back on the path")
    assert "Week 7, what you would keep: b" in life.stage.shown
    await life.home()
