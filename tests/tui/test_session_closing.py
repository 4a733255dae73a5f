"""The end of a session on the full screen: what is said, saved, and offered."""

from pathlib import Path

import pytest

from securecoach_tui.clock import SystemClock
from securecoach_tui.practice.record import QuestionKey, Rating, Scale, SessionRecord, When
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.store.writer import Writer
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.session_end import SessionEndScreen
from tests.tui.in_session import begun, session_of
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


async def test_closing_offers_again_and_progress_and_enter_goes_back(stage: Stage) -> None:
    async with stage.open("senses-grounding", 180.0):
        await begun(stage, 30)
        await stage.press("enter", "enter")  # two circles
        await stage.press("q", "3", "enter")
        await stage.type("my hands were warm")
        await stage.press("enter")
        await stage.go_on(1)
        order = ["You practised for 30 seconds.", "●", "Your note: my hands were warm", "Again", "My progress"]
        found = [stage.shown.index(words) for words in (*order, "> Back to start")]
        assert found == sorted(found) and stage.shown.count("●") == 2
        await stage.press("up", "up", "enter")
        assert isinstance(stage.app.screen, SessionScreen) and "How upset or tense" in stage.shown
        assert session_of(stage).setup.id != "s" and len(stage.kept) == 1
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)


async def test_stopping_within_ten_seconds_keeps_nothing_and_says_so(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage, 9.5)
        await stage.press("space", "q")
        assert isinstance(stage.app.screen, HomeScreen)
        said = " ".join(stage.shown.split())
        assert "It's fine to stop early. Not saved, because you practised for less than 10 seconds." in said
        assert "Press c for people to talk to" not in said
        assert stage.kept == [] and stage.writer.unfinished == {}


async def test_leaving_in_great_distress_names_people_on_screen(stage: Stage) -> None:
    async with stage.open("safe-haven", 180.0):
        await stage.press("9", "enter")
        assert "Would three minutes of grounding help first?" in " ".join(stage.shown.split())
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)
        assert "Press c for people to talk to" in stage.shown and stage.kept == []


