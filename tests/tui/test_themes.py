"""The hues of the capacities: read on every ground, and told apart by colour-blind eyes."""

from __future__ import annotations

from itertools import combinations

import pytest
from textual.color import Color
from textual.theme import Theme

from securecoach_tui.config import setting_options
from securecoach_tui.practice.record import Capacity
from securecoach_tui.text.capacity_marks import BOX
from securecoach_tui.tui.scenes.palette import contrast
from securecoach_tui.tui.themes import HIGH_CONTRAST, THEMES, hue_variable, theme_called
from tests.tui.colour_vision import VISIONS, distance, seen_lab

COLOURED = [theme for theme in THEMES if not theme.ansi]
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
