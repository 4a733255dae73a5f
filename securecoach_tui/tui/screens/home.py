"""The first screen: a suggested exercise, and a list that leads to all other screens."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import MIN_ROWS, BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.widgets.choice_list import ChoiceList
from securecoach_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import Setup
    from securecoach_tui.practice.suggestion import Suggestion
    from securecoach_tui.store.unfinished_sessions import UnfinishedSession
    from securecoach_tui.tui.app_protocol import ScreenName

Action = Callable[[], Awaitable[None] | None]
# Seconds that the loading thread waits, so that it doesn't slow down the thread that writes the first frame.
FIRST_FRAME_SECONDS = 0.02
PREPARING_SECONDS = 0.5  # after the data was read
NOW = KeyBinding("n", "now", N_("now"), N_("What's happening now? An exercise for it starts at once."), "n")
BEGIN = KeyBinding("enter", "", N_("start"), N_("Start the exercise, or open the selected line."), "enter")
PATH = KeyBinding("p", "path", N_("path"), N_("Open the path of eight weeks."), "p")


class HomeScreen(BaseScreen):
    """A greeting, a suggestion, and a list of other screens. A session or a screen that the run starts with opens on it."""

    AUTO_FOCUS = ""  # the list takes the focus without scrolling, so that what starts is read first
    KEYS = (BEGIN, NOW, PATH)
    FOOTER = (BEGIN, NOW, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.QUIT)
    BINDINGS: ClassVar[list[BindingType]] = [NOW.binding, PATH.binding]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (MIN_ROWS, "-low"), (20, "-high"), (30, "-tall")]

    def __init__(self, *, begin: Setup | None = None, screen: ScreenName | None = None) -> None:
        super().__init__()
        self._begin_at_once, self._open_at_once = begin, screen
        self._actions: list[Action] = []
        self._loading_started = self._composes_again = False
        self._to_open = True
        self._suggestion: Suggestion | None = None

    def purpose(self) -> str:
        return _("Start this exercise, or choose something else.")

    def compose_body(self) -> ComposeResult:
        yield Static(greeting(self.context.clock.now().hour), markup=False, classes="words", id="greeting")
        yield Static("", markup=False, classes="words spaced", id="suggested")
        yield Static("", markup=False, classes="quiet", id="reason")
        yield Static("", markup=False, classes="quiet", id="planned")
        yield ChoiceList([], label=_("First screen"), id="choices")

    def on_mount(self) -> None:
        self._offer()
        self.query_one(ChoiceList).focus_quietly()
        self.call_after_refresh(self._opened)

    async def compose_again(self) -> None:
        """Show everything again, because the language has changed."""
        self._composes_again = True
        await self.recompose()
        self._composes_again = False
        self._offer()
        self.query_one(ChoiceList).focus_quietly()

    def on_screen_resume(self) -> None:
        if not self._loading_started:  # the screen is still opening
            return
        if not self.context.has_record:
            for choices in self.query("#choices").results(RowList):
                choices.highlighted = 0
            self._load()
        else:
            self._offer(stay=True)  # nothing was practised, so whoever comes back goes on from the same line
        if self._to_open:
            self.call_later(self._open_first)

    async def _opened(self) -> None:
        self._load()
        await self._open_first()

    async def _open_first(self) -> None:
        """Open what this run starts with, once no other screen is on top: support may have been asked for already."""
        if not self._to_open or not self.is_active:
            return
        self._to_open = False
        if self._begin_at_once is not None:
            await self.app.push_screen(self.program.make_session(self._begin_at_once))
        elif self._open_at_once is not None:
            await self.app.push_screen(self.program.make_screen(self._open_at_once, self))
        elif not self.context.preferences.first_run_seen:
            from securecoach_tui.tui.screens.first_run import FirstRunScreen

            await self.app.push_screen(FirstRunScreen())

    def _load(self) -> None:
        """Read the data after the first frame is drawn, then show the suggestion."""
        self._loading_started = True
        from securecoach_tui.tui.screens.record_access import load_record

        load_record(self, self._read, self._loaded)

    def _loaded(self) -> None:
        self._offer(stay=True)
        if not self.app.is_headless:
            self.set_timer(PREPARING_SECONDS, self._prepare)

    def _prepare(self) -> None:
        """Import the other screens and compute the progress while nothing is asked for, so that all open at once."""
        if self.is_active and self.context.has_record:
            self.run_worker(self._import_and_compute, thread=True, exit_on_error=False)

    def _import_and_compute(self) -> None:
        from securecoach_tui.store.errors import RecordError
        from securecoach_tui.tui.early_imports import import_early

        import_early()
        with suppress(RecordError):
            self.context.progress_page()

    def _read(self) -> None:
        if not self.app.is_headless:
            time.sleep(FIRST_FRAME_SECONDS)
        self.context.load_record()

    def _suggest(self) -> None:
        """Show the suggested exercise and the reason for it."""
        from securecoach_tui.text import durations, suggestions

        context = self.context
        self._suggestion = context.suggestion()
        exercise = context.exercises()[self._suggestion.exercise_id]
        length = durations.duration(self._suggestion.minutes * 60)
        self.query_one("#suggested", Static).update(visible(f"{exercise.title}, {length}"))
        reason = (
            "" if context.starts_quietly else suggestions.suggestion_words(self._suggestion.reason, context.today())
        )
        self.query_one("#reason", Static).update(reason)

    def _show_lately(self) -> None:
        """Show what was practised lately, in a column that comes with the data."""
        from securecoach_tui.tui.widgets.lately import Lately

        lately = next(iter(self.query("#lately").results(Lately)), None)
        if lately is None:
            lately = Lately("", markup=False, id="lately")
            self.query_one("#pane").mount(lately)
        self.set_class(lately.show(self.context), "-lately")

    def _offer(self, *, stay: bool = False) -> None:
        """Fill the list. There is no suggestion and no unfinished session before the data is read."""
        if self._composes_again:  # and offers again then; its widgets go and come one by one
            return
        context, rows = self.context, list[tuple[str, Action]]()
        if context.has_record:
            self._suggest()
            self._show_lately()
        tells = context.has_record and not context.starts_quietly
        rows.append((_("Start"), self._begin))
        rows += self._waiting_rows() if tells else []
        self._show_plan(tells=tells)
        rows.append((_("Something shorter: 1 minute"), self._begin_shorter))
        rows.append((_("Choose another"), self._choose))
        rows.append((_("What's happening now?"), self.action_now))
        rows.append((_("Check in: which way do I lean?"), self._check_in))
        rows.append((_("My progress"), self._progress))
        rows.append((_("History"), self._history))
        rows.append((_("More"), self._more))
        self._actions = [action for _label, action in rows]
        choices, labels = self.query_one("#choices", RowList), [label for label, _action in rows]
        label = (
            choices.rows[choices.highlighted][0] if stay and choices.rows else ""
        )  # the person may have moved the highlight already
        choices.fill([(label, "") for label in labels], highlighted=labels.index(label) if label in labels else 0)

    def _waiting_rows(self) -> list[tuple[str, Action]]:
        """What waits for the person: an unfinished session, their path, a debrief, a card, a week to look back on."""
        from securecoach_tui.app import card_service
        from securecoach_tui.text.cards import due_title
        from securecoach_tui.tui.screens import cards, debrief

        context, found = self.context, list[tuple[str, Action]]()
        for session in context.unfinished()[:1]:
            found.append((_("An unfinished session"), partial(self._unfinished, session)))
        if line := context.path_line():
            found.append((line, self.action_path))
        for entry in context.debriefs()[:1]:
            found.append((_("How did your step with someone go?"), partial(debrief.open_debrief, self, entry)))
        if (card := card_service.due(context.record, context.clock.now())) is not None:
            found.append((due_title(), partial(cards.ask_about_week, self, card, self._offer)))
        if context.week_is_due():
            found.append((_("Look back on last week"), self._look_back))
        return found

    def _show_plan(self, *, tells: bool) -> None:
        """Show the days planned for practice, if there are any and the first screen ``tells`` about them."""
        words = ""
        if tells:
            from securecoach_tui.practice import plan
            from securecoach_tui.text import suggestions

            planned = plan.read(self.context.record.get(plan.KIND, plan.ID))
            words = (
                suggestions.planned_words(planned, self.context.clock.now(), self.context.today())
                if planned.days
                else ""
            )
        self.query_one("#planned", Static).update(words)
        self.query_one("#planned").display = bool(words)

    def action_path(self) -> None:
        from securecoach_tui.tui.screens.path import PathScreen

        if self.context.has_record:
            self.app.push_screen(PathScreen())

    async def _look_back(self) -> None:
        from securecoach_tui.tui.screens.look_back import LookBackScreen

        review = self.context.week_to_review()
        if review is not None:
            await self.app.push_screen(LookBackScreen(review))

    def _more(self) -> None:
        from securecoach_tui.tui.screens.more import MoreScreen

        self.app.push_screen(MoreScreen())

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        if self._waits_for_passphrase():
            return
        outcome = self._actions[event.index]()
        if outcome is not None:
            await outcome

    async def _begin(self) -> None:
        from securecoach_tui.tui.screens.start_session import start_session

        if self._suggestion is None:
            self.context.load_record()
            self._offer()
        if self._suggestion is not None:
            exercise = self.context.exercises()[self._suggestion.exercise_id]
            await start_session(self, exercise, self._suggestion.minutes * 60)

    async def _begin_shorter(self) -> None:
        from securecoach_tui.app.suggestion_service import ONE_MINUTE
        from securecoach_tui.tui.screens.start_session import start_session

        if self._suggestion is None:
            self.context.load_record()
            self._offer()
        exercise = self.context.in_a_minute(self._suggestion.exercise_id) if self._suggestion is not None else None
        if exercise is not None:
            await start_session(self, exercise, ONE_MINUTE)

    async def _unfinished(self, waiting: UnfinishedSession) -> None:
        from securecoach_tui.tui.screens.unfinished_session import UnfinishedSessionScreen

        await self.app.push_screen(UnfinishedSessionScreen(waiting))

    def _waits_for_passphrase(self) -> bool:
        """Whether the data is locked: keys typed before the program started come before the passphrase is asked for."""
        if self.context.has_record or self.context.key is not None:
            return False
        from securecoach_tui.store.crypto import key_file
        from securecoach_tui.store.errors import RecordError

        with suppress(RecordError, OSError):
            return key_file.is_locked(self.context.paths)
        return False

    async def action_now(self) -> None:
        if self._waits_for_passphrase():
            return
        await self.app.push_screen(self.program.make_screen("now", self))

    def _choose(self) -> None:
        from securecoach_tui.tui.screens.exercises import ExercisesScreen

        self.app.push_screen(ExercisesScreen())

    def _check_in(self) -> None:
        self.app.push_screen(self.program.make_screen("checkin", self))

    def _progress(self) -> None:
        from securecoach_tui.tui.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen())

    def _history(self) -> None:
        from securecoach_tui.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen())

    async def action_back(self) -> None:
        self.show_notice(_("This is the first screen. Press q to quit."))


def greeting(hour: int) -> str:
    """A greeting for the hour of the day."""
    if 5 <= hour < 12:
        return _("Good morning.")
    if 12 <= hour < 18:
        return _("Good afternoon.")
    return _("Good evening.") if 18 <= hour < 23 else _("Hello. It's late, and that's fine.")