async def test_grounding_after_a_refused_save_says_it_is_not_saved(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", refuse="the disk is full", questions="none")
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(30)
        await stage.press("g")
        await stage.go_on(2)
        assert "Grounding" in stage.shown and "Not saved: the disk is full" in stage.shown


async def test_short_grounding_says_that_it_alone_is_not_saved(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await begun(stage)
        await stage.press("g")
        await stage.go_on(2)
        await stage.press("escape")
        await stage.go_on(1)
        assert "This grounding isn't saved, because it took less than 10 seconds." in " ".join(stage.shown.split())
        assert len(stage.kept) == 1


async def test_closing_after_harm_praises_nothing_and_names_people(stage: Stage) -> None:
    async with stage.open("it-was-survivable", 300.0):
        await begun(stage)
        while session_of(stage).open is None:
            await stage.go_on(1)
        await stage.press("end", "enter", "escape", "space")
        await stage.go_on(60)
        assert isinstance(stage.app.screen, SessionEndScreen)
        assert "Press c for people to talk to" in stage.shown and "Saved." in stage.shown
        assert "full" not in stage.shown and "Thank you" not in stage.shown and "stayed" not in stage.shown


async def test_closing_names_no_people_without_a_word_of_harm(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open("after-a-fight", 190.0):
        await stage.go_on(2)
        assert "people to talk to" in stage.shown, "instead of the question about safety"
        await stage.go_on(250)
        assert isinstance(stage.app.screen, SessionEndScreen) and "people to talk to" not in stage.shown


async def test_frightened_note_at_the_end_names_people_at_the_closing(stage: Stage) -> None:
    async with stage.open("slow-breathing", 180.0):
        await stage.press("5", "enter")
        await stage.go_on(200)
        await stage.press("4", "enter")
        await stage.type("he pushed me and I am scared")
        await stage.press("enter")
        await stage.go_on(1)
        assert isinstance(stage.app.screen, SessionEndScreen) and "Press c for people to talk to" in stage.shown


async def test_harm_feared_before_names_people_at_the_closing(stage: Stage) -> None:
    async with stage.open("closeness-ladder", 180.0):
        await stage.press("down", "enter")
        await stage.type("he will hit me again")
        while session_of(stage).state is SessionState.BEFORE:
            await stage.press("enter")
        await stage.go_on(400)
        while (ask := session_of(stage).open) is not None and ask.key != QuestionKey.REFLECTION:
            await stage.press("escape")
        await stage.type("a quiet hour")
        await stage.press("enter")
        await stage.go_on(1)
        assert isinstance(stage.app.screen, SessionEndScreen) and "Press c for people to talk to" in stage.shown


async def test_a_disk_that_refuses_is_told_with_its_reason(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", refuse="the disk is full", questions="none")
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(250)
        assert "Not saved: the disk is full" in stage.shown
        await stage.press("down", "enter", "ctrl+a", "ctrl+k")
        await stage.type(str(tmp_path / "elsewhere.json"))
        await stage.press("enter")
        assert "Saved in" in stage.shown
        assert "slow-breathing" in (tmp_path / "elsewhere.json").read_text()


async def test_rescue_file_takes_the_place_of_no_other(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", refuse="the disk is full", questions="none")
    taken = tmp_path / "elsewhere.json"
    taken.write_text("another's")
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(250)
        await stage.press("down", "enter", "ctrl+a", "ctrl+k")
        await stage.type(str(taken))
        await stage.press("enter")
        assert "already exists" in stage.shown and list(tmp_path.glob("*.json")) == [taken]
        await stage.press("enter")
        assert "Saved in" in stage.shown and taken.read_text() == "another's"
        (other,) = set(tmp_path.glob("*.json")) - {taken}
        assert "slow-breathing" in other.read_text()


async def test_urge_wave_is_shown_after_the_session(stage: Stage) -> None:
    urges = [Rating(60.0, Scale.URGE, 8, When.DURING), Rating(120.0, Scale.URGE, 4, When.DURING)]
    record = SessionRecord(id="s", practised_seconds=180.0, ratings=urges)
    async with stage.open():
        await stage.app.push_screen(SessionEndScreen("Urge", ["Saved."], "", record))
        await stage.settle()
        assert stage.shown.count("●") == 2 and "3:00" in stage.shown


async def left_after_a_minute(folder: Path) -> tuple[Stage, Writer]:
    """The next start after a session that was left unfinished, with the writer that both have."""
    stage = Stage(folder / "record")
    stage.context.writer = writer = Writer(stage.where, SystemClock())
    async with stage.open("slow-breathing", 180.0):
        await begun(stage, 60)
        stage.context.leave(quick=False, wait=5.0)
    again = Stage(folder / "record")
    again.context.writer = writer
    return again, writer


async def test_an_unfinished_session_is_offered_and_gone_on_with(tmp_path: Path) -> None:
    again, writer = await left_after_a_minute(tmp_path)
    async with again.open():
        assert "An unfinished session" in again.shown
        await again.press("down", "enter")
        assert "Slow breathing, stopped after 1 minute" in again.shown
        await again.press("enter")
        assert session_of(again).state is SessionState.PAUSED
        assert session_of(again).position == pytest.approx(60, abs=1)
    writer.close()


async def test_an_unfinished_session_is_discarded_after_a_question(tmp_path: Path) -> None:
    again, writer = await left_after_a_minute(tmp_path)
    async with again.open():
        await again.press("down", "enter", "end", "enter")
        assert "What you practised and wrote in it will be gone." in " ".join(again.shown.split())
        await again.press("enter")
        assert again.context.unfinished(all=True)
        await again.press("end", "enter", "end", "enter")
        assert not again.context.unfinished(all=True) and isinstance(again.app.screen, HomeScreen)
    writer.close()
