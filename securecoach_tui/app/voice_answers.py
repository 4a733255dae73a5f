"""Answers by voice: a small state machine for the open question, which both displays use in the same way.

A display says which question was asked (``asked``), calls ``look`` whenever it reads the clock, carries out the effects
that this returns, and calls ``cancel`` at every key. The microphone is opened by a ``Listener``, in windows. Each is
preceded by silence of our own and by a tone, and closed before our next sound. An answer is said back, and a window
of its own takes a word that changes it. A "no" to grounding before an exercise that may upset needs the enter key as well:
silence is no answer to that. Background sound is faded out before the first window and comes back after the last:
a microphone would pick it up, and words are understood less often in noise.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from securecoach_tui.practice.record import QuestionKey
from securecoach_tui.practice.session.questions import can_be_heard, is_private_question, is_rating
from securecoach_tui.practice.session.state import PRACTISING, SessionState
from securecoach_tui.text import spoken_answers
from securecoach_tui.text.durations import reading_seconds
from securecoach_tui.text.question_words import question_words
from securecoach_tui.voice.listening.model import NO, NUMBERS, YES, Heard, Listener
from securecoach_tui.voice.playback.mixer import ANSWER_RANK, LOW_RANK

if TYPE_CHECKING:
    from securecoach_tui.clock import Clock
    from securecoach_tui.practice.session.events import AskFor
    from securecoach_tui.practice.session.state import Session
    from securecoach_tui.voice.session_audio import SessionSound

QUIET_SECONDS = 0.4  # from the last sample of our own to the tone that opens a window
ANSWER_SECONDS, CHANGE_SECONDS = 8.0, 2.5  # the lengths of the two kinds of windows
LEAST_SECONDS = 3.0  # no shorter window is opened for an answer
TONE_SECONDS = 0.25  # kept free for the tone
MARGIN_SECONDS = 0.3  # from the end of a window to our next sound
FADE_SECONDS = 1.0  # kept free where background sound may have to fade out first
PATIENCE_SECONDS = 8.0  # for a line that waits to be said; one that takes longer isn't coming
HANGS_SECONDS = 0.1  # after which whoever cancels no longer waits for another thread
LOOK_SECONDS = 0.1  # between two looks while it isn't known when our own sound ends

Value = int | str


@dataclass(frozen=True, slots=True)
class Opens:
    """The microphone is about to open."""


@dataclass(frozen=True, slots=True)
class Shows:
    """Show these words beside the question: what was understood, or a request to say it again."""

    words: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """A window has closed, nothing was taken from it, and no other one follows."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """``value`` is the answer to ``ask``, as if it had been typed."""

    ask: AskFor
    value: Value


@dataclass(frozen=True, slots=True)
class Problem:
    """Answers by voice don't work any more, in a sentence for the user."""

    sentence: str


VoiceEffect = Opens | Shows | Stopped | Accepted | Problem


class _Stage(Enum):
    QUIET = "waits until nothing of our own is heard"
    ANNOUNCED = "the line that announces a window is being read"
    TONE = "the tone is playing"
    KEY = "what was understood needs a key to be the answer"
    OPEN = "the microphone is opening, open, or what it heard is being decided"


@dataclass
class _Question:
    """The open question.

    ``since`` is when it was asked or something was said to it, and ``ready_at`` from when on a window may open, by the
    clock. ``value`` is what was understood, ``again`` whether it was asked for a second time, and ``said`` whether we say
    the question itself, while no cue is due.
    """

    ask: AskFor
    labels: dict[str, str]
    since: float
    ready_at: float
    stage: _Stage = _Stage.QUIET
    value: Value | None = None
    again: bool = False
    said: bool = False
    words: str = ""
    ambience_held: bool = False

    @property
    def answers(self) -> tuple[Value, ...]:
        """What is listened for next."""
        if self.value is not None:
            return (YES if self.value == NO else NO,)
        return NUMBERS if self.ask.scale else self.ask.choices


