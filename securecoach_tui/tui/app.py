"""The full-screen app: opens the first screen, and handles every way out."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widgets import Input

from securecoach_tui.clock import SystemClock
from securecoach_tui.config import fault_log
from securecoach_tui.config.early_exit import end_at_once, handle_interrupt
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.tui import base_screen, hardware_cursor, shutdown
from securecoach_tui.tui.app_protocol import AppProtocol, ScreenName
from securecoach_tui.tui.ascii_filter import AsciiFilter, encoding_is_ascii
from securecoach_tui.tui.automatic_theme import AutomaticTheme
from securecoach_tui.tui.context import ScreenContext
from securecoach_tui.tui.draft_saver import DraftSaver
from securecoach_tui.tui.idle_collection import LOOK_SECONDS, IdleCollection
from securecoach_tui.tui.input_buffer import InputBuffer
from securecoach_tui.tui.messages import Notice
from securecoach_tui.tui.screen_factory import make_screen, make_session
from securecoach_tui.tui.screen_speech import Speaker
from securecoach_tui.tui.set_aside import set_aside
from securecoach_tui.tui.terminal_keys import command_key
from securecoach_tui.tui.textual_internals import AdaptedApp, clear_drawing_caches
from securecoach_tui.tui.themes import SIXTEEN_COLOURS, THEMES, in_sixteen_colours, theme_called
from securecoach_tui.tui.typed_words import TypedWords

if TYPE_CHECKING:
    from securecoach_tui.practice.session.state import Setup
    from securecoach_tui.store.crypto.envelope import DataKey
    from securecoach_tui.tui.own_keys import OwnKeys
    from securecoach_tui.tui.start import Start

# Events of the terminal that need a screen; they wait for one, in order.
INPUT = (events.InputEvent, events.Paste, events.AppFocus, events.AppBlur)


class SecureCoach(AdaptedApp):
    """The full-screen app, which starts with a session (``setup``) or a ``screen``, else with its first screen.

    ``end`` is called with a status to end the process; tests replace it.
    """

    ENABLE_COMMAND_PALETTE = False
    ansi_theme_dark = Reactive(SIXTEEN_COLOURS, init=False)
    ansi_theme_light = Reactive(SIXTEEN_COLOURS, init=False)
    ALLOW_SELECT = False  # ctrl+c leaves the program; the terminal's own selection copies
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave_now", show=False, priority=True),
        Binding("ctrl+z", "set_aside", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [
        (0, "-tiny"),
        (base_screen.MIN_COLUMNS, "-narrow"),
        (60, "-middling"),
        (78, "-wide"),
        (100, "-broad"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [
        (0, "-flat"),
        (base_screen.MIN_ROWS, "-low"),
        (20, "-high"),
    ]

    def __init__(
        self,
        context: ScreenContext,
        setup: Setup | None = None,
        *,
        screen: ScreenName | None = None,
        end: Callable[[int], None] = os._exit,
    ) -> None:
        super().__init__()
        self.context, self._setup, self._first, self._end = context, setup, screen, end
        sixteen = self.console.color_system in ("standard", "windows")
        for theme in THEMES:
            self.register_theme(in_sixteen_colours(theme) if sixteen else theme)
        self._automatic, self._is_composed = AutomaticTheme(), False
        self._start_in_theme()
        self.animation_level = "none"
        self.speaker = Speaker(context)
        self.own_keys = _own_keys(context.preferences.keys)
        self._input_buffer = InputBuffer(self, self._handle_input)
        self.words = TypedWords()
        self._held_on: Screen[Any] | None = None  # the screen on which a letter is held
        self._garbage = IdleCollection(context.clock.elapsed)
        self._encoding_is_ascii = encoding_is_ascii()
        self._ascii_filter = AsciiFilter(letters=self._encoding_is_ascii)
        context.draft_saver = DraftSaver(self.set_timer)
        context.enable_sound(self._post_notice)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters of every line that is drawn."""
        ascii = [self._ascii_filter] if self._encoding_is_ascii or self.context.preferences.ascii else []
        return [*super().get_line_filters(), *ascii]

    def _start_in_theme(self) -> None:
        """Set the theme before anything is drawn."""
        chosen = theme_called(self.context.preferences.theme, light=self._automatic.light)
        if chosen.ansi:
            self.theme = chosen.name
        else:
            # Skip the watchers, which would parse and lay out every style twice before the first frame.
            self.set_reactive(App.theme, chosen.name)
            self.stylesheet.set_variables(self.get_css_variables())

    def show_theme(self, name: str) -> None:
        """Draw everything in the theme of that name; "" is automatic."""
        self.theme = theme_called(name, light=self._automatic.light).name

    def asks_background(self) -> bool:
        """Whether to ask the terminal for the colour of its background now: once, if the colours are automatic."""
        automatic = not self.context.preferences.theme
        return automatic and self._automatic.ask(self.context.clock.elapsed(), os.environ)

    def background_read(self, light: bool) -> None:
        """The terminal said whether its background is light. Called on the input thread, before the first frame or later.

        The light colours are used at once, or if the answer is late, on the next screen.
        """
        in_time = self._automatic.answered(light, self.context.clock.elapsed())
        if self._automatic.light and self._is_composed:
            self.call_later(self._show_automatic if in_time else self._show_automatic_later)

    def _show_automatic(self) -> None:
        if not self.context.preferences.theme:
            self.show_theme("")

    def _show_automatic_later(self) -> None:
        self.screen_change_signal.subscribe(self, self._screen_changed)

    def _screen_changed(self, screen: Screen[Any]) -> None:
        from securecoach_tui.tui.screens.session import SessionScreen

        if not isinstance(screen, SessionScreen):  # the colours of a session don't change while it goes on
            self._show_automatic()

    def redraw_all(self) -> None:
        """Draw every line of every screen again, after the setting for ASCII characters has changed."""
        for screen in self.screen_stack:
            for widget in [screen, *screen.query("*")]:
                widget.notify_style_update()  # lines kept in memory were drawn with the characters of before
                widget.refresh()

    def get_default_screen(self) -> Screen[Any]:
        """The first screen, in place of Textual's empty default screen."""
        from securecoach_tui.tui.screens.home import HomeScreen

        self._is_composed = True
        if self._automatic.light:  # most terminals have answered by now
            self._start_in_theme()
        return HomeScreen(begin=self._setup, screen=self._first)

    def on_mount(self) -> None:
        self.call_after_refresh(self._show_cursor)
        self.call_after_refresh(self._read_other_styles)
        self.call_after_refresh(self._garbage.begin)
        self.set_interval(LOOK_SECONDS, self._garbage.look)
        if self.own_keys is not None and self.own_keys.problems:
            self.call_after_refresh(self._post_notice, self.own_keys.problems[0])
        if not self.is_headless and sys.__stdin__ is not None and sys.__stdin__.isatty():
            self.set_interval(shutdown.LOOK_SECONDS, self._check_terminal)
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.leave, False)

    def _read_other_styles(self) -> None:
        """Read the other screens' styles now. Textual would read them at the first key that opens one, and all others again."""
        for path in self.screen.css_path if self.screen_stack else ():
            if not self.stylesheet.has_source(str(path), ""):
                self.stylesheet.read(path)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            event = command_key(event)
        if isinstance(event, (events.Key, events.MouseDown, events.Paste)):
            self.speaker.touched()
            self._garbage.touched()
            if self.context.start_clip is not None:
                self.context.start_clip.stop()
        if event.is_forwarded:  # it comes back from the widget that had the focus
            if isinstance(event, events.Key) and self._input_buffer.returned(event):
                self.words.forget()  # it is judged again on the screen that opened
            else:
                await super().on_event(event)
        elif isinstance(event, INPUT) and getattr(event, "key", "") != "ctrl+c":
            await self._input_buffer.receive(event)
        elif isinstance(event, events.Key):
            self.action_leave_now()  # ctrl+c never depends on a screen or on what has the focus
        else:
            await super().on_event(event)

    async def _handle_input(self, event: events.Event) -> None:
        screen = self.screen
        if screen.focused is not None and not screen.focused.is_attached:
            screen.set_focus(None)  # keys sent to a widget that was removed would reach no binding
        if isinstance(event, events.Key) and isinstance(screen, base_screen.BaseScreen):
            if self.own_keys is not None:
                event = self.own_keys.translated(event, screen.KEYS, in_text=isinstance(screen.focused, Input))
                if event.key == "ctrl+c":
                    self.action_leave_now()
                    return
            screen.clear_passing_notice()
            if screen.ignores(event):
                self.words.forget()
                return
            if not await self._acts(event, screen):
                return
            self._input_buffer.sends(event)
        await super().on_event(event)

    async def _acts(self, key: events.Key, screen: base_screen.BaseScreen) -> bool:
        """Whether a key acts now; one that may be part of words doesn't, or not yet."""
        words = self.words
        if isinstance(screen.focused, Input):
            words.forget()
            return True
        letter = (key.character or "").isalpha()  # nothing else needs a look at every binding
        means, hold = letter and key.key in screen.active_bindings, screen.hold_seconds(key.key)
        verdict = words.judge(key, self.context.clock.elapsed(), means=means, hold=hold, asked=screen.asks_for_words())
        if verdict == "hold":
            self._held_on = screen
            self.set_timer(hold, self._look_at_held)
        elif verdict == "word":
            await screen.take_words(words.acted)
        elif verdict == "release":
            self._input_buffer.put_first(key)
            self.let_held_act()
        return verdict == "act"

    def _look_at_held(self) -> None:
        """Let the held letter act if its time is over. The time is the clock's, so that a test can set it."""
        if self.words.held is not None:
            left = self.words.act_at - self.context.clock.elapsed()
            if left > 0:
                self.set_timer(max(0.01, left), self._look_at_held)
            else:
                self.let_held_act()

    def let_held_act(self) -> None:
        """Let the letter act that is held until it is clear that it is no part of words."""
        key = self.words.release()
        if not self.screen_stack:  # the program is ending
            return
        if key is not None and self._held_on is self.screen:  # on another screen it means something else
            self._input_buffer.put_first(key)

    def pop_screen(self) -> AwaitComplete:
        """Close the top screen and empty the drawing caches. The first screen is never closed."""
        if len(self.screen_stack) <= 1:
            nothing: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
            return nothing
        closing = super().pop_screen()
        self.call_later(clear_drawing_caches)
        return closing

    def before_frame(self) -> None:
        hardware_cursor.place(self)

    def _show_cursor(self) -> None:
        if self.terminal_driver is not None and not self.is_headless:
            self.terminal_driver.write(hardware_cursor.SHOW)

    def _post_notice(self, sentence: str) -> None:
        self.post_message(Notice(sentence))

    def on_notice(self, event: Notice) -> None:
        from securecoach_tui.voice.model import NoLongerTrue

        if isinstance(event.sentence, NoLongerTrue):
            for screen in self.screen_stack:
                if isinstance(screen, base_screen.BaseScreen):
                    screen.clear_notice(event.sentence)
        elif self.screen_stack and isinstance(self.screen, base_screen.BaseScreen):
            self.screen.show_notice(event.sentence, error=True)

    def make_screen(self, name: ScreenName, below: Screen[Any]) -> Screen[None]:
        """A new screen of that name. Help and the key menu describe the screen ``below``."""
        return make_screen(name, cast("base_screen.BaseScreen", below))

    def make_session(self, setup: Setup) -> Screen[None]:
        """The screen of a session. Raises LengthRefused if the exercise can't have that length."""
        return make_session(setup)

    def go_home(self) -> None:
        """Close every screen above the first one."""
        from securecoach_tui.tui.screens.home import HomeScreen

        while not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    async def show_language(self) -> None:
        """Open the first screen, the list of the other screens and the settings again, in the language just chosen."""
        from securecoach_tui.tui.screens.home import HomeScreen
        from securecoach_tui.tui.screens.more import MoreScreen
        from securecoach_tui.tui.screens.settings import SettingsScreen

        self.go_home()
        home = self.screen
        assert isinstance(home, HomeScreen), "it is the first screen, which is never closed"
        await home.compose_again()
        await self.push_screen(MoreScreen())
        await self.push_screen(SettingsScreen("language"))

    def _check_terminal(self) -> None:
        if shutdown.terminal_gone():
            self.leave(False)

    def action_leave_now(self) -> None:
        """Quick exit: ctrl+c works in every field and on every screen."""
        self.leave(True)

    def interrupted(self) -> None:
        """ctrl+c was read, on another thread: leave within half a second, even if this program hangs."""
        shutdown.quick_exit_read(self.context, self.terminal_driver)

    async def action_set_aside(self) -> None:
        """ctrl+z: pause the session, restore the terminal and stop, until the shell continues this program."""
        await set_aside(self, self.context, self.terminal_driver, self.continued)

    def stop_requested(self) -> None:
        self.call_later(self.action_set_aside)

    def continued(self) -> None:
        """Draw everything again on a screen that is blank."""
        for screen in self.screen_stack:
            screen.refresh(layout=True)
        self._show_cursor()

    def unknown_key(self, key: str) -> None:
        if isinstance(self.screen, base_screen.BaseScreen):
            self.screen.show_unknown_key(key)

    def leave(self, quick: bool) -> None:
        """End the process; ``quick`` first clears the screen and the scrollback."""
        shutdown.leave(self.context, self.terminal_driver, quick=quick, end=self._end)

    def crash_message(self, error: BaseException | None) -> RenderableType:
        """Save the session, and return a message without a traceback."""
        return shutdown.crash_message(self.context, error)


