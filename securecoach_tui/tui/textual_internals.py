"""The private names of Textual that this program uses, each with the reason.

Only the drivers, ``terminal_driver``, ``terminal_keys`` and ``browser_driver``, use others.
``tests/tui/test_textual_internals.py`` fails when a new release of Textual changes one of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from inspect import isawaitable
from typing import Any

from rich.cells import cached_cell_len
from rich.console import Console, RenderableType
from textual._compositor import ChopsUpdate, Compositor
from textual._styles_cache import StylesCache
from textual.app import App
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import Callback
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import MountError, Widget

# Caches that are never emptied. A breathing session fills each with thousands of lines that no other screen draws, and
# they keep the widgets of closed screens in memory.
DRAWING_CACHES = (
    StylesCache.get_inner_outer,
    cached_cell_len,
    Region.intersection,
    Region.translate,
    Region.contains_region,
    Region.overlaps,
)


def is_exiting(app: App[Any]) -> bool:
    """Whether ``App.exit`` was called. ``App.is_running`` stays true until the last message was handled."""
    return app._exit


async def wait_until_mounted(screen: Screen[Any], seconds: float) -> None:
    """Wait until the screen's widgets are mounted, at most ``seconds``. Textual has no public event to await."""
    with suppress(TimeoutError):
        await asyncio.wait_for(screen._mounted_event.wait(), seconds)


def clear_drawing_caches() -> None:
    """Empty the caches of Textual and Rich for drawn lines; the next frame fills them again."""
    for cache in DRAWING_CACHES:
        clear = getattr(cache, "cache_clear", None)
        if clear is not None:
            clear()


def draw_at_once(widget: Widget, regions: Sequence[Region]) -> bool:
    """Draw these regions of a widget (in its own cells) before this returns; return false if that can't be done now.

    ``Widget.refresh`` passes three messages and a second timer on the way to the same frame, and asks where the cursor
    belongs, which a guide never changes. That is a third of what a frame of the breathing picture costs. While anything
    else of the screen waits to be drawn, both belong into one frame.
    """
    if not widget.is_attached:
        return False
    screen, app = widget.screen, widget.app
    waits = screen._dirty_widgets or screen._layout_required or screen._repaint_required or screen._scroll_required
    if waits or not screen.is_current or app._batch_count or widget not in screen._compositor.visible_widgets:
        return False
    widget._set_dirty(*regions)
    screen._compositor.update_widgets({widget})
    App._display(app, screen, screen._compositor.render_update(screen_stack=app._background_screens))
    return True


def output_descriptor(driver: Driver | None) -> int | None:
    """The file descriptor of the terminal, to write past the driver's queue; None without a terminal."""
    file = getattr(driver, "_file", None)
    return None if file is None or getattr(driver, "is_headless", False) else int(file.fileno())


class AdaptedApp(App[str]):
    """An app with public hooks where Textual has private methods."""

    @property
    def terminal_driver(self) -> Driver | None:
        """The driver, which writes to the terminal; Textual has no public name for it."""
        return self._driver

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this system, with input that can't fail."""
        chosen = super().get_driver_class()
        if chosen.__name__ == "LinuxDriver":
            from securecoach_tui.tui.terminal_driver import TerminalDriver

            return TerminalDriver
        if chosen.__name__ == "WebDriver":
            from securecoach_tui.tui.browser_driver import BrowserDriver

            return BrowserDriver
        return chosen

    def unknown_key(self, key: str) -> None:
        """Called with a key that nothing on the screen uses."""

    def before_frame(self) -> None:
        """Called before each frame is written to the terminal."""

    def crash_message(self, error: BaseException | None) -> RenderableType:
        """The text written after an unhandled exception, instead of Textual's traceback."""
        raise NotImplementedError

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        if not (self.screen_stack and self.is_running):  # the key comes back from a widget while the last screens close
            return True
        known = await super()._check_bindings(key, priority)
        if not (known or priority):
            self.unknown_key(key)
        return known

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # Textual ends every frame at ``cursor_position``, which has to be right before the frame is written.
        if not self.is_headless and self.screen_stack:
            self.before_frame()
        super()._display(screen, renderable)

    def _fatal_error(self) -> None:
        if self.is_headless:
            super()._fatal_error()
        elif not self._exit_renderables:  # else Textual says how many errors there were, and how to see them
            self.panic(self.crash_message(self._exception))


