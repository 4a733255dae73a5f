"""Past sessions on the full screen: what is listed, how it is narrowed, changed, deleted and brought back."""

import time
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Static

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.scenes.cells import Frame
from securecoach_tui.scenes.wave import drawn
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.session_detail import WAVE_ROWS, SessionDetailScreen, waves
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import put, sessions
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path / "record")
    put(stage, sessions(30))
    return stage


async def listed(stage: Stage) -> HistoryScreen:
    screen = HistoryScreen()
    await stage.app.push_screen(screen)
    await stage.settle()
    return screen


async def test_history_lists_newest_first_with_minutes_and_distress(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        lines = [line for line in stage.shown.splitlines() if " min" in line]
        assert "30 sessions" in stage.shown and "c support" in stage.shown
        assert "Tue  3 Mar" in lines[0] and "5 min" in lines[0] and " ─▶ " in lines[0]
        assert lines.index(next(line for line in lines if " Mar" in line)) == 0


async def test_the_first_screen_leads_to_past_sessions(stage: Stage) -> None:
    async with stage.open():
        await stage.press("end", "up", "enter")
        assert isinstance(stage.app.screen, HistoryScreen)


async def test_a_slash_looks_for_words_and_escape_shows_all_again(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        await stage.press("slash")
        await stage.type("WALK")
        assert 'with "WALK"' in stage.shown and " of 30" in stage.shown and "f2 support" in stage.shown
        await stage.press("escape")
        assert "30 sessions" in stage.shown
        assert isinstance(stage.app.screen, HistoryScreen)


async def test_history_search_treats_a_pattern_as_text(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        await stage.press("slash", "left_parenthesis", "asterisk")
        assert "No sessions match. Press 0 to show all of them." in stage.shown
        await stage.press("enter", "0")
        assert "30 sessions" in stage.shown


async def test_one_exercise_one_part_or_some_days_can_be_shown(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        await stage.press("e", "down", "enter")
        assert "Slow breathing." in stage.shown and "Closeness ladder" not in stage.shown
        await stage.press("0", "p", "end", "enter")
        assert "Staying close." in stage.shown and "Slow breathing" not in stage.shown
        await stage.press("0", "t", "down", "enter")
        assert "since 25 February 2026." in stage.shown


async def test_history_date_filter_refuses_an_invalid_day(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        await stage.press("t", "end", "enter")
        await stage.type("soon")
        await stage.press("enter")
        assert "That isn't a date. Write it like 2026-03-03." in stage.shown
        await stage.press("escape")
        assert "30 sessions" in stage.shown


async def test_history_can_list_the_oldest_first(stage: Stage) -> None:
    async with stage.open():
        screen = await listed(stage)
        await stage.press("o", "down", "enter")
        assert screen._shown[0].id == "s00000"
        assert "oldest first" in stage.shown


async def test_deleting_asks_first_and_keeping_is_what_is_marked(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        await stage.press("d", "enter")
        assert "30 sessions" in stage.shown
        assert len(stage.kept) == 30


async def test_deleting_says_all_about_backups_on_a_small_terminal(stage: Stage) -> None:
    async with stage.open(size=(40, 15)):
        await listed(stage)
        await stage.press("d")
        told = " ".join(stage.shown.split())
        assert "Backups made earlier keep their copy, unless you choose the last line." in told
        assert "Delete it, also from the backups" in told and "…" not in told


async def test_history_restores_a_deleted_session_with_u(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        await stage.press("d", "down", "enter")
        assert "29 sessions" in stage.shown and "Press u to undo, within 10 seconds." in stage.shown
        assert len(stage.kept) == 29
        await stage.press("u")
        assert "30 sessions" in stage.shown and "Brought back." in stage.shown
        assert len(stage.kept) == 30


async def test_history_deletes_and_restores_several_marked_sessions(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        await stage.press("space", "space", "space")
        assert "3 marked." in stage.shown and stage.shown.count("* ") == 3
        await stage.press("d", "down", "enter")
        assert "27 sessions" in stage.shown
        await stage.press("u")
        assert "30 sessions" in stage.shown


async def test_history_deletion_is_final_after_leaving_the_list(stage: Stage) -> None:
    async with stage.open():
        screen = await listed(stage)
        gone = screen._shown[0].id
        await stage.press("d", "down", "enter", "escape")
        assert not stage.writer.undo("session", gone)


async def test_a_disk_that_refuses_a_deletion_is_told(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        stage.writer.refuse = "the disk is full"
        await stage.press("d", "down", "enter")
        assert "Not deleted on disk yet: the disk is full." in stage.shown


async def test_a_session_opens_with_all_that_was_kept_of_it(stage: Stage) -> None:
    async with stage.open(size=(80, 40)):
        await listed(stage)
        await stage.press("p", "end", "enter", "enter")
        assert isinstance(stage.app.screen, SessionDetailScreen)
        for words in (
            "Closeness ladder",
            "You did the full 3 minutes.",
            "Step: a warm memory",
            "I expected: I will feel trapped",
        ):
            assert words in stage.shown
        for words in (
            "How hard I expected it to be:",
            "During the session: 1:02 distress",
            "What happened: warm, then it eased",
        ):
            assert words in stage.shown
        assert "Distress, from 0 to 10" in stage.shown and "0:00" in stage.shown and "⠒" in stage.shown


@pytest.mark.parametrize("values", [(3, 2, 2), (6, 5, 5), (1, 0, 0)])
def test_history_wave_of_one_point_less_is_no_flat_line(values: tuple[int, ...]) -> None:
    ratings = [Rating(60.0 * n, "distress", value, "during") for n, value in enumerate(values)]  # type: ignore[arg-type]
    ((_heading, wave),) = waves(SessionRecord(id="a", practised_seconds=180.0, ratings=ratings))
    picture = ["".join(run.text for run in row) for row in drawn(wave, Frame(40, WAVE_ROWS, ascii=True))]
    assert len([line for line in picture if "*" in line]) == 2


async def test_history_wave_is_drawn_in_plain_characters_when_set(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", ascii=True)
    put(stage, sessions(3))
    async with stage.open(size=(80, 40)):
        await listed(stage)
        await stage.press("enter")
        assert stage.shown.isascii() and " 10 .   .   ." in stage.shown and "*" in stage.shown


async def test_the_line_for_oneself_can_be_changed_and_is_kept(stage: Stage) -> None:
    async with stage.open():
        screen = await listed(stage)
        id = screen._shown[0].id
        await stage.press("enter", "e")
        stage.app.screen.query_one("#line").value = ""  # type: ignore[attr-defined]
        await stage.type("later I slept")
        await stage.press("enter")
        assert "Your note: later I slept" in stage.shown and "Saved." in stage.shown
        assert stage.writer.things["session", id]["reflection"] == "later I slept"


async def test_frightened_note_names_people_to_talk_to(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        await stage.press("enter", "e")
        stage.app.screen.query_one("#line").value = ""  # type: ignore[attr-defined]
        await stage.type("he pushed me and I am scared")
        await stage.press("enter")
        assert "Saved. Press c for people to talk to" in stage.shown
        await stage.press("e")
        await stage.type(" no more")
        await stage.press("home", "ctrl+k")
        await stage.type("better now")
        await stage.press("enter")
        assert "Saved." in stage.shown and "people to talk to" not in stage.shown


async def test_numb_is_not_called_not_rated(stage: Stage) -> None:
    numb = [Rating(None, "presence", 0, "after")]  # type: ignore[arg-type]
    put(stage, [msgspec.structs.replace(sessions(1)[0], ratings=numb)])
    async with stage.open():
        await listed(stage)
        await stage.press("enter", "r")
        shown = [" ".join(line.split()) for line in stage.shown.splitlines()]
        assert "> Distress before not rated" in shown and "Distress after numb or far away" in shown


async def test_a_rating_can_be_changed_and_taken_away(stage: Stage) -> None:
    async with stage.open():
        screen = await listed(stage)
        id = screen._shown[0].id
        await stage.press("enter", "r", "enter", "9", "enter")
        assert "Distress before: 9" in stage.shown
        await stage.press("r", "enter", "backspace", "enter")
        assert "Distress before" not in stage.shown
        scales = [(one["scale"], one["when"]) for one in stage.writer.things["session", id]["ratings"]]
        assert ("distress", "before") not in scales and ("distress", "after") in scales


async def test_arrows_turn_to_the_next_session_and_back(stage: Stage) -> None:
    async with stage.open():
        screen = await listed(stage)
        await stage.press("enter", "right")
        assert stage.app.screen.session.id == screen._shown[1].id  # type: ignore[attr-defined]
        await stage.press("left", "left")
        assert "There are no more sessions this way." in stage.shown


async def test_a_session_of_an_exercise_that_is_gone_is_told_by_its_id(stage: Stage) -> None:
    import msgspec

    old = msgspec.structs.replace(sessions(1)[0], exercise="my-old-one\x1b[2J", started="1970-01-01T00:00:00+00:00")
    put(stage, [old, msgspec.structs.replace(old, id="b", started=None, practised_seconds=0.0, ratings=[])])
    async with stage.open():
        await listed(stage)
        assert "my-old-one\\x1b[2J" in stage.shown and "no date" in stage.shown
        await stage.press("down", "enter")
        assert "The day isn't known." in stage.shown


async def test_history_without_sessions_says_so_kindly(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open():
        await listed(stage)
        assert "No sessions yet. Your first one will be here." in stage.shown
        await stage.press("enter", "d", "space", "u")
        assert isinstance(stage.app.screen, HistoryScreen)


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (160, 50)])
async def test_history_rows_fit_at_every_size(stage: Stage, size: tuple[int, int]) -> None:
    async with stage.open(size=size):
        list = (await listed(stage)).query_one(RowList).region
        assert "This week" in stage.shown and "Week of 16 February" in stage.shown
        lines = [line[list.x : list.right] for line in stage.shown.splitlines()]
        rows = [line for line in lines if any(mark in line for mark in "●◆■")]
        ends = {line.rstrip("▁▂▃▄▅▆▇█ ")[-3:].strip() for line in rows}
        assert len(rows) > 5 and all(end == "min" or end[-1].isdigit() for end in ends)


async def test_history_shows_a_session_beside_the_list(stage: Stage) -> None:
    async with stage.open(size=(120, 40)):
        screen = await listed(stage)
        for row in (0, 5):
            screen.query_one(RowList).highlighted = row
            await stage.settle()
            session = screen._shown[row]
            assert f"Distress before: {session.ratings[0].value}" in stage.shown
            assert "Distress, from 0 to 10" in stage.shown and "During the session: 1:02" in stage.shown
        await stage.press("enter")
        assert isinstance(stage.app.screen, SessionDetailScreen)


async def test_history_speaks_the_week_the_day_and_the_ratings(stage: Stage) -> None:
    async with stage.open():
        rows = (await listed(stage)).query_one(RowList)
        assert rows.spoken_parts() == ("This week. Tue  3 Mar Slow breathing", "5 min, 4 to 2", "1/30")
        await stage.press("o", "down", "down", "enter")
        assert not rows.headings and "This week" not in stage.shown


async def test_ten_thousand_sessions_are_paged_without_delay(stage: Stage) -> None:
    put(stage, sessions(10_000, a_week=40))
    async with stage.open():
        screen = await listed(stage)
        rows = screen.query_one(RowList)
        times = []
        for act in ("page(1)", "last", "first", "move(1)") * 25:
            began = time.process_time()
            await rows.run_action(act)
            for y in range(rows.size.height):
                rows.render_line(y)
            times.append(time.process_time() - began)
        assert sorted(times)[len(times) * 95 // 100] < 0.05


async def test_history_handles_a_megabyte_text_without_delay(stage: Stage) -> None:
    found = sessions(30)
    found[0] = msgspec.structs.replace(found[0], reflection="the river " * 100_000)
    put(stage, found)
    async with stage.open():
        await listed(stage)
        began = time.process_time()
        await stage.press("down", "up", "slash")
        await stage.type("RIVER")
        assert "1 of 30" in stage.shown
        await stage.press("enter", "enter", "end")
        told = str(stage.app.screen.query(".private").last(Static).content)
        assert "the river the river" in stage.shown
        assert told.endswith("980 011 more characters are saved. Export your data to see them.")
        await stage.press("e", "escape", "escape")
        assert time.process_time() - began < 6.0
        assert stage.writer.things["session", found[0].id]["reflection"] == "the river " * 100_000


async def test_a_letter_is_looked_for_among_ten_thousand_without_delay(stage: Stage) -> None:
    put(stage, sessions(10_000, a_week=40))
    async with stage.open():
        screen = await listed(stage)
        await stage.press("slash")
        screen._collect_texts()
        times = []
        for text in ("w", "wa", "wal", "walk", "walk ", "nothing", "q", "hard to begin"):
            began = time.process_time()
            screen._repository.search(SessionFilter(words=text), screen._titles, texts=screen._texts)
            times.append(time.process_time() - began)
        assert max(times) < 0.05


async def test_a_changed_line_is_found_by_its_new_words(stage: Stage) -> None:
    async with stage.open():
        await listed(stage)
        await stage.press("slash", "x", "enter", "0", "enter", "e")
        stage.app.screen.query_one("#line").value = "a lighthouse"  # type: ignore[attr-defined]
        await stage.press("enter", "escape", "slash")
        await stage.type("lighthouse")
        assert "1 of 30" in stage.shown
