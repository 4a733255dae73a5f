"""Decides which lines of a session are printed and when: breath lines, the time left, and spoken lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from securecoach_tui.i18n import _
from securecoach_tui.plain.line_io import LineIO
from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.practice.exercise.timeline import Cue, Timeline
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.text import durations, session_words
from securecoach_tui.text.durations import reading_seconds

QUIET_BEFORE_CUE = 2.0  # seconds before a cue in which the time left isn't printed
QUIET_AFTER_ASKING = 15.0  # seconds without breath lines after a reply to the person
FIRST_BREATHS = 3  # breaths printed at the start with the option "few"
LAST_MINUTE = 60.0
LATE_SECONDS = 0.9  # a breath line that a screen reader would read later than this is dropped at a terminal
_STALE_SECONDS = 15.0  # a line with the time left is dropped if it is this many seconds late

BreathLines = Literal["all", "few", "none"]
_NEXT_CHOICE: dict[str, BreathLines] = {"all": "few", "few": "none", "none": "all"}


@dataclass(frozen=True, slots=True)
class NarrationOptions:
    """Which lines to print.

    Attributes:
        breath_lines: which breaths to print.
        every: seconds between lines with the time left; 0 prints it on request only.
        marks: whether to print the time left half-way and a minute before the end instead.
        spoken: whether a voice speaks the lines; they are then printed together at the next pause and at the end.
        private_spoken: whether the voice also speaks private lines.
    """

    breath_lines: BreathLines = "all"
    every: int = 60
    marks: bool = False
    spoken: bool = False
    private_spoken: bool = False


class Narrator:
    """Prints the cues of one session after another, according to the options."""

    def __init__(self, io: LineIO, options: NarrationOptions) -> None:
        self._io, self._options = io, options
        self.breath_lines: BreathLines = options.breath_lines
        self._spoken: list[str] = []
        self._speaks = options.spoken
        self.begin()

    def begin(self) -> None:
        """Reset for a new session."""
        self._breaths = FIRST_BREATHS
        self._breath_wanted = False
        self._quiet_until = float("-inf")
        self._marks: list[float] = []
        self._course: tuple[Timeline, float] | None = None
        self._settling_printed = False
        self._read_until = float("-inf")
        self._after_breath: Cue | None = None

    def settling(self, session: Session) -> None:
        """Print once how long it is until the session begins."""
        if session.state is SessionState.RUNNING and session.position < 0 and not self._settling_printed:
            self._settling_printed = True
            self._io.print(_("Starting in {time}.").format(time=durations.duration(-session.position)))

    def cue(self, cue: Cue, now: float, *, with_breath: bool = False) -> None:
        """Print a cue at clock reading ``now``. Questions of the exercise are not printed here but when they are asked.

        ``with_breath`` means that a breath begins at the same second. At a terminal the breath's short line is then
        printed first, so that a screen reader reads both on time.
        """
        if cue.phase is None:
            self._breaths = max(self._breaths, 1)
            if cue.ask is None and with_breath and self._io.is_terminal:
                self._after_breath = cue
            elif cue.ask is None:
                self._print_words(cue, now)
            return
        if cue.phase == Phase.IN:
            self._breath_wanted = self._breaths > 0
            self._breaths = max(0, self._breaths - 1)
        wanted = self.breath_lines == "all" or (self.breath_lines == "few" and self._breath_wanted)
        late = self._io.is_terminal and self._read_until - now > LATE_SECONDS
        if wanted and now >= self._quiet_until and not late:
            self._note_reading(session_words.phase_words(cue), now)
            self._io.print_or_drop(session_words.phase_words(cue))
        if self._after_breath is not None:
            words, self._after_breath = self._after_breath, None
            self._print_words(words, now)

    def _print_words(self, cue: Cue, now: float) -> None:
        self._note_reading(cue.text, now)
        self._say(cue.text, private=cue.private)

    def question_as_cue(self, text: str) -> None:
        """Print a question of the exercise as something to think about, when no answer is asked for."""
        self._say(text)

    def pause_breath_lines(self, now: float) -> None:
        """Print no breath lines for a while, so that a reply can be read."""
        self._quiet_until = now + QUIET_AFTER_ASKING

    def next_breath_lines(self) -> str:
        """Change from all to few to none and back to all. Return a sentence that names the new choice."""
        self.breath_lines = _NEXT_CHOICE[self.breath_lines]
        return {
            "all": _("Breath lines: all."),
            "few": _("Breath lines: few."),
            "none": _("Breath lines: none."),
        }[self.breath_lines]

    def print_spoken(self) -> None:
        """Print the lines that a voice has spoken since the last pause."""
        spoken, self._spoken = self._spoken, []
        for line in spoken:
            self._io.print(line)

    def time_left(self, session: Session) -> None:
        """Print the time left if it is due, but never just before a cue."""
        left = session.seconds_left
        if session.state is not SessionState.RUNNING or left is None or session.position < 0:
            return
        course = (session.timeline, session.shift)
        if self._course is None or course[0] is not self._course[0] or course[1] != self._course[1]:
            self._course = course
            self._marks = [mark for mark in moments(session.timeline.total, self._options) if mark < left]
        while self._marks and self._marks[0] - left > _STALE_SECONDS:
            self._marks.pop(0)
        if self._marks and left <= self._marks[0] and self._has_time_for(time_left_words(left), session, left):
            self._marks = [mark for mark in self._marks if mark < left]
            self._io.print(time_left_words(left))
            place = _("You are here: {where}.").format(
                where=session_words.position_words(session)
            )  # so that the person doesn't have to count
            if self._has_time_for(time_left_words(left) + place, session, left):
                self._io.print(place)

    def _has_time_for(self, line: str, session: Session, left: float) -> bool:
        """Whether there is time until the next cue to read ``line`` after the lines already printed."""
        cues = session.timeline.cues
        due = cues[session.next_cue].at - session.position if session.next_cue < len(cues) else left
        busy = max(0.0, self._read_until - session.elapsed)
        return due >= max(QUIET_BEFORE_CUE, busy + reading_seconds(line))

    def _note_reading(self, line: str, now: float) -> None:
        self._read_until = max(now, self._read_until) + reading_seconds(line)

    def without_voice(self) -> None:
        """Print every line on time from now on, because speech doesn't work."""
        self._speaks = False
        self.print_spoken()

    def with_voice(self) -> None:
        """Speech works again after ``without_voice``."""
        self._speaks = self._options.spoken

    def _say(self, text: str, *, private: bool = False) -> None:
        if self._speaks and (self._options.private_spoken or not private):
            self._spoken.append(text)
        else:
            self._io.print(text)


def moments(total: float, options: NarrationOptions) -> list[float]:
    """The seconds left at which the time left is printed, highest first, for a session of ``total`` seconds."""
    if options.marks:
        marks = {total / 2, LAST_MINUTE} if total > LAST_MINUTE else {total / 2}
        return sorted(marks, reverse=True)
    if options.every <= 0:
        return []
    return [float(options.every * n) for n in range(int(total // options.every), 0, -1)]


def time_left_words(left: float) -> str:
    """The time left as a line, rounded to ten seconds from 30 seconds up."""
    seconds = round(left / 10) * 10 if left >= 30 else round(left)
    return _("Time left: {time}.").format(time=durations.duration(seconds))
