"""What ``tui/textual_internals.py`` uses of Textual still exists, with the shape that the program relies on.

When one of these fails after an upgrade, change the adapter and nothing else.
"""

from __future__ import annotations

import asyncio
import inspect
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.message_pump import MessagePump
from textual.screen import Screen

from securecoach_tui.tui import textual_internals
from securecoach_tui.tui.textual_internals import SparingCompositor, output_descriptor
from tests.tui.stage import Stage


def parameters(method: Any) -> list[str]:
    return list(inspect.signature(method).parameters)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (App._display, ["self", "screen", "renderable"]),
        (App._fatal_error, ["self"]),
        (MessagePump._on_message, ["self", "message"]),
        (Compositor._get_renders, ["self", "crop"]),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_an_overridden_textual_method_has_its_parameters(method: Any, expected: list[str]) -> None:
    assert parameters(method) == expected


def test_textual_awaits_the_message_handler_that_is_overridden() -> None:
    assert inspect.iscoroutinefunction(MessagePump._on_message)


def test_textual_still_renders_through_get_renders() -> None:
    """Without a caller ``SparingCompositor`` would save nothing, and nobody would notice."""
    assert "_get_renders(" in inspect.getsource(Compositor._render_chops)


def test_a_screen_has_one_compositor_that_can_be_replaced() -> None:
    screen: Screen[None] = Screen()
    assert type(screen._compositor) is Compositor
    assert issubclass(SparingCompositor, Compositor)


def test_each_drawing_cache_can_be_emptied() -> None:
    assert all(callable(getattr(cache, "cache_clear", None)) for cache in textual_internals.DRAWING_CACHES)


async def test_private_attributes_of_app_and_screen_have_their_types(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open():
        app, screen = stage.app, stage.app.screen
        assert app._exit is False and app._exception is None
        assert isinstance(app._driver, HeadlessDriver)
        assert isinstance(screen._mounted_event, asyncio.Event) and screen._mounted_event.is_set()
        assert screen._pruning is False
        app.exit()
        assert app._exit is True


def test_a_terminal_driver_writes_to_its_file() -> None:
    linux = pytest.importorskip("textual.drivers.linux_driver")
    assert "self._file = " in inspect.getsource(linux.LinuxDriver.__init__)
    assert output_descriptor(None) is None
