"""The way into the full screen. Loads no more than that needs."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Literal

from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.config.settings import Settings
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.store.crypto.envelope import Key

QuestionsAsked = Literal["all", "few", "none"]


def full_screen(
    where: DataPaths,
    preferences: Settings,
    *,
    key: Key | None = None,
    exercise: Exercise | None = None,
    length: float | str | None = None,
    asking: QuestionsAsked | None = None,
    checkin: bool = False,
) -> str:
    """The full screen at its first screen, straight at ``exercise``, or at the check-in, until it is left.

    Returns "plain" where lines were chosen there. ``length`` is in seconds, "open", or None for the usual one.

    Raises:
        LengthRefused: the exercise can't have the length asked for.
    """
    gc.disable()  # until the first screen stands: looking for garbage takes a twentieth of the way there
    from securecoach_tui.tui.app import run

    if not preferences.first_run_seen and "TEXTUAL_DRIVER" not in os.environ:
        # Before the screen is taken over, so that a screen reader says it.
        sys.stdout.write(_("Screen reader? Press p for plain lines, i for speech.") + "\n")
        sys.stdout.flush()
    return run(where, preferences, key=key, exercise=exercise, length=length, asking=asking, checkin=checkin)
