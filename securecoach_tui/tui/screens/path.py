"""The path of eight weeks: the weeks in a line, the week's exercises, and what a person can do with it.

Nothing here turns a week but the person. Off the path the screen says what it is and who might wait.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.app import path_service
from securecoach_tui.app.reflection_class import mentions_harm
from securecoach_tui.i18n import _
from securecoach_tui.practice.path import state as states
from securecoach_tui.practice.path.state import Act, Entry
from securecoach_tui.practice.path.weeks import LEANS, Lean
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import path as words
from securecoach_tui.text import session_words
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.scenes.week_view import WeeksLine
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, confirm
from securecoach_tui.tui.screens.path_pages import (
    LessonScreen,
    PathLookBackScreen,
    WeekWordsScreen,
    WhoMightWaitScreen,
)
from securecoach_tui.tui.screens.record_access import save_entry
from securecoach_tui.tui.widgets.choice_list import ChoiceList
from securecoach_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from securecoach_tui.practice.path.page import PathPage

Action = Callable[[], Awaitable[None] | None]
# The order of a week's choices; after something hard what leads on comes last.
ORDER = (Act.NEXT, Act.REPEAT, Act.BACK, Act.LEAN, Act.START, Act.LEAVE)


class PathScreen(BaseScreen):
    """The week that the person is in, or what the path is."""

    AUTO_FOCUS = ""
    KEYS = (key_bindings.CHOOSE,)
    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self) -> None:
        super().__init__()
        self._actions: list[Action] = []
        self._asked = False

    @property
    def found(self) -> PathPage:
        """The path as it is now."""
        if self._found is None:
            self._found = self.context.path_page()
        return self._found

    _found: PathPage | None = None

    def location(self) -> str:
        return words.week_words(self.found.week) if self.found.state.on else words.title()

    def status(self) -> str:
        return words.number_of_all(self.found.week) if self.found.state.on else ""

    def purpose(self) -> str:
        if self.found.state.on:
            return _("This week's exercises and lesson. You choose when to go on.")
        return _("A theme, a lesson and one or two exercises for each week. Nothing is locked.")

    def compose_body(self) -> ComposeResult:
        found = self.found
        pictures = [week.picture for week in found.weeks.weeks]
        current = found.state.week if found.state.on else 0
        yield WeeksLine(pictures, current, ascii=self.context.preferences.ascii)
        for line in self._lines():
            yield Static(visible(line, lines=True), markup=False, classes="words spaced")
        yield ChoiceList([], label=self.location(), id="choices")

    def _lines(self) -> list[str]:
        found = self.found
        if found.lesson is None:
            return list(found.weeks.about)
        hard = [words.hard_words()] if found.hard else []
        return [*hard, f"{words.to_try(found.lesson)} {words.plenty_words(found.week)}"]

    def on_mount(self) -> None:
        self._fill()
        self.query_one(ChoiceList).focus_quietly()
        if self.found.problem:
            self.show_notice(self.found.problem, error=True)

    def on_screen_resume(self) -> None:
        if self.is_mounted and self._actions:
            self.call_later(self._draw)
            if self.found.state.on and not self.found.problem:
                self.call_after_refresh(self._tell_once)

    async def _draw(self) -> None:
        """Show the path again, after something was practised or chosen."""
        before, self._found = self.found, None
        if self.found == before:
            return
        column = self.query_one("#column")
        async with column.lock:
            await column.remove_children()
            await column.mount(*self.compose_body())
        self._fill()
        self.query_one(ChoiceList).focus_quietly()
        self.redraw_frame()

    def _fill(self) -> None:
        rows = [*(self._week_rows() if self.found.state.on else self._first_rows())]
        self._actions = [action for _label, _value, action in rows]
        self.query_one(ChoiceList).fill([(label, value) for label, value, _action in rows], highlighted=0)

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        outcome = self._actions[event.index]()
        if outcome is not None:
            await outcome

    # Before the path

    def _first_rows(self) -> Iterable[tuple[str, str, Action]]:
        found = self.found
        for act in (Act.RESUME, Act.START):
            if act in states.possible(found.state):
                yield words.act_words(act, found.state, found.weeks), "", partial(self._ask_who_waits, act)
        yield _("People to talk to"), "", self.action_support

    def _ask_who_waits(self, act: Act) -> None:
        self.app.push_screen(WhoMightWaitScreen(self.found.weeks.wait, partial(self._start, act)))

    def _start(self, act: Act) -> None:
        lean = path_service.known_lean(self.context.record)
        if act is Act.RESUME or lean is not None:
            self._act(act, lean)
        else:
            self._choose_lean(act)

    def _choose_lean(self, act: Act) -> None:
        rows = [(label, "") for label in words.lean_rows(self.context.content.checkin().choices)]
        sentence = _("Where would you like to start? You can change it later.")
        self.app.push_screen(
            ChoiceScreen(_("Where to start"), sentence, rows, lambda index: self._act(act, LEANS[index]))
        )

    # A week

    def _week_rows(self) -> Iterable[tuple[str, str, Action]]:
        found = self.found
        if found.hard:
            suggested = self.context.suggestion().exercise_id
            title = self.context.exercises()[suggested].title
            yield _("Start: {title}").format(title=title), "", partial(self._begin, suggested)
        for offer in found.offers:
            done = words.practised_words(offer.done)
            yield words.offer_title(offer), done, partial(self._begin, offer.exercise)
        yield _("This week's lesson"), "", self._lesson
        yield _("What helped this week"), "", partial(self._write, None)
        if found.looks_back:
            yield _("Look back on the path"), "", self._look_back
        for act in [*ORDER[1:], ORDER[0]] if found.hard else ORDER:
            if act in states.possible(found.state):
                yield words.act_words(act, found.state, found.weeks), "", partial(self._choose, act)

    async def _begin(self, exercise: str) -> None:
        known = self.context.exercises().get(exercise)
        if known is None:
            self.show_notice(_("This exercise is no longer here."), error=True)
            return
        from securecoach_tui.tui.screens.exercises import LengthsScreen

        await self.app.push_screen(LengthsScreen(known))

    async def _lesson(self) -> None:
        if self.found.lesson is not None:
            await self.app.push_screen(LessonScreen(self.found.week, self.found.lesson))

    def _write(self, act: Act | None) -> None:
        def written(entry: Entry | None) -> None:
            self.call_later(self._written, act, entry)

        self.app.push_screen(WeekWordsScreen(self.found, written))

    async def _written(self, act: Act | None, entry: Entry | None) -> None:
        if entry is not None:
            self._save([entry])
            self.show_notice(_("Saved."))
        if act is not None:
            await self._act_now(act)
        if entry is not None and mentions_harm(entry[1]["helped"], entry[1]["keep"]):
            screen = self.app.screen
            if isinstance(screen, BaseScreen):  # the lesson of the next week may be on top
                screen.show_notice(session_words.offer_words("people"))

    def _look_back(self) -> None:
        self.app.push_screen(PathLookBackScreen(self.found))

    def _choose(self, act: Act) -> None:
        if act is Act.NEXT:
            self._write(act)
        elif act in (Act.LEAN, Act.START):
            self._choose_lean(act)
        elif act is Act.LEAVE:
            confirm(
                self,
                words.act_words(act, self.found.state, self.found.weeks),
                _("Leave the path? Your week is saved."),
                _("Stay"),
                _("Leave"),
                partial(self._act, act),
            )
        else:
            self._act(act)

    # What is saved

    def _act(self, act: Act, lean: Lean | None = None) -> None:
        self.call_later(self._act_now, act, lean)

    async def _act_now(self, act: Act, lean: Lean | None = None) -> None:
        self._save(path_service.changes(self.found.state, act, self.context.clock.now(), lean))
        await self._draw()
        if not self.found.state.on:  # on the path the heading names the week
            self.show_notice(words.turned_words(self.found.state, self.found.weeks))
        elif act not in (Act.LEAN, Act.RESUME):
            await self._lesson()

    def _tell_once(self) -> None:
        """Say that another computer's turn doesn't count, or ask about a check-in with another result."""
        found = self.found
        if self._asked or not self.is_active:  # people to talk to may have been asked for already, and stay on top
            return
        self._asked = True
        if found.other is not None:
            self.show_notice(words.other_words(found.other, found.state))
            self._save(path_service.told(found.other))
        if found.asks is not None:
            self._save([path_service.was_asked(found.asks)])
            rows = [(label, "") for label in words.ask_rows(found.asks, self.context.content.checkin().choices)]
            lean = found.asks
            self.app.push_screen(
                ChoiceScreen(
                    _("Your starting point"),
                    words.asks_words(),
                    rows,
                    lambda index: self._act(Act.LEAN, lean) if index == 1 else None,
                )
            )

    def _save(self, changes: Iterable[Entry]) -> None:
        for id, fields in changes:
            save_entry(self, states.KIND, id, fields)


def offer_after_checkin(screen: BaseScreen) -> str:
    """A sentence that offers the path, once and never again; else an empty one."""
    context = screen.context
    if not path_service.may_offer(context.record):
        return ""
    id, fields = path_service.was_offered(context.clock.now())
    save_entry(screen, states.KIND, id, fields)
    return _("There is a path of eight weeks for it. To see it, press p.")
