"""What is being written outlives the program, in every field there is; kept, it leaves nothing behind."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Input

from securecoach_tui.practice.session import checkpoint
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.disk import Disk
from securecoach_tui.store.local import checkpoints, drafts
from securecoach_tui.store.local.drafts import DraftStore
from securecoach_tui.store.unfinished_sessions import practised, read
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.draft_saver import DRAFT_SECONDS
from securecoach_tui.tui.screens.contacts import ContactsScreen
from securecoach_tui.tui.screens.ladder import LadderScreen
from securecoach_tui.tui.screens.look_back import LookBackScreen
from securecoach_tui.tui.screens.plan import PlanScreen
from securecoach_tui.tui.screens.unlock import UnlockScreen
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

pytestmark = pytest.mark.journeys

WORDS = "quiet, and a little tired"
Reach = Callable[[Stage], Awaitable[None]]


async def on(stage: Stage, room: BaseScreen, *keys: str) -> None:
    await stage.app.push_screen(room)
    await stage.settle()
    await stage.press(*keys)


async def reflection_of_old(stage: Stage) -> None:
    from securecoach_tui.tui.screens.history import HistoryScreen

    await on(stage, HistoryScreen(), "enter", "e")


async def contact_name(stage: Stage) -> None:
    await on(stage, ContactsScreen(), "n")


async def contact_reach(stage: Stage) -> None:
    await on(stage, ContactsScreen(), "n", *"Ada", "enter")


async def new_rung(stage: Stage) -> None:
    await on(stage, LadderScreen(), "n")


async def time_of_day(stage: Stage) -> None:
    await on(stage, PlanScreen())
    for key in ("end", "enter"):
        await stage.press(key)


async def look_back(stage: Stage) -> None:
    week = stage.context.week_to_review()
    assert week is not None
    await on(stage, LookBackScreen(week))


FIELDS: list[Reach] = [reflection_of_old, contact_name, contact_reach, new_rung, time_of_day, look_back]


@asynccontextmanager
async def opened(tmp_path: Path, **more: object) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path / "record")
    put(stage, sessions(60))
    async with stage.open(**more):  # type: ignore[arg-type]
        yield stage


def field_of(stage: Stage) -> Input:
    field = stage.app.screen.focused
    assert isinstance(field, Input), field
    return field


async def write(stage: Stage, text: str = WORDS) -> None:
    field_of(stage).value = text
    await stage.settle()


def all_of(stage: Stage) -> str:
    return b" ".join(stage.writer.unfinished.values()).decode()


def survives(before: Stage, after: Stage) -> None:
    """The disk as the first program left it, under the second."""
    for id, data in before.writer.unfinished.items():
        checkpoints.write(after.where, Disk(), id, data, None)


@pytest.mark.parametrize("reach", FIELDS)
async def test_draft_in_each_field_returns_until_it_is_saved(tmp_path: Path, reach: Reach) -> None:
    async with opened(tmp_path / "a") as stage:
        await reach(stage)
        await write(stage)
        await stage.press("ctrl+c")
        assert stage.ended == [0] and WORDS in all_of(stage)
    async with opened(tmp_path / "b") as again:
        survives(stage, again)
        again.writer.unfinished = dict(stage.writer.unfinished)
        await reach(again)
        assert field_of(again).value == WORDS
        assert "What you were writing is back" in again.shown
        if reach is time_of_day:
            await write(again, "18:30")
        await again.press("enter")
        if reach is contact_name:
            assert WORDS in all_of(again)  # half of it is still to come
            await write(again, "12345")
            await again.press("enter")
        again.context.draft_saver.flush()
        assert again.writer.unfinished == {}


async def test_unchanged_saved_text_is_not_a_draft(tmp_path: Path) -> None:
    async with opened(tmp_path / "a") as stage:
        await reflection_of_old(stage)
        kept = field_of(stage).value
        await write(stage, kept + "x")
        stage.context.draft_saver.flush()
        await write(stage, kept)
        stage.context.draft_saver.flush()
        assert stage.writer.unfinished == {}


async def test_draft_is_saved_within_a_second_of_typing(tmp_path: Path) -> None:
    async with opened(tmp_path / "a") as stage:
        assert DRAFT_SECONDS < 1
        await contact_name(stage)
        await write(stage)
        await stage.pilot.pause(DRAFT_SECONDS + 0.2)
        assert WORDS in all_of(stage)


async def test_a_passphrase_is_never_a_draft(tmp_path: Path) -> None:
    async with opened(tmp_path / "a") as stage:
        await on(stage, UnlockScreen(lambda: None))
        await write(stage, "open sesame")
        stage.context.draft_saver.flush()
        await stage.press("ctrl+c")
        assert "sesame" not in all_of(stage)


async def test_reflection_draft_is_restored_from_the_checkpoint(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(20)
        await stage.press("q", "enter")
        await write(stage)
        stage.context.draft_saver.flush()
        ((id, data),) = stage.writer.unfinished.items()
    assert checkpoint.decode(data).drafts == {"reflection": WORDS}
    again = Stage(tmp_path / "record")
    checkpoints.write(again.where, Disk(), id, data, None)
    (waiting,) = read(again.where)
    assert practised(waiting).reflection == WORDS  # kept without going on, it is not lost either
    async with again.open():
        await again.app.run_action("screen.back")
        from securecoach_tui.tui.screens.start_session import resume_session

        await resume_session(again.app.screen, waiting)  # type: ignore[arg-type]
        await again.settle()
        for _question in range(3):
            if isinstance(again.app.screen.focused, Input):
                break
            await again.press("enter")
        assert field_of(again).value == WORDS
        await again.press("enter")
        await again.go_on(1)
        assert again.kept[0]["reflection"] == WORDS and again.writer.unfinished == {}


async def test_draft_before_a_session_returns_at_the_next_start(tmp_path: Path) -> None:
    stage, again = Stage(tmp_path / "a"), Stage(tmp_path / "b")
    async with stage.open("receive-warmth", 180.0):
        await stage.press("down", "enter")  # safe enough
        await write(stage)
        await stage.press("ctrl+c")
        assert WORDS in all_of(stage)
    async with again.open("receive-warmth", 180.0):
        survives(stage, again)
        await again.press("down", "enter")
        assert field_of(again).value == WORDS
        await again.press("enter")
        assert WORDS not in all_of(again)


async def test_draft_answer_in_a_session_is_reopened_on_resuming(tmp_path: Path) -> None:
    from securecoach_tui.tui.screens.start_session import resume_session

    stage = Stage(tmp_path / "record")
    async with stage.open("name-the-need", 300.0):
        await stage.press("enter")
        await stage.go_on(11)  # a shorter session is never offered again
        for _step in range(30):
            if isinstance(stage.app.screen.focused, Input):
                break
            await stage.press("s")
        await write(stage)
        stage.context.draft_saver.flush()
        await stage.go_on(11)  # later checkpoints hold it as well
        ((id, data),) = stage.writer.unfinished.items()
    again = Stage(tmp_path / "record")
    checkpoints.write(again.where, Disk(), id, data, None)
    async with again.open():
        await resume_session(again.app.screen, read(again.where)[0])  # type: ignore[arg-type]
        await again.settle()
        assert field_of(again).value == WORDS
        await again.press("enter")
        session = again.context.runner.session  # type: ignore[union-attr]
        assert WORDS in session.texts.values()


async def test_draft_is_dropped_where_quick_exit_saves_nothing(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", quick_exit_keeps=False)
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(20)
        await stage.press("q", "enter")
        await write(stage)
        await stage.press("ctrl+c")
        assert stage.writer.unfinished == {}


def test_draft_of_a_locked_record_is_sealed_and_owner_only(tmp_path: Path) -> None:
    from securecoach_tui.store.crypto import unlock
    from securecoach_tui.store.writer import Writer
    from tests.fakes.clock import FakeClock

    stage = Stage(tmp_path / "record")
    writer = Writer(stage.where, FakeClock())
    writer.keep("session", "s", {"reflection": "x"})
    writer.close()
    lock.lock(stage.where, "a long passphrase")
    key = unlock.open_with(stage.where, "a long passphrase")
    writer = Writer(stage.where, FakeClock(), key=key)
    DraftStore(stage.where, writer, key).put("contact/0/name", WORDS)
    assert writer.close()
    (path,) = stage.where.checkpoints.iterdir()
    assert WORDS.encode() not in path.read_bytes() and b"contact" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert DraftStore(stage.where, writer, key).find("contact/0/name") == WORDS
    assert DraftStore(stage.where, writer).find("contact/0/name") == ""


def test_a_deleted_sessions_draft_goes_with_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    DraftStore(stage.where, stage.writer).put(drafts.of_session("s"), WORDS)
    stage.writer.delete("session", "s")
    assert stage.writer.unfinished == {}


def test_a_draft_is_never_taken_for_an_unfinished_session(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    data = msgspec.json.encode(drafts.Draft("plan/time", "18"))
    checkpoints.write(stage.where, Disk(), drafts.id_of("plan/time"), data, None)
    checkpoints.write(stage.where, Disk(), drafts.id_of("torn"), data[:9], None)
    assert read(stage.where) == []
    assert DraftStore(stage.where, stage.writer).find("torn") == ""
