"""Speech and sound. ``open_sound`` is the way in; heavy libraries are imported when they are first needed.

The life of one cue, from the timeline to the loudspeaker:

1. The session runner calls ``session_audio.SessionSound.plan`` when a session begins. While its first
   questions are open nothing is scheduled, but the session's lines are requested from
   ``synthesis.prefetch.Prefetcher`` in their order.
2. The prefetcher's thread takes a line and splits it into sentences (``synthesis.sentences``). It reads
   the clip of each from the cache (``synthesis.cache``) or asks the engine for it: ``synthesis.client``
   talks to the worker process that runs an engine of ``synthesis.engines``. The clip is trimmed to its
   first audible sample and cached. Lines that are wanted now are made before planned ones.
3. When the session runs, ``plan`` turns every cue still due into a ``PlannedSound``, a line or a tone at
   ``origin + at`` of the clock. ``playback.mixer.Mixer.schedule`` replaces the old plan with the new one.
4. The device's callback (``playback.player``) asks the mixer for the next samples and says at which
   second of the clock the first of them is heard. A cue due within them begins at its exact sample.
5. A cue isn't played where its clip isn't ready, its second has passed, or a line of its own rank or a
   more urgent one is still playing; the display has shown it anyway. Less urgent lines are cut for it.
6. Pause, skip, stop and turning the voice off call ``silence``: the next callback fades what is playing
   within 5 ms, and the plan is dropped. A line cut before its half is repeated when the session goes on.
7. ``playback.output.Output`` watches whether the device still asks for samples. Where it stopped, the
   next device is opened; where none is left the terminal's bell rings for tones and captions remain.
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
    """The sound of sessions according to ``settings``, as a session runner needs it.

    Engine and device are started when something is first to be played, in another thread. ``notice`` is
    called once, in another thread, with a sentence about what isn't available. ``bell`` is called, in
    another thread, with the kind of each tone where tones are on and there is no device.
    """
    from securecoach_tui.voice.model import Voice
    from securecoach_tui.voice.session_audio import SessionSound

    def begin(preferences: Settings) -> Voice:
        from securecoach_tui.voice.spoken_voice import open_voice

        return open_voice(preferences, places, clock, notice, bell if preferences.tones else None)

    return SessionSound(settings, clock, begin)
