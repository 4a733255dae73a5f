"""What is told by its date and never judged, kind by kind, each line with the sessions behind it.

One list for every face: check-ins, rungs, expected and met, urges, settling alone, lines of looking back. A kind that a person hid is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.progress.days import DAY_STARTS, Dated, day_of, in_order
from securecoach_tui.text import described, look_back
from securecoach_tui.text.described import Met

# The names under which a kind can be hidden; it is left out where all of them are.
HIDDEN_BY = {
    "checkins": ("checkins",),
    "rungs": ("rung",),
    "pairs": ("prediction_gap",),
    "urges": ("urge_before", "urge_highest", "urge_after", "urge_waited"),
    "settled_alone": ("settled_alone",),
    "lookbacks": ("lookbacks",),
}


class Entry(msgspec.Struct, frozen=True):
    """A line and the ids behind it; ``pair`` where it can be drawn as paired dots; ``own``: in a person's own words."""

    line: str
    ids: list[str]
    pair: Met | None = None
    own: bool = False


class Kind(msgspec.Struct, frozen=True):
    """A kind by its name and heading, its entries oldest first; never empty."""

    name: str
    heading: str
    entries: list[Entry]

    @property
    def ids(self) -> list[str]:
        """All sessions behind it, oldest first."""
        return [id for entry in self.entries for id in entry.ids]


def kinds(
    sessions: Iterable[SessionRecord],
    checkins: Iterable[Mapping[str, Any]],
    today: date,
    *,
    day_starts: int = DAY_STARTS,
    hidden: Collection[str] = (),
    lookbacks: Iterable[Mapping[str, Any]] = (),
) -> list[Kind]:
    """The kinds that hold anything, in their order."""
    dated = in_order(sessions, today)[0]

    def of_checkins() -> list[Entry]:
        found = described.checkins(checkins, day_starts)
        return [Entry(line, []) for line in described.checkin_lines(found, today)]

    def of_rungs() -> list[Entry]:
        found = described.rungs(dated, day_starts)
        lines = described.rung_lines(found, today)
        return [Entry(line, one.ids) for line, one in zip(lines, found, strict=True)]

    def of_pairs() -> list[Entry]:
        found = described.pairs(dated, day_starts)
        return [Entry(described.pair_line(one, today), [one.id], one) for one in found]

    def of_urges() -> list[Entry]:
        found = described.urges(dated, day_starts)
        lines = described.urge_lines(found, today)
        return [Entry(line, [one.id]) for line, one in zip(lines, found, strict=True)]

    def of_settled() -> list[Entry]:
        found = described.settled_alone(dated, day_starts)
        lines = described.settled_lines(found, today)
        return [Entry(line, [one.id]) for line, one in zip(lines, found, strict=True)]

    def of_lookbacks() -> list[Entry]:
        lines = look_back.lines_kept(lookbacks, today)
        return [Entry(line, _of_week(dated, monday, day_starts), own=True) for monday, line in lines]

    every: list[tuple[str, str, Callable[[], list[Entry]]]] = [
        ("checkins", _("Check-ins"), of_checkins),
        ("rungs", _("Rungs"), of_rungs),
        ("pairs", _("Expected and met"), of_pairs),
        ("urges", _("Urges"), of_urges),
        ("settled_alone", _("Settled by myself"), of_settled),
        ("lookbacks", _("Looking back"), of_lookbacks),
    ]
    shown = [one for one in every if not set(HIDDEN_BY[one[0]]) <= set(hidden)]
    return [Kind(name, heading, entries) for name, heading, of in shown if (entries := of())]


def _of_week(dated: Sequence[Dated], monday: date, day_starts: int) -> list[str]:
    """The sessions of a week."""
    return [one.session.id for one in dated if 0 <= (day_of(one.started, day_starts) - monday).days < 7]
