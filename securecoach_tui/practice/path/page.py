"""What a display shows of the path: the week that a person is in, what is on offer, and what was tried."""

from __future__ import annotations

import msgspec

from securecoach_tui.practice.path.state import OtherTurn, PathState, WeekWords
from securecoach_tui.practice.path.weeks import LOOKING_BACK, EightWeeks, Lean, Lesson, PathWeek


class OfferLine(msgspec.Struct, frozen=True):
    """An exercise of the week: its id, title and note, and how often it was practised since the week was turned to."""

    exercise: str
    title: str
    note: str
    done: int


class PathPage(msgspec.Struct, frozen=True):
    """All that a display shows of the path. Off the path there is no lesson and nothing on offer.

    ``hard`` is true after a session that was numb, ended high or led to people to talk to: then nothing leads on.
    ``asks`` is the direction of a check-in that the person was not asked about yet, ``problem`` why a path of their own
    isn't used.
    """

    state: PathState
    weeks: EightWeeks
    offers: tuple[OfferLine, ...] = ()
    words: tuple[WeekWords, ...] = ()
    hard: bool = False
    other: OtherTurn | None = None
    asks: Lean | None = None
    problem: str = ""

    @property
    def week(self) -> PathWeek:
        """The week that the person is in, or left."""
        return self.weeks.week(self.state.week)

    @property
    def lesson(self) -> Lesson | None:
        """The week's lesson; None off the path."""
        return self.week.lesson(self.state.lean) if self.state.on and self.state.lean is not None else None

    @property
    def looks_back(self) -> bool:
        """Whether the week is one of those that look back."""
        return self.state.on and self.state.week in LOOKING_BACK

    def words_of_week(self) -> WeekWords:
        """What was written about this week before."""
        return next((one for one in self.words if one.week == self.state.week), WeekWords(self.state.week, "", ""))


class TriedOnPath(msgspec.Struct, frozen=True):
    """What a look back is made of: exercises with their counts, the most practised first, and three tools to keep."""

    tried: tuple[tuple[str, int], ...]
    tools: tuple[str, ...]
