"""Each exercise practised on the smallest screen: every line that is said can be read whole, and nobody has to count."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from securecoach_tui import content
from securecoach_tui.app.session_setup import make_debrief, make_setup
from securecoach_tui.practice.session.questions import steers
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.screens.session import SessionScreen
from tests.tui.stage import Stage

pytestmark = pytest.mark.journeys  # tours of every screen take longer than a unit test may

CONTENT = content.load()
WORDS = {"when": "plans change late", "feel": "alone", "need": "a warning", "would": "tell me the day before"}
SENTENCE = "When plans change late, I feel alone, I need a warning"
COUNTED = re.compile(r"(breath|round|step) \d+ of \d+|opening|closing|coming back")


async def answers_all(stage: Stage) -> list[str]:
    """Whatever is open: yes to the safety question, 4 to a scale, words to the four of the sentence."""
    asked = []
    while isinstance(stage.app.screen, SessionScreen) and (ask := stage.app.screen.runner.session.open) is not None:
        asked.append(ask.key)
        if ask.scale:
            await stage.press("4")
        elif ask.choices and not steers(ask.key):
            await stage.press("down")  # from "No answer" to the first
        elif not ask.choices:
            stage.app.screen.query_one(Input).value = WORDS.get(ask.key, "words")
        await stage.press("enter")
    return asked


def words_of(text: str) -> str:
    return " ".join(text.split())


async def to_next_line(stage: Stage) -> bool:
    """On to the next thing that is said or to the end; whether there is one."""
    session = stage.context.runner.session  # type: ignore[union-attr]
    if session.state is not SessionState.RUNNING:
        return False
    said = [cue.at for cue in session.timeline.cues[session.next_cue :] if cue.text]
    due = said[0] if said else session.timeline.total
    left = max(0.0, due - session.position) + 0.01
    while left > 20:  # a longer gap would look like a machine that was asleep
        stage.clock.advance(20)
        await stage.app.screen._tick()  # type: ignore[attr-defined]
        left -= 20
    stage.clock.advance(left)
    await stage.app.screen._tick()  # type: ignore[attr-defined]
    await stage.pilot.pause()
    return isinstance(stage.app.screen, SessionScreen)


# One exercise of each make; every exercise is practised in plain text and in the machine alone.
SHOWN = [
    "slow-breathing", "name-the-need", "say-it-out-loud", "it-was-survivable", "closeness-ladder", "muscle-release",
    "check-the-story", "if-then", "wait-and-choose", "apart-ladder",
]  # fmt: skip
SENTENCES = {"say-it-out-loud": 3, "name-the-need": 1, "check-the-story": 1, "if-then": 3, "wait-and-choose": 1}


@pytest.mark.parametrize("id", SHOWN)
async def test_every_line_is_read_whole_and_nobody_counts_at_40x15(id: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    exercise = CONTENT.exercise(id)
    async with stage.open(id, min(exercise.minutes) * 60, size=(40, 15)):
        await answers_all(stage)
        seen: list[str] = []
        while stage.context.runner is not None and stage.context.runner.session.state is SessionState.RUNNING:
            session = stage.context.runner.session
            cue = [one for one in session.timeline.cues[: session.next_cue] if one.text][-1]
            assert cue.text in words_of(stage.shown), f"{session.position:.0f}s {stage.shown}"
            assert COUNTED.search(stage.shown.splitlines()[0]), stage.shown
            if session.sentence:
                assert words_of(session.sentence) in words_of(stage.shown)
                assert SENTENCE in session.sentence or id not in ("say-it-out-loud", "name-the-need")
                seen.append(cue.text)
            await answers_all(stage)
            assert stage.app.screen.panel.question is None, "an answered question makes room"  # type: ignore[attr-defined]
            if not await to_next_line(stage):
                break
        asked = await answers_all(stage)
        assert asked[0] == "after" and asked[-1] == "reflection"
        await stage.go_on(1)
        assert "Saved." in stage.shown
        assert len(seen) == SENTENCES.get(id, 0)
        (kept,) = stage.kept
        assert kept["exercise"] == id and kept["completed"] and kept["reflection"] == "words"


@pytest.mark.parametrize("id", ["slow-breathing", "safe-haven", "urge-wave", "name-the-need"])
async def test_g_leads_to_grounding_from_any_line_without_a_question(id: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open(id, min(CONTENT.exercise(id).minutes) * 60):
        await answers_all(stage)
        for _ in range(3):
            await to_next_line(stage)
            await answers_all(stage)
        await stage.press("g")
        await stage.go_on(1)
        now = stage.context.runner.session  # type: ignore[union-attr]
        assert now.setup.exercise.id == "senses-grounding" and now.state is SessionState.RUNNING and now.open is None
        assert "You can stop at any time. Keep your eyes open if you can." in words_of(stage.shown)
        (kept,) = stage.kept
        assert kept["not_helping"] is True


async def test_a_rating_that_is_left_open_hides_no_line(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("closeness-ladder", 180.0):
        await answers_all(stage)
        while stage.context.runner.session.open is None:  # type: ignore[union-attr]
            await to_next_line(stage)
        await to_next_line(stage)
        assert stage.context.runner.session.open.key == "rate_distress"  # type: ignore[union-attr]
        assert "Look at it once more. Is there anything new in it?" in words_of(stage.shown)
        assert "How strong is your distress now?" in words_of(stage.shown)


async def test_session_hides_the_before_rating_at_the_after_questions(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("safe-haven", 180.0):
        await stage.press("7", "enter")
        while await to_next_line(stage):
            pass
        await stage.press("3", "enter")
        told = str(stage.app.screen.query_one("#lines-above", Static).content)
        assert "7 before, 3 after" in told and "Distress now: 7" not in told


async def test_debrief_shows_what_was_expected_of_a_lived_rung(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    exercise = CONTENT.exercise("closeness-ladder")
    async with stage.open(size=(60, 20)):
        context = stage.context
        known = {"settings": context.preferences, "record": context.record, "clock": stage.clock}
        setup = make_setup(exercise, 180, rung_id="say-a-feeling", **known)
        await stage.app.push_screen(SessionScreen(setup))
        await stage.settle()
        asked = await answers_all(stage)
        assert asked == ["safe", "expect", "likely", "prediction", "before"]
        while await to_next_line(stage):
            pass
        await stage.settle()
        assert "Once you've done it, come back and write how it went." in words_of(stage.shown)
        ((kind, id), waits) = next(one for one in stage.writer.things.items() if one[0][0] == "debrief")
        debrief = make_debrief({"id": id, **waits}, **known)
        assert kind == "debrief" and debrief is not None
        await stage.app.push_screen(SessionScreen(debrief))
        await stage.settle()
        await stage.press("3", "enter")
        told = words_of(stage.shown)
        assert "You prepared this step: tell someone one thing you feel." in told and "You expected: words" in told
        assert "Did what you feared happen?" in told
        assert await answers_all(stage) == ["feared", "happened", "bearable", "reflection"]
        await stage.go_on(1)
        assert "What you feared did not happen." in stage.shown and "Saved." in stage.shown
        assert "You stayed" not in stage.shown
