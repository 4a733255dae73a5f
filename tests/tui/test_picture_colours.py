"""The colours of pictures: bands are seen on the ground, and words are read on the bands, in every theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from securecoach_tui.scenes.cells import BANDS, FADES, GLOW, GROUND, ON_BAND, RIM, RING, faded
from securecoach_tui.tui.scenes import palette as palettes
from securecoach_tui.tui.scenes.guide import guide_here
from securecoach_tui.tui.scenes.palette import contrast, own_colours, themed
from securecoach_tui.tui.scenes.still import ClosingView
from securecoach_tui.tui.themes import HIGH_CONTRAST, THEMES
from tests.tui.stage import Stage

COLOURED = [theme for theme in THEMES if not theme.ansi]


def colours_of(theme: Theme) -> dict[str, Color]:
    named = {"primary": theme.primary, "background": theme.background, "foreground": theme.foreground}
    return {name: Color.parse(value or "") for name, value in named.items()} | {
        "quiet": Color.parse(theme.variables["quiet"])
    }


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("system", ["truecolor", "256", "standard"])
def test_bands_are_seen_and_words_on_them_are_read(theme: Theme, system: str) -> None:
    strong = theme.name in HIGH_CONTRAST
    palette = themed(
        colours_of(theme), dark=theme.dark, system=system, readable=palettes.STRONG if strong else palettes.READABLE
    )
    depth = {"truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}[system]
    grounds = set()
    for band in range(1, BANDS + 1):
        style = palette.style(ON_BAND, band)
        assert style.color is not None and style.bgcolor is not None
        ground, ink = style.bgcolor.downgrade(depth), style.color.downgrade(depth)
        behind = palette.style(band, GROUND).bgcolor
        assert behind is not None
        rgb = [Color(*one.get_truecolor()) for one in (ground, ink, behind.downgrade(depth))]
        assert contrast(rgb[0], rgb[1]) >= (7.0 if strong else 4.3 if system == "standard" else 4.5), (band, rgb)
        assert contrast(rgb[0], rgb[2]) >= 3.0, (band, rgb)
        ring = palette.style(RING, GROUND).color
        assert ring is not None and contrast(Color(*ring.downgrade(depth).get_truecolor()), rgb[2]) >= 2.9
        grounds.add(tuple(rgb[0].rgb))
    few = 2 if strong and not theme.dark else 3  # of sixteen colours, two are dark enough for high contrast
    assert len(grounds) >= (few if system == "standard" else BANDS if system == "truecolor" or theme.dark else 1)


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_soft_edge_fades_from_each_band_to_the_ground(theme: Theme) -> None:
    palette = themed(colours_of(theme), dark=theme.dark, system="truecolor")
    ground = Color.from_rich_color(palette.style(1, GROUND).bgcolor)
    for band in range(1, BANDS + 1):
        inks = [palette.style(faded(band, step), GROUND).color for step in range(FADES + 1)]
        seen = [contrast(Color.from_rich_color(ink), ground) for ink in inks]
        assert seen == sorted(seen, reverse=True) and len(set(seen)) == len(seen) and seen[-1] > 1.05


@pytest.mark.parametrize("theme", [theme for theme in COLOURED if not theme.dark], ids=lambda theme: theme.name)
@pytest.mark.parametrize("system", ["truecolor", "256", "standard"])
def test_a_light_on_a_light_ground_is_paler_than_its_rim(theme: Theme, system: str) -> None:
    palette = themed(colours_of(theme), dark=False, system=system)
    depth = {"truecolor": ColorSystem.TRUECOLOR, "256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}[system]

    def seen(ink: int) -> Color:
        colour = palette.style(ink, GROUND).color
        assert colour is not None
        return Color(*colour.downgrade(depth).get_truecolor())

    behind = palette.style(1, GROUND).bgcolor
    assert palette.rim and behind is not None
    ground = Color(*behind.downgrade(depth).get_truecolor())
    bands = [seen(GLOW + number) for number in range(BANDS)]
    assert contrast(seen(RIM), ground) >= 3.0
    assert max(contrast(band, ground) for band in bands) < contrast(seen(RIM), ground)
    assert contrast(bands[0], ground) < contrast(bands[-1], ground)
    assert len({band.rgb for band in bands}) >= (3 if system == "standard" else 4 if system == "256" else BANDS)


def test_paper_is_as_warm_in_256_colours() -> None:
    paper = next(theme for theme in THEMES if theme.name == "paper")
    red, green, blue = Color.parse(paper.background or "").rich_color.downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    assert red >= green > blue  # cream; it was pink


def test_dark_themes_have_no_rim() -> None:
    dark = [theme for theme in COLOURED if theme.dark]
    assert dark and not any(themed(colours_of(theme), dark=True, system="256").rim for theme in dark)


def test_fewer_colours_have_fewer_soft_ones() -> None:
    soft = [
        themed(colours_of(COLOURED[0]), dark=True, system=system).soft for system in ("truecolor", "256", "standard")
    ]
    assert soft == [FADES, 1, 0] and own_colours().soft == 0


def test_own_colours_of_a_terminal_have_no_colour_at_all() -> None:
    palette = own_colours()
    styles = [palette.style(ink, ground) for ink in range(13) for ground in range(BANDS + 1)]
    assert all(style.color is None and style.bgcolor is None for style in styles)
    assert palette.style(ON_BAND, 1).reverse and not palette.style(1, GROUND).reverse


def test_guide_is_a_bar_over_a_remote_connection() -> None:
    assert guide_here("", {}) == "picture" and guide_here("", {"SSH_CONNECTION": "1 2 3 4"}) == "bar"
    assert guide_here("picture", {"SSH_CONNECTION": "1 2 3 4"}) == "picture" and guide_here("none", {}) == "none"


async def test_picture_at_the_end_follows_a_new_theme(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none", theme="dark")
    async with stage.open("kind-hand", 180.0):
        await stage.go_on(200)
        view = stage.app.screen.query_one(ClosingView)
        drawn = [view.lines]
        for theme in ("light", "dark"):
            stage.app.theme = theme
            await stage.settle()
            inks = {run.ink for row in view._picture for run in row}
            assert (RIM in inks) == (theme == "light"), theme
            drawn.append(view.lines)
        assert drawn[0] == drawn[2]
