"""A session on the full screen: what a person presses, and what they see."""

from pathlib import Path

import pytest

from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.scenes.view import SceneView
from securecoach_tui.tui.screens import session_keys
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.support import SupportScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.fakes.repository import repository_with
from tests.tui.in_session import begun, session_of
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


async def test_a_session_goes_from_its_question_to_saved(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        assert "How upset or tense do you feel?" in stage.shown
        await stage.press("7", "enter")
        assert "You can stop at any time" in stage.shown
        await stage.go_on(60)
        assert "breath" in stage.shown and "left" in stage.shown and "next:" in stage.shown
        await stage.go_on(200)
        assert "How strong is your distress now?" in stage.shown
        await stage.press("4", "enter")
        await stage.type("it passed")
        await stage.press("enter")
        await stage.go_on(1)
        assert "Slow breathing" in stage.shown and "You did the full 3 minutes." in stage.shown
        assert "Distress 7 before, 4 after." in stage.shown
        assert "Saved." in stage.shown
        (kept,) = stage.kept
        assert kept["reflection"] == "it passed"
        await stage.press("enter")
        assert isinstance(stage.app.screen, HomeScreen)


async def test_read_caution_is_left_out_and_stands_in_help(stage: Stage) -> None:
    caution = "An ordinary breath is enough."
    for sessions, said in ((0, True), (2, False)):
        practised = [SessionRecord(id=str(n), exercise="slow-breathing") for n in range(sessions)]
        stage.context.record = repository_with(practised)
        async with stage.open("slow-breathing", 180.0):
            assert (caution in stage.shown) is said
            await stage.press("question_mark")
            assert caution in " ".join(stage.shown.split())
            await stage.press("escape", "enter")
            await stage.go_on(6)
            assert (session_of(stage).timeline.body_at < 6) is not said


async def test_space_pauses_and_goes_on_without_losing_a_second(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage, 30)
        await stage.press("space")
        at = session_of(stage).position
        await stage.go_on(100)
        assert "paused" in stage.shown
        assert session_of(stage).position == at
        await stage.press("space")
        assert session_of(stage).state is SessionState.RUNNING
        assert session_of(stage).position == pytest.approx(at, abs=0.01)


async def test_a_rating_waits_for_nothing_and_is_noted_at_its_second(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage, 30)
        await stage.press("1", "0")
        assert "[10]" in stage.shown and "the strongest I can imagine" in stage.shown
        await stage.go_on(10)
        assert session_of(stage).state is SessionState.RUNNING
        await stage.press("enter")
        assert "Saved: distress 10." in stage.shown
        (rating,) = session_of(stage).ratings
        assert (rating.value, rating.when) == (10, "during")
        assert rating.at == pytest.approx(40, abs=0.6)


async def test_saved_rating_is_not_said_beside_the_next_question(stage: Stage) -> None:
    async with stage.open("urge-wave", 180.0):
        await begun(stage, 1)
        await stage.press("enter")
        while stage.app.screen.panel.question is None:  # type: ignore[attr-defined]
            await stage.go_on(1)
        await stage.press("6", "enter")
        assert "Saved: urge 6." in stage.shown
        await stage.go_on(3.5)
        assert "Saved: urge 6." not in stage.shown
        await stage.press("r", "5", "enter")
        assert "Saved: distress 5." in stage.shown
        await stage.press("q")
        assert "How strong is your distress now?" in stage.shown and "Saved: distress 5." not in stage.shown


async def test_escape_closes_a_rating_without_stopping_the_session(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press("r", "escape")
        assert session_of(stage).state is SessionState.RUNNING
        assert session_of(stage).ratings == ()
        assert "How strong" not in stage.shown


async def test_numb_is_saved_as_presence_not_as_zero(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press("r", "n", "enter")
        assert [r.scale for r in session_of(stage).ratings] == ["presence"]


async def test_numb_answers_the_distress_questions_before_and_after(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        assert "numb or far away" in stage.shown
        await stage.press("n", "enter")
        await stage.go_on(11)
        assert session_of(stage).state is SessionState.RUNNING
        await stage.press("escape")
        assert "How strong is your distress now?" in stage.shown and "numb or far away" in stage.shown
        await stage.press("n", "enter")
        assert [(r.scale, r.value, r.when, r.at) for r in session_of(stage).ratings] == [
            ("presence", 0, "before", None),
            ("presence", 0, "after", None),
        ]


async def test_the_last_rating_is_taken_back(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press("5", "enter", "u")
        assert session_of(stage).ratings == ()
        assert "Last rating undone." in stage.shown


async def test_not_helping_key_leads_straight_to_grounding(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press("g")
        await stage.go_on(2)
        assert "Grounding" in stage.shown
        assert session_of(stage).state is SessionState.RUNNING
        (kept,) = stage.kept
        assert kept["not_helping"] is True


async def test_no_answer_is_marked_before_it_is_chosen(stage: Stage) -> None:
    async with stage.open("closeness-ladder", 180.0):
        assert "safe to be close to" in stage.shown
        rows = stage.app.screen.query_one(RowList)
        assert rows.row(rows.highlighted).label == "No answer"
        await stage.press("enter")
        assert isinstance(stage.app.screen, SupportScreen), "no answer is not a yes"


async def test_the_screen_stops_a_session_with_escape_and_keeps_it(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press("escape")
        assert "How strong is your distress now?" in stage.shown
        await stage.press("escape", "escape")
        await stage.go_on(1)
        assert "Saved." in stage.shown
        assert len(stage.kept) == 1


@pytest.mark.parametrize("keys", [("escape",), ("q",), ("7", "escape")])
async def test_leaving_before_a_session_keeps_nothing(stage: Stage, keys: tuple[str, ...]) -> None:
    async with stage.open("slow-breathing", 180.0):
        await stage.press(*keys)
        assert isinstance(stage.app.screen, HomeScreen) and stage.context.runner is None
        assert stage.kept == [] and stage.context.unfinished() == []


@pytest.mark.parametrize(("key", "sight"), [("question_mark", "Help"), ("c", "People to talk to"), ("ctrl+o", "Menu")])
async def test_session_pauses_behind_another_screen(stage: Stage, key: str, sight: str) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press(key)
        assert sight in stage.shown
        assert session_of(stage).state is SessionState.PAUSED
        await stage.press("escape")
        waits = key == "c"
        assert (session_of(stage).state is SessionState.PAUSED) is waits


async def test_the_menu_does_what_its_keys_do(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press("ctrl+o", "down", "down", "enter")
        assert "One more round." in stage.shown


async def test_a_suspended_laptop_asks_how_to_go_on(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        stage.clock.sleep(4 * 3600)
        await stage.go_on(0.5)
        assert "The computer was asleep" in stage.shown
        await stage.press("enter")
        assert session_of(stage).state is SessionState.RUNNING


async def test_exercise_markup_and_escapes_are_shown_as_text(stage: Stage) -> None:
    stage.own_exercise(
        'id = "own"\nversion = 1\ntitle = "[bold]Own[/bold]"\nsummary = "s"\ncapacity = "regulation"\n'
        'directions = ["anxious"]\nminutes = [0.2]\n[[opening]]\nsay = "[red]Hello\\u001b[31m"\nseconds = 4\n'
        "[[body]]\nbreathe = { in = 2, out = 2 }\n"
    )
    async with stage.open("own", 12.0):
        assert "[bold]Own[/bold]" in stage.shown
        await stage.press("enter")
        await stage.go_on(1)
        assert "[red]Hello" in stage.shown
        assert "\x1b" not in stage.shown


async def test_ctrl_c_leaves_at_once_from_a_text_field(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press("q", "enter")
        await stage.type("half a line")
        await stage.press("ctrl+c")
        assert stage.ended == [0]
        assert stage.writer.unfinished


async def test_the_guide_draws_only_where_a_cell_changes(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage, 60)
        screen = stage.app.screen
        assert isinstance(screen, SessionScreen)
        picture = screen.query_one("#scene", SceneView)
        before = picture.drawn
        for _ in range(100):
            screen._breathe()
        assert picture.drawn - before <= 1


async def test_numbers_can_be_hidden(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage, 60)
        await stage.press("h")
        assert "left" not in stage.shown and "breath " not in stage.shown and "▀" in stage.shown
        await stage.press("h")
        assert "left" not in stage.shown and "▀" not in stage.shown
        await stage.press("h")
        assert "left" in stage.shown and "▀" in stage.shown


def test_help_says_that_the_picture_can_be_hidden_too() -> None:
    assert "numbers" in session_keys.NUMBERS.sentence and "picture" in session_keys.NUMBERS.sentence


async def test_scene_that_fails_gives_way_to_the_bar(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_anything: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("securecoach_tui.scenes.orb.Orb.picture", broken)
    async with stage.open("slow-breathing", 180.0):
        await begun(stage, 61)
        assert "━" in stage.shown and "▀" not in stage.shown and "breath " in stage.shown
        assert (stage.where.state / "log").read_text().count("ZeroDivisionError") == 1


async def test_picture_setting_is_a_bar_or_nothing(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage, 61)
        guide, picture = stage.app.screen.query_one("#guide"), stage.app.screen.query_one("#scene")
        for chosen, bar_shown, picture_shown in (("bar", True, False), ("none", False, False), ("", False, True)):
            stage.context.save_settings(guide=chosen)
            stage.app.screen._draw()  # type: ignore[attr-defined]  # as at the next cue
            await stage.settle()
            assert (guide.display, picture.display) == (bar_shown, picture_shown), chosen


async def test_paused_session_says_how_to_go_on_at_40x15(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0, size=(40, 15)):
        await stage.press("enter")  # the cautions are read first
        await begun(stage, 60)
        assert stage.shown.splitlines()[-1].split() == "space pause esc stop s c ? ^c".split()
        assert "left" in stage.shown
        await stage.press("space")
        assert "paused, space to go on" in stage.shown and "space go on" in stage.shown


async def test_too_long_closeness_session_is_refused_in_words(stage: Stage) -> None:
    from securecoach_tui.tui.screens.start_session import start_session

    async with stage.open():
        home = stage.app.screen
        assert isinstance(home, HomeScreen)
        await start_session(home, stage.context.exercises()["closeness-ladder"], 3600.0)
        await stage.settle()
        assert "longer can be overwhelming" in " ".join(stage.shown.split())


async def test_the_start_after_a_quick_exit_is_a_plain_first_screen(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open():
        await stage.press("ctrl+c")
    assert stage.ended == [0]
    again = Stage(tmp_path / "record")
    async with again.open():
        assert again.context.starts_quietly
        assert again.text("#reason") == ""
