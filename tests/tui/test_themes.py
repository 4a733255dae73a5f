"""The hues of the capacities: read on every ground, and told apart by colour-blind eyes."""

from __future__ import annotations

from itertools import combinations

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from securecoach_tui.config import setting_options
from securecoach_tui.practice.record import Capacity
from securecoach_tui.text.capacity_marks import BOX
from securecoach_tui.tui.scenes.palette import contrast
from securecoach_tui.tui.themes import (
    HIGH_CONTRAST,
    SIXTEEN_COLOURS,
    THEMES,
    hue_variable,
    in_sixteen_colours,
    theme_called,
)
from tests.tui.colour_vision import VISIONS, distance, seen_lab

COLOURED = [theme for theme in THEMES if not theme.ansi]
# What the sixteen numbers look like on the console of a PC, in xterm and in Windows.
VGA = "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
WINDOWS = (
    "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
)
MIXED_UP = 20.0  # colours nearer than this may be taken for each other


def hues(theme: Theme) -> list[Color]:
    return [Color.parse(theme.variables[hue_variable(capacity)]) for capacity in Capacity]


def test_hues_are_those_of_the_capacities() -> None:
    assert tuple(Capacity) == tuple(BOX)


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_hues_are_read_on_the_ground_of_their_theme(theme: Theme) -> None:
    least = 7.0 if theme.name in HIGH_CONTRAST else 4.5
    assert all(contrast(hue, Color.parse(theme.background or "")) >= least for hue in hues(theme))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_colour_blind_eyes_tell_the_three_hues_apart(theme: Theme, vision: str) -> None:
    for one, other in combinations(hues(theme), 2):
        assert distance(one, other, vision) >= MIXED_UP, (one.hex, other.hex)


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_hues_differ_in_lightness_too(theme: Theme) -> None:
    for one, other in combinations(hues(theme), 2):
        assert abs(seen_lab(one, "usual")[0] - seen_lab(other, "usual")[0]) >= 5, (one.hex, other.hex)


def test_simulated_eyes_mix_up_red_and_green_not_red_and_blue() -> None:
    red, green, blue = Color(200, 60, 40), Color(110, 120, 20), Color(40, 60, 200)
    assert distance(red, green, "deuteranopia") < distance(red, green, "usual") / 2
    assert distance(red, blue, "deuteranopia") > 60
    assert distance(Color(255, 255, 255), Color(0, 0, 0), "tritanopia") == pytest.approx(100, abs=1)


def test_each_theme_can_be_chosen_and_automatic_is_dark_or_light() -> None:
    names = {name for name, _label in setting_options.BY_NAME["theme"].options}
    assert names == {theme.name for theme in THEMES} | {""}
    assert theme_called("").name == "dark" and theme_called("", light=True).name == "light"
    assert theme_called("no such theme").name == "dark" and theme_called("paper").name == "paper"


@pytest.mark.parametrize("system", [ColorSystem.STANDARD, ColorSystem.WINDOWS], ids=lambda system: str(system.name))
def test_each_of_sixteen_colours_reaches_the_terminal_as_itself(system: ColorSystem) -> None:
    for number in range(16):
        sent = RichColor.from_triplet(RichColor.from_ansi(number).get_truecolor(SIXTEEN_COLOURS))
        assert sent.downgrade(system).number == number


@pytest.mark.parametrize("terminal", [VGA, XTERM, WINDOWS], ids=["vga", "xterm", "windows"])
@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_words_are_read_in_a_terminal_of_sixteen_colours(theme: Theme, terminal: str) -> None:
    def shown(colour: str) -> Color:
        number = RichColor.parse(colour).downgrade(ColorSystem.STANDARD).number
        return Color.parse("#" + terminal.split()[number or 0])

    least = 7.0 if theme.name in HIGH_CONTRAST else 4.5
    few = in_sixteen_colours(theme)
    words = [few.foreground or "", few.primary, few.variables["quiet"], *(hue.hex for hue in hues(few))]
    for ground in (few.background or "", few.surface or ""):
        assert all(contrast(shown(word), shown(ground)) >= least for word in words), words
