"""What holds on every screen of looking back and choosing: each thing is told, each key does something."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from securecoach_tui.store.local.comforts import Comfort
from securecoach_tui.text.pages import PAGES
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.cards import CardsScreen
from securecoach_tui.tui.screens.checkin import CheckInQuestionScreen, CheckInResultScreen, CheckInScreen
from securecoach_tui.tui.screens.colours import ColoursScreen
from securecoach_tui.tui.screens.comforts import ComfortsScreen, screen_of
from securecoach_tui.tui.screens.contacts import ContactsScreen
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, NumberScreen, TextEntryScreen
from securecoach_tui.tui.screens.evidence import EvidenceScreen, ExerciseEvidenceScreen
from securecoach_tui.tui.screens.feelings import FeelingsScreen
from securecoach_tui.tui.screens.figures import FigureDetailScreen, FiguresScreen, HideFiguresScreen
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.ladder import LadderScreen
from securecoach_tui.tui.screens.look_back import LookBackScreen, last_week
from securecoach_tui.tui.screens.more import MoreScreen
from securecoach_tui.tui.screens.needs import NeedsScreen
from securecoach_tui.tui.screens.now import NowScreen
from securecoach_tui.tui.screens.over_time import OverTimeScreen
from securecoach_tui.tui.screens.path import PathScreen
from securecoach_tui.tui.screens.path_pages import LessonScreen, PathLookBackScreen, WeekWordsScreen
from securecoach_tui.tui.screens.plan import PlanScreen
from securecoach_tui.tui.screens.progress import ProgressScreen
from securecoach_tui.tui.screens.session_detail import SessionDetailScreen
from securecoach_tui.tui.screens.settings import SettingsScreen
from securecoach_tui.tui.screens.text_page import TextPageScreen
from securecoach_tui.tui.screens.unlock import UnlockScreen
from securecoach_tui.tui.speakable import Speakable
from securecoach_tui.tui.widgets.text_field import TextField
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

pytestmark = pytest.mark.journeys  # tours of every screen take longer than a unit test may

NEVER = re.compile(r"\b(should|must|failed|streak|decline|worse)\b|!", re.IGNORECASE)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "record", ascii=True)
    put(stage, sessions(60))
    return stage


def screens(stage: Stage) -> list[Callable[[], BaseScreen]]:
    context = stage.context
    record, progress = context.record, context.progress()
    indicator = progress.capacities["regulation"].indicators[0]
    week = last_week(context)
    assert week is not None
    path = context.path_page()
    from securecoach_tui.practice.checkin import CheckInResult

    result = CheckInResult(36, 12, "anxious")
    return [
        HistoryScreen,
        lambda: SessionDetailScreen(HistoryScreen(), record.sessions[0]),
        ProgressScreen,
        lambda: FiguresScreen(progress),
        lambda: FigureDetailScreen(indicator, progress),
        lambda: HideFiguresScreen(lambda: None),
        OverTimeScreen,
        CheckInScreen,
        lambda: CheckInQuestionScreen({}),
        lambda: CheckInResultScreen(result, {"late-reply": 5}),
        LadderScreen,
        EvidenceScreen,
        lambda: ExerciseEvidenceScreen(None),
        lambda: ExerciseEvidenceScreen(context.exercises()["urge-wave"]),
        PlanScreen,
        ContactsScreen,
        ComfortsScreen,
        *(partial(screen_of, Comfort("1", kind, "Slow breathing")) for kind in ("words", "sound", "picture")),
        lambda: LookBackScreen(week),
        NeedsScreen,
        CardsScreen,
        NowScreen,
        lambda: FeelingsScreen(MoreScreen()),
        MoreScreen,
        PathScreen,
        lambda: LessonScreen(path.weeks.week(1), path.weeks.week(1).lesson("both")),
        lambda: WeekWordsScreen(path, lambda entry: None),
        lambda: PathLookBackScreen(path),
        SettingsScreen,
        lambda: ColoursScreen("", lambda name: None),
        lambda: UnlockScreen(lambda: None),
        *(partial(TextPageScreen, page) for page in PAGES),
        lambda: ChoiceScreen("Which", "One of them.", [("This", "")], lambda index: None),
        lambda: TextEntryScreen("A line", "A sentence.", "", lambda text: ""),
        lambda: NumberScreen("A number", "A sentence.", 3, lambda value: None),
    ]


def check_told(room: BaseScreen) -> None:
    """What has or can have the focus tells a label; the screen tells where one is and what for."""
    assert room.location() and room.purpose() or isinstance(room, ChoiceScreen)
    assert room.focused is not None
    for widget in room.query("*"):
        if widget.focusable:
            assert isinstance(widget, Speakable), f"{type(room).__name__}: {widget!r} says nothing"
            assert widget.spoken_parts().label, f"{type(room).__name__}: {widget!r} has no label"
            assert not isinstance(widget, Input) or isinstance(widget, TextField) and widget.label


def check_keys(room: BaseScreen) -> None:
    """Each key names an act that there is, in a sentence, and takes none away that holds everywhere."""
    everywhere = {
        one
        for key in (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.VOICE, key_bindings.QUIT)
        for one in key.keys.split(",")
    }
    for key in room.KEYS:
        assert key.sentence.endswith((".", "?")) and key.shown
        assert len(key.words) <= 14 and not key.words.endswith("."), f"{type(room).__name__}: {key.words}"
        if key.action:
            name = key.action.split("(")[0]
            assert hasattr(room, f"action_{name}"), f"{type(room).__name__} has no {name}"
            assert not everywhere & set(key.keys.split(",")), f"{type(room).__name__}: {key.keys}"
    foot = [key.action for key in room.footer_keys()]
    assert "help" in foot and "support" in foot, type(room).__name__


def strange(stage: Stage) -> set[str]:
    """Signs outside ASCII. Letters are text: names of those who wrote a study, and whatever a person wrote."""
    return {one for one in stage.shown if not one.isascii() and unicodedata.category(one)[0] not in "LM"}


async def test_every_screen_is_described_and_drawn_in_plain_characters(stage: Stage) -> None:
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
