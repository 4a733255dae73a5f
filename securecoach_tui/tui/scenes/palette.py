"""The colours of a picture in each theme: six bands of the accent's hue, three in a terminal of 16 colours."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Literal

from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from textual.app import App
from textual.color import Color

from securecoach_tui.scenes.cells import (
    ACCENT,
    BANDS,
    FADES,
    GLOW,
    GROUND,
    ON_BAND,
    QUIET,
    RIM,
    RING,
    SOFT,
    TEXT,
    Frame,
    faded,
)
from securecoach_tui.tui.themes import HIGH_CONTRAST

READABLE = 4.6  # contrast of the words on a band; 4.5 is asked for, and a little is lost in rounding
STRONG = 7.1  # the same in a high-contrast theme, where 7 is asked for
VISIBLE = 3.1  # contrast of the faintest lines; 3 is asked for
SIMILAR = 75.0  # how far a colour of 256 may be from the one wanted, in red, green and blue of 0 to 255
FARTHEST = 0.45  # how far the middle band is from the accent, toward white or black
# Numbers of the sixteen colours for the middle, half way and the edge, by ground and by hue; strong is high contrast.
SIXTEEN = {
    ("dark", "cool"): (15, 14, 6),
    ("dark", "warm"): (15, 11, 3),
    ("light", "cool"): (0, 4, 12),
    ("light", "warm"): (0, 1, 5),
    ("dark", "strong"): (15, 11, 7),
    ("light", "strong"): (0, 4, 4),  # no third colour is dark enough in every terminal
}
# The same for a light within its rim, which stands out from the ground where these do not.
LIGHT_OF_SIXTEEN = {"cool": (11, 14, 6), "warm": (15, 11, 3), "strong": (11, 14, 12)}
PALEST, PALE = 0.1, 0.55  # how much of the accent is in the middle of a light, and next to its rim
NAMES = ("primary", "background", "foreground", "quiet")  # the theme's variables that a palette is made of
StyleOf = Callable[[int, int], Style]


class Palette:
    """The styles of a picture.

    ``shades`` is the number of bands that can be told apart, ``soft`` that of the colours between a band and the ground.
    ``rim``: whether a light is pale within a rim, since the middle of the bands is the darkest.
    """

    def __init__(self, shades: int, style: StyleOf, *, soft: int = 0, rim: bool = False) -> None:
        self.shades, self.soft, self.rim = shades, soft, rim
        self.style = cache(style)

    def frame(self, width: int, height: int, *, ascii: bool, still: bool) -> Frame:
        """The space for a picture in these colours, in cells."""
        return Frame(width, height, self.shades, ascii, still, self.soft, self.rim)


def palette_of(app: App[str]) -> Palette:
    """The palette of the app's theme in its terminal."""
    theme, names = app.current_theme, app.theme_variables
    if theme.ansi:
        return own_colours()
    system = app.console.color_system
    readable = STRONG if theme.name in HIGH_CONTRAST else READABLE
    return _kept(tuple((name, names[name]) for name in NAMES), theme.dark, system or "truecolor", readable)


@lru_cache(16)
def _kept(named: tuple[tuple[str, str], ...], dark: bool, system: str, readable: float) -> Palette:
    """``themed`` of colours by their names; kept, because still pictures ask for it at each line."""
    return themed({name: Color.parse(colour) for name, colour in named}, dark=dark, system=system, readable=readable)


def own_colours() -> Palette:
    """The terminal's own two colours: a band is the text's colour, and words on it are reversed.

    Whether that is dark or light is unknown, so that of a light only the rim is drawn.
    """

    def style(ink: int, ground: int) -> Style:
        if 0 < ground <= BANDS or ground in (RING, RIM):
            return Style(reverse=True, bold=ink == ON_BAND, dim=ground == RING)
        return Style(dim=ink == RING, bold=ink in (ACCENT, TEXT))

    return Palette(1, style, rim=True)


