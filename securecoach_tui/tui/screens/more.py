"""Everything else: a row a screen that the first one doesn't name."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.screen import Screen

from securecoach_tui.i18n import _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.figures import OPEN
from securecoach_tui.tui.widgets.row_list import RowList


class More(BaseScreen):
    """Each is opened from here and comes back here."""

    KEYS = (OPEN,)
    FOOT = (OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def where(self) -> str:
        return _("Everything else")

    def purpose(self) -> str:
        return _("The ladder, what is known, people to talk to, days, settings and privacy.")

    def body(self) -> ComposeResult:
        yield RowList([(label, "") for label, _open in self._ways()], label=self.where(), id="ways")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        await self.app.push_screen(self._ways()[event.index][1]())

    def _ways(self) -> list[tuple[str, Callable[[], Screen[None]]]]:
        from securecoach_tui.tui.screens.contacts import Contacts
        from securecoach_tui.tui.screens.evidence import Evidence
        from securecoach_tui.tui.screens.first_run import FirstRun
        from securecoach_tui.tui.screens.ladder import Ladder
        from securecoach_tui.tui.screens.needs import Needs
        from securecoach_tui.tui.screens.plan import PlannedDays
        from securecoach_tui.tui.screens.privacy import WhereOthersLook
        from securecoach_tui.tui.screens.settings import SettingsScreen
        from securecoach_tui.tui.screens.support import Support

        return [
            (_("The closeness ladder"), Ladder),
            (_("What I need"), Needs),
            (_("What is known, and what is not"), Evidence),
            (_("People to talk to"), Support),
            (_("Your own people"), Contacts),
            (_("Days for practice"), PlannedDays),
            (_("Settings"), SettingsScreen),
            (_("Where others can look"), WhereOthersLook),
            (_("What this is for"), FirstRun),
        ]
