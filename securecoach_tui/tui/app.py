"""The full-screen face: opens the first screen, and sees to every way out. It owns nothing else."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from securecoach_tui.clock import SystemClock
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.tui import base_screen, exits, hardware_cursor
from securecoach_tui.tui.app_protocol import Name, Notice, Program
from securecoach_tui.tui.ascii_filter import PlainCharacters, only_ascii_here
from securecoach_tui.tui.context import AppContext
from securecoach_tui.tui.draft_saver import Drafting
from securecoach_tui.tui.input_buffer import InputBuffer, forget_what_is_gone
from securecoach_tui.tui.screen_factory import screen_named
from securecoach_tui.tui.screen_speech import Speaker
from securecoach_tui.tui.themes import THEMES

if TYPE_CHECKING:
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.practice.session.state import Setup
    from securecoach_tui.store.crypto.envelope import Key

FIRST_SCREENS = 1  # Home


class SecureCoach(App[str]):
    """The program on the full screen. ``end`` ends the process; a test hands in another."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False  # ctrl+c leaves; the terminal's own way to select copies
    CSS_PATH: ClassVar[list[str]] = [  # type: ignore[assignment]  # a list is as good as one path
        "app.tcss",
        "screens/session.tcss",
        "screens/look_back.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "leave_now", show=False, priority=True)]
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [
        (0, "-tiny"),
        (base_screen.FEWEST_COLUMNS, "-narrow"),
        (60, "-middling"),
        (78, "-wide"),
        (120, "-broad"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [
        (0, "-flat"),
        (base_screen.FEWEST_ROWS, "-low"),
        (20, "-high"),
    ]

    def __init__(
        self,
        context: AppContext,
        setup: Setup | None = None,
        *,
        checkin: bool = False,
        end: Callable[[int], None] = os._exit,
    ) -> None:
        super().__init__()
        self.context, self._setup, self._checkin, self._end = context, setup, checkin, end
        for theme in THEMES:
            self.register_theme(theme)
        chosen = next((theme for theme in THEMES if theme.name == context.preferences.theme), THEMES[0])
        if chosen.ansi:
            self.theme = chosen.name
        else:
            # Without its watchers: they would have every style read and laid out a second time before the first frame.
            self.set_reactive(App.theme, chosen.name)
            self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = "none"
        self.speaker = Speaker(context)
        self._ahead = InputBuffer(self, super().on_event)
        poor = only_ascii_here()
        self._plain, self._poor = PlainCharacters(letters=poor), poor
        context.drafting = Drafting(self.set_timer)
        context.hear(self._hear)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through on its way to the screen."""
        plain = [self._plain] if self._poor or self.context.preferences.ascii else []
        return [*super().get_line_filters(), *plain]

    def redraw_all(self) -> None:
        """Draw every line of every screen anew: other characters are preferred now."""
        for screen in self.screen_stack:
            for widget in [screen, *screen.query("*")]:
                widget.refresh()

    def get_default_screen(self) -> Screen[Any]:
        """The first screen, with none of Textual's own beneath it."""
        from securecoach_tui.tui.screens.home import Home

        return Home(begin=self._setup, checkin=self._checkin)

    def on_mount(self) -> None:
        self.call_after_refresh(self._show_cursor)
        self.call_after_refresh(_stands)
        if not self.is_headless and sys.__stdin__ is not None and sys.__stdin__.isatty():
            self.set_interval(exits.LOOK_SECONDS, self._look_for_the_terminal)
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.leave, False)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.MouseDown, events.Paste)):
            self.speaker.touched()
            if self.context.invitation is not None:
                self.context.invitation.stop()
        if isinstance(event, events.InputEvent | events.Paste) and getattr(event, "key", "") != "ctrl+c":
            await self._ahead.came(event)
        elif isinstance(event, events.Key) and not self.screen_stack:
            self.action_leave_now()  # before the first screen, or after the last: there is nothing that could hear it
        else:
            await super().on_event(event)

    def pop_screen(self) -> AwaitComplete:
        """As Textual does it, but the first screen stays; what was drawn of the screen goes with it."""
        if len(self.screen_stack) <= FIRST_SCREENS:
            nothing: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
            return nothing
        popped = super().pop_screen()
        self.call_later(forget_what_is_gone)
        return popped

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # Textual ends every drawing at cursor_position; where that is belongs to the cursor's own rule.
        if not self.is_headless and self.screen_stack:
            hardware_cursor.place(self)
        super()._display(screen, renderable)

    def _show_cursor(self) -> None:
        if self._driver is not None and not self.is_headless:
            self._driver.write(hardware_cursor.SHOW)

    def _hear(self, sentence: str) -> None:
        self.post_message(Notice(sentence))

    def on_notice(self, event: Notice) -> None:
        if isinstance(self.screen, base_screen.BaseScreen):
            self.screen.tell(event.sentence, wrong=True)

    def screen_named(self, name: Name, over: Screen[Any]) -> Screen[None]:
        """A new screen of that name; ``over`` is the one that it is asked for on."""
        return screen_named(name, cast("base_screen.BaseScreen", over))

    def go_home(self) -> None:
        """Back to the first screen from wherever one is."""
        from securecoach_tui.tui.screens.home import Home

        while not isinstance(self.screen, Home):
            self.pop_screen()

    def _look_for_the_terminal(self) -> None:
        if exits.terminal_gone():
            self.leave(False)

    def action_leave_now(self) -> None:
        """ctrl+c, over every field and modal."""
        self.leave(True)

    def leave(self, quick: bool) -> None:
        """End the process; ``quick`` clears the screen first, the one beneath too."""
        exits.leave(self.context, self._driver, quick=quick, end=self._end)

    def _fatal_error(self) -> None:
        """A fault of the program's own: the session is kept, and one sentence says so; no traceback."""
        if self.is_headless:
            super()._fatal_error()
            return
        self.panic(exits.fault(self.context, self._exception))


