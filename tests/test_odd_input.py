"""Odd ladders, long reflections and empty plans in both displays: practised to the end and saved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Input

from securecoach_tui.app.ladder_service import all_rungs
from securecoach_tui.practice import plan
from securecoach_tui.practice.ladder import steps
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui.screens.ladder import LadderScreen
from securecoach_tui.tui.screens.session import SessionScreen
from tests.fakes.clock import FakeClock
from tests.plain.talk import CONTENT, Talk, a_setup, number, visited
from tests.tui.records import put
from tests.tui.stage import Stage

ODD = ["x" * 2000, "long words " * 180, "🙂🙂 wave 👋🏽", "\u202eاكتب رسالة", "[bold]red[/bold]", "\x1b[31mred"]
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]")


@pytest.mark.parametrize("words", ODD, ids=["letters", "words", "emoji", "right-to-left", "markup", "escape"])
def test_odd_rung_is_practised_in_plain_text(words: str) -> None:
    setup = a_setup(CONTENT.exercise("closeness-ladder"), 180, rung=words, rung_id="own-1")
    talk = Talk(setup).types((0, "yes"), (1, ""), (2, "4"), (3, "4"))
    assert talk.said[-1] == "Saved." and talk.kept["rung"] == words
    assert not CONTROL.search("".join(talk.said))


@pytest.mark.journeys
@pytest.mark.parametrize("words", ODD, ids=["letters", "words", "emoji", "right-to-left", "markup", "escape"])
async def test_odd_rung_is_practised_on_the_smallest_screen(words: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    added = steps.added(CONTENT.rungs(), "own-1", words, with_someone=False)
    put(stage, [], ("rung", "own-1", dict(added["own-1"])), ("rung", "current", {"rung_id": "own-1"}))
    async with stage.open(size=(40, 15)):
        await stage.app.push_screen(LadderScreen())
        await stage.settle()
        assert not CONTROL.search(stage.shown.replace("\n", ""))
        await stage.press("end")
        start = "".join(visible(words).split())[:20]
        assert start in "".join(stage.shown.split())
        await stage.app.push_screen(SessionScreen(a_setup(CONTENT.exercise("closeness-ladder"), 180, rung=words)))
        await stage.settle()
        await stage.press("down", "enter", "enter", "enter", "enter")
        await stage.go_on(25)
        assert start in "".join(stage.shown.split()) and not CONTROL.search(stage.shown.replace("\n", ""))
        assert "left" in stage.shown.splitlines()[-3] and "c" in stage.shown.splitlines()[-1].split()


@pytest.mark.parametrize("face", ["plain", "full"])
async def test_ladder_without_rungs_takes_a_new_one(face: str, tmp_path: Path) -> None:
    if face == "plain":
        typed = [number("The closeness ladder")]
        for _ in CONTENT.rungs():
            typed += ["1", "6"]  # the lowest, hidden
        visit = visited(tmp_path, *typed, "1", "sit on a bench", "no", "q")
        whole = all_rungs(CONTENT.rungs(), visit.record)
        assert [one.words for one in whole if not one.hidden] == ["sit on a bench"]
        return
    stage = Stage(tmp_path / "record")
    put(stage, [], *(("rung", rung.id, {"hidden": True}) for rung in CONTENT.rungs()))
    async with stage.open(size=(40, 15)):
        await stage.app.push_screen(LadderScreen())
        await stage.press("n")
        stage.app.screen.query_one(Input).value = "sit on a bench"
        await stage.press("enter")
        assert any(fields.get("words") == "sit on a bench" for fields in stage.writer.things.values())


def test_closeness_without_rungs_is_practised(tmp_path: Path) -> None:
    from types import SimpleNamespace
    from typing import Any, cast

    from securecoach_tui.app.session_setup import make_setup
    from securecoach_tui.config.settings import Settings

    hidden = [{"id": rung.id, "hidden": True} for rung in CONTENT.rungs()]
    record = cast(
        Any,
        SimpleNamespace(sessions=[], of_kind=lambda kind: hidden if kind == "rung" else [], get=lambda *_of: None),
    )
    exercise = CONTENT.exercise("closeness-ladder")
    setup = make_setup(exercise, 180, settings=Settings(), record=record, clock=FakeClock())
    talk = Talk(setup)
    talk.types((0, "yes"), (1, ""), (2, "4"), (3, "4"))
    assert (
        "Here's your step for today: a small step of closeness that you choose." in talk.said
        and talk.said[-1] == "Saved."
    )


def test_reflection_of_100_kb_is_kept_in_plain_text() -> None:
    words = "it rained, and I listened " * 4000
    assert len(words) > 100_000
    talk = Talk().types((0, "5"), (61, "4"), (62, words))
    assert talk.kept["reflection"] == words.strip() and talk.said[-1] == "Saved."


@pytest.mark.journeys
async def test_reflection_of_100_kb_is_kept_on_the_full_screen(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    words = ("it rained, and I listened " * 4000)[:99_999].strip()
    async with stage.open("urge-wave", 60.0):
        await stage.press("5", "enter", "6", "enter")
        await stage.go_on(61)
        await stage.press("enter", "enter", "escape")
        stage.app.screen.query_one(Input).value = words
        await stage.press("enter")
        await stage.go_on(1)
        (kept,) = stage.kept
        assert kept["reflection"] == words and "Saved." in stage.shown


def test_plan_without_days_says_so_kindly(tmp_path: Path) -> None:
    visit = visited(tmp_path, number("My days for practice"), "9", "", "q")
    assert plan.read(visit.record.get("plan", "plan")).days == ()
    assert visit.lines.count("You haven't chosen any days. Two or three a week are plenty, and none is fine.") == 2
    assert not any("missed" in line.casefold() for line in visit.lines)
