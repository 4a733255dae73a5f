"""What the full screen starts with. Imports little, so that it starts fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.practice.session.state import QuestionsAsked
    from securecoach_tui.tui.app_protocol import ScreenName


class Start(NamedTuple):
    """A session of ``exercise``, else ``screen``, else the first screen.

    ``length`` is in seconds, "open", or None for the exercise's usual length.
    """

    exercise: Exercise | None = None
    length: float | str | None = None
    asking: QuestionsAsked | None = None
    screen: ScreenName | None = None


FIRST_SCREEN = Start()
