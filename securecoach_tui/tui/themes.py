"""The themes: one accent colour each; text has a contrast of at least 4.5:1, and 7:1 in the high-contrast theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.theme import Theme
from textual.widget import Widget

if TYPE_CHECKING:
    from securecoach_tui.practice.record import Capacity


def _theme(name: str, background: str, text: str, quiet: str, accent: str, raised: str, **options: bool) -> Theme:
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


THEMES = (
    _theme("dark", "#14181b", "#dde2e4", "#98a3a8", "#86c5b6", "#20272b"),
    _theme("light", "#faf8f3", "#23292c", "#586268", "#1d6a5e", "#ece8df", dark=False),
    _theme("night", "#0c0a09", "#bda98f", "#94806a", "#cf9560", "#1a1613"),
    # The terminal's own colours. Marks are bold, underlined or a character, since the colours are unknown.
    _theme("terminal", *["ansi_default"] * 5, ansi=True),
    _theme("contrast", "#000000", "#ffffff", "#d6d6d6", "#ffe14a", "#1c1c1c"),
)


def accent_of(widget: Widget) -> Style:
    """The accent colour of the current theme, as a Rich style."""
    return Style.parse(widget.app.theme_variables.get("primary", "none").removeprefix("ansi_"))


def capacity_style(widget: Widget, capacity: Capacity) -> Style:
    """The hue of a capacity in the current theme; the accent colour in a theme without hues."""
    variables = widget.app.theme_variables
    hue = variables.get(capacity.value.replace("_", "-")) or variables.get("primary", "none")
    return Style.parse(hue.removeprefix("ansi_"))
