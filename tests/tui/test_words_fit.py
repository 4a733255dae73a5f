"""Words are cut only where there is no room for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from securecoach_tui import i18n
from securecoach_tui.text import session_words
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.settings import SettingsScreen
from securecoach_tui.tui.widgets.lately import Lately
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

pytestmark = pytest.mark.screens


@pytest.fixture
def spanish() -> Iterator[None]:
    i18n.use("es")
    yield
    i18n.use("en")


@pytest.mark.parametrize("size", [(40, 15), (60, 20), (80, 24)])
async def test_every_reason_not_to_save_is_shown_whole(size: tuple[int, int], tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open(size=size):
        screen = stage.app.screen
        assert isinstance(screen, HomeScreen)
        for why in ("left", "short", "careful", "lived"):
            screen.show_notice(session_words.not_saved_words(why))
            await stage.settle()
            assert session_words.not_saved_words(why) in " ".join(stage.shown.split())


@pytest.mark.usefixtures("spanish")
async def test_last_sessions_in_spanish_have_their_whole_title(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", language="es")
    put(stage, [msgspec.structs.replace(one, exercise="if-then") for one in sessions(3)])
    async with stage.open(size=(120, 40)):
        title = stage.context.exercises()["if-then"].title
        assert str(stage.app.screen.query_one(Lately).content).count(title) == 3, stage.shown


@pytest.mark.usefixtures("spanish")
async def test_recent_practice_is_shown_in_the_language_just_chosen(tmp_path: Path) -> None:
    i18n.use("en")
    stage = Stage(tmp_path / "record")
    put(stage, sessions(3))
    async with stage.open(size=(120, 40)):
        assert "Your last four weeks" in stage.shown
        i18n.use("es")
        await stage.app.show_language()
        await stage.settle()
        await stage.press("escape", "escape")
        assert "Tus últimas cuatro semanas" in stage.shown and "Your last" not in stage.shown
        assert len(stage.app.screen.query(Lately)) == 1


@pytest.mark.usefixtures("spanish")
async def test_no_setting_in_spanish_is_cut(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", language="es")
    async with stage.open(size=(120, 40)):
        await stage.show(SettingsScreen())
        for _ in range(5):
            assert "…" not in stage.shown
            await stage.press("pagedown")
