"""The weekly look back: what was practised, what changed, and one question. It is offered and never opens by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from securecoach_tui.app.reflection_class import mentions_harm
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress import look_back
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.record_access import save_entry
from securecoach_tui.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from securecoach_tui.app.progress_service import WeekReview

KEEP = KeyBinding(
    "enter", "", N_("save"), N_("Save your line. You can leave it empty, and you won't be asked again."), "enter"
)
SESSIONS = KeyBinding("f7", "sessions", N_("these sessions"), N_("Open this week's sessions."), "f7")


class LookBackScreen(BaseScreen):
    """One week. After escape it is offered again."""

    AUTO_FOCUS = ""
    KEYS = (KEEP, SESSIONS)
    FOOTER = (KEEP, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK, SESSIONS)
    BINDINGS: ClassVar[list[BindingType]] = [SESSIONS.binding]

    def __init__(self, week: WeekReview) -> None:
        super().__init__()
        self._week = week

    def location(self) -> str:
        return _("Looking back on your week")

    def purpose(self) -> str:
        return _("What you practised, and one question. You can leave it empty.")

    def compose_body(self) -> ComposeResult:
        for line in self._week.lines:
            yield Static(visible(line), markup=False, classes="words")
        yield Static(self._week.question, markup=False, classes="words spaced")
        draft = f"lookback/{self._week.week.monday.isoformat()}"
        value = self.restore_draft(draft)
        hint = _("Your words")
        yield TextField(value, label=self._week.question, hint=hint, private=True, draft=draft, id="answer")

    def on_mount(self) -> None:
        self.query_one(TextField).focus(scroll_visible=False)

    async def action_sessions(self) -> None:
        from securecoach_tui.tui.screens.history import HistoryScreen

        await self.app.push_screen(
            HistoryScreen(SessionFilter(ids=frozenset(self._week.week.ids)), visible(self._week.lines[0]))
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        at = self.context.clock.now().isoformat(timespec="seconds")
        week = self._week.week.monday.isoformat()
        save_entry(self, look_back.KIND, week, look_back.fields(self._week.week, event.value.strip(), at))
        self.drop_draft(event.input)
        self.app.pop_screen()
        if not isinstance(self.app.screen, BaseScreen):
            return
        if mentions_harm(event.value):
            self.app.screen.show_saved_and_people()
        else:
            self.app.screen.show_notice(_("Saved.") if event.value.strip() else "")
