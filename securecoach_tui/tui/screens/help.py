"""Help: what the keys do here and everywhere, and nothing else."""

from __future__ import annotations

from securecoach_tui.i18n import _
from securecoach_tui.tui import keys
from securecoach_tui.tui.room import Room, TextRoom


class Help(TextRoom):
    """The keys of the screen it was asked on, then those that hold everywhere."""

    FOOT = (keys.BACK, keys.SUPPORT)

    def __init__(self, asked_on: Room) -> None:
        super().__init__()
        self._room = asked_on

    def where(self) -> str:
        return _("Help: {place}").format(place=self._room.where())

    def lines(self) -> list[str]:
        own = [_line(key) for key in self._room.KEYS]
        purpose = [self._room.purpose(), ""] if self._room.purpose() else []
        everywhere = [_line(key) for key in (*keys.ANYWHERE, keys.QUICK)]
        moving = [_("arrows, home, end: through a list. enter: choose. tab: to the next field.")]
        return [*purpose, *own, *([""] if own else []), *moving, "", *everywhere]

    async def action_help(self) -> None:
        await self.action_back()


def _line(key: keys.Key) -> str:
    return f"{key.shown:<6} {_(key.sentence)}"