if TYPE_CHECKING:
    _implements: type[AppProtocol] = SecureCoach


def _own_keys(wanted: Mapping[str, Any]) -> OwnKeys | None:
    """The person's own keys; None, without importing anything, if there are none."""
    if not wanted:
        return None
    from securecoach_tui.tui.own_keys import OwnKeys

    return OwnKeys(wanted)


def run(paths: DataPaths, preferences: Settings, start: Start, key: DataKey | None) -> str:
    """Open the full screen at ``start``; see ``launch.full_screen``.

    Raises:
        LengthRefused: the exercise can't have that length.
    """
    context = ScreenContext(paths, preferences, SystemClock(), key=key)
    app = SecureCoach(context, _setup(context, start), screen=start.screen)
    context.forced_end = shutdown.forced_end(lambda: app.terminal_driver)
    handle_interrupt(lambda *_signal: shutdown.leave_by_signal(context, app.terminal_driver, os._exit))
    try:
        with fault_log.of_threads(paths.state):
            app.run()
    finally:
        shutdown.restore_cursor_shape()
        context.leave(quick=False, wait=2.0)
        context.close()
        if context.forced_end is not None:
            context.forced_end.cancel()
        end_at_once()
    if app.return_code:
        raise SystemExit(app.return_code)
    return app.return_value or ""


def _setup(context: ScreenContext, start: Start) -> Setup | None:
    """The session that the program starts with."""
    if start.exercise is None:
        return None
    from securecoach_tui.app.session_setup import make_setup
    from securecoach_tui.practice.session.position import check_length

    setup = make_setup(
        start.exercise,
        start.seconds,
        settings=context.preferences,
        record=context.record,
        clock=context.clock,
        asking=start.asking,
    )
    check_length(setup)  # raises LengthRefused while it can still be printed
    return setup
