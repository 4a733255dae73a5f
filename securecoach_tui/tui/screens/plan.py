"""The plan: days and a time for practice. There are no reminders, and nothing is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.plan import ID, KIND, Plan, fields, read, time_of
from securecoach_tui.text import dates, suggestions
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.dialogs import TextEntryScreen
from securecoach_tui.tui.screens.record_access import save_entry
from securecoach_tui.tui.widgets.choice_list import ChoiceList
from securecoach_tui.tui.widgets.row_list import RowList

TURN = KeyBinding("enter", "", N_("choose"), N_("Choose a day, or remove it."), "enter")
TIME = KeyBinding("t", "time", N_("hour"), N_("A time of day."), "t")
NONE = KeyBinding("n", "none", N_("no days"), N_("Remove all the days you chose."), "n")


class PlanScreen(BaseScreen):
    """The seven days, then the time."""

    AUTO_FOCUS = ""
    KEYS = (TURN, TIME, NONE)
    BINDINGS: ClassVar[list[BindingType]] = [TIME.binding, NONE.binding]

    def location(self) -> str:
        return _("My days for practice")

    def purpose(self) -> str:
        return _("The days you'd like to practise. There are no reminders, and nothing is counted.")

    def footer_keys(self) -> list[KeyBinding]:
        """The keys that mean something now: there may be no days to remove."""
        none = [NONE] if self._plan.days else []
        return [TURN, key_bindings.HELP, key_bindings.SUPPORT, TIME, *none, key_bindings.BACK]

    def compose_body(self) -> ComposeResult:
        yield Static(self.purpose(), markup=False, classes="words")
        yield Static("", markup=False, classes="quiet spaced", id="planned")
        yield ChoiceList([], label=_("My days for practice"), id="choices")
        hint = _(
            'To get reminders, make a file for your own calendar: securecoach plan --ics FILE. It only says "Practice".'
        )
        yield Static(hint, markup=False, classes="quiet spaced")

    def on_mount(self) -> None:
        self._draw()
        self.query_one(ChoiceList).focus_quietly()

    @property
    def _plan(self) -> Plan:
        return read(self.context.record.get(KIND, ID))

    def _draw(self) -> None:
        plan = self._plan
        rows = [(name, _("chosen") if day in plan.days else "") for day, name in enumerate(dates.weekday_names())]
        rows.append((_("Time of day"), f"{plan.at:%H:%M}" if plan.at is not None else _("any")))
        self.query_one(ChoiceList).fill(rows)
        self.redraw_frame()
        words = suggestions.planned_words(plan, self.context.clock.now(), self.context.today())
        self.query_one("#planned", Static).update(" ".join(filter(None, [words, self.context.path_in_plan()])))

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        if event.index == 7:
            self.action_time()
        else:
            self._keep(set(self._plan.days) ^ {event.index}, self._plan.at)

    def action_time(self) -> None:
        def written(text: str) -> str:
            at = time_of(text) if text else None
            if text and at is None:
                return _("That isn't a time of day. Write it like 18:30.")
            self._keep(self._plan.days, at)
            return ""

        now = f"{self._plan.at:%H:%M}" if self._plan.at is not None else ""
        self.app.push_screen(
            TextEntryScreen(
                _("Time of day"), _("A time such as 18:30, or empty for any time."), now, written, draft="plan/time"
            )
        )

    def action_none(self) -> None:
        self._keep((), self._plan.at)

    def _keep(self, days: Iterable[int], at: time | None) -> None:
        save_entry(self, KIND, ID, fields(days, at))
        self._draw()
