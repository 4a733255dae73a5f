"""My progress on the full screen: sentence, picture, the same in words; every figure opens its sessions."""

import asyncio
import re
import time
from pathlib import Path

import msgspec
import pytest

from securecoach_tui.app import progress_service
from securecoach_tui.tui.screens.figures import FigureDetailScreen, FiguresScreen, HideFiguresScreen
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.look_back import LookBackScreen
from securecoach_tui.tui.screens.progress import ProgressScreen
from securecoach_tui.tui.widgets.chart import ChartView
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import put, sessions
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "record")
    put(stage, sessions(120))
    return stage


async def movement(stage: Stage) -> ProgressScreen:
    screen = ProgressScreen()
    await stage.app.push_screen(screen)
    await stage.settle()
    await stage.settle()
    return screen


async def test_progress_shows_a_sentence_and_chart_for_each_part(stage: Stage) -> None:
    async with stage.open(size=(80, 110)):
        await movement(stage)
        for words in ("Soothing myself", "Saying what I need", "Staying close", "You practised on", "altogether"):
            assert words in stage.shown
        assert "since " in stage.shown and "120 sessions" in stage.shown
        assert "getting easier" in stage.shown and "at first" in stage.shown and "recently" in stage.shown
        assert any(0x2800 < ord(sign) < 0x2900 for sign in stage.shown) and "where you started" in stage.shown
        assert "Sep" in stage.shown and "○ before" in stage.shown and "distress usually ended at" in stage.shown


async def test_progress_asked_for_twice_at_once_is_shown_once(stage: Stage) -> None:
    async with stage.open():
        screen = await movement(stage)
        await asyncio.gather(screen.show(), screen.show())
        assert len(screen.query("#days")) == 1


async def test_progress_keys_raise_nothing_while_it_is_drawn_again(stage: Stage) -> None:
    async with stage.open():
        screen = await movement(stage)
        await screen.query_one("#column").remove_children()
        screen.action_next_dot(1)
        await screen.show()
        assert screen._dot is not None and len(screen.query("#trend")) == 1


