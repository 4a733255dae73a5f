"""Plays one line, to choose a voice and to test the sound, and some seconds of background sound."""

from __future__ import annotations

from collections.abc import Callable

from securecoach_tui.clock import Clock
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.i18n import _
from securecoach_tui.voice.model import AmbienceNotice
from securecoach_tui.voice.playback.ambience.wanted import sounds_of
from securecoach_tui.voice.playback.mixer import ANSWER_RANK
from securecoach_tui.voice.session_audio import SAMPLE_SECONDS, ambience_sample
from securecoach_tui.voice.spoken_voice import SpokenVoice
from securecoach_tui.voice.synthesis.cache import ClipCache

LOOK_SECONDS = 0.02  # between two checks


def play(
    settings: Settings,
    places: DataPaths,
    clock: Clock,
    sleep: Callable[[float], None],
    longest: float,
    *,
    text: str = "",
    begun: Callable[[float], None] = lambda second: None,
) -> str:
    """Say a line in the voice that ``settings`` choose and wait for its end, at most ``longest`` seconds.

    ``begun`` is called with the seconds from the request for the finished clip to its first sample at the device.
    Returns a sentence about why nothing was heard, else "".
    """
    problems: list[str] = []
    voice = SpokenVoice(settings, ClipCache(places.cache / "clips"), clock, problems.append)
    try:
        text = text or _("This is how I sound. Let your shoulders drop.")
        voice.say_now(text, ANSWER_RANK)
        voice.hush()  # the clip is made first, so that only the latency of the output is measured
        until = clock.elapsed() + longest
        while not (voice.ready(text, ANSWER_RANK) and voice.playing) and not problems and clock.elapsed() < until:
            sleep(LOOK_SECONDS)
        requested = clock.elapsed()
        voice.say_now(text, ANSWER_RANK)
        while not voice.mixer.played_lines and not problems and clock.elapsed() < until:
            sleep(LOOK_SECONDS)
        if not voice.mixer.played_lines:
            return problems[0] if problems else _("No sound was made within a few seconds.")
        heard = voice.mixer.played_lines[0]
        begun(heard.begun - requested)
        while clock.elapsed() < min(until, heard.ended + 0.2):
            sleep(LOOK_SECONDS)
        return problems[0] if problems else ""
    finally:
        voice.close()


def play_ambience(
    settings: Settings, places: DataPaths, clock: Clock, sleep: Callable[[float], None], longest: float
) -> str:
    """Play the background sound that ``settings`` choose for some seconds, and wait for its end.

    A device and the sound may take ``longest`` seconds to be ready. Returns a sentence about why nothing was heard.
    """
    problems: list[str] = []
    voice = SpokenVoice(settings, ClipCache(places.cache / "clips"), clock, problems.append)
    try:
        plan = ambience_sample(settings, clock.elapsed())
        if plan is None:
            return ""
        voice.maker.make(sounds_of(plan))
        until = clock.elapsed() + longest
        while not voice.playing and not problems and clock.elapsed() < until:
            sleep(LOOK_SECONDS)
        if not problems:
            voice.surround(ambience_sample(settings, clock.elapsed()))
            sleep(SAMPLE_SECONDS + 0.5)  # with its fade
        about_it = [problem for problem in problems if isinstance(problem, AmbienceNotice)]
        return (about_it or problems or [""])[0]
    finally:
        voice.close()
