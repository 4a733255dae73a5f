"""A page from the menu that is only read."""

from __future__ import annotations

from securecoach_tui.i18n import _
from securecoach_tui.text.pages import TextPage
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import TextScreen


class TextPageScreen(TextScreen):
    """Shows one row of ``text.pages.PAGES``."""

    FOOTER = (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, page: TextPage) -> None:
        super().__init__()
        self._page = page

    def location(self) -> str:
        return _(self._page.title)

    def purpose(self) -> str:
        return _(self._page.purpose)

    def lines(self) -> list[str]:
        return [part for line in self._page.lines(self.context) for part in (line, "")]
