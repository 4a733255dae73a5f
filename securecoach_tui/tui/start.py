"""What the full screen starts with. Imports little, so that it starts fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.practice.session.state import QuestionsAsked
    from securecoach_tui.tui.app_protocol import ScreenName


class Start(NamedTuple):
    """A session of ``exercise`` for ``seconds`` (None: open-ended), else ``screen``, else the first screen."""

    exercise: Exercise | None = None
    seconds: float | None = None
    asking: QuestionsAsked | None = None
    screen: ScreenName | None = None


FIRST_SCREEN = Start()
