"""The weekly look back: what was practised, what moved, and one question to answer in a line. Never pushed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress import look_back
from securecoach_tui.text.history import Choice
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.saving import keep
from securecoach_tui.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from securecoach_tui.app.progress_service import WeekReview
    from securecoach_tui.tui.context import AppContext

KEEP = Key("enter", "", N_("keep"), N_("Keep the line; empty is an answer too, and it isn't asked again."), "enter")
SESSIONS = Key("f7", "sessions", N_("these sessions"), N_("Open the sessions of this week."), "f7")


def waits(context: AppContext) -> bool:
    """Whether last week holds practice that wasn't looked back on; asks no more of the record than that."""
    from securecoach_tui.app.progress_service import week_is_due

    return context.record is not None and week_is_due(context.record, context.preferences, context.clock.now())


def offer(context: AppContext) -> WeekReview | None:
    """The week to look back on, with what is said of it."""
    from securecoach_tui.app.progress_service import week_to_review

    titles = {id: one.title for id, one in context.exercises_by_id().items()}
    return week_to_review(context.at_hand(), context.preferences, context.clock.now(), titles)


class LookingBack(BaseScreen):
    """One week. Leaving with escape leaves it for another time."""

    AUTO_FOCUS = ""
    KEYS = (KEEP, SESSIONS)
    FOOT = (KEEP, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK, SESSIONS)
    BINDINGS: ClassVar[list[BindingType]] = [SESSIONS.binding]

    def __init__(self, found: WeekReview) -> None:
        super().__init__()
        self._found = found

    def where(self) -> str:
        return _("Looking back on the week")

    def purpose(self) -> str:
        return _("What you practised, and one question. Leaving it empty is fine.")

    def body(self) -> ComposeResult:
        for told in self._found.lines:
            yield Static(visible(told), markup=False, classes="words")
        yield Static(self._found.question, markup=False, classes="words spaced")
        draft = f"lookback/{self._found.week.monday.isoformat()}"
        value = self.written_before(draft)
        yield TextField(value, label=self._found.question, private=True, draft=draft, id="answer")

    def on_mount(self) -> None:
        self.query_one(TextField).focus(scroll_visible=False)

    async def action_sessions(self) -> None:
        from securecoach_tui.tui.screens.history import History

        await self.app.push_screen(History(Choice(ids=frozenset(self._found.week.ids)), visible(self._found.lines[0])))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        at = self.context.clock.now().isoformat(timespec="seconds")
        week = self._found.week.monday.isoformat()
        keep(self, "lookback", week, look_back.fields(self._found.week, event.value.strip(), at))
        self.drop_draft(event.input)
        self.app.pop_screen()
        if isinstance(self.app.screen, BaseScreen):
            self.app.screen.tell(_("Kept.") if event.value.strip() else "")
