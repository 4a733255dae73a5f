"""One's own movement in lines: the sentences and figures first, then week by week where asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.choosing import choose
from securecoach_tui.setups import whole_ladder

if TYPE_CHECKING:
    from securecoach_tui.plain.sitting import Sitting
    from securecoach_tui.progress.model import Progress


def movement(sitting: Sitting) -> None:
    """Everything in words that can be checked; the sessions behind it lie in Past sessions."""
    from securecoach_tui.progress import pages
    from securecoach_tui.progress.naming import capacity_name

    found = moved(sitting)
    _tell(sitting, pages.lines(found))
    rooms = list(found.rooms.values())
    labels = [_("{name}, week by week").format(name=capacity_name(room.capacity)) for room in rooms]
    labels.append(_("Check-ins"))
    while (chosen := choose(sitting, _("My movement"), labels)) is not None:
        if chosen < len(rooms):
            _tell(sitting, pages.room_lines(rooms[chosen], found, week_by_week=True))
        else:
            _checkins(sitting)


def moved(sitting: Sitting) -> Progress:
    """The person's movement as things stand."""
    from securecoach_tui.progress.days import day_of
    from securecoach_tui.progress.model import movement

    preferences, record = sitting.preferences, sitting.record
    return movement(
        record.sessions,
        today=day_of(sitting.clock.now(), preferences.day_starts),
        baselines=record.of_kind("baseline"),
        day_starts=preferences.day_starts,
        hidden=preferences.hidden_indicators,
        places={rung.id: rung.place for rung in whole_ladder(sitting.words.rungs(), record)},
    )


def _checkins(sitting: Sitting) -> None:
    """Dates and the words chosen; never a trend."""
    words = sitting.words.checkin()
    entries = sorted(sitting.record.of_kind("checkin"), key=lambda entry: str(entry.get("at", "")), reverse=True)
    sitting.lines.line(_("Check-ins: {n}").format(n=len(entries)))
    for entry in entries:
        chosen = entry.get("chosen") or entry.get("direction")
        what = words.choices.get(chosen, _("no direction")) if isinstance(chosen, str) else _("no direction")  # type: ignore[call-overload]
        sitting.lines.line(_("{day}: {what}").format(day=str(entry.get("at", ""))[:10], what=what))


def _tell(sitting: Sitting, lines: list[str]) -> None:
    for line in lines:
        if line:
            sitting.lines.line(line)