async def test_progress_is_computed_before_it_is_asked_for(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage.open():
        home = stage.app.screen
        assert isinstance(home, HomeScreen)
        home._prepare()  # a timer calls it, unless there is no terminal
        await stage.settle()
        monkeypatch.setattr(progress_service, "progress_of", None)
        await movement(stage)
        assert "120 sessions" in stage.shown and "Soothing myself" in stage.shown


async def test_progress_chart_is_drawn_in_plain_characters_when_set(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", ascii=True)
    put(stage, sessions(60))
    async with stage.open(size=(80, 110)):
        screen = await movement(stage)
        lines = [screen.query(ChartView).first().render_line(y).text for y in range(7)]
        assert all(line.isascii() for line in lines) and any("." in line for line in lines)


@pytest.mark.parametrize("count", [0, 1, 7])
async def test_few_sessions_in_progress_have_a_picture_and_no_verdict(tmp_path: Path, count: int) -> None:
    stage = Stage(tmp_path / "record")
    put(stage, sessions(count, a_week=2))
    async with stage.open():
        screen = await movement(stage)
        assert len(screen.query(ChartView)) == {0: 0, 1: 2, 7: 3}[count]
        assert stage.shown.count("Not enough yet to see a change.") == (count > 0) and "no sessions yet" in stage.shown
        if not count:
            assert "Nothing to show yet, and that's fine." in stage.shown
            assert "A change takes longer to see" in " ".join(stage.shown.split())


async def test_every_figure_opens_the_sessions_behind_it(stage: Stage) -> None:
    async with stage.open():
        await movement(stage)
        await stage.press("enter")
        assert isinstance(stage.app.screen, FiguresScreen)
        await stage.press("enter")
        assert isinstance(stage.app.screen, FigureDetailScreen)
        assert "How much you settled" in stage.shown and "Sessions:" in stage.shown
        await stage.press("down", "down", "enter")
        assert isinstance(stage.app.screen, HistoryScreen)
        assert "5 of 120" in stage.shown and "Recently" in stage.shown


async def test_the_days_of_practice_open_their_sessions(stage: Stage) -> None:
    async with stage.open():
        await movement(stage)
        await stage.press("enter", "end", "up", "enter")
        assert isinstance(stage.app.screen, HistoryScreen)
        assert "of the last 28 days." in stage.shown


async def test_progress_figure_lines_count_the_sessions_they_name(stage: Stage) -> None:
    async with stage.open():
        screen = await movement(stage)
        assert screen.progress is not None
        for _capacity, indicator in screen.progress.rated():
            from securecoach_tui.tui.screens.figures import behind

            rows = behind(indicator, screen.progress)
            assert len(rows[0][1]) == indicator.figures.sessions
            weeks = [(told, ids) for told, ids in rows if told.startswith("From ")]
            assert sum(len(ids) for _told, ids in weeks) == len(indicator.points)


async def test_progress_baseline_can_be_set_and_undone(stage: Stage) -> None:
    async with stage.open():
        screen = await movement(stage)
        await stage.press("b", "end", "enter")
        await stage.type("2026-02-01 since we moved")
        await stage.press("enter")
        await stage.settle()
        assert screen.progress is not None and screen.progress.sessions < 30
        assert "since 1 February" in stage.shown
        (kept,) = [fields for (kind, _id), fields in stage.writer.things.items() if kind == "baseline"]
        assert (kept["from"], kept["words"]) == ("2026-02-01", "since we moved")
        stage.clock.advance(60)
        await stage.press("b")
        assert "since we moved" in stage.shown
        await stage.press("enter")
        await stage.settle()
        assert screen.progress.sessions == 120


async def test_progress_baseline_refuses_an_invalid_day(stage: Stage) -> None:
    async with stage.open():
        await movement(stage)
        await stage.press("b", "end", "enter")
        await stage.type("last spring")
        await stage.press("enter")
        assert "That isn't a date." in stage.shown
        await stage.press("ctrl+a", "ctrl+k")
        await stage.type("2031-01-01")
        await stage.press("enter")
        assert "That day is still to come." in stage.shown and "baseline" not in {
            kind for kind, _id in stage.writer.things
        }


async def test_a_figure_can_be_hidden_and_is_kept_so(stage: Stage) -> None:
    async with stage.open(size=(80, 110)):
        await movement(stage)
        await stage.press("h")
        assert isinstance(stage.app.screen, HideFiguresScreen)
        await stage.press("down", "enter")
        assert "1 hidden" in stage.shown
        await stage.press("escape")
        await stage.settle()
        assert stage.context.preferences.hidden_indicators == ["starting_distress"]
        assert "distress at the start has been" not in stage.shown


async def test_over_time_lists_described_facts_by_date(stage: Stage) -> None:
    put(stage, sessions(20), ("checkin", "a", {"at": "2026-02-01T20:00:00+00:00", "direction": "anxious"}))
    async with stage.open():
        await movement(stage)
        await stage.press("o")
        assert "1 February: leaning anxious" in stage.shown
        assert "a warm memory" in stage.shown and "expected" in stage.shown
        assert len(stage.app.screen.query_one("#year", ChartView).render_line(0).text.strip()) > 20


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24), (160, 50)])
async def test_progress_can_be_read_to_the_end_at_every_size(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.open(size=size):
        await movement(stage)
        assert "Soothing myself" in stage.shown
        await stage.press("end")
        assert "hours" in stage.shown
        await stage.press("enter")
        assert "How much you settled" in stage.shown and "%" in stage.shown


async def test_a_thousand_sessions_are_drawn_soon(stage: Stage) -> None:
    put(stage, sessions(1000, a_week=7))
    async with stage.open():
        began = time.process_time()
        await stage.app.push_screen(ProgressScreen())
        while not stage.app.screen.query(ChartView):
            await stage.pilot.pause()
        # Processor time, 0.15 on a usual machine; the rest is for collecting the garbage of earlier tests. See the bench.
        assert time.process_time() - began < 3.0


async def test_progress_tab_shows_the_next_part_and_enter_a_dot(stage: Stage) -> None:
    async with stage.open():
        await movement(stage)
        assert "> ● Soothing myself" in stage.shown
        await stage.press("tab")
        assert "> ◆ Saying what I need" in stage.shown and "10 │" in stage.shown
        await stage.press("left", "left", "left", "right")
        assert "16 February: 7 points" in stage.shown and "◉" in stage.shown
        await stage.press("enter")
        assert isinstance(stage.app.screen, HistoryScreen)
        assert "1 of 120" in stage.shown and "16 February: 7 points." in stage.shown


async def test_progress_capacities_are_side_by_side_when_wide(stage: Stage) -> None:
    async with stage.open(size=(120, 40)):
        await movement(stage)
        (names,) = [line for line in stage.shown.splitlines() if "> ● Soothing myself" in line]
        assert "◆ Saying what I need" in names and "■ Staying close" in names


async def test_progress_shows_expected_and_actual_as_paired_dots(stage: Stage) -> None:
    async with stage.open(size=(80, 110)):
        await movement(stage)
        await stage.press("shift+tab")
        assert "○ expected  ● highest  ┊ expected the first time" in stage.shown
        drawn = [line for line in stage.shown.splitlines() if "●" in line and "─" in line and "any" not in line]
        assert drawn and " expected " in stage.shown and ", highest " in stage.shown


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_over_time_pair_opens_its_sessions(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.open(size=size):
        await movement(stage)
        await stage.press("o")
        rows = stage.app.screen.query_one(RowList)
        pair = next(n for n, row in enumerate(rows.rows) if "●" in row[0])
        for _ in range(pair):
            await stage.press("down")
        assert "expected 8 the first time" in " ".join(stage.shown.split())
        assert (
            "expected" in rows.spoken_parts()[0] and "●" not in rows.spoken_parts()[0] and rows.spoken_parts()[1] == ""
        )
        await stage.press("enter")
        assert isinstance(stage.app.screen, HistoryScreen)
        assert "1 of 120" in stage.shown


async def test_over_time_heading_opens_all_its_sessions(stage: Stage) -> None:
    async with stage.open():
        await movement(stage)
        await stage.press("o", "enter")
        assert isinstance(stage.app.screen, HistoryScreen) and "Steps" in stage.shown


async def test_progress_totals_and_undated_open_their_sessions(stage: Stage) -> None:
    lost = msgspec.structs.replace(sessions(1)[0], id="lost", started="1970-01-01T00:00:00+00:00")
    put(stage, [*sessions(30), lost])
    async with stage.open():
        await movement(stage)
        await stage.press("enter", "end", "enter")
        assert "1 of 31" in stage.shown and "no usable date" in stage.shown
        await stage.press("escape", "up", "enter")
        assert "altogether" in stage.shown and "31 sessions" in stage.shown


async def test_days_with_practice_and_pairs_can_be_hidden_as_well(stage: Stage) -> None:
    stage.context.apply_sound_settings(hidden_indicators=["practice_days", "prediction_gap"])
    async with stage.open(size=(80, 110)):
        await movement(stage)
        assert "You practised on" not in stage.shown and "expected the first time" not in stage.shown
        await stage.press("o")
        assert "Expected and actual" not in stage.shown and "Steps" in stage.shown


async def test_progress_figures_without_sessions_say_so(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    put(stage, [])
    async with stage.open(size=(40, 15)):
        await movement(stage)
        for key in ("enter", "o"):
            await stage.press(key)
            assert "Nothing here yet. It fills up" in " ".join(stage.shown.split())
            await stage.press("escape")


async def test_look_back_line_in_progress_is_private_to_speech(stage: Stage) -> None:
    kept = {"week": "2026-02-23", "question": "kinder", "text": "on the stairs", "at": "2026-03-02T20:00:00+00:00"}
    put(stage, sessions(20), ("lookback", "2026-02-23", kept))
    async with stage.open():
        await movement(stage)
        await stage.press("o", "end")
        rows = stage.app.screen.query_one(RowList)
        words = re.sub("[\u2580-\u259f]", " ", stage.shown)  # without the scrollbar
        assert "on the stairs" in " ".join(words.split()) and rows.speech_private
        await stage.press("home")
        assert not rows.speech_private
        await stage.press("end", "enter")
        assert isinstance(stage.app.screen, HistoryScreen) and " of 20" in stage.shown


async def test_look_back_week_opens_its_sessions_while_writing(stage: Stage) -> None:
    async with stage.open():
        found = stage.context.week_to_review()
        assert found is not None
        await stage.app.push_screen(LookBackScreen(found))
        await stage.settle()
        await stage.type("on the")
        assert "f7 these sessions" in stage.shown
        await stage.press("f7")
        assert isinstance(stage.app.screen, HistoryScreen)
        assert f"{len(found.week.ids)} of 120" in stage.shown
        await stage.press("escape")
        assert "on the" in stage.shown
