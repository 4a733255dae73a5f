"""What holds on every screen of looking back and choosing: each thing is told, each key does something."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.checkin import Asked, CheckIn, Found
from securecoach_tui.tui.screens.contacts import Contacts
from securecoach_tui.tui.screens.dialogs import Number, Pick, Write
from securecoach_tui.tui.screens.evidence import Evidence, Why
from securecoach_tui.tui.screens.figures import Figures, Hiding, OneFigure
from securecoach_tui.tui.screens.history import History
from securecoach_tui.tui.screens.ladder import Ladder
from securecoach_tui.tui.screens.look_back import LookingBack, offer
from securecoach_tui.tui.screens.more import More
from securecoach_tui.tui.screens.needs import Needs
from securecoach_tui.tui.screens.over_time import OverTimeScreen
from securecoach_tui.tui.screens.plan import PlannedDays
from securecoach_tui.tui.screens.privacy import WhereOthersLook
from securecoach_tui.tui.screens.progress import ProgressScreen, moved
from securecoach_tui.tui.screens.session_detail import SessionDetail
from securecoach_tui.tui.screens.settings import SettingsScreen
from securecoach_tui.tui.screens.unlock import Unlock
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

NEVER = re.compile(r"\b(should|must|failed|streak|decline|worse)\b|!", re.IGNORECASE)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "record", ascii=True)
    put(stage, sessions(60))
    return stage


def screens(stage: Stage) -> list[Callable[[], BaseScreen]]:
    context = stage.context
    record, progress = context.at_hand(), moved(context)
    indicator = progress.capacities["regulation"].indicators[0]
    week = offer(context)
    assert week is not None
    from securecoach_tui.practice.checkin import CheckInResult

    result = CheckInResult(36, 12, "anxious")
    return [
        History,
        lambda: SessionDetail(History(), record.sessions[0]),
        ProgressScreen,
        lambda: Figures(progress),
        lambda: OneFigure(indicator, progress),
        lambda: Hiding(lambda: None),
        OverTimeScreen,
        CheckIn,
        lambda: Asked({}),
        lambda: Found(result, {"late-reply": 5}),
        Ladder,
        Evidence,
        lambda: Why(None),
        lambda: Why(context.exercises_by_id()["urge-wave"]),
        PlannedDays,
        Contacts,
        lambda: LookingBack(week),
        Needs,
        More,
        SettingsScreen,
        lambda: Unlock(lambda: None),
        WhereOthersLook,
        lambda: Pick("Which", "One of them.", [("This", "")], lambda index: None),
        lambda: Write("A line", "A sentence.", "", lambda text: ""),
        lambda: Number("A number", "A sentence.", 3, lambda value: None),
    ]


def check_told(room: BaseScreen) -> None:
    """What has or can have the focus tells a label; the screen tells where one is and what for."""
    assert room.where() and room.purpose() or isinstance(room, Pick)
    assert room.focused is not None
    for widget in room.query("*"):
        if widget.focusable:
            told: Any = getattr(widget, "told", None)
            assert told is not None, f"{type(room).__name__}: {widget!r} tells nothing"
            label, _value, _position = told()
            assert label, f"{type(room).__name__}: {widget!r} has no label"
            assert not isinstance(widget, Input) or widget.label  # type: ignore[attr-defined]


def check_keys(room: BaseScreen) -> None:
    """Each key names an act that there is, in a sentence, and takes none away that holds everywhere."""
    everywhere = {
        one
        for key in (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.VOICE, key_bindings.QUIT)
        for one in key.keys.split(",")
    }
    for key in room.KEYS:
        assert key.sentence and key.shown
        if key.action:
            name = key.action.split("(")[0]
            assert hasattr(room, f"action_{name}"), f"{type(room).__name__} has no {name}"
            assert not everywhere & set(key.keys.split(",")), f"{type(room).__name__}: {key.keys}"
    foot = [key.action for key in room.foot_keys()]
    assert "help" in foot and "support" in foot, type(room).__name__


def strange(stage: Stage) -> set[str]:
    """Signs outside ASCII. Letters are text: names of those who wrote a study, and whatever a person wrote."""
    return {one for one in stage.shown if not one.isascii() and unicodedata.category(one)[0] not in "LM"}


async def test_every_screen_tells_its_things_names_its_keys_and_draws_with_plain_characters(stage: Stage) -> None:
    async with stage.open():
        for make in screens(stage):
            room = make()
            await stage.app.push_screen(room)
            await stage.settle()
            name = type(room).__name__
            check_told(room)
            check_keys(room)
            assert not strange(stage), f"{name}: {strange(stage)}"
            assert not NEVER.search(stage.shown), f"{name}: {NEVER.search(stage.shown)}"
            stage.app.pop_screen()
            await stage.settle()


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (160, 50)])
async def test_every_screen_keeps_its_foot_in_sight_at_every_size(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.open(size=size):
        for make in screens(stage):
            await stage.app.push_screen(make())
            await stage.settle()
            last = [line for line in stage.shown.splitlines() if line.strip()][-1]
            assert "support" in last and "leave now" in last, stage.shown
            assert not strange(stage), strange(stage)
            stage.app.pop_screen()
            await stage.settle()
