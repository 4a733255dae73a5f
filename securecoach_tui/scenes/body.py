"""A body: the part that is tensed is bright, parts that were let go are dim, the others are faint.

A step that is much shorter than the next one tenses a part; the next one lets it go. The part is the one that the
line names (``content/en/body.toml``), so the picture follows the words and own exercises need nothing more.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from securecoach_tui import content
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Stage
from securecoach_tui.practice.exercise.timeline import Cue
from securecoach_tui.practice.session.state import Session
from securecoach_tui.scenes.cells import BANDS, QUIET, RING, SOFT, TEXT, Canvas, Frame, Picture, Row, Run
from securecoach_tui.scenes.moment import Moment

HIGHEST, LOWEST = 20, 6  # rows
LONGER = 1.5  # letting go lasts at least this many times as long as tensing
PARTS = ("face", "shoulders", "arms", "forearms", "hands", "chest", "belly", "thighs", "legs", "feet")  # from the top
# Each part as (left, top, right, bottom) on one side of the middle, in shares of the height. The head is round.
SHAPES: dict[str, tuple[float, float, float, float]] = {
    "shoulders": (0.0, 0.19, 0.225, 0.26),
    "chest": (0.0, 0.26, 0.115, 0.38),
    "belly": (0.0, 0.38, 0.105, 0.51),
    "arms": (0.165, 0.26, 0.23, 0.38),
    "forearms": (0.175, 0.38, 0.235, 0.49),
    "hands": (0.175, 0.49, 0.24, 0.56),
    "thighs": (0.03, 0.51, 0.115, 0.7),
    "legs": (0.035, 0.7, 0.1, 0.91),
    "feet": (0.035, 0.91, 0.15, 0.98),
}
HEAD = (0.085, 0.075)  # its middle and its radius


class BodyState(NamedTuple):
    """The part under way (empty for none), one that is let go with it, whether it is tensed, and the parts let go."""

    part: str
    also: str
    tense: bool
    done: frozenset[str]
    known: tuple[str, ...]  # the parts of this exercise


class Body:
    """The scene of muscle relaxation."""

    def state(self, moment: Moment, frame: Frame) -> BodyState | None:
        session = moment.session
        steps = tensed(session)
        known = tuple(name for name in PARTS if any(part == name for _at, _until, part in steps))
        if not known:
            return None  # nothing is tensed in this exercise
        at = moment.at
        now = next(((since, until, part) for since, until, part in reversed(steps) if since <= at), None)
        if now is None:
            return BodyState("", "", False, frozenset(), known)
        if session.timeline.part(max(0.0, at)) != Stage.BODY:
            return BodyState("", "", False, frozenset(known), known)
        begins = _round_begins(session, at)
        done = frozenset(part for since, _until, part in steps if begins <= since < now[0] and part)
        tense, cue = at < now[1], moment.cue
        also = "" if tense or cue is None else part_in(cue.text)  # "let your legs go loose", after the feet
        return BodyState(now[2], also, tense, done - {now[2], also}, known)

    def picture(self, state: BodyState, frame: Frame) -> Picture:
        if frame.height < LOWEST and not frame.ascii:
            return ()  # it would be a few blocks that nobody takes for a body
        return _listed(state, frame) if frame.ascii else _figure(state, frame.width, min(HIGHEST, frame.height))


def tensed(session: Session) -> list[tuple[float, float, str]]:
    """Each time that a part is tensed: since when and until when (seconds), and the part."""
    cues = [cue for cue in session.timeline.cues if cue.part == Stage.BODY and cue.phase is None]
    return [
        (cue.at, cue.at + cue.seconds, part_in(cue.text))
        for cue, following in pairwise(cues)
        if _tenses(cue, following)
    ]


def _tenses(cue: Cue, following: Cue) -> bool:
    return cue.seconds * LONGER <= following.seconds


def _round_begins(session: Session, at: float) -> float:
    timeline = session.timeline
    number = timeline.mark(at).round
    return next((mark.at for mark in timeline.marks if mark.part == Stage.BODY and mark.round == number), 0.0)


@lru_cache(512)
def part_in(line: str) -> str:
    """The part of the body that a line names first; empty if it names none."""
    stems = [(stem.casefold(), part) for part, found in content.load().body_parts().items() for stem in found]
    for word in re.findall(r"\w+", line.casefold()):
        for stem, part in sorted(stems, key=lambda one: -len(one[0])):
            if word.startswith(stem):
                return part
    return ""


def part_words(part: str) -> str:
    """The name of a part."""
    words = {
        "face": _("face"),
        "shoulders": _("shoulders"),
        "arms": _("arms"),
        "forearms": _("lower arms"),
        "hands": _("hands"),
        "chest": _("chest"),
        "belly": _("belly"),
        "thighs": _("thighs"),
        "legs": _("legs"),
        "feet": _("feet"),
    }
    return words.get(part, "")


def part_at(x: float, y: float) -> str:
    """The part at a spot, in shares of the height: ``x`` from the middle, ``y`` from the top; empty outside the body."""
    if x * x + (y - HEAD[0]) ** 2 <= HEAD[1] ** 2:
        return "face"
    return next(
        (part for part, (left, top, right, bottom) in SHAPES.items() if left <= abs(x) <= right and top <= y < bottom),
        "",
    )


@lru_cache(128)
def _figure(state: BodyState, width: int, rows: int) -> Picture:
    high = 2 * rows
    canvas = Canvas(min(width, max(high // 2, 1) * 2 + 24), rows)
    middle = canvas.width / 2

    def colour(x: int, y: int) -> int:
        part = part_at((x + 0.5 - middle) / high, (y + 0.5) / high)
        if not part:
            return 0
        if part in (state.part, state.also):
            return 1 if state.tense else BANDS
        return SOFT if part in state.done else RING

    canvas.paint(colour)
    top = HEAD[0] if state.part == "face" else sum(SHAPES.get(state.part, (0, 0, 0, 0))[1::2]) / 2
    canvas.write(
        int(middle + 0.24 * high) + 3,
        int(top * rows),
        part_words(state.also or state.part),
        TEXT if state.tense else QUIET,
    )
    return canvas.picture(width)


def _listed(state: BodyState, frame: Frame) -> Picture:
    """The parts as a list, with a mark before the present one and those that were let go."""
    rows: list[Row] = []
    for part in state.known[: frame.height]:
        mark = (">" if state.tense else "~") if part in (state.part, state.also) else "x" if part in state.done else " "
        ink = TEXT if part == state.part else QUIET
        line = f"{mark} {part_words(part)}".ljust(16)
        left = max(0, (frame.width - 16) // 2)
        rows.append((Run(" " * left), Run(line, ink), Run(" " * max(0, frame.width - left - len(line)))))
    return tuple(rows)
