"""The chapters of a session in a sound file: notes on safety, beginning, the practice round by round, ending."""

from __future__ import annotations

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Stage
from securecoach_tui.practice.exercise.timeline import Timeline
from securecoach_tui.voice.sound_tags import Chapter

SHORTEST_ROUND = 30.0  # seconds; shorter rounds, such as breaths, are no chapters of their own
MOST_ROUNDS = 40


def chapters(timeline: Timeline, begins: float) -> list[Chapter]:
    """The chapters of a file in which second 0 of the timeline is at second ``begins``, after spoken notes."""
    found = [Chapter(0.0, _("Notes on safety"))] if begins > 0 else []
    if timeline.body_at > 0:
        found.append(Chapter(begins, _("Beginning")))
    starts: dict[int, float] = {}
    for mark in timeline.marks:
        if mark.part == Stage.BODY:
            starts.setdefault(mark.round, mark.at)
    rounds = len(starts)
    length = (timeline.closing_at - timeline.body_at) / max(1, rounds)
    if 2 <= rounds <= MOST_ROUNDS and length >= SHORTEST_ROUND:
        sentence = _("Round {n} of {total}")
        found += [Chapter(begins + at, sentence.format(n=n, total=rounds)) for n, at in sorted(starts.items())]
    else:
        found.append(Chapter(begins + timeline.body_at, _("Practice")))
    if timeline.closing_at < timeline.total:
        found.append(Chapter(begins + timeline.closing_at, _("Ending")))
    return found
