"""The first screen: one thing to begin, everything else one key away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui import wording
from securecoach_tui.i18n import _
from securecoach_tui.practice.words import visible
from securecoach_tui.tui import keys
from securecoach_tui.tui.keys import Key
from securecoach_tui.tui.room import Room
from securecoach_tui.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from securecoach_tui.practice.state import Setup

BEGIN = Key("enter", "", "begin", "Begin what is suggested, or choose what is marked.", "enter")


class Home(Room):
    """Greets, suggests, and leads to every other screen."""

    KEYS = (BEGIN,)
    FOOT = (BEGIN, keys.HELP, keys.SUPPORT, keys.QUIT)

    def __init__(self, *, begin: Setup | None = None) -> None:
        super().__init__()
        self._begin_at_once = begin
        self._acts: list[Callable[[], Awaitable[None] | None]] = []

    def purpose(self) -> str:
        return _("Begin a practice, or choose another way.")

    def body(self) -> ComposeResult:
        from securecoach_tui.tui.app import greeting

        yield Static(greeting(self.house.clock.now().hour), markup=False, classes="words")
        yield Static("", markup=False, classes="words spaced", id="suggested")
        yield Static("", markup=False, classes="quiet", id="reason")
        yield Rows([], label=_("First screen"), id="choices")

    def on_mount(self) -> None:
        self._offer()
        self.query_one(Rows).focus()
        self.call_after_refresh(self._opened)

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self._offer()

    def _opened(self) -> None:
        from securecoach_tui.tui.screens.practise import Practise

        if self._begin_at_once is not None:
            setup, self._begin_at_once = self._begin_at_once, None
            self.app.push_screen(Practise(setup))
        elif not self.house.preferences.first_run_seen:
            from securecoach_tui.tui.screens.first_run import FirstRun

            self.app.push_screen(FirstRun())

    def _offer(self) -> None:
        exercise = self.house.words.exercise("slow-breathing")
        told = f"{exercise.title}, {wording.duration(300)}"
        self.query_one("#suggested", Static).update(visible(told))
        rows: list[tuple[str, Callable[[], Awaitable[None] | None]]] = [
            (_("Begin"), self._begin),
            (_("Choose another"), self._choose),
        ]
        self._acts = [act for label, act in rows]
        self.query_one(Rows).fill([(label, "") for label, act in rows], here=0)

    async def on_rows_chosen(self, event: Rows.Chosen) -> None:
        outcome = self._acts[event.index]()
        if outcome is not None:
            await outcome

    async def _begin(self) -> None:
        from securecoach_tui.tui.screens.practise import start

        await start(self, self.house.words.exercise("slow-breathing"), 300.0)

    def _choose(self) -> None:
        from securecoach_tui.tui.screens.exercises import Exercises

        self.app.push_screen(Exercises())

    async def action_back(self) -> None:
        self.tell(_("This is the first screen. q quits."))