def themed(colours: Mapping[str, Color], *, dark: bool, system: str, readable: float = READABLE) -> Palette:
    """The palette of a theme with its own colours; ``readable`` is the contrast of words on a band."""
    ground, accent = colours["background"], colours["primary"]
    if system in ("standard", "windows"):
        return sixteen(dark=dark, hue="strong" if readable > READABLE else "warm" if accent.r > accent.b else "cool")
    bands = hues(accent, ground, dark=dark, readable=readable)
    if system == "256":
        bands = of_256(bands, ground, readable)
    shares = (hundredths / 100 for hundredths in range(20, 101, 5))
    faint = (ground.blend(colours["quiet"], share) for share in shares)
    ring = next((one for one in faint if contrast(one, ground) >= VISIBLE), colours["quiet"])
    inks = {TEXT: colours["foreground"], QUIET: colours["quiet"], ACCENT: accent, ON_BAND: ground, RING: ring}
    inks[SOFT] = ground.blend(bands[-1], 0.5)
    for band, colour in enumerate(bands, 1):
        inks |= {faded(band, step): colour.blend(ground, step / (FADES + 1)) for step in range(1, FADES + 1)}
    inks |= {RIM: accent} | _glow(accent, ground)
    known = {GROUND: ground, **dict(enumerate(bands, 1)), **inks}

    def style(ink: int, on: int) -> Style:
        return _style(known[ink].hex6, known[on].hex6, bold=ink in (TEXT, ACCENT, ON_BAND), blank=ink == on)

    return Palette(BANDS, style, soft=1 if system == "256" else FADES, rim=not dark)


def sixteen(*, dark: bool, hue: Literal["cool", "warm", "strong"]) -> Palette:
    """The palette of a terminal with sixteen colours."""
    three = SIXTEEN["dark" if dark else "light", hue]
    ground, text, ring = (0, 15, 8) if dark else (15, 0, 8)
    bands = {1 + number: three[round(number * 2 / (BANDS - 1))] for number in range(BANDS)}
    known = {GROUND: ground, **bands, TEXT: text, QUIET: 7 if dark else 0, ON_BAND: ground}
    known[ACCENT] = three[0 if hue == "strong" else 1]
    known[RING] = known[SOFT] = ring
    known |= {RIM: three[1]} | {
        GLOW + number: LIGHT_OF_SIXTEEN[hue][round(number * 2 / (BANDS - 1))] for number in range(BANDS)
    }

    def style(ink: int, on: int) -> Style:
        return _style(f"color({known[ink]})", f"color({known[on]})", bold=ink == ON_BAND, blank=ink == on)

    return Palette(3, style, rim=not dark)


def hues(accent: Color, ground: Color, *, dark: bool, readable: float) -> list[Color]:
    """Six colours of one hue, from the middle, farthest from the ground, to the edge, as near to it as words allow."""
    pole = Color(255, 255, 255) if dark else Color(0, 0, 0)
    middle = accent.blend(pole, FARTHEST)
    edge = accent
    for hundredths in range(60, -1, -4):
        found = accent.blend(ground, hundredths / 100)
        if contrast(found, ground) >= readable:
            edge = found
            break
    return [middle.blend(edge, number / (BANDS - 1)) for number in range(BANDS)]


def _glow(accent: Color, ground: Color) -> dict[int, Color]:
    """Six colours of a light on a light ground, by their numbers, from its middle out."""
    shares = [PALEST + (PALE - PALEST) * number / (BANDS - 1) for number in range(BANDS)]
    return {number: ground.blend(accent, share) for number, share in enumerate(shares, GLOW)}


def of_256(wanted: list[Color], ground: Color, least: float) -> list[Color]:
    """The nearest of 256 colours to each of ``wanted``, with words in the ground's colour readable on it.

    They are all different where there are enough of the hue: there are few dark ones, as a light theme wants.
    """
    behind = Color.from_rich_color(ground.rich_color.downgrade(ColorSystem.EIGHT_BIT))
    cube = [Color.from_rich_color(RichColor.from_ansi(number)) for number in range(16, 232)]
    readable = [colour for colour in cube if contrast(colour, behind) >= least and len(set(colour.rgb)) > 1]
    found: list[Color] = []
    for colour in wanted:
        by_distance = sorted(readable, key=lambda one: _distance(one, colour))
        free = [one for one in by_distance if one not in found and _distance(one, colour) <= SIMILAR]
        found.append((free or by_distance)[0])
    return found


def _distance(one: Color, other: Color) -> float:
    return math.dist(one.rgb, other.rgb)


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part / 255) for part in (colour.r, colour.g, colour.b))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _style(ink: str, ground: str, *, bold: bool, blank: bool) -> Style:
    """A style; cells without a visible character are given no ink, which is shorter to send."""
    return Style(bgcolor=ground) if blank else Style(color=ink, bgcolor=ground, bold=bold)
