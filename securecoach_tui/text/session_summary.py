"""The lines at the end of a session, for both faces: how it was, never a measure of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Capacity, Scale, SessionRecord, When
from securecoach_tui.text.durations import duration


def summary(record: SessionRecord, recent: Sequence[SessionRecord]) -> list[str]:
    """The closing lines of a session; ``recent`` are the sessions before it, newest first."""
    practised = _about(record.practised_seconds or 0)
    if record.capacity == Capacity.CLOSENESS:
        if record.planned_seconds is None:  # it was lived elsewhere: its distress was not measured
            return [*_feared_words(record), _("Thank you for looking back at it.")]
        lines = [_("You stayed {time}.").format(time=practised)]
        most = max((r.value for r in record.ratings if r.scale == Scale.DISTRESS), default=None)
        if record.prediction is not None and most is not None:
            lines.append(_("You expected {n}; the most was {most}.").format(n=record.prediction, most=most))
        return [*lines, _("Thank you for practising.")]
    shape = _("{time}, whole.") if record.completed else _("{time}.")
    lines = [shape.format(time=practised)]
    before, after = record.first(Scale.DISTRESS, When.BEFORE), record.first(Scale.DISTRESS, When.AFTER)
    if before is None or after is None:
        return [*lines, _("Thank you for practising.")]
    facts = {"before": before, "after": after}
    if after < before:
        lines.append(_("Distress {before} before, {after} after.").format(**facts))
        drops = [_drop(one) for one in recent]
        known = [drop for drop in drops if drop is not None][:5]
        if len(known) == 5 and median(known) > 0:
            usual = _("Over your last five sessions it has usually come down by {n:g}.")
            lines.append(usual.format(n=median(known)))
    elif after > before:
        lines.append(_("{before} before, {after} after. That happens when you turn toward something.").format(**facts))
    else:
        lines.append(_("{before} before, {after} after. You stayed with it.").format(**facts))
    return lines


def _about(seconds: float) -> str:
    """A length as a person would say it: to ten seconds, and to the minute where that is as near."""
    minutes = round(seconds / 60) * 60
    near = minutes if minutes and abs(seconds - minutes) <= 10 else round(seconds / 10) * 10
    return duration(near if seconds >= 60 else seconds)


def _feared_words(record: SessionRecord) -> list[str]:
    """What was expected of a step that was lived elsewhere, beside what came."""
    came = {
        "no": _("It did not come as you feared."),
        "partly": _("Some of it came as you feared, and some did not."),
        "yes": _("It came as you feared, and you are here."),
    }
    expected = [_("You expected {n}.").format(n=record.prediction)] if record.prediction is not None else []
    return [*expected, came[record.feared]] if record.feared in came else expected


def summary_of(record: SessionRecord, title: str, recent: Sequence[SessionRecord]) -> list[str]:
    """The same with the exercise's title: in one line with its length, but for closeness."""
    first, *rest = summary(record, recent)
    if record.capacity == Capacity.CLOSENESS:
        return [f"{title}.", first, *rest]
    return [f"{title}, {first}", *rest]


def _drop(record: SessionRecord) -> int | None:
    before, after = record.first(Scale.DISTRESS, When.BEFORE), record.first(Scale.DISTRESS, When.AFTER)
    return None if before is None or after is None or record.capacity == Capacity.CLOSENESS else before - after
