"""What can be answered by voice, and what a window of listening ends with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

NUMBERS = tuple(range(11))
YES, NO, NOT_SURE = "yes", "no", "not sure"


@dataclass(frozen=True, slots=True)
class Heard:
    """What a window ended with. ``value`` is set if ``outcome`` is "answer"."""

    outcome: Literal["answer", "unclear", "silence", "failed"]
    value: int | str | None = None  # 0-10, "yes", "no", "not sure"
    problem: str = ""  # a sentence for the user if ``outcome`` is "failed"


class Listener(Protocol):
    """Listens for one answer at a time, in a process of its own.

    No method blocks; ``heard`` is called on another thread.
    """

    def listen(
        self,
        answers: Sequence[int | str],
        seconds: float,
        opened: Callable[[], None],
        heard: Callable[[Heard], None],
    ) -> None:
        """Open the device for at most ``seconds`` (speech under way may finish).

        ``opened`` is called when the device is open, ``heard`` once at the end unless cancelled.
        """

    def cancel(self) -> None:
        """Close the device now; ``heard`` isn't called for that window any more. May be called at any time."""

    def close(self) -> None:
        """End the process; may be called twice."""