class AdaptedScreen(Screen[None]):
    """A screen with public hooks where Textual has private methods, and a compositor that draws less."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()

    def accepts(self, message: Message) -> bool:
        """Whether the handlers of ``message`` may run now."""
        return True

    @property
    def is_open(self) -> bool:
        """Whether it still has its widgets. Other screens, workers and the app may call it while it closes."""
        return self.is_attached and self.is_running and not self._pruning

    def call_after_refresh(self, callback: Callback, *args: Any, **kwargs: Any) -> bool:
        """Call ``callback`` once what has changed is drawn, unless this screen has closed by then.

        Textual calls it from the screen that is on top then, also while the widgets of this one are being removed.
        """

        async def call() -> None:
            if self.is_open:
                result = callback(*args, **kwargs)
                if isawaitable(result):
                    await result

        return super().call_after_refresh(call)

    async def _on_message(self, message: Message) -> None:
        if not self.accepts(message):
            return
        try:
            await super()._on_message(message)
        except (NoMatches, MountError):
            # A screen that is closed while it is being composed never gets the widgets that its handlers look for.
            if self.app.is_running and self.is_open and not is_exiting(self.app):
                raise


def is_see_through(widget: Widget) -> bool:
    """Whether a widget only arranges others, and shows nothing but the colour of what is behind it."""
    kind = type(widget)
    if not widget.is_container or kind.render is not Widget.render or kind.render_line is not Widget.render_line:
        return False
    behind, own = widget.background_colors
    return behind == own and not any(widget.styles.border.spacing) and not any(widget.styles.outline.spacing)


class ExactUpdate(ChopsUpdate):
    """A change that sends each span's own cells, and no others.

    Textual's sends a row from the left edge of its widget to the end of the span, once for each span of the row: a
    picture whose two edges move is sent twice. ``Strip.crop`` has both ends, so that this is the whole difference.
    """

    def render_segments(self, console: Console) -> str:
        sent: list[str] = []
        for y, x1, x2 in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is None or x >= x2 or end <= x1:
                    continue
                first, last = max(x, x1), min(end, x2)
                shown = strip if (first, last) == (x, end) else strip.crop(first - x, last - x)
                sent.append(f"\x1b[{y + 1};{first + 1}H{shown.render(console)}")
        return "".join(sent)


class SparingCompositor(Compositor):
    """A compositor that renders only the widgets that contribute a cell.

    Textual's compositor renders each widget whose container touches the change: all thirteen of the session screen, ten
    times a second, for one cell of the breathing guide. That is half the cost of a breathing session. Widgets on other
    rows, or covered completely, contribute no cell, and a container without a look of its own only cells that what is
    behind it has as well, so the frame is the same without them. If a later Textual no longer calls this method,
    everything is drawn as before.
    """

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        crop = crop or self.size.region
        for widget, (region, clip) in self.visible_widgets.items():  # from the front to the back
            rows = clip.intersection(Region(clip.x, crop.y, clip.width, crop.height))
            shown = region.intersection(rows)
            if shown and not is_see_through(widget):
                inside = Region(shown.x - region.x, shown.y - region.y, shown.width, shown.height)
                yield region, rows, widget.render_lines(inside)
                if shown.contains_region(crop):
                    return

    def render_partial_update(self) -> ChopsUpdate | None:
        update = super().render_partial_update()
        return None if update is None else ExactUpdate(update.chops, update.spans, update.chop_ends)
