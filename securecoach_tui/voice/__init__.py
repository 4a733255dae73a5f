"""Speech and sound. ``open_sound`` is the way in; heavy libraries are imported when first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from securecoach_tui.clock import Clock
    from securecoach_tui.settings import Places, Settings
    from securecoach_tui.voice.cues import SessionSound


def open_sound(settings: Settings, places: Places, clock: Clock, notice: Callable[[str], None]) -> SessionSound:
    """The sound of sessions as ``settings`` ask for it; a conductor's ``sound``.

    Engine and device are begun with the first thing that is to sound, off the caller's thread. What
    can't be had is told once to ``notice``, on another thread, as one plain sentence.
    """
    from securecoach_tui.voice.cues import SessionSound
    from securecoach_tui.voice.model import Voice

    def begin(preferences: Settings) -> Voice:
        from securecoach_tui.voice.spoken import open_voice

        return open_voice(preferences, places, clock, notice)

    return SessionSound(settings, clock, begin)
