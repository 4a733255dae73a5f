"""The footer: the keys that are useful now. Each can be clicked, too."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.widget import Widget

from securecoach_tui.tui.key_bindings import KeyBinding, footer_line
from securecoach_tui.tui.themes import accent_of


class KeyFooter(Widget):
    """One row of keys. Those that do not fit are dropped, but never the way back, support, help and quick exit."""

    DEFAULT_CSS = "KeyFooter { height: 1; }"

    def __init__(self, keys: list[KeyBinding], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys = keys
        self._spans: list[tuple[int, int, str]] = []  # first cell, cell after the last, action

    def show_keys(self, keys: list[KeyBinding]) -> None:
        """Show these keys; redraws only if they have changed."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Text:
        text = Text(no_wrap=True, overflow="crop")
        # The terminal's own colours may all be one, and keys are still told apart from their words.
        accent = accent_of(self) + Style(bold=self.app.current_theme.ansi)
        parts, gap = footer_line(self._keys, self.size.width)
        self._spans = []
        for key, words, action in parts:
            if text:
                text.append(" " * gap)
            first = cell_len(text.plain)
            text.append(key, accent)
            text.append(" " + words if words else "")
            # The cell on each side belongs to the key, so that a key without words can be clicked as well.
            self._spans.append((max(0, first - 1), min(self.size.width, cell_len(text.plain) + 1), action))
        return text

    async def on_click(self, event: events.Click) -> None:
        for first, after, action in self._spans:
            if first <= event.x < after:
                if "." in action:
                    await self.run_action(action)
                elif not self.screen.is_active:
                    return  # a second click, which would act on the screen that the first one opened
                elif action:
                    await self.run_action(f"screen.{action}")
                else:
                    self.app.simulate_key("enter")  # the widget with the focus handles it
