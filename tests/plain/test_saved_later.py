"""A session that couldn't be saved at first, and is saved while plain text still offers another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.plain.context import PlainContext
from securecoach_tui.plain.start_session import begin
from securecoach_tui.store.journal.change import JournalChange
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import FakeLineIO
from tests.fakes.writer import MemoryWriter
from tests.plain.talk import an_exercise, lines_of


class LateWriter(MemoryWriter):
    """The disk takes everything from a second of the clock on."""

    def __init__(self, clock: FakeClock, second: float) -> None:
        super().__init__("the disk is full")
        self._clock, self._second = clock, clock.elapsed() + second

    def waiting(self) -> list[JournalChange]:
        return super().waiting() if self._clock.elapsed() < self._second else []

    def flush(self, timeout: float) -> bool:
        return not self.waiting()


# Saved before the offer, while it waits for a name, and while a name is typed.
@pytest.mark.parametrize(("second", "typed"), [(1.0, 300.0), (90.0, 300.0), (89.5, 90.0)])
def test_a_session_that_is_saved_later_is_told(second: float, typed: float, tmp_path: Path) -> None:
    clock, name = FakeClock(), tmp_path / "elsewhere.json"
    io = FakeLineIO(clock)
    io.type(typed, str(name))
    paths = DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")
    context = PlainContext(io, paths, Settings(questions="none"), clock, LateWriter(clock, second))
    begin(context, an_exercise(), 60)
    assert lines_of(context).count("Not saved: the disk is full") == 1
    assert lines_of(context)[-1] == "Saved." and not name.exists()
