"""The themes: one accent colour each, and a hue for each capacity.

Text and hues have a contrast of at least 4.5:1, and 7:1 in the two high-contrast themes.

The hues are sky blue or blue, yellow or orange, and reddish purple of the palette by Okabe and Ito, "Color Universal
Design" (2008), made darker and stronger on a light ground. They differ in lightness too, and a hue is only ever the
colour of its capacity's own mark, so nothing depends on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.theme import Theme
from textual.widget import Widget

from securecoach_tui.text.capacity_marks import BOX

if TYPE_CHECKING:
    from securecoach_tui.practice.record import Capacity  # the first screen doesn't load it

Hues = tuple[str, str, str]  # the colours of regulation, need expression and closeness


def hue_variable(capacity: str) -> str:
    """The name of the theme variable with the colour of a capacity's mark, for styles in CSS."""
    return capacity.replace("_", "-")


def _theme(
    name: str, background: str, text: str, quiet: str, accent: str, raised: str, hues: Hues, **options: bool
) -> Theme:
    """``quiet`` is the colour of secondary text, ``raised`` the background of a text field."""
    return Theme(
        name=name,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=accent,
        error=accent,
        success=accent,
        foreground=text,
        background=background,
        surface=raised,
        panel=raised,
        boost=raised,
        dark=options.get("dark", True),
        ansi=options.get("ansi", False),
        variables={
            **({"ansi-background": background, "ansi-foreground": text} if options.get("ansi") else {}),
            **{hue_variable(name): hue for name, hue in zip(BOX, hues, strict=True)},
            "quiet": quiet,
            "text": text,
            "text-muted": quiet,
            "block-cursor-foreground": text,
            "block-cursor-background": raised,
            "block-cursor-text-style": "none",
            "input-cursor-background": accent,
            "input-cursor-foreground": background,
            "input-selection-background": accent,
            "input-selection-foreground": background,
            "scrollbar": quiet,
            "scrollbar-background": background,
            "scrollbar-corner-color": background,
            "scrollbar-hover": accent,
            "scrollbar-active": accent,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
        },
    )


# What Textual makes of a numbered colour on its way to a terminal of sixteen colours, where Rich takes the nearest of
# sixteen again. These are near enough to both of Rich's tables, xterm's and that of Windows, to come out as they went in;
# with Textual's own, blue becomes bright blue and purple becomes grey.
SIXTEEN_COLOURS = TerminalTheme(
    (255, 255, 255),
    (0, 0, 0),
    [(0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (136, 23, 152), (0, 170, 170), (170, 170, 170)],
    [
        (85, 85, 85),
        (255, 85, 85),
        (85, 255, 85),
        (255, 255, 85),
        (85, 85, 255),
        (225, 60, 225),
        (85, 255, 255),
        (255, 255, 255),
    ],
)
_OWN = "ansi_default"
HIGH_CONTRAST = frozenset({"contrast", "contrast-light"})
DARK, LIGHT = "dark", "light"  # the themes of "automatic"
THEMES = (
    _theme(DARK, "#14181b", "#dde2e4", "#98a3a8", "#86c5b6", "#20272b", ("#56b4e9", "#f0e442", "#cc79a7")),
    _theme(LIGHT, "#faf8f3", "#23292c", "#586268", "#1d6a5e", "#ece8df", ("#0071b0", "#634500", "#943469"), dark=False),
    _theme("night", "#0c0a09", "#bda98f", "#94806a", "#cf9560", "#1a1613", ("#51abdd", "#9c942a", "#b76c96")),
    _theme(
        "paper", "#f4ecd6", "#33271c", "#665542", "#8a4216", "#e9dcc2", ("#006aa6", "#634500", "#943469"), dark=False
    ),
    _theme("contrast", "#000000", "#ffffff", "#d6d6d6", "#ffe14a", "#1c1c1c", ("#77c3ed", "#f0e442", "#ce7fab")),
    _theme(
        "contrast-light",
        "#ffffff",
        "#000000",
        "#383838",
        "#003f8a",
        "#ececec",
        ("#005d91", "#634500", "#6e1948"),
        dark=False,
    ),
    # The terminal's own colours. Marks are bold, underlined or a character, since the colours are unknown.
    _theme("terminal", _OWN, _OWN, _OWN, _OWN, _OWN, (_OWN, _OWN, _OWN), ansi=True),
)


# Numbered colours that are read in a terminal of sixteen, of VGA, xterm or Windows: few are dark enough on white, and
# the nearest of sixteen to a theme's own may be a grey or a yellow that isn't.
_BLACK, _RED, _BLUE, _PURPLE = "#000000", "#aa0000", "#0000aa", "#881798"
_GREEN, _YELLOW = "#55ff55", "#ffff55"
_DARK_OF_SIXTEEN = (_BLUE, _BLACK, _PURPLE)
_DARKEST_OF_SIXTEEN = (_BLUE, _BLACK, _BLACK)


def in_sixteen_colours(theme: Theme) -> Theme:
    """The theme for a terminal of sixteen colours: the same ground, with text, accent and hues that are read on it."""
    if theme.ansi:
        return theme
    hues = [theme.variables[hue_variable(name)] for name in BOX]
    text, quiet, accent = theme.foreground or "", theme.variables["quiet"], theme.primary
    if not theme.dark:
        hues = list(_DARKEST_OF_SIXTEEN if theme.name in HIGH_CONTRAST else _DARK_OF_SIXTEEN)
        text, quiet, accent = _BLACK, _BLACK, _RED if theme.name == "paper" else _BLUE
    elif theme.name == "night":
        hues[1] = accent = _YELLOW
    elif theme.name == DARK:
        accent = _GREEN
    return _theme(
        theme.name,
        theme.background or "",
        text,
        quiet,
        accent,
        theme.surface or "",
        (hues[0], hues[1], hues[2]),
        dark=theme.dark,
    )


def theme_called(name: str, *, light: bool = False) -> Theme:
    """The theme of a setting; if it is automatic or unknown, the light or the dark one."""
    usual = LIGHT if light else DARK
    return next((theme for theme in THEMES if theme.name == (name or usual)), THEMES[light])


def accent_of(widget: Widget) -> Style:
    """The accent colour of the current theme, as a Rich style."""
    return _style_of(widget, "primary")


def capacity_style(widget: Widget, capacity: Capacity) -> Style:
    """The capacity's colour in the current theme, as a Rich style, for its mark alone."""
    return _style_of(widget, hue_variable(capacity))


def _style_of(widget: Widget, variable: str) -> Style:
    return Style.parse(widget.app.theme_variables.get(variable, "none").removeprefix("ansi_"))