if TYPE_CHECKING:
    _known_as: type[Program] = SecureCoach  # it is all that screens ask of it


def _stands() -> None:
    """The first screen is drawn: what was made on the way stays for good, and garbage is looked for from here on."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def run(
    where: DataPaths,
    preferences: Settings,
    *,
    key: Key | None = None,
    exercise: Exercise | None = None,
    length: float | str | None = None,
    asking: Literal["all", "few", "none"] | None = None,
    checkin: bool = False,
) -> str:
    """Open the full screen at its first screen, straight at ``exercise``, or at the check-in.

    Returns "plain" where lines were chosen.

    ``length`` is in seconds, "open", or None for the usual one.

    Raises:
        LengthRefused: the exercise can't have the length asked for.
    """
    context = AppContext(where, preferences, SystemClock(), key=key)
    app = SecureCoach(
        context, _setup(context, exercise, length, asking) if exercise is not None else None, checkin=checkin
    )
    try:
        app.run()
    finally:
        exits.usual_cursor()
        context.leave(quick=False, wait=2.0)
        context.close()
    if app.return_code:
        raise SystemExit(app.return_code)
    return app.return_value or ""


def _setup(
    context: AppContext,
    exercise: Exercise,
    length: float | str | None,
    asking: Literal["all", "few", "none"] | None,
) -> Setup:
    from securecoach_tui.app.session_setup import make_setup, usual_minutes
    from securecoach_tui.practice.session.position import check_length

    seconds = None if length == "open" else float(length or usual_minutes(exercise) * 60)
    setup = make_setup(
        exercise,
        seconds,
        settings=context.preferences,
        record=context.at_hand(),
        clock=context.clock,
        asking=asking,
    )
    check_length(setup)  # refuses a length while there are still plain lines to say it in
    return setup
