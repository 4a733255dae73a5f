"""Where other people can look, and what the program can't clear."""

from __future__ import annotations

from securecoach_tui.i18n import _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import TextScreen


class PrivacyScreen(TextScreen):
    """One page of text."""

    FOOTER = (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def location(self) -> str:
        return _("Where others can look")

    def purpose(self) -> str:
        return _("Traces that people who use this computer may find, and what clears them.")

    def lines(self) -> list[str]:
        spaced: list[str] = []
        for line in self.context.content.privacy():
            spaced += [line, ""]
        return spaced
