"""What waits: a session that was left before its end, and a lived rung that was prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.app.session_setup import make_debrief, make_resumed
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose
from securecoach_tui.plain.run_session import play
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.text import durations, session_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from securecoach_tui.plain.plain_context import PlainContext
    from securecoach_tui.store.unfinished_sessions import Unfinished


def unfinished(sitting: PlainContext, waiting: Sequence[Unfinished]) -> None:
    """One of them: go on from here, keep what was practised, or drop it."""
    if not waiting:
        sitting.lines.line(_("No session waits."))
        return
    chosen = 0
    if len(waiting) > 1:
        picked = choose(sitting, _("Unfinished sessions"), [unfinished_words(one) for one in waiting])
        if picked is None:
            return
        chosen = picked
    one = waiting[chosen]
    sitting.lines.line(unfinished_words(one))
    ways = [_("Go on from here"), _("Keep what was practised"), _("Drop it")]
    way = choose(sitting, _("This session"), ways)
    if way == 0:
        go_on(sitting, one)
    elif way == 1:
        from securecoach_tui.store.unfinished_sessions import keep

        keep(one, sitting.writer)  # type: ignore[arg-type]  # a Writer or its fake
        sitting.begun.add(one.id)
        sitting.lines.line(sitting.kept_words())
    elif way == 2:
        sitting.writer.drop_checkpoint(one.id)
        sitting.begun.add(one.id)
        sitting.lines.line(_("Dropped."))


def go_on(sitting: PlainContext, one: Unfinished) -> None:
    """The session from where it was left."""
    point = one.checkpoint
    exercise = sitting.exercises().get(point.exercise)
    if exercise is None:
        sitting.lines.line(_("Its exercise is not here any more. What was practised can still be kept."))
        return
    setup = make_resumed(exercise, point, settings=sitting.preferences, record=sitting.record, clock=sitting.clock)
    try:
        play(sitting, setup, point)
    except LengthRefused:
        sitting.lines.line(_("It can't be gone on with here. What was practised can still be kept."))
    sitting.reload()


def unfinished_words(one: Unfinished) -> str:
    """Which session waits, and where in it."""
    day = one.started[:16].replace("T", " ")
    return _("{title}, {at} in, begun {day}").format(title=one.title, at=durations.duration(one.position), day=day)


def debrief(sitting: PlainContext) -> None:
    """A lived rung was prepared: how it was, later, or nothing more of it."""
    for entry in sitting.debriefs():
        setup = make_debrief(entry, settings=sitting.preferences, record=sitting.record, clock=sitting.clock)
        if setup is None:
            sitting.writer.keep("debrief", str(entry["id"]), {"waits": False})
            continue
        for line in session_words.prepared_words(setup):
            sitting.lines.line(line)
        ways = [_("Tell yourself how it was"), _("Later"), _("Let it go")]
        way = choose(sitting, _("This step"), ways)
        if way == 0:
            sitting.begin().run(setup)
            sitting.writer.keep("debrief", str(entry["id"]), {"waits": False})
        elif way == 2:
            sitting.writer.keep("debrief", str(entry["id"]), {"waits": False})
            sitting.lines.line(_("Let go. Nothing more is asked about it."))
        sitting.reload()
        return
