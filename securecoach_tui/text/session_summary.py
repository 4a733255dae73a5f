"""The lines at the end of a session, in both displays. They describe the session and give no score."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from statistics import median

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import Capacity, Scale, SessionRecord, When
from securecoach_tui.text.durations import rounded_duration
from securecoach_tui.text.figures import Figure


def summary(record: SessionRecord, recent: Sequence[SessionRecord]) -> list[str]:
    """The closing lines of a session. ``recent`` are the sessions before it, newest first."""
    if record.is_debrief:  # it happened outside the program, so neither its length nor its distress was measured
        return [*_feared_words(record), _("Thank you for looking back on it.")]
    practised = rounded_duration(record.practised_seconds or 0)
    if record.capacity == Capacity.CLOSENESS:
        lines = [_("You stayed {time}.").format(time=practised)]
        expected = expected_and_met(record)
        if expected:
            lines.append(expected)
        return [*lines, _("Thank you for giving yourself this time.")]
    shape = _("You did the full {time}.") if record.was_full else _("You practised for {time}.")
    lines = [shape.format(time=practised)]
    before, after = record.first(Scale.DISTRESS, When.BEFORE), record.first(Scale.DISTRESS, When.AFTER)
    if before is None or after is None:
        return [*lines, _("Thank you for giving yourself this time.")]
    facts = {"before": before, "after": after}
    if after < before:
        lines.append(_("Distress {before} before, {after} after.").format(**facts))
        drops = list(islice((drop for drop in map(_drop, recent) if drop is not None), 5))
        if len(drops) == 5 and median(drops) > 0:
            usual = _("In your last five sessions it usually came down by {n:g}.")
            lines.append(usual.format(n=Figure(median(drops))))
    elif after > before:
        lines.append(
            _("{before} before, {after} after. Feelings can rise when you face something hard.").format(**facts)
        )
    else:
        lines.append(_("{before} before, {after} after. You stayed with it.").format(**facts))
    return lines


def expected_and_met(record: SessionRecord) -> str:
    """The prediction beside the highest distress; empty where either is missing."""
    highest = record.highest(Scale.DISTRESS)
    if record.prediction is None or highest is None:
        return ""
    return _("You expected {n}. The highest was {most}.").format(n=record.prediction, most=highest)


def _feared_words(record: SessionRecord) -> list[str]:
    """The prediction for a step that happened outside the program, and whether what was feared happened."""
    came = {
        "no": _("What you feared did not happen."),
        "partly": _("Part of what you feared happened, and part of it didn't."),
        "yes": _("What you feared happened, and you're here now."),
    }
    expected = [_("You expected {n}.").format(n=record.prediction)] if record.prediction is not None else []
    return [*expected, came[record.feared]] if record.feared in came else expected


def _drop(record: SessionRecord) -> int | None:
    """By how many points distress fell; None without both ratings, for closeness, and for a debrief."""
    if record.capacity == Capacity.CLOSENESS or record.is_debrief:
        return None
    before, after = record.first(Scale.DISTRESS, When.BEFORE), record.first(Scale.DISTRESS, When.AFTER)
    return None if before is None or after is None else before - after
