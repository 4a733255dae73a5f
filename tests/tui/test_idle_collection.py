"""Garbage is left alone on the way to the first screen, and looked for later, while nobody presses a key."""

import ctypes
import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui.tui.idle_collection import MOST_WAITING, QUIET_SECONDS, WAITING, IdleCollection, collect
from tests.fakes.clock import FakeClock
from tests.tui.stage import Stage


@pytest.fixture
def collecting() -> Iterator[None]:
    """Turn collection off as the program does at its start, and on again after the test."""
    before = gc.get_threshold()
    gc.disable()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
    gc.enable()


@pytest.mark.usefixtures("collecting")
async def test_garbage_is_looked_for_once_the_first_screen_stands(tmp_path: Path) -> None:
    async with Stage(tmp_path / "record").open():
        assert gc.isenabled()
        assert gc.get_threshold()[2] == MOST_WAITING, "between two keys only if there is no quiet moment for long"


@pytest.mark.parametrize(
    ("waiting", "quiet", "collected"),
    [(WAITING, QUIET_SECONDS, 1), (WAITING, QUIET_SECONDS / 2, 0), (WAITING - 1, 60.0, 0)],
)
def test_a_full_collection_waits_for_a_quiet_moment(
    monkeypatch: pytest.MonkeyPatch, waiting: int, quiet: float, collected: int
) -> None:
    clock, made = FakeClock(), list[int]()
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, waiting))
    garbage = IdleCollection(clock.elapsed, lambda: made.append(1))
    clock.advance(5.0)
    garbage.touched()
    clock.advance(quiet)
    garbage.look()
    assert len(made) == collected


async def test_a_key_is_a_reason_to_collect_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[int]()
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, WAITING))
    stage = Stage(tmp_path / "record")
    async with stage.open():
        garbage = stage.app._garbage
        monkeypatch.setattr(garbage, "_collect", lambda: made.append(1))
        stage.clock.advance(60.0)
        stage.send_key("down")
        await stage.settle()
        garbage.look()
        assert not made
        stage.clock.advance(1.0)
        garbage.look()
        assert made


class Circle(list["Circle"]):
    """A list that holds itself: garbage that only a collection finds."""

    def __init__(self) -> None:
        super().__init__([self])


def _gone() -> None:
    raise OSError


@pytest.mark.parametrize("library", [None, object, _gone])
def test_garbage_is_freed_whatever_the_c_library_can_do(library: object, monkeypatch: pytest.MonkeyPatch) -> None:
    if callable(library):
        monkeypatch.setattr(ctypes, "CDLL", lambda _name: library())
    circle = weakref.ref(Circle())
    collect()
    assert circle() is None
