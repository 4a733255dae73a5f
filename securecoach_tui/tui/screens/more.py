"""A list of the screens that the first screen does not list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.screen import Screen

from securecoach_tui.app.ladder_service import APART
from securecoach_tui.i18n import _
from securecoach_tui.text import comforts
from securecoach_tui.text.cards import title_words
from securecoach_tui.text.pages import PAGES
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.widgets.row_list import RowList


class MoreScreen(BaseScreen):
    """One row for each screen."""

    KEYS = (key_bindings.OPEN,)
    FOOTER = (key_bindings.OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def location(self) -> str:
        return _("More")

    def purpose(self) -> str:
        return _("The ladder, research, people to talk to, days for practice, settings and privacy.")

    def compose_body(self) -> ComposeResult:
        yield RowList([(label, "") for label, _make in self._screens()], label=self.location(), id="ways")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        await self.app.push_screen(self._screens()[event.index][1]())

    def _screens(self) -> list[tuple[str, Callable[[], Screen[None]]]]:
        from securecoach_tui.tui.screens.cards import CardsScreen
        from securecoach_tui.tui.screens.comforts import ComfortsScreen
        from securecoach_tui.tui.screens.contacts import ContactsScreen
        from securecoach_tui.tui.screens.evidence import EvidenceScreen
        from securecoach_tui.tui.screens.ladder import LadderScreen
        from securecoach_tui.tui.screens.needs import NeedsScreen
        from securecoach_tui.tui.screens.path import PathScreen
        from securecoach_tui.tui.screens.plan import PlanScreen
        from securecoach_tui.tui.screens.settings import SettingsScreen
        from securecoach_tui.tui.screens.support import SupportScreen
        from securecoach_tui.tui.screens.text_page import TextPageScreen

        return [
            (_("The closeness ladder"), LadderScreen),
            (_("What I need"), NeedsScreen),
            (title_words(), CardsScreen),
            (_("What research says"), EvidenceScreen),
            (_("People to talk to"), SupportScreen),
            (_("Your own contacts"), ContactsScreen),
            (_(comforts.TITLE), ComfortsScreen),
            (_("My days for practice"), PlanScreen),
            (_("Settings"), SettingsScreen),
            *((_(page.title), partial(TextPageScreen, page)) for page in PAGES),
            (_("Time on your own, step by step"), partial(LadderScreen, APART)),
            (_("A path of eight weeks"), PathScreen),
        ]
