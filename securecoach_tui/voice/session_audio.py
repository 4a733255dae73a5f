"""Plans the sound of a session: every cue still due becomes a line or a tone at its second.

The position of a session is ``elapsed - origin``, so a cue at second ``at`` is due when the clock's
elapsed reading is ``origin + at``. This module neither keeps time nor plays anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import msgspec

from securecoach_tui.clock import Clock
from securecoach_tui.config.settings import AMBIENCES, OWN_FILE, Settings
from securecoach_tui.practice.exercise.model import Phase, Stage
from securecoach_tui.practice.exercise.timeline import Cue, Timeline
from securecoach_tui.practice.session import position
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.voice.model import AmbiencePlan, PlannedSound, Voice
from securecoach_tui.voice.playback.mixer import ANSWER_RANK

PHASE_TONES = {Phase.IN: "in", Phase.SIP: "sip", Phase.HOLD_IN: "hold", Phase.OUT: "out", Phase.HOLD_OUT: "hold"}
BREATH_SOUNDS = (Phase.IN, Phase.SIP, Phase.OUT)
JUST_NOW = 0.1  # seconds; a cue this late is still played, since the event that changed the plan may fall on a cue
FIRST_GRACE = 1.5  # seconds; how late the first line of a plan may begin while its clip is being made
SLOWEST, FASTEST = 100, 160  # words a minute in sessions
SAMPLE_SECONDS = 7.0
SETTLED = (SessionState.PAUSED, SessionState.SLEPT)  # a line that these cut is repeated afterwards


def lines(cues: Iterable[Cue], *, private: bool) -> list[str]:
    """The spoken lines of ``cues``; private ones only if ``private``."""
    return [cue.spoken for cue in cues if cue.spoken and (private or not cue.private)]


def planned(session: Session, now: float, *, private: bool) -> list[PlannedSound]:
    """The lines and tones of a running session due from ``now`` on, in order; times are the clock's elapsed seconds."""
    timeline, origin = session.timeline, session.origin
    ends = not session.detour and not timeline.open
    plan = sounds(timeline, origin, private=private, after=now - origin - JUST_NOW, ends=ends)
    stands = position.stands_at(session)
    if stands is not None:  # nothing sounds after the clock stands, until the question is answered
        plan = [planned_sound for planned_sound in plan if planned_sound.due < origin + stands - 1e-6]
    for number, planned_sound in enumerate(plan):
        if planned_sound.text:
            if planned_sound.due <= now + JUST_NOW:
                plan[number] = replace(planned_sound, grace=FIRST_GRACE)
            break
    return plan


def sounds(
    timeline: Timeline, origin: float, *, private: bool, after: float = 0.0, ends: bool = True
) -> list[PlannedSound]:
    """The lines and tones of a timeline whose second 0 is at ``origin``, in order, from second ``after`` on."""
    first = timeline.first_cue(after)
    plan = list(_cues(timeline.cues[first:], origin, private=private))
    if first == 0 and timeline.cues:
        plan.append(PlannedSound(origin + timeline.cues[0].at, tone="begin"))
    if ends:
        plan.append(PlannedSound(origin + timeline.total, tone="end"))
    return sorted(plan, key=lambda one: one.due)


def _cues(cues: Iterable[Cue], origin: float, *, private: bool) -> Iterator[PlannedSound]:
    for cue in cues:
        text = cue.spoken if private or not cue.private else ""
        tone = PHASE_TONES[cue.phase] if cue.phase is not None else ""
        if text or tone:
            yield PlannedSound(origin + cue.at, text, tone)


def has_ambience(settings: Settings) -> bool:
    """Whether an ambience is chosen; one's own needs a file."""
    return settings.ambience != AMBIENCES[0] and (settings.ambience != OWN_FILE or bool(settings.ambience_file))


def ambience_plan(timeline: Timeline, origin: float, settings: Settings, *, ends: bool = True) -> AmbiencePlan | None:
    """The ambience of a timeline whose second 0 is at ``origin``; None if none is chosen."""
    if not has_ambience(settings):
        return None
    breaths: tuple[tuple[float, Phase, float], ...] = ()
    if settings.ambience == "breath":
        breaths = tuple((cue.at, cue.phase, cue.seconds) for cue in timeline.cues if cue.phase in BREATH_SOUNDS)
    end = origin + timeline.total if ends else math.inf
    return AmbiencePlan(settings.ambience, origin, end, breaths, settings.ambience_file)


