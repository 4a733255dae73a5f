"""The path of eight weeks on the full screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.widgets import Static

from securecoach_tui.app.current_week import state_of
from securecoach_tui.practice.checkin import CheckInResult
from securecoach_tui.tui.screens.checkin import CheckInResultScreen
from securecoach_tui.tui.screens.path import PathScreen
from securecoach_tui.tui.screens.path_pages import LessonScreen, PathLookBackScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.tui.widgets.text_field import TextField
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

pytestmark = pytest.mark.screens

PLACE = {"on": True, "week": 4, "direction": "avoidant", "round": "r", "turn": "t"}
PLACE |= {"started": "2026-02-01T21:00:00+00:00", "since": "2026-03-01T21:00:00+00:00"}


def on_path(folder: Path, *things: tuple[str, str, dict[str, Any]], count: int = 20, **preferences: object) -> Stage:
    """A stage of somebody in week 4, leaning avoidant."""
    stage = Stage(folder / "record", **preferences)
    put(stage, sessions(count), ("path", "path", PLACE), *things)
    return stage


def rows(stage: Stage) -> list[str]:
    return [label for label, _value in stage.app.screen.query_one(RowList).rows]


async def choose(stage: Stage, label: str) -> None:
    """Move to a row of the list and choose it; a first enter may only scroll it into view."""
    screen, before = stage.app.screen, rows(stage)
    screen.query_one(RowList).highlighted = before.index(label)
    await stage.settle()
    for _ in range(3):
        if stage.app.screen is screen and rows(stage) == before:
            await stage.press("enter")


def words(stage: Stage) -> str:
    return "\n".join(str(one.content) for one in stage.app.screen.query(Static))


async def test_path_is_started_after_saying_who_might_wait(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open():
        assert not any("path" in label for label in rows(stage)), "one line on the path only"
        await stage.press("p")
        assert "Their order was not." in words(stage)
        await choose(stage, "Start")
        assert "hurts, controls or frightens you" in words(stage)
        await choose(stage, "Not now")
        assert "Their order was not." in words(stage)
        await choose(stage, "Start")
        await choose(stage, "Start")
        await choose(stage, "soothing myself first, then small steps")
        assert isinstance(stage.app.screen, LessonScreen) and "doi 10.1007/s12671-020-01512-5" in words(stage)
        await stage.press("enter")
        assert isinstance(stage.app.screen, PathScreen) and rows(stage)[0] == "Grounding"
        await stage.press("escape")
        assert (
            rows(stage)[1] == "Your path: week 1, Arrive"
            and stage.text("#reason") == "This is for week 1 of your path."
        )
    assert stage.writer.things["path", "path"]["direction"] == "both"


async def test_quiet_first_screen_has_no_line_of_the_path(tmp_path: Path) -> None:
    stage = on_path(tmp_path, quiet_first_screen=True)
    async with stage.open():
        assert not any("path" in label for label in rows(stage))
        await stage.press("p")
        assert isinstance(stage.app.screen, PathScreen)


async def test_week_is_turned_after_two_questions_in_ones_own_words(tmp_path: Path) -> None:
    stage = on_path(tmp_path)
    async with stage.open():
        await stage.press("p")
        await choose(stage, "Go to week 5: One habit")
        await stage.press("k", "enter", "r", "enter")
        assert isinstance(stage.app.screen, LessonScreen) and "Going quiet brings quick relief." in words(stage)
        await stage.press("enter")
        assert "week 5 of 8" in stage.shown and "[5]" in stage.shown
        assert rows(stage)[:2] == ["If this, then that, about going quiet", "The urge to pull away"]
    assert stage.writer.things["path", "words-r-4"]["helped"] == "k"
    assert stage.writer.things["path", "words-r-4"]["keep"] == "r"
    assert stage.writer.things["path", "path"]["week"] == 5


async def test_words_of_harm_name_people_to_talk_to(tmp_path: Path) -> None:
    stage = on_path(tmp_path)
    async with stage.open():
        for label in ("What helped this week", "Go to week 5: One habit"):
            if not isinstance(stage.app.screen, PathScreen):
                await stage.press("p")
            await choose(stage, label)
            stage.app.screen.query_one("#helped", TextField).value = f"they hit me again, {label}"
            await stage.press("enter", "enter")
            assert stage.text("#notice") == "Press c for people to talk to."
        assert isinstance(stage.app.screen, LessonScreen)


async def test_escape_at_the_questions_turns_nothing(tmp_path: Path) -> None:
    stage = on_path(tmp_path)
    async with stage.open():
        await stage.press("p")
        await choose(stage, "Go to week 5: One habit")
        await stage.press("escape")
        assert "week 4 of 8" in stage.shown and state_of(stage.context.record).week == 4


async def test_week_four_looks_back_with_figures_in_words(tmp_path: Path) -> None:
    said = {"round": "r", "week": 2, "helped": "the list of values", "keep": ""}
    stage = on_path(tmp_path, ("path", "words-r-2", said), count=40)
    async with stage.open(size=(80, 50)):
        await stage.press("p")
        await choose(stage, "Look back on the path")
        assert isinstance(stage.app.screen, PathLookBackScreen)
        seen = words(stage)
        assert "Week 2, what helped: the list of values" in seen and "Slow breathing: " in seen
        assert "Soothing myself: " in seen and "Tools you could keep" in seen


async def test_leaving_asks_first_and_says_that_the_week_is_kept(tmp_path: Path) -> None:
    stage = on_path(tmp_path)
    async with stage.open():
        await stage.press("p")
        await choose(stage, "Leave the path")
        await stage.press("enter")
        assert "week 4 of 8" in stage.shown, "the first row stays"
        await choose(stage, "Leave the path")
        await stage.press("down", "enter")
        assert stage.text("#notice") == "You've left the path. Week 4 is saved for you, if you want to come back."
        await choose(stage, "Go on at week 4, where you left off")
        await choose(stage, "Start")
        assert "week 4 of 8" in stage.shown


async def test_path_is_offered_once_after_the_checkin(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open():
        for offered in (True, False):
            await stage.app.push_screen(CheckInResultScreen(CheckInResult(36, 12, "anxious"), {}))  # type: ignore[arg-type]
            await stage.settle()
            await stage.press("enter")
            told = stage.text("#notice")
            assert told.startswith("Your starting point is") and told.endswith("press p.") is offered


async def test_changed_direction_and_other_computer_are_told_once(tmp_path: Path) -> None:
    checkin = {"at": "2026-03-02T21:00:00+00:00", "direction": "anxious", "chosen": None}
    turns = [("t", {"before": "s", "week": 4, "at": "1"}), ("u", {"before": "s", "week": 2, "at": "2"})]
    things = [("path", f"turn-{id}", fields) for id, fields in turns]
    stage = on_path(tmp_path, ("checkin", "c", checkin), *things)
    async with stage.open():
        await stage.press("p")
        assert "Your last check-in suggests another starting point." in stage.shown
        await stage.press("down", "enter")
        assert state_of(stage.context.record).lean == "anxious"
        assert stage.writer.things["path", "turn-u"]["told"] is True
        await stage.press("escape", "p")
        assert isinstance(stage.app.screen, PathScreen), "nothing is asked again"


async def test_exercise_of_the_week_starts_and_is_marked_when_done(tmp_path: Path) -> None:
    stage = on_path(tmp_path)
    async with stage.open():
        await stage.press("p", "enter", "enter")
        assert isinstance(stage.app.screen, SessionScreen)
        await stage.press("enter")
        await stage.go_on(15)
        await stage.press("q")
        await stage.go_on(70)
        for _ in range(8):
            if isinstance(stage.app.screen, PathScreen):
                break
            await stage.press("enter")
        row = stage.kept[-1]
        assert row["exercise"] == "kind-hand"


async def test_lesson_can_be_heard_or_says_how(tmp_path: Path) -> None:
    stage = on_path(tmp_path)
    said: list[str] = []
    async with stage.open():
        await stage.press("p")
        await choose(stage, "This week's lesson")
        await stage.press("l")
        assert stage.text("#notice") == "Spoken prompts are off. Press v to turn them on, then l."
        stage.app.speaker.say = lambda text, *_more, **_named: said.append(text)  # type: ignore[method-assign]
        stage.context.preferences = msgspec.structs.replace(stage.context.preferences, voice=True)
        stage.context.__dict__["sound"] = object()
        await stage.press("l")
        assert said and said[-1].startswith("This is a short week.") and "27 trials" in said[-1]
        del stage.context.__dict__["sound"]


async def test_exercise_that_no_longer_exists_is_named_by_its_id(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "securecoach_tui/content/en/path.toml").read_text()
    stage = on_path(tmp_path)
    stage.where.data.mkdir(parents=True, exist_ok=True)
    (stage.where.data / "path.toml").write_text(text.replace('"kind-hand"', '"my-walk"'))
    async with stage.open():
        await stage.press("p")
        assert "path.toml can't be used (week 4, anxious, offers: there is no exercise" in stage.text("#notice")
        assert rows(stage)[0] == "Kindness to yourself"


async def test_question_about_a_check_in_waits_under_support(tmp_path: Path) -> None:
    """Support may be asked for while the path opens; it stays on top, and the question comes after it."""
    stage = on_path(tmp_path)
    async with stage.open():
        page = msgspec.structs.replace(stage.context.path_page(), asks="anxious")
        stage.context.path_page = lambda: page  # type: ignore[method-assign]
        screen = PathScreen()
        stage.app.push_screen(screen)
        stage.app.push_screen(SupportScreen())
        await stage.settle()
        assert isinstance(stage.app.screen, SupportScreen)
        await stage.press("escape")
        assert "Your starting point" in stage.shown
