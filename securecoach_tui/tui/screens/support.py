"""Who to call: one key from anywhere."""

from __future__ import annotations

from securecoach_tui.i18n import _
from securecoach_tui.tui import keys
from securecoach_tui.tui.room import TextRoom


class Support(TextRoom):
    """People to talk to, own contacts first; a session waits meanwhile."""

    FOOT = (keys.BACK, keys.HELP)
    private = True  # numbers said aloud tell others near whom one may call

    def where(self) -> str:
        return _("People to talk to")

    def purpose(self) -> str:
        return _("Who to call, by country.")

    def lines(self) -> list[str]:
        from securecoach_tui.store import contacts

        own: list[str] = []
        try:
            own = [f"{one.name}: {one.reach}" for one in contacts.read(self.house.where, self.house.key)]
        except Exception:  # whatever is wrong with the file, the lines below are shown
            own = []
        words = self.house.words.support_words(own, data=self.house.where.data)
        return [part for line in words for part in (line, "")]

    async def action_support(self) -> None:
        await self.action_back()
