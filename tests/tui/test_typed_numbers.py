"""A number that is typed on a scale: no digit is lost, and one beyond the scale changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.tui.screens.checkin import CheckInQuestionScreen
from securecoach_tui.tui.screens.dialogs import NumberScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.widgets.agreement_scale import AgreementScale
from securecoach_tui.tui.widgets.rating_scale import NEW_NUMBER_SECONDS, RatingScale
from tests.fakes.keyboard import ByteKeyboard
from tests.tui.stage import Stage

pytestmark = pytest.mark.screens


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


def ratings(stage: Stage) -> list[int]:
    screen = stage.app.screen
    assert isinstance(screen, SessionScreen)
    return [rating.value for rating in screen.runner.session.ratings]


async def running(stage: Stage) -> None:
    """Leave the questions before the exercise."""
    screen = stage.app.screen
    assert isinstance(screen, SessionScreen)
    while screen.runner.session.open is not None:
        await stage.press("enter")
    await stage.go_on(1)


@pytest.mark.parametrize("number", ["100", "12", "99", "007", "73", "1000", "123"])
async def test_number_beyond_the_scale_in_a_session_saves_none(number: str, stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await running(stage)
        before = ratings(stage)
        await stage.press(*number)
        assert "isn't a whole number from 0 to 10." in stage.shown
        await stage.press("enter")
        assert ratings(stage) == before and "isn't a whole number from 0 to 10." in stage.shown
        await stage.press("6", "enter")
        assert ratings(stage) == [*before, 6]


@pytest.mark.parametrize("number", range(11))
async def test_each_number_of_the_scale_is_taken(number: int, stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await running(stage)
        await stage.press(*str(number), "enter")
        assert ratings(stage)[-1] == number


async def test_number_beyond_the_scale_before_a_session_asks_on(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        while not stage.app.screen.query(RatingScale):
            await stage.press("enter")
        scale = stage.app.screen.query_one(RatingScale)
        await stage.press("1", "2", "enter")
        assert stage.app.screen.query_one(RatingScale) is scale and scale.value is None


async def test_number_beyond_the_scale_keeps_the_one_before(stage: Stage) -> None:
    taken: list[int | None] = []
    async with stage.open():
        await stage.show(NumberScreen("After", "How was it after?", 5, taken.append))
        await stage.press("1", "2")
        assert stage.app.screen.query_one(RatingScale).value == 5
        assert '"12" isn\'t a whole number from 0 to 10.' in stage.shown
        stage.clock.advance(NEW_NUMBER_SECONDS)
        await stage.press("1", "0", "enter")
        assert taken == [10]


async def test_nought_after_a_one_that_was_there_is_nought(stage: Stage) -> None:
    taken: list[int | None] = []
    async with stage.open():
        await stage.show(NumberScreen("After", "How was it after?", 1, taken.append))
        await stage.press("0", "enter")
        assert taken == [0]


@pytest.mark.parametrize("number", ["12", "8", "0"])
async def test_number_beyond_the_checkin_scale_changes_nothing(number: str, stage: Stage) -> None:
    async with stage.open():
        await stage.show(CheckInQuestionScreen({}))
        await stage.press("right", *number)
        assert stage.app.screen.query_one(AgreementScale).value == 1
        assert "isn't a whole number from 1 to 7." in stage.shown


@pytest.mark.parametrize("number", [7, 10])
async def test_number_and_enter_in_one_burst_lose_no_digit(number: int, stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await running(stage)
        ByteKeyboard(stage.app).send(f"{number}\r".encode())
        await stage.settle()
        assert ratings(stage)[-1] == number


async def test_two_answers_in_one_burst_are_both_taken(stage: Stage) -> None:
    async with stage.open("urge-wave", 180.0):
        while not stage.app.screen.query(RatingScale):
            await stage.press("enter")
        ByteKeyboard(stage.app).send(b"10\r8\r")
        await stage.settle()
        assert ratings(stage) == [10, 8]
