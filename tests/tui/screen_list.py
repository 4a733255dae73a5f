"""Every screen but the first and the sessions, each made with data of the stage, and an exercise of each scene."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from securecoach_tui.app.ladder_service import APART
from securecoach_tui.practice.checkin import CheckInResult
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.scene import scene_name
from securecoach_tui.scenes.choice import SCENES
from securecoach_tui.store.local.comforts import Comfort
from securecoach_tui.text.pages import PAGES
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.cards import CardsScreen
from securecoach_tui.tui.screens.checkin import CheckInQuestionScreen, CheckInResultScreen, CheckInScreen
from securecoach_tui.tui.screens.colours import ColoursScreen
from securecoach_tui.tui.screens.comforts import ComfortsScreen, screen_of
from securecoach_tui.tui.screens.contacts import ContactsScreen
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, NumberScreen, TextEntryScreen
from securecoach_tui.tui.screens.evidence import EvidenceScreen, ExerciseEvidenceScreen
from securecoach_tui.tui.screens.exercises import ExercisesScreen, LengthsScreen
from securecoach_tui.tui.screens.feelings import FeelingsScreen
from securecoach_tui.tui.screens.figures import FigureDetailScreen, FiguresScreen, HideFiguresScreen
from securecoach_tui.tui.screens.first_run import FirstRunScreen
from securecoach_tui.tui.screens.hand_form import HandFormScreen
from securecoach_tui.tui.screens.help import HelpScreen
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.key_menu import KeyMenuScreen
from securecoach_tui.tui.screens.ladder import LadderScreen
from securecoach_tui.tui.screens.look_back import LookBackScreen
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
from securecoach_tui.tui.screens.speech_consent import SpeechConsentScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.screens.text_page import TextPageScreen
from securecoach_tui.tui.screens.unlock import UnlockScreen
from tests.tui.stage import Stage

Make = Callable[[], BaseScreen]


def screens(stage: Stage) -> list[Make]:
    """Makes of the screens that open on top of the first one, with the data of the stage."""
    context = stage.context
    record, progress = context.record, context.progress()
    indicator = progress.capacities["regulation"].indicators[0]
    week = context.week_to_review()
    assert week is not None
    path = context.path_page()
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


def other_screens(stage: Stage) -> list[Make]:
    """Those that a key or a choice leads to and that tests of their own look at."""
    below = stage.app.screen
    assert isinstance(below, BaseScreen)
    exercise = stage.context.exercises()["slow-breathing"]
    return [
        ExercisesScreen,
        SupportScreen,
        lambda: HelpScreen(below),
        lambda: KeyMenuScreen(below),
        SpeechConsentScreen,
        lambda: LadderScreen(APART),
        lambda: LengthsScreen(exercise),
        lambda: HandFormScreen(None, lambda session, fields: None),
        lambda: HandFormScreen(stage.context.record.sessions[0], lambda session, fields: None),
        FirstRunScreen,
    ]


def exercises_of_scenes(stage: Stage) -> dict[str, Exercise]:
    """An exercise of each scene, by the scene's name: the first one by its id."""
    found = sorted(stage.context.exercises().items(), reverse=True)
    by_scene = {scene_name(exercise): exercise for _id, exercise in found}
    return {name: by_scene[name] for name in SCENES if name in by_scene}