def ambience_sample(settings: Settings, now: float) -> AmbiencePlan | None:
    """The chosen ambience for some seconds from ``now`` on, with one breath; None if none is chosen."""
    if not has_ambience(settings):
        return None
    breaths = ((1.0, Phase.IN, 2.5), (3.5, Phase.OUT, 3.0))  # the first second is for making them
    return AmbiencePlan(settings.ambience, now, now + SAMPLE_SECONDS, breaths, settings.ambience_file)


class SessionSound:
    """The sound of sessions: the session runner plans it, and displays request single lines.

    While a session isn't running its lines are made in advance and nothing is scheduled. When the person
    leaves ``RUNNING``, the current line is cut; when the last second is reached, it may finish.
    ``open_voice`` is called when something is first played, so that a silent session starts neither
    engine nor device.
    """

    def __init__(self, settings: Settings, clock: Clock, open_voice: Callable[[Settings], Voice]) -> None:
        self._settings, self._clock, self._open_voice = settings, clock, open_voice
        self._voice: Voice | None = None
        self._last: Session | None = None
        self._cut = ""
        self._hushed = False  # whether the ambience was silenced until the session begins or goes on again
        self._held = False  # whether it is silent while somebody may answer by voice
        self.before_sound: Callable[[], None] = lambda: None  # called before a line is said, and before a new plan

    @property
    def speaks(self) -> bool:
        """Whether lines are spoken now."""
        return self._settings.voice

    @property
    def says_lines(self) -> bool:
        """Whether ``say_now`` says anything now."""
        return self._settings.voice or self._settings.spoken_interface

    def plan(self, session: Session) -> None:
        """Schedule the sounds from now on; called whenever the timeline or the position changes."""
        before, self._last = self._last, session
        if not self._sounds:
            return
        self.before_sound()
        if session.state is SessionState.RUNNING:
            self._run(before, session)
            return
        voice = self._opened()
        voice.surround(None)
        if before is not None and not _ended_by_itself(before, session):
            cut = voice.silence()
            self._cut = cut if session.state in SETTLED else ""
        if ambience := self._ambience(session):
            voice.prepare_ambience(ambience)
        if self._settings.voice:
            voice.prepare(lines(session.timeline.cues, private=self._settings.private_speech))

    def _run(self, before: Session | None, session: Session) -> None:
        voice, now = self._opened(), session.elapsed
        if before is None or before.state is not SessionState.RUNNING or before.setup.id != session.setup.id:
            self._hushed = False
        if before is not None and (_jumped(before, session) or _inserted_now(before, session)):
            voice.silence()
            self._cut = ""
        plan = self._planned(session, now)
        if self._cut and not any(
            planned_sound.text == self._cut and planned_sound.due <= now for planned_sound in plan
        ):
            plan.insert(0, PlannedSound(now, self._cut, grace=FIRST_GRACE))
        self._cut = ""
        voice.schedule(plan)
        self._surround(voice, session)

    def _surround(self, voice: Voice, session: Session) -> None:
        voice.surround(None if self._hushed or self._held else self._ambience(session))

    def _ambience(self, session: Session) -> AmbiencePlan | None:
        ends = not session.detour and not session.timeline.open
        return ambience_plan(session.timeline, session.origin, self._settings, ends=ends)

    def _planned(self, session: Session, now: float) -> list[PlannedSound]:
        plan = planned(session, now, private=self._settings.private_speech)
        return plan if self._settings.voice else [replace(one, text="") for one in plan if one.tone]

    def silence(self) -> None:
        """Stop every sound now and drop the plan."""
        if self._voice is not None:
            self._voice.silence(ambience=True)

    def again(self, text: str) -> None:
        """Say a line of the session again; a private one only if private things may be spoken."""
        cues = self._last.timeline.cues if self._last is not None else ()
        if self._settings.private_speech or not any(cue.private and cue.spoken == text for cue in cues):
            self.say_now(text, ANSWER_RANK)

    def say_now(self, text: str, rank: int, *, private: bool = False) -> None:
        """Say a line. Ranks (see ``playback.mixer``): 0 errors, 1 the answer to a key, 3 focus, 4 time left and offers.

        The sound of a ``private`` line is never on the disk.
        """
        if self.says_lines:
            self.before_sound()
            self._opened().say_now(text, rank, private=private)

    def sound_tone(self, kind: str) -> None:
        """Play a tone of the microphone now, "listening" or "listened", even if sessions have no tones."""
        self._opened().sound_tone(kind)

    def quiet_span(self) -> tuple[float, float]:
        """From and until which second of the clock nothing is heard, as ``Voice.quiet_span`` says it."""
        return self._voice.quiet_span() if self._voice is not None else (-math.inf, math.inf)

    def hold_ambience(self, held: bool) -> None:
        """Fade the ambience out, or let it come back: a microphone would pick it up."""
        changed, self._held = held is not self._held, held
        if changed and self._voice is not None and self._last is not None:
            running = self._last.state is SessionState.RUNNING
            if held or running:
                self._surround(self._voice, self._last)

    def click(self) -> None:
        """Play a soft click, for a typed character of a private field."""
        if self._settings.spoken_interface:
            self._opened().click()

    def hush(self) -> None:
        """Stop the current line and the ambience; the plan stays."""
        if self._voice is not None:
            self._voice.hush()
            self._hushed = True

    def cut_lines(self) -> None:
        """Stop the current line and those waiting; the plan and the ambience stay."""
        if self._voice is not None:
            self._voice.hush(ambience=False)

    def next_ambience(self) -> str:
        """The kind of ambience after the current one; the current one where it was silenced by ``hush``."""
        own = [OWN_FILE] if self._settings.ambience_file else []
        kinds = [*AMBIENCES, *own]
        now = self._settings.ambience
        if self._hushed and has_ambience(self._settings):
            return now
        return kinds[(kinds.index(now) + 1) % len(kinds)] if now in kinds else kinds[0]

    def switch(self, on: bool) -> None:
        """Turn speech on or off; tones and the session stay as they are."""
        self._change(msgspec.structs.replace(self._settings, voice=on))

    def adopt(self, settings: Settings) -> None:
        """Apply changed settings."""
        self._change(settings)

    def choose_ambience(self, kind: str) -> None:
        """Play this kind of ambience from now on, even if it was silenced by ``hush``."""
        self._hushed = False
        self._change(msgspec.structs.replace(self._settings, ambience=kind))

    def sample_ambience(self) -> None:
        """Play the chosen ambience for some seconds; in a session it is heard anyway."""
        if self._last is not None and self._last.state is SessionState.RUNNING:
            return
        plan = ambience_sample(self._settings, self._clock.elapsed())
        if plan is not None or self._voice is not None:
            self._opened().surround(plan)

    def rate(self, change: int) -> int:
        """Change the rate by ``change`` words a minute, within 100-160; return the new rate."""
        rate = max(SLOWEST, min(FASTEST, self._settings.rate + change))
        self._change(msgspec.structs.replace(self._settings, rate=rate))
        return rate

    def close(self) -> None:
        """Stop everything and release engine and device; may be called twice."""
        voice, self._voice = self._voice, None
        if voice is not None:
            voice.close()

    @property
    def _sounds(self) -> bool:
        return self._settings.voice or self._settings.tones or has_ambience(self._settings)

    def _change(self, settings: Settings) -> None:
        stops = self._settings.voice and not settings.voice
        other_ambience = self._settings.ambience != settings.ambience
        self._hushed = self._hushed and not other_ambience
        self._settings = settings
        if self._voice is not None:
            self._voice.change(settings)
            if stops:
                self._voice.silence()
            if other_ambience and not has_ambience(settings):
                self._voice.surround(None)
        if self._sounds and self._last is not None and self._last.state is SessionState.RUNNING:
            voice = self._opened()
            voice.schedule(self._planned(self._last, self._clock.elapsed()))
            self._surround(voice, self._last)

    def _opened(self) -> Voice:
        if self._voice is None:
            self._voice = self._open_voice(self._settings)
        return self._voice


def _jumped(before: Session, now: Session) -> bool:
    """Whether the person jumped to another second, or another session began."""
    return before.setup.id != now.setup.id or before.shift != now.shift


def _inserted_now(before: Session, now: Session) -> bool:
    """Whether steps were inserted that begin at the current second."""
    if before.timeline is now.timeline or now.position <= 0:
        return False
    at = now.timeline.first_cue(now.position - 1e-3)
    cues = now.timeline.cues[at : at + 1]
    return any(cue.part == Stage.ORIENTING and cue.at <= now.position + 1e-3 for cue in cues)


def _ended_by_itself(before: Session, now: Session) -> bool:
    """Whether the session reached its last second, so that the current line may finish."""
    reached = now.elapsed - before.origin >= before.timeline.total - 1e-6
    return before.state is SessionState.RUNNING and reached and before.shift == now.shift
