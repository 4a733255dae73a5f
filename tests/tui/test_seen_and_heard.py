"""Ears aren't needed: what is spoken stands there in the same moment, and every tone has a visible twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.scenes.view import SceneView
from securecoach_tui.tui.widgets.breath_guide import Bar
from securecoach_tui.voice.session_audio import planned
from tests.tui.records import put, sessions
from tests.tui.screen_list import screens as every_screen
from tests.tui.stage import Stage

SEEN = {"in": ["in"], "sip": ["a small sip"], "hold": ["hold", "rest"], "out": ["out"]}


@pytest.mark.parametrize("exercise", ["slow-breathing", "cyclic-sighing", "senses-grounding", "muscle-release"])
async def test_every_spoken_line_and_every_tone_is_seen_at_its_second(tmp_path: Path, exercise: str) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open(exercise, 180.0):
        screen, runner = stage.app.screen, stage.context.runner
        assert runner is not None
        plan = planned(runner.session, stage.clock.elapsed(), private=True)
        assert len(plan) > 5
        seen = 0
        for one in plan[:-1]:  # the last tone is the end, whose twin is the next screen
            stage.clock.advance(max(0.0, one.due - stage.clock.elapsed()) + 0.001)
            await screen._tick()  # type: ignore[attr-defined]
            if runner.session.state is not SessionState.RUNNING:
                break
            await stage.pilot.pause()
            if one.text:
                assert str(screen.panel.caption.content) == one.text  # type: ignore[attr-defined]
            if one.tone in SEEN:
                seen_words = [screen.query_one("#guide", Bar).shown.word, *screen.query_one(SceneView).lines]
                assert any(word in line for word in SEEN[one.tone] for line in seen_words), (one, seen_words)
            seen += 1
        assert seen > len(plan) * 0.8
        stage.clock.advance(plan[-1].due - stage.clock.elapsed() + 1)
        await screen._tick()  # type: ignore[attr-defined]
        await stage.settle()
        assert stage.app.screen is not screen and "Back to start" in stage.shown


async def test_caption_stays_until_the_next_spoken_line(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(2)
        said = stage.text("#caption")
        await stage.go_on(3)
        assert said and stage.text("#caption") == said


@pytest.mark.journeys
async def test_every_screen_has_one_layout_and_closes_with_one_key(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    put(stage, sessions(60))
    async with stage.open():
        home = stage.app.screen
        for make in every_screen(stage):
            room: BaseScreen = make()
            await stage.app.push_screen(room)
            await stage.settle()
            name = type(room).__name__
            parts = [room.query_one(part).region.y for part in ("#heading", "#body", "#notice", "#footer")]
            assert parts == sorted(parts) and room.query_one("#heading").region.y <= 1, name
            if name != "UnlockScreen":  # there the one key leaves the program
                await stage.press("escape")
                assert stage.app.screen is home, f"{name} needs more than one key"
            else:
                stage.app.pop_screen()
                await stage.settle()


async def test_no_choice_is_needed_to_begin(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open():
        await stage.press("enter")
        assert stage.context.runner is not None and stage.context.runner.session.state is SessionState.RUNNING
