"""The first screen: one thing to begin, everything else one key away."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import Setup
    from securecoach_tui.practice.suggestion import Suggestion
    from securecoach_tui.store.unfinished_sessions import Unfinished as Waiting

Act = Callable[[], Awaitable[None] | None]
# A thread that loads holds back the one that writes the first frame to the terminal: it lets that go first.
FRAME_SECONDS = 0.02
BEGIN = Key("enter", "", N_("begin"), N_("Begin what is suggested, or choose what is marked."), "enter")


class Home(BaseScreen):
    """Greets, suggests, and leads to every other screen."""

    KEYS = (BEGIN,)
    FOOT = (BEGIN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.QUIT)

    def __init__(self, *, begin: Setup | None = None, checkin: bool = False) -> None:
        super().__init__()
        self._begin_at_once, self._checkin_at_once = begin, checkin
        self._acts: list[Act] = []
        self._looked = False
        self._suggestion: Suggestion | None = None

    def purpose(self) -> str:
        return _("Begin a practice, or choose another way.")

    def body(self) -> ComposeResult:
        yield Static(greeting(self.context.clock.now().hour), markup=False, classes="words")
        yield Static("", markup=False, classes="words spaced", id="suggested")
        yield Static("", markup=False, classes="quiet", id="reason")
        yield Static("", markup=False, classes="quiet", id="planned")
        yield RowList([], label=_("First screen"), id="choices")

    def on_mount(self) -> None:
        self._offer()
        self.query_one(RowList).focus()
        self.call_after_refresh(self._opened)

    def on_screen_resume(self) -> None:
        if not self._looked:  # it is only coming up
            return
        if self.context.record is None:
            self.query_one("#choices", RowList).here = 0
            self._look()
        else:
            self._offer()

    async def _opened(self) -> None:
        self._look()
        if self._begin_at_once is not None:
            from securecoach_tui.tui.screens.session import SessionScreen

            setup, self._begin_at_once = self._begin_at_once, None
            await self.app.push_screen(SessionScreen(setup))
        elif self._checkin_at_once:
            from securecoach_tui.tui.screens.checkin import CheckIn

            self._checkin_at_once = False
            await self.app.push_screen(CheckIn())
        elif not self.context.preferences.first_run_seen:
            from securecoach_tui.tui.screens.first_run import FirstRun

            await self.app.push_screen(FirstRun())

    def _look(self) -> None:
        """Read the record behind the first frame, then say what it suggests."""
        self._looked = True
        from securecoach_tui.tui.screens.record_loader import read

        read(self, self._read, partial(self._offer, stay=True))

    def _read(self) -> None:
        if not self.app.is_headless:
            time.sleep(FRAME_SECONDS)
        self.context.load()
        self.context.at_hand()

    def _suggest(self) -> None:
        """What is suggested, and why, once the record is read."""
        from securecoach_tui.app.session_setup import suggestion
        from securecoach_tui.text import durations, suggestions

        context = self.context
        assert context.record is not None
        own = list(context.exercises()[1].values())
        self._suggestion = suggestion(context.record, context.preferences, context.clock, own=own)
        exercise = context.exercises_by_id()[self._suggestion.exercise_id]
        length = durations.duration(self._suggestion.minutes * 60)
        self.query_one("#suggested", Static).update(visible(f"{exercise.title}, {length}"))
        reason = (
            "" if context.quietly else suggestions.suggestion_words(self._suggestion.reason, context.clock.now().date())
        )
        self.query_one("#reason", Static).update(reason)

    def _offer(self, *, stay: bool = False) -> None:
        """What is suggested, and every way on; before the record is read, without reasons."""
        context, rows = self.context, list[tuple[str, Act]]()
        if context.record is not None:
            self._suggest()
        waiting = [] if context.record is None or context.quietly else context.unfinished()
        rows.append((_("Begin"), self._begin))
        rows += [(_("An unfinished session"), lambda: self._unfinished(waiting[0]))] if waiting else []
        rows += self._what_waits()
        rows.append((_("Choose another"), self._choose))
        rows.append((_("Check in: which way am I leaning?"), self._check_in))
        rows.append((_("My movement"), self._movement))
        rows.append((_("Past sessions"), self._past))
        rows.append((_("Everything else"), self._more))
        self._acts = [act for _label, act in rows]
        choices, labels = self.query_one("#choices", RowList), [label for label, _act in rows]
        marked = choices.rows[choices.here][0] if stay and choices.rows else ""  # someone may be on the way already
        choices.fill([(label, "") for label in labels], here=labels.index(marked) if marked in labels else 0)

    def _what_waits(self) -> list[tuple[str, Act]]:
        """A rung to tell of and a week to look back on, and what was planned; none where it is quiet."""
        context, found, words = self.context, list[tuple[str, Act]](), ""
        if context.record is not None and not context.quietly:
            from securecoach_tui.app.session_setup import waiting_debriefs
            from securecoach_tui.practice import plan
            from securecoach_tui.text import suggestions
            from securecoach_tui.tui.screens import debrief, look_back

            planned = plan.read(context.record.get(plan.KIND, plan.ID))
            for entry in waiting_debriefs(context.record)[:1]:
                found.append((_("How it was, after a step with someone"), partial(debrief.open, self, entry)))
            if look_back.waits(context):
                found.append((_("Look back on last week"), self._look_back))
            words = suggestions.planned_words(planned, context.clock.now()) if planned.days else ""
        self.query_one("#planned", Static).update(words)
        self.query_one("#planned").display = bool(words)
        return found

    async def _look_back(self) -> None:
        from securecoach_tui.tui.screens import look_back

        found = look_back.offer(self.context)
        if found is not None:
            await self.app.push_screen(look_back.LookingBack(found))

    def _more(self) -> None:
        from securecoach_tui.tui.screens.more import More

        self.app.push_screen(More())

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        outcome = self._acts[event.index]()
        if outcome is not None:
            await outcome

    async def _begin(self) -> None:
        from securecoach_tui.tui.screens.start_session import start

        if self._suggestion is None:
            self.context.at_hand()
            self._offer()
        if self._suggestion is not None:
            exercise = self.context.exercises_by_id()[self._suggestion.exercise_id]
            await start(self, exercise, self._suggestion.minutes * 60)

    async def _unfinished(self, waiting: Waiting) -> None:
        from securecoach_tui.tui.screens.unfinished import Unfinished

        await self.app.push_screen(Unfinished(waiting))

    def _choose(self) -> None:
        from securecoach_tui.tui.screens.exercises import Exercises

        self.app.push_screen(Exercises())

    def _check_in(self) -> None:
        from securecoach_tui.tui.screens.checkin import CheckIn

        self.app.push_screen(CheckIn())

    def _movement(self) -> None:
        from securecoach_tui.tui.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen())

    def _past(self) -> None:
        from securecoach_tui.tui.screens.history import History

        self.app.push_screen(History())

    async def action_back(self) -> None:
        self.tell(_("This is the first screen. q quits."))


def greeting(hour: int) -> str:
    """A greeting that fits the hour of the day."""
    if 5 <= hour < 12:
        return _("Good morning.")
    if 12 <= hour < 18:
        return _("Good afternoon.")
    return _("Good evening.") if 18 <= hour < 23 else _("Hello. It is late, and that is fine.")
