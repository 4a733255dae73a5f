"""Where others can look, and what the program can't clear."""

from __future__ import annotations

from securecoach_tui.i18n import _
from securecoach_tui.tui import keys
from securecoach_tui.tui.room import TextRoom


class WhereOthersLook(TextRoom):
    """A page to read."""

    FOOT = (keys.HELP, keys.SUPPORT, keys.BACK)

    def where(self) -> str:
        return _("Where others can look")

    def purpose(self) -> str:
        return _("Traces that people who use this computer may find, and what clears them.")

    def lines(self) -> list[str]:
        spaced: list[str] = []
        for line in self.house.words.privacy():
            spaced += [line, ""]
        return spaced
