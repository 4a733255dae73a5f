"""Speech and sound. ``open_sound`` is the way in; heavy libraries are imported when first needed.

The life of one cue, from the timeline to the loudspeaker:

1. The session runner hands a session to ``cues.SessionSound.plan`` when it begins. While questions are still
   open the session's lines are only wanted: ``making.Maker`` is given them in order.
2. The maker's thread takes a line, parts it into sentences (``saying``), and reads each clip from the
   cache (``clips``) or asks the engine for it (``worker_speech``, whose worker process holds ``engines``),
   trims it to its first audible sample, and keeps it. What is asked for now goes before what is planned.
3. When the session runs, ``plan`` turns every cue still due into a ``Planned`` line or tone at
   ``origin + at`` of the clock, and ``mixer.Mixer.schedule`` puts that in the place of the old plan.
4. The device's callback (``player``) asks the mixer for its next samples and tells at which second of
   the clock the first of them is heard. A cue due within them begins at its own sample.
5. It is not begun where its clip isn't ready, where its second has passed, or where a line of its own
   rank or above still sounds; the face has shown it anyway. Lower ranks are cut for it.
6. A pause, a skip, a stop or voice off calls ``silence``: the next callback fades what sounds within 5 ms
   and the plan is forgotten. A line of which less than half was heard is repeated as the session goes on.
7. ``output.Output`` watches the callback's pulse: a device that asks no more is gone, the next choice
   is opened, and where none is left the bell rings for tones and captions remain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from securecoach_tui.clock import Clock
    from securecoach_tui.config.settings import DataPaths, Settings
    from securecoach_tui.voice.session_audio import SessionSound


def open_sound(
    settings: Settings,
    places: DataPaths,
    clock: Clock,
    notice: Callable[[str], None],
    bell: Callable[[str], None] | None = None,
) -> SessionSound:
    """The sound of sessions as ``settings`` ask for it; a session runner's ``sound``.

    Engine and device are begun with the first thing that is to sound, off the caller's thread. What
    can't be had is told once to ``notice``, on another thread, as one plain sentence. ``bell`` is rung, on another
    thread, with a tone's kind where tones are wanted and no device is left.
    """
    from securecoach_tui.voice.model import Voice
    from securecoach_tui.voice.session_audio import SessionSound

    def begin(preferences: Settings) -> Voice:
        from securecoach_tui.voice.spoken_voice import open_voice

        return open_voice(preferences, places, clock, notice, bell if preferences.tones else None)

    return SessionSound(settings, clock, begin)
