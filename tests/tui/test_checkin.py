"""The direction check-in on the full screen: a line at a time, words for what it comes to, one's own choice on top."""

from pathlib import Path
from typing import Any

import pytest

from securecoach_tui.store.local.drafts import DraftStore
from securecoach_tui.store.writer import Writer
from securecoach_tui.tui.screens.checkin import CheckInQuestionScreen, CheckInResultScreen, CheckInScreen
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.support import SupportScreen
from tests.tui.records import put, sessions
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


async def opened(stage: Stage) -> None:
    await stage.app.push_screen(CheckInScreen())
    await stage.settle()


def kept(stage: Stage) -> list[dict[str, Any]]:
    return [fields for (kind, _id), fields in stage.writer.things.items() if kind == "checkin"]


async def answer(stage: Stage, **by_dimension: str) -> None:
    """Every line answered by its dimension, straight or turned."""
    items = stage.context.content.checkin().items
    for item in items:
        digit = by_dimension[item.dimension]
        await stage.press(str(8 - int(digit)) if item.reverse else digit, "enter")


async def test_checkin_says_first_it_is_no_test_and_names_support(stage: Stage) -> None:
    async with stage.open():
        await opened(stage)
        assert "This is not a test" in stage.shown
        assert "If you are afraid of someone" in stage.shown
        await stage.press("c")
        assert isinstance(stage.app.screen, SupportScreen)


async def test_checkin_of_twelve_lines_shows_a_result_and_saves_it(stage: Stage) -> None:
    async with stage.open():
        await opened(stage)
        await stage.press("enter")
        assert "1 of 12" in stage.shown and "1 means not like me, 7 means very like me" in stage.shown
        await answer(stage, anxiety="6", avoidance="2")
        assert isinstance(stage.app.screen, CheckInResultScreen)
        assert "By your own answers, you tend to reach out" in stage.shown
        assert "This is not a test." in stage.shown and "If you are afraid of someone" in stage.shown
        await stage.press("enter")
        assert isinstance(stage.app.screen, HomeScreen)
        assert 'Your starting point is "soothing myself".' in stage.shown
        (entry,) = kept(stage)
        assert (entry["direction"], entry["chosen"], entry["anxiety"]) == ("anxious", None, 36)


async def test_checkin_saves_the_chosen_direction_beside_the_result(stage: Stage) -> None:
    async with stage.open():
        await opened(stage)
        await stage.press("enter")
        await answer(stage, anxiety="6", avoidance="2")
        await stage.press("down", "down", "enter")
        (entry,) = kept(stage)
        assert (entry["direction"], entry["chosen"]) == ("anxious", "avoidant")


async def test_checkin_enter_alone_leaves_the_line_unanswered(stage: Stage) -> None:
    async with stage.open():
        await opened(stage)
        await stage.press("enter")
        assert "[" not in stage.shown
        await stage.press(*["enter"] * 12)
        assert "Your answers don't point one way" in stage.shown
        await stage.press("enter")
        assert kept(stage)[0]["direction"] == "unclear"


async def test_u_goes_back_to_the_line_before_with_its_answer(stage: Stage) -> None:
    async with stage.open():
        await opened(stage)
        await stage.press("enter")
        first = stage.text("#item")
        await stage.press("5", "enter", "u")
        assert stage.text("#item") == first and "[5]" in stage.shown
        await stage.press("u")
        assert "This is the first question." in stage.shown


async def test_halfway_checkin_can_be_resumed_or_dropped(stage: Stage) -> None:
    async with stage.open():
        await opened(stage)
        await stage.press("enter", "5", "enter", "l", "escape")
        assert isinstance(stage.app.screen, CheckInScreen)
        assert "Go on at question 3 of 12" in stage.shown
        assert not kept(stage)
        await stage.press("enter")
        assert "3 of 12" in stage.shown
        await stage.press("escape", "down", "enter")
        assert isinstance(stage.app.screen, CheckInQuestionScreen) and "1 of 12" in stage.shown


async def test_halfway_checkin_is_resumed_in_the_next_run(tmp_path: Path) -> None:
    first = Stage(tmp_path / "record")
    writer = Writer(first.where, first.clock)
    first.context.drafts = DraftStore(first.where, writer)
    async with first.open():
        await opened(first)
        await first.press("enter", "5", "enter", "l", "escape")
    writer.close()
    second = Stage(tmp_path / "record")
    async with second.open():
        await opened(second)
        assert "Go on at question 3 of 12" in second.shown and not kept(second)
        await second.press("enter")
        for _ in range(10):
            await second.press("4", "enter")
        await second.press("enter")
        (entry,) = kept(second)
        assert list(entry["answers"].values()) == [5, None, *[4] * 10]
        await opened(second)
        assert "Go on at question" not in second.shown


async def test_checkin_direction_can_be_chosen_without_answers(stage: Stage) -> None:
    async with stage.open():
        await opened(stage)
        await stage.press("down", "enter", "enter")
        (entry,) = kept(stage)
        assert entry["chosen"] == "anxious" and entry["answers"] == {}


async def test_checkin_within_four_weeks_names_the_last_date(stage: Stage) -> None:
    put(stage, sessions(2), ("checkin", "a", {"at": "2026-02-20T20:00:00+00:00", "direction": "anxious"}))
    async with stage.open():
        await opened(stage)
        assert "You last checked in on 20 February." in stage.shown


async def test_checkin_result_decides_what_begin_suggests(stage: Stage) -> None:
    async with stage.open():
        await opened(stage)
        await stage.press("down", "enter", "down", "enter")
        assert isinstance(stage.app.screen, HomeScreen)
        suggested = stage.text("#suggested")
        assert stage.context.exercises()
        assert suggested and not suggested.startswith("Slow breathing")


@pytest.mark.parametrize("size", [(40, 15), (60, 20)])
async def test_checkin_can_be_done_on_a_small_terminal(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.open(size=size):
        await opened(stage)
        assert "twelve sentences about your own habits." in " ".join(stage.shown.split())
        for _ in range(3):
            await stage.press("enter")  # the first may only bring the list into sight
            if isinstance(stage.app.screen, CheckInQuestionScreen):
                break
        for _ in range(12):
            assert " 1  2  3  4  5  6  7" in stage.shown
            await stage.press("4", "enter")
        assert "By your own answers" in stage.shown
        if "> Start with that" not in stage.shown:
            await stage.press("down")  # which brings the list into sight
        assert "> Start with that" in stage.shown and not kept(stage)
        await stage.press("enter")
        assert kept(stage)


async def test_words_above_a_list_can_be_read_again_with_the_arrows(stage: Stage) -> None:
    async with stage.open(size=(40, 15)):
        await opened(stage)
        await stage.press(*["enter"] * 2, *["enter"] * 12)  # the first one shows the end of a long text
        assert "Your answers don't point one way" in stage.shown and ">" not in stage.shown
        await stage.press("down")
        assert "Your answers" not in stage.shown and "> Leave it open" in stage.shown
        await stage.press(*["up"] * 12)
        assert "Your answers" in stage.shown


async def test_the_scale_tells_its_value_in_words(stage: Stage) -> None:
    async with stage.open():
        await opened(stage)
        await stage.press("enter", "7")
        likeness = stage.app.screen.query_one("#agreement")
        assert likeness.spoken_parts() == ("7", "very like me", "")  # type: ignore[attr-defined]
        assert "very like me" in stage.shown
        await stage.press("left")
        assert "[6]" in stage.shown
