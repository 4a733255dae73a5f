"""What the sparing compositor leaves out is never seen."""

import random
from pathlib import Path
from unittest.mock import patch

import pytest
from rich.style import Style
from textual._compositor import Compositor
from textual.app import App
from textual.containers import Vertical
from textual.geometry import Region

from securecoach_tui.tui.scenes.view import SceneView
from securecoach_tui.tui.textual_internals import ExactUpdate, SparingCompositor, draw_at_once
from tests.tui.stage import Stage


def drawn(compositor: Compositor, crop: Region) -> list[list[tuple[str, Style | None]]]:
    """What would be sent for every row of a change: each character with its style."""
    rows = compositor._render_chops(crop, range(crop.y, crop.bottom).__contains__)
    return [
        [
            (character, segment.style)
            for x, strip in rows[y].items()
            if strip is not None and x < crop.right and x + strip.cell_length > crop.x
            for segment in strip
            for character in segment.text
        ]
        for y in range(crop.y, crop.bottom)
    ]


def draws_the_same(compositor: Compositor) -> None:
    """Compare the screen and sixty parts of it with what Textual would send."""
    assert isinstance(compositor, SparingCompositor)
    chance = random.Random(7)
    crops = [compositor.size.region]
    for _ in range(60):
        x, y = chance.randrange(80), chance.randrange(24)
        crops.append(Region(x, y, chance.randrange(1, 81 - x), chance.randrange(1, 25 - y)))
    for crop in crops:
        ours = drawn(compositor, crop)
        compositor.__class__ = Compositor  # type: ignore[assignment]
        theirs = drawn(compositor, crop)
        compositor.__class__ = SparingCompositor
        assert ours == theirs, crop


async def test_sparing_compositor_draws_the_same_as_textual(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        for keys, seconds in (((), 0), (("enter",), 30), (("d",), 1), (("escape",), 20)):
            await stage.press(*keys)
            await stage.go_on(seconds)
            draws_the_same(stage.app.screen._compositor)


@pytest.mark.parametrize("theme", ["dark", "light", "terminal"])
async def test_every_kind_of_screen_is_drawn_as_by_textual(tmp_path: Path, theme: str) -> None:
    stage = Stage(tmp_path / "record", theme=theme)
    async with stage.open():
        draws_the_same(stage.app.screen._compositor)
        for name in ("menu", "support", "checkin", "progress", "feelings"):
            await stage.show(stage.app.make_screen(name, stage.app.screen))
            draws_the_same(stage.app.screen._compositor)
            await stage.press("escape")


async def test_a_container_with_words_of_its_own_is_drawn(tmp_path: Path) -> None:
    class Worded(Vertical):
        def render(self) -> str:
            return "W7"

    stage = Stage(tmp_path / "record")
    async with stage.open():
        await stage.app.screen.query_one("#pane").mount(Worded(), before=0)
        await stage.settle()
        assert "W7" in stage.shown
        draws_the_same(stage.app.screen._compositor)


async def test_sparing_compositor_asks_only_the_picture_for_its_cell(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(30)
        picture = stage.app.screen.query_one("#scene")
        asked = list(stage.app.screen._compositor._get_renders(Region(picture.region.x + 3, picture.region.y, 1, 1)))
        assert [region for region, _clip, _strips in asked] == [picture.region]


async def test_guide_is_drawn_at_once_and_in_its_cells_only(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(30)
        picture, screen = stage.app.screen.query_one("#scene", SceneView), stage.app.screen
        with patch.object(App, "_display") as shown:
            assert draw_at_once(picture, [Region(30, 2, 4, 1), Region(40, 3, 2, 1)])
        (_app, of_screen, update), _named = shown.call_args
        left, top = picture.region.offset
        assert of_screen is screen and isinstance(update, ExactUpdate)
        assert sorted(update.spans) == [(top + 2, left + 30, left + 34), (top + 3, left + 40, left + 42)]
        assert not screen._compositor._dirty_regions and not picture._repaint_regions  # nothing is drawn a second time


async def test_guide_waits_where_more_is_to_be_drawn(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(30)
        picture, caption, one = (
            stage.app.screen.query_one("#scene", SceneView),
            stage.app.screen.query_one("#caption"),
            [Region(30, 2, 4, 1)],
        )
        with patch.object(App, "_display") as shown:
            stage.app.screen._dirty_widgets.add(caption)
            assert not draw_at_once(picture, one)
            stage.app.screen._dirty_widgets.clear()
            with stage.app.batch_update():
                assert not draw_at_once(picture, one)
            picture.display = False
            await stage.settle()
            shown.reset_mock()
            assert not draw_at_once(picture, one)
            await stage.press("question_mark")  # another screen stands above it
            assert not draw_at_once(picture, one)
        assert not draw_at_once(SceneView(print), one)  # one that is on no screen
