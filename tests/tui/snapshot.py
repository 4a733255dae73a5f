"""What a screen shows, as text: its lines, and below them the style of each run of cells by names of the theme.

    ## 80x24, dark, light
    Slow breathing
    -- styles
    1: 80 text
    2-3: 4 accent bold, 76 text

Numbers before a colon are lines. A style is the colour of the text, "on" and that of the ground if it isn't the theme's
own, and bold, dim, underline, reverse or italic. A section holds for every theme of its heading.
"""

from __future__ import annotations

import difflib
from itertools import groupby
from typing import NamedTuple

from rich.style import Style
from textual.strip import Strip

from securecoach_tui.scenes.cells import BANDS, FADES, GLOW, GROUND, ON_BAND, RING, SOFT, faded
from securecoach_tui.tui.app import SecureCoach
from securecoach_tui.tui.scenes.palette import palette_of

STYLES = "-- styles"
OWN = "own"  # the terminal's own colour
MOST_LINES = 120  # of a difference that is shown
OF_A_THEME = ("background", "text", "quiet", "primary", "surface", "regulation", "need-expression", "closeness")
SHORT = {"primary": "accent", "surface": "raised"}
GROUNDS = ("background", OWN)
WAYS = ("bold", "dim", "italic", "underline", "reverse", "strike")


class Snapshot(NamedTuple):
    """A screen's lines without blanks at their ends, and the styles of their cells."""

    text: str
    styles: str


def colour_names(app: SecureCoach) -> dict[str, str]:
    """The name of each colour of the app's theme and of its pictures, by its hex code."""
    theme, palette = app.current_theme, palette_of(app)
    if theme.ansi:
        return {}
    found: dict[str, str] = {}
    for band in range(1, BANDS + 1):
        found[_code(palette.style(ON_BAND, band).bgcolor)] = f"band{band}"
        for step in range(1, FADES + 1):
            found[_code(palette.style(faded(band, step), GROUND).color)] = f"band{band} faded {step}"
    if palette.rim:
        found |= {_code(palette.style(GLOW + n, GROUND).color): f"light{n + 1}" for n in range(BANDS)}
    for name, ink in (("ring", RING), ("soft", SOFT)):
        found[_code(palette.style(ink, GROUND).color)] = name
    for name in reversed(OF_A_THEME):  # of two names for one colour the first is used
        found[str(app.theme_variables[name]).lower()] = SHORT.get(name, name)
    return found


def snapshot(app: SecureCoach) -> Snapshot:
    """What stands on the top screen."""
    strips = [Strip(strip) for strip in app.screen._compositor.render_strips()]
    names = colour_names(app)
    text = "\n".join(strip.text.rstrip() for strip in strips).rstrip()
    return Snapshot(text, _numbered([_runs(strip, names) for strip in strips]))


def _runs(strip: Strip, names: dict[str, str]) -> str:
    cells = [(_style_name(segment.style, names, segment.text), segment.cell_length) for segment in strip]
    same = groupby((one for one in cells if one[1]), key=lambda one: one[0])
    return ", ".join(f"{sum(length for _name, length in run)} {name}" for name, run in same)


def _style_name(style: Style | None, names: dict[str, str], text: str) -> str:
    """The style in words. The ink of blank cells is left out: nobody sees it."""
    if style is None:
        return "none"
    ground = _name(style.bgcolor, names)
    ways = [way for way in WAYS if getattr(style, way)]
    if not text.strip() and not {"underline", "reverse", "strike"} & set(ways):
        return "blank" if ground in GROUNDS else f"blank on {ground}"
    return " ".join([_name(style.color, names), *([] if ground in GROUNDS else ["on", ground]), *ways])


def _code(color: object) -> str:
    triplet = getattr(color, "triplet", None)
    return triplet.hex if triplet is not None else str(getattr(color, "name", color))


def _name(color: object, names: dict[str, str]) -> str:
    if color is None or getattr(color, "is_default", False):
        return OWN
    code = _code(color)
    return names.get(code, code)


def _numbered(lines: list[str]) -> str:
    found = []
    for same, run in groupby(enumerate(lines, 1), key=lambda one: one[1]):
        numbers = [number for number, _line in run]
        found.append(f"{numbers[0]}{f'-{numbers[-1]}' if len(numbers) > 1 else ''}: {same}")
    return "\n".join(found)


def in_file(shots: dict[tuple[str, str], Snapshot]) -> str:
    """The text of a file with the snapshots of one screen by (size, theme). Themes that show the same share a section."""
    parts: list[str] = []
    for size in dict.fromkeys(size for size, _theme in shots):
        here = {theme: shot for (at, theme), shot in shots.items() if at == size}
        for shot in dict.fromkeys(here.values()):
            themes = ", ".join(theme for theme, other in here.items() if other == shot)
            parts.append(f"## {size}, {themes}\n{shot.text}\n{STYLES}\n{shot.styles}\n")
    return "\n".join(parts)


def from_file(text: str, size: str, theme: str) -> Snapshot:
    """One snapshot of a file. Raises KeyError if there is none of that size and theme."""
    for part in ("\n" + text).split("\n## ")[1:]:
        heading, rest = part.split("\n", 1)
        if heading.startswith(f"{size}, ") and theme in heading.split(", ")[1:]:
            lines, styles = rest.split(f"\n{STYLES}\n", 1)
            return Snapshot(lines, styles.rstrip("\n"))
    raise KeyError(f"{size}, {theme}")


def difference(old: str, new: str) -> str:
    """What has changed, as a diff with three lines around each change; cut if it is very long."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), "kept", "now", lineterm=""))
    more = [f"and {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more])
