"""The foot: the keys that matter now, each of which can be clicked as well."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from securecoach_tui.tui.keys import Key, foot_line


class Foot(Widget):
    """One row of keys; what doesn't fit gives way, support and leaving at once never."""

    DEFAULT_CSS = "Foot { height: 1; }"

    def __init__(self, keys: list[Key], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = keys

    def show_keys(self, keys: list[Key]) -> None:
        """Show others; draws only where they are."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Text:
        text = Text(no_wrap=True, overflow="crop")
        accent = self.app.theme_variables.get("primary", "")
        for key, words, action in foot_line(self._keys, self.size.width):
            if text:
                text.append("   ")
            click = Style.from_meta({"@click": action if "." in action else f"screen.{action}"})
            text.append(key, Style.parse(accent) + click if accent else click)
            text.append(" " + words, click)
        return text
