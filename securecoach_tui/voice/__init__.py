"""Speech and sound. ``open_sound`` is the entry point; large libraries are imported when they are first needed.

How one cue is processed, from the timeline to the loudspeaker:

1. The session runner calls ``session_audio.SessionSound.plan`` when a session begins. While its first
   questions are open nothing is scheduled, but the session's lines are requested from
   ``synthesis.prefetch.Prefetcher`` in their order.
2. The prefetcher's thread takes a line and splits it into sentences (``synthesis.sentences``). It reads
   the clip of each from the cache (``synthesis.cache``) or asks the engine for it: ``synthesis.client``
   talks to the worker process that runs an engine of ``synthesis.engines``. Silence at both
   ends of the clip is removed, the clip is brought to one level (``playback.levels``) and cached. Immediate lines are made before planned ones.
3. When the session runs, ``plan`` turns every cue still due into a ``PlannedSound``, a line or a tone at
   ``origin + at`` of the clock. ``playback.mixer.Mixer.schedule`` replaces the old plan with the new one.
4. The device's callback (``playback.player``) requests the next samples from the mixer and passes the
   second of the clock at which the first of them is heard. A cue due within them begins at its exact sample.
5. A cue isn't played if its clip isn't ready, its second has passed, or a line of the same or a more
   urgent rank is still playing; the display shows it in any case. Less urgent lines are cut for it.
6. Pause, skip, stop and turning the voice off call ``silence``: the next callback fades what is playing
   within 5 ms, and the plan is dropped. A line cut in its first half is repeated when the session resumes.
7. Background sound (``playback.ambience``) is made by a process of its own and mixed last, under everything, ducked
   while a line plays. ``surround`` starts it at second 0 or fades it out; ``hush`` and a quick exit cut it.
8. ``playback.output.Output`` checks whether the device still requests samples. If it has stopped, the
   next device is opened; without any device captions remain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from securecoach_tui.clock import Clock
    from securecoach_tui.config.settings import DataPaths, Settings
    from securecoach_tui.voice.session_audio import SessionSound


def open_sound(settings: Settings, places: DataPaths, clock: Clock, notice: Callable[[str], None]) -> SessionSound:
    """The sound of sessions according to ``settings``, for a session runner.

    Engine and device are started in another thread, when something is first played. ``notice`` is called once, in
    another thread, with a sentence about what isn't available.
    """
    from securecoach_tui.voice.model import Voice
    from securecoach_tui.voice.session_audio import SessionSound

    def begin(preferences: Settings) -> Voice:
        from securecoach_tui.voice.spoken_voice import open_voice

        return open_voice(preferences, places, clock, notice)

    return SessionSound(settings, clock, begin)
