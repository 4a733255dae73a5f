"""A microphone that hears what a test says, by a fake clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from securecoach_tui.voice.listening.model import Heard
from tests.fakes.clock import FakeClock

WORD_SECONDS = 1.0  # from the opening of a window to the end of the word that is said in it
Said = int | str | Heard | None


@dataclass
class FakeWindow:
    """A window of listening: what it could hear, and the clock's seconds from which and to which it was open."""

    answers: Sequence[int | str]
    seconds: float
    opened: float
    closed: float | None = None
    said: Said = None
    heard: Callable[[Heard], None] = field(default=lambda heard: None, repr=False)


class FakeListener:
    """A ``Listener``. ``said`` has what is said in each window, in order: a value, silence (None), or how it ends.

    A value that isn't listened for is unclear. ``hear`` lets the time pass that the clock has moved.
    """

    def __init__(self, clock: FakeClock, *said: Said) -> None:
        self._clock = clock
        self.said: deque[Said] = deque(said)
        self.windows: list[FakeWindow] = []
        self.closed = False

    @property
    def open(self) -> FakeWindow | None:
        """The window that is open."""
        return self.windows[-1] if self.windows and self.windows[-1].closed is None else None

    def listen(
        self,
        answers: Sequence[int | str],
        seconds: float,
        opened: Callable[[], None],
        heard: Callable[[Heard], None],
    ) -> None:
        assert self.open is None and not self.closed
        said = self.said.popleft() if self.said else None
        self.windows.append(FakeWindow(answers, seconds, self._clock.elapsed(), said=said, heard=heard))
        opened()

    def hear(self) -> None:
        """End the window that is open, if what is said in it has been said, or its time is over."""
        window = self.open
        if window is None:
            return
        at = self._clock.elapsed() - window.opened
        if window.said is None and at >= window.seconds:
            self._end(window, Heard("silence"))
        elif window.said is not None and at >= WORD_SECONDS:
            said = window.said
            if not isinstance(said, Heard):
                said = Heard("answer", said) if said in window.answers else Heard("unclear")
            self._end(window, said)

    def cancel(self) -> None:
        if self.open is not None:
            self.open.closed = self._clock.elapsed()

    def close(self) -> None:
        self.cancel()
        self.closed = True

    def _end(self, window: FakeWindow, heard: Heard) -> None:
        window.closed = self._clock.elapsed()
        window.heard(heard)
