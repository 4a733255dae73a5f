"""What the sparing compositor leaves out is never seen."""

import random
from pathlib import Path
from unittest.mock import patch

from textual._compositor import Compositor
from textual.app import App
from textual.geometry import Region

from securecoach_tui.tui.scenes.view import SceneView
from securecoach_tui.tui.textual_internals import ExactUpdate, PartialCompositor, draw_at_once
from tests.tui.stage import Stage


def drawn(compositor: Compositor, crop: Region) -> list[list[object]]:
    """What would be sent for every row of a change: its pieces, with their styles."""
    rows = compositor._render_chops(crop, range(crop.y, crop.bottom).__contains__)
    return [
        [
            strip
            for x, strip in rows[y].items()
            if strip is not None and x < crop.right and x + strip.cell_length > crop.x
        ]
        for y in range(crop.y, crop.bottom)
    ]


async def test_partial_compositor_draws_the_same_as_textual(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        for keys, seconds in (((), 0), (("enter",), 30), (("d",), 1), (("escape",), 20)):
            await stage.press(*keys)
            await stage.go_on(seconds)
            sparing = stage.app.screen._compositor
            assert isinstance(sparing, PartialCompositor)
            chance = random.Random(7)
            for _ in range(60):
                x, y = chance.randrange(80), chance.randrange(24)
                crop = Region(x, y, chance.randrange(1, 81 - x), chance.randrange(1, 25 - y))
                ours = drawn(sparing, crop)
                sparing.__class__ = Compositor  # type: ignore[assignment]
                theirs = drawn(sparing, crop)
                sparing.__class__ = PartialCompositor
                assert ours == theirs, crop


async def test_partial_compositor_asks_only_the_picture_for_its_cell(tmp_path: Path) -> None:
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