class VoiceAnswers:
    """Takes the answers of one display to questions of its sessions by voice.

    Args:
        wake: called on another thread when there is something to ``look`` at.
        lines: whether the display prints lines, which a screen reader may be reading aloud.
        read_until: the second of the clock at which a screen reader has read the lines that were printed.
        screen_speech: whether screen speech says each question and notice now.
    """

    def __init__(
        self,
        listener: Listener,
        sound: SessionSound,
        clock: Clock,
        wake: Callable[[], None],
        *,
        lines: bool = False,
        read_until: Callable[[], float] = lambda: 0.0,
        screen_speech: Callable[[], bool] = lambda: False,
    ) -> None:
        self._listener, self._sound, self._clock, self._wake = listener, sound, clock, wake
        self._lines, self._read_until, self._screen_speech = lines, read_until, screen_speech
        self._lock = threading.RLock()
        self._reports: queue.SimpleQueue[tuple[int, Heard | None]] = queue.SimpleQueue()
        self._window = 0  # the number of the last window; reports of earlier ones are dropped
        self._question: _Question | None = None
        self._effects: list[VoiceEffect] = []
        self._look_in = float("inf")
        self._speechless = False  # whether lines that we say aren't heard
        self.listening = False
        self.failed = False
        sound.before_sound = self._make_way

    @property
    def said_back(self) -> Value | None:
        """What was understood, while it can still be changed."""
        question = self._question
        return None if question is None else question.value

    @property
    def words(self) -> str:
        """The words to show beside the question."""
        question = self._question
        return "" if question is None else question.words

    @property
    def wake_in(self) -> float:
        """Seconds until the display calls ``look`` again, at the latest."""
        return self._look_in

    def asked(self, session: Session, ask: AskFor) -> None:
        """The session asks ``ask``. A window opens for it if it can be answered by voice.

        None does around a step that is done with someone: they may be near, and be taken for the person.
        """
        with self._lock:
            self._drop(cut=True)
            if self.failed or session.setup.lived or is_private_question(ask, session):
                return
            if not can_be_heard(ask, session.setup.exercise):
                return
            words, _prompt, labels = question_words(ask, session)
            now = self._clock.elapsed()
            self._question = _Question(ask, labels, now, now)
            if not self._may_listen(session):
                self._question = None
                return
            in_cue = bool(ask.text) and session.state in PRACTISING  # the words of the cue are the question
            if not in_cue and self._speaks and not self._screen_speech():
                self._question.said = session.state is not SessionState.RUNNING
                self._sound.say_now(words, LOW_RANK)  # the next cue cuts it
            self._leave_time_for(f"{words} {' '.join(labels.values())}")
            self._look_in = LOOK_SECONDS

    def look(self, session: Session) -> list[VoiceEffect]:
        """What the display does next, in order; called whenever it reads the clock."""
        with self._lock:
            self._effects, self._look_in = [], float("inf")
            if self._question is not None and not self._may_listen(session):
                self._drop()
            self._take_reports()
            if self._question is not None:
                self._step(self._question, session)
            return self._effects

    def cancel(self, *, tone: bool = False) -> None:
        """Close the microphone at once and listen no more for this question; may be called on any thread.

        With ``tone`` a tone says so, if it was open. A quick exit mustn't wait for a device that hangs while it is opened.
        """
        if not self._lock.acquire(timeout=HANGS_SECONDS):
            self._listener.cancel()
            return
        try:
            was_open = self._drop(cut=tone)
            if tone and was_open:
                self._sound.sound_tone("listened")
        finally:
            self._lock.release()

    def _drop(self, *, cut: bool = False) -> bool:
        """Listen no more for this question, and with ``cut`` don't finish saying it. Return whether the microphone was open."""
        was_open, question = self._close_window(), self._question
        if question is not None:
            self._question = None
            self._hold_ambience(question, False)
            if cut and question.said:
                self._sound.cut_lines()
        return was_open

    def _may_listen(self, session: Session) -> bool:
        """Whether the question is open, also by the clock, and the session neither paused nor led to people to talk to.

        While a session runs, lines go on being printed, and a screen reader may be reading them aloud.
        """
        question = self._question
        if question is None or session.open != question.ask or session.careful:
            return False
        if session.state is SessionState.RUNNING:
            return not self._lines and self._clock.elapsed() < _closes_at(session)
        return session.state in (SessionState.BEFORE, SessionState.AFTER) or session.waits_for == question.ask.key

    def _make_way(self) -> None:
        """A sound of our own is about to begin: close the microphone, and wait for silence again."""
        with self._lock:
            if self._question is not None and self._question.stage not in (_Stage.QUIET, _Stage.KEY):
                self._close_window()
                self._question.stage = _Stage.QUIET

    def make_way(self, words: str) -> None:
        """The display is about to print ``words``: close the microphone until they can have been read."""
        with self._lock:
            self._make_way()
            self._leave_time_for(words)

    def _close_window(self) -> bool:
        """Close the window, if there is one. Return whether the microphone was open."""
        opened = self._question is not None and self._question.stage is _Stage.OPEN
        if opened:
            self._window += 1
            self._listener.cancel()
        self.listening = False
        return opened

    # Windows

    def _step(self, question: _Question, session: Session) -> None:
        now = self._clock.elapsed()
        quiet_from, next_sound = self._sound.quiet_span()
        room = min(next_sound, _closes_at(session)) - MARGIN_SECONDS - now
        if question.stage is _Stage.OPEN:
            if room <= 0:
                self._close_window()
                self._end(question)
            else:
                self._look_in = room
        elif question.stage is _Stage.KEY:
            return
        elif question.stage is _Stage.QUIET:
            if quiet_from == float("inf") and now > question.since + PATIENCE_SECONDS and room == float("inf"):
                self._sound.cut_lines()
                self._speechless = True
            self._wait_for_quiet(question, now, quiet_from, room)
        elif question.stage is _Stage.ANNOUNCED and now < question.ready_at:
            self._look_in = question.ready_at - now
        elif question.stage is _Stage.ANNOUNCED:
            self._sound_tone(question)
        elif now < quiet_from:
            self._look_in = min(LOOK_SECONDS, max(0.01, quiet_from - now))
        elif room < self._least(question):
            question.stage, self._look_in = _Stage.QUIET, LOOK_SECONDS
        else:
            self._open_window(question, room)

    def _wait_for_quiet(self, question: _Question, now: float, quiet_from: float, room: float) -> None:
        begins = max(question.ready_at, quiet_from + QUIET_SECONDS, self._read_until())
        announcing = self._announcing
        needed = announcing + TONE_SECONDS + self._least(question) + (0.0 if question.ambience_held else FADE_SECONDS)
        if now < begins:
            self._look_in = LOOK_SECONDS if begins == float("inf") else max(0.01, begins - now)
        elif room < needed and question.value is not None:
            self._accept(question)
        elif room < needed:
            self._hold_ambience(question, False)
            self._look_in = max(LOOK_SECONDS, room + MARGIN_SECONDS)
        elif not question.ambience_held:
            self._hold_ambience(question, True)
            self._look_in = 0.0
        else:
            self._effects.append(Opens())
            question.stage, question.ready_at = _Stage.ANNOUNCED, now + announcing
            self._look_in = announcing
            if not announcing:
                self._sound_tone(question)

    def _hold_ambience(self, question: _Question, held: bool) -> None:
        if question.ambience_held is not held:
            question.ambience_held = held
            self._sound.hold_ambience(held)

    def _sound_tone(self, question: _Question) -> None:
        question.stage, self._look_in = _Stage.TONE, TONE_SECONDS
        self._sound.sound_tone("listening")

    def _open_window(self, question: _Question, room: float) -> None:
        longest = ANSWER_SECONDS if question.value is None else CHANGE_SECONDS
        self._window += 1
        question.stage, self._look_in = _Stage.OPEN, room
        number = self._window
        self._listener.listen(
            question.answers, min(longest, room), partial(self._report, number, None), partial(self._report, number)
        )

    @staticmethod
    def _least(question: _Question) -> float:
        return LEAST_SECONDS if question.value is None else CHANGE_SECONDS

    @property
    def _announcing(self) -> float:
        """Seconds that a screen reader needs for the line that announces a window."""
        return reading_seconds(spoken_answers.listening_words()) if self._lines else 0.0

    def _leave_time_for(self, words: str) -> None:
        """Let no window open before these words, which were just shown, can be read."""
        if self._question is not None:
            self._question.since = self._clock.elapsed()
            if self._lines or not self._speaks:
                begins = max(self._question.since, self._question.ready_at)  # what was shown before is read first
                self._question.ready_at = begins + reading_seconds(words)

    @property
    def _speaks(self) -> bool:
        """Whether lines are said, by spoken prompts or by screen speech."""
        return not self._speechless and (self._sound.speaks or self._screen_speech())

    # What was heard

    def _report(self, number: int, heard: Heard | None) -> None:
        """Called by the listener, on its thread; None if the microphone is open."""
        self._reports.put((number, heard))
        self._wake()

    def _take_reports(self) -> None:
        while not self._reports.empty():
            number, heard = self._reports.get()
            question = self._question
            if question is None or number != self._window:
                continue
            self.listening = heard is None
            if heard is not None:
                self._window += 1
                question.stage = _Stage.QUIET
                self._sound.sound_tone("listened")
                self._decide(question, heard)

    def _decide(self, question: _Question, heard: Heard) -> None:
        if heard.outcome == "failed":
            self.failed = True
            self._effects.append(Problem(heard.problem))
            if question.value is None:
                self._drop()
            else:
                self._accept(question)
        elif heard.outcome == "silence" or (heard.outcome == "unclear" and question.value is not None):
            self._end(question)
        elif question.value is None and heard.outcome == "answer" and heard.value in question.answers:
            question.value = heard.value
            self._say(question, spoken_answers.said_back_words(heard.value, question.labels))
        elif not question.again:
            question.value, question.again = None, True
            self._say(question, spoken_answers.again_words())
        else:
            question.value = None
            self._end(question)

    def _say(self, question: _Question, words: str) -> None:
        question.words = words
        self._effects.append(Shows(words))
        if self._speaks:
            self._sound.say_now(words, ANSWER_RANK, private=True)  # no answer is on the disk as sound
        self._leave_time_for(words)

    def _end(self, question: _Question) -> None:
        """Listen no more for this question: what was understood and not changed is its answer."""
        if question.value is not None:
            self._accept(question)
        else:
            self._drop()
            self._effects.append(Stopped())

    def _accept(self, question: _Question) -> None:
        value = question.value
        assert value is not None
        if value == NO and question.ask.key == QuestionKey.GROUND_FIRST:
            question.stage = _Stage.KEY
            self._hold_ambience(question, False)
            self._say(question, spoken_answers.agree_words(question.labels))
            self._effects.append(Stopped())
            return
        self._drop()
        self._effects.append(Accepted(question.ask, value))


def _closes_at(session: Session) -> float:
    """The second of the clock at which the open question closes by itself: a rating does when the next one comes."""
    if session.open is None or session.state is not SessionState.RUNNING or not is_rating(session.open.key):
        return float("inf")
    timeline = session.timeline
    asking = (cue.at for cue in timeline.cues[session.next_cue :] if cue.rate is not None or cue.ask is not None)
    return session.origin + next(asking, timeline.total)
