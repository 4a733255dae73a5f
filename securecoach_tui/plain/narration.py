"""Which of a session's lines are told, and when: breath lines, the time left, and what a voice says already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from securecoach_tui.i18n import _
from securecoach_tui.plain.line_io import Lines
from securecoach_tui.practice.exercise.model import Phase
from securecoach_tui.practice.exercise.timeline import Cue, Timeline
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.text import durations, session_words

QUIET_BEFORE_CUE = 2.0  # seconds before a cue in which the time left isn't told
QUIET_AFTER_ASKING = 15.0  # seconds without breath lines after what was asked for
FIRST_BREATHS = 3  # breaths told at the start where few are wanted
LAST_MINUTE = 60.0
READ_LINE, READ_CHARACTERS = 0.4, 15.0  # how a screen reader reads: seconds a line, characters a second
LATE_SECONDS = 0.9  # a breath line that a reader would come to later than this is not told at a terminal
_STALE = 15.0  # a moment for the time left that couldn't be used within this many seconds is let go

BreathLines = Literal["all", "few", "none"]
_ROUND: dict[str, BreathLines] = {"all": "few", "few": "none", "none": "all"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person likes to be told. ``every``: seconds between tellings of the time left, 0 on request.

    ``marks``: half-way and in the last minute instead. ``spoken``: a voice says the lines, so they are
    shown together at the next pause and at the end; private ones only where ``private_spoken``.
    """

    breath_lines: BreathLines = "all"
    every: int = 60
    marks: bool = False
    spoken: bool = False
    private_spoken: bool = False


class Telling:
    """The lines of one session after another, in a person's manner."""

    def __init__(self, lines: Lines, manner: Manner) -> None:
        self._lines, self._manner = lines, manner
        self.breath_lines: BreathLines = manner.breath_lines
        self._spoken: list[str] = []
        self._speaks = manner.spoken
        self.begin()

    def begin(self) -> None:
        """Another session begins: its first breaths are told anew."""
        self._breaths = FIRST_BREATHS
        self._telling_breath = False
        self._quiet_until = float("-inf")
        self._marks: list[float] = []
        self._course: tuple[Timeline, float] | None = None
        self._told_settling = False
        self._read_until = float("-inf")
        self._with_breath: Cue | None = None

    def settling(self, session: Session) -> None:
        """That there is a moment before second 0, once."""
        if session.state is SessionState.RUNNING and session.position < 0 and not self._told_settling:
            self._told_settling = True
            self._lines.line(_("It begins in {time}.").format(time=durations.duration(-session.position)))

    def cue(self, cue: Cue, now: float, *, breath_with_it: bool = False) -> None:
        """A cue at clock reading ``now``; an exercise's own question is told as it is asked.

        At a terminal, words that come ``breath_with_it`` are told after the breath's line, which a screen
        reader reads in a moment, so that neither is late.
        """
        if cue.phase is None:
            self._breaths = max(self._breaths, 1)
            if cue.ask is None and breath_with_it and self._lines.terminal:
                self._with_breath = cue
            elif cue.ask is None:
                self._words(cue, now)
            return
        if cue.phase == Phase.IN:
            self._telling_breath = self._breaths > 0
            self._breaths = max(0, self._breaths - 1)
        wanted = self.breath_lines == "all" or (self.breath_lines == "few" and self._telling_breath)
        late = self._lines.terminal and self._read_until - now > LATE_SECONDS
        if wanted and now >= self._quiet_until and not late:
            self._read(session_words.phase_words(cue), now)
            self._lines.phase(session_words.phase_words(cue))
        if self._with_breath is not None:
            words, self._with_breath = self._with_breath, None
            self._words(words, now)

    def _words(self, cue: Cue, now: float) -> None:
        self._read(cue.text, now)
        self._say(cue.text, private=cue.private)

    def question_as_cue(self, text: str) -> None:
        """An exercise's own question where nobody answers: something to think of."""
        self._say(text)

    def asked_for(self, now: float) -> None:
        """Something was asked for: it is read in peace."""
        self._quiet_until = now + QUIET_AFTER_ASKING

    def go_round(self) -> str:
        """All, few, none, and all again; the sentence that says so."""
        self.breath_lines = _ROUND[self.breath_lines]
        return {
            "all": _("Breath lines: all."),
            "few": _("Breath lines: few."),
            "none": _("Breath lines: none."),
        }[self.breath_lines]

    def together(self) -> None:
        """What a voice has said since the last pause."""
        said, self._spoken = self._spoken, []
        for line in said:
            self._lines.line(line)

    def time_left(self, session: Session) -> None:
        """The time left, where one of its moments has come, never just before a cue."""
        left = session.seconds_left
        if session.state is not SessionState.RUNNING or left is None or session.position < 0:
            return
        course = (session.timeline, session.shift)
        if self._course is None or course[0] is not self._course[0] or course[1] != self._course[1]:
            self._course = course
            self._marks = [mark for mark in moments(session.timeline.total, self._manner) if mark < left]
        while self._marks and self._marks[0] - left > _STALE:
            self._marks.pop(0)
        if self._marks and left <= self._marks[0] and self._room_for(time_words(left), session, left):
            self._marks = [mark for mark in self._marks if mark < left]
            self._lines.line(time_words(left))
            place = _("Now: {where}.").format(
                where=session_words.position_words(session)
            )  # so that nobody has to count
            if self._room_for(time_words(left) + place, session, left):
                self._lines.line(place)

    def _room_for(self, line: str, session: Session, left: float) -> bool:
        """Whether there is time to read a line after those before it, and never just before a cue."""
        cues = session.timeline.cues
        due = cues[session.next_cue].at - session.position if session.next_cue < len(cues) else left
        busy = max(0.0, self._read_until - session.elapsed)
        return due >= max(QUIET_BEFORE_CUE, busy + reading(line))

    def _read(self, line: str, now: float) -> None:
        self._read_until = max(now, self._read_until) + reading(line)

    def without_voice(self) -> None:
        """Speech can't be had: every line is shown at its second from here on."""
        self._speaks = False
        self.together()

    def _say(self, text: str, *, private: bool = False) -> None:
        if self._speaks and (self._manner.private_spoken or not private):
            self._spoken.append(text)
        else:
            self._lines.line(text)


def moments(total: float, manner: Manner) -> list[float]:
    """The seconds left at which that is told, from the earliest, in a session of ``total`` seconds."""
    if manner.marks:
        marks = {total / 2, LAST_MINUTE} if total > LAST_MINUTE else {total / 2}
        return sorted(marks, reverse=True)
    if manner.every <= 0:
        return []
    return [float(manner.every * n) for n in range(int(total // manner.every), 0, -1)]


def reading(line: str) -> float:
    """Seconds that a screen reader takes for a line."""
    return READ_LINE + len(line) / READ_CHARACTERS


def time_words(left: float) -> str:
    """The time left as a line, to ten seconds where it is long."""
    whole = round(left / 10) * 10 if left >= 30 else round(left)
    return _("Time left: {time}.").format(time=durations.duration(whole))
