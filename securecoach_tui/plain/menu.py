"""The first list of the plain face: one thing to begin, everything else a number away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain import menu_entries as rooms
from securecoach_tui.plain.line_io import Lines
from securecoach_tui.plain.prompts import Gone, choose
from securecoach_tui.practice.plan import ID, KIND, read
from securecoach_tui.text import durations, suggestions

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def visit(sitting: PlainContext) -> None:
    """Round and round the first list, until the person leaves."""
    try:
        while True:
            rooms = first_list(sitting)
            chosen = choose(sitting, _("What now"), [label for label, _room in rooms], first=True)
            if chosen is not None:
                rooms[chosen][1](sitting)
    except Gone:
        farewell(sitting.lines)


def farewell(lines: Lines) -> None:
    """The last line of a visit."""
    lines.line(_("Goodbye for now."))


def first_list(sitting: PlainContext) -> list[tuple[str, rooms.MenuEntry]]:
    """What there is to do. Numbers stay the same from day to day; what waits stands at the end and is told first."""
    sitting.reload()
    suggested = sitting.suggestion()
    exercise = sitting.exercises()[suggested.exercise_id]
    length = durations.duration(suggested.minutes * 60)
    found: list[tuple[str, rooms.MenuEntry]] = [
        (_("Begin: {title}, {length}").format(title=exercise.title, length=length), rooms.begin_suggested),
        *rooms.always(),
    ]
    if sitting.quietly:
        return found
    sitting.lines.line(suggestions.suggestion_words(suggested.reason, sitting.clock.now().date()))
    if read(sitting.record.get(KIND, ID)).falls_on(sitting.clock.now().date()):
        sitting.lines.line(_("Today is a day that you chose for practice."))
    for waits, label, room in (
        (sitting.unfinished(), _("An unfinished session"), rooms.unfinished),
        (sitting.debriefs(), _("How it was, after a step with someone"), rooms.debrief),
        (rooms.week_waits(sitting), _("Look back on the week"), rooms.look_back),
    ):
        if waits:
            found.append((label, room))
            sitting.lines.line(_("Waiting: {what}, number {n}.").format(what=label, n=len(found)))
    return found
