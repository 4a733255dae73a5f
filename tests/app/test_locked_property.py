"""Two threads that ask for the same value get the same one."""

from __future__ import annotations

import threading

from securecoach_tui.app.context import AppContext
from securecoach_tui.app.locked_property import LockedProperty


class Shared:
    """Lets the first thread wait inside the computation until the second has asked."""

    def __init__(self) -> None:
        self.computed, self.asked = 0, threading.Event()

    @LockedProperty
    def value(self) -> object:
        self.computed += 1
        self.asked.wait(5)
        return object()


def test_value_is_computed_once_for_two_threads() -> None:
    shared, found = Shared(), list[object]()

    def ask() -> None:
        found.append(shared.value)

    first, second = threading.Thread(target=ask), threading.Thread(target=ask)
    first.start()
    while not shared.computed:
        first.join(0.001)
    second.start()
    second.join(0.05)  # without a lock the second would compute now; a slow machine can only make this pass
    shared.asked.set()
    first.join()
    second.join()
    assert shared.computed == 1 and found[0] is found[1]


def test_value_can_be_forgotten_and_computed_again() -> None:
    shared = Shared()
    shared.asked.set()
    before = shared.value
    del shared.__dict__["value"]
    assert shared.value is not before and isinstance(Shared.value, LockedProperty)


def test_what_threads_read_of_a_context_is_locked() -> None:
    for name in ("record", "writer", "drafts", "sound", "_last_page"):
        assert isinstance(AppContext.__dict__[name], LockedProperty), name
