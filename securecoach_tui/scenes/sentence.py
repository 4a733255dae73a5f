"""The slots of a sentence, filled as the questions are answered: When / I feel / I need / would you."""

from __future__ import annotations

from typing import NamedTuple

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import STAGES, Exercise
from securecoach_tui.practice.needs import without_repeated
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.scenes.cells import ACCENT, QUIET, RING, TEXT, Frame, Picture, Row
from securecoach_tui.scenes.lines import caption_left, row, wrapped
from securecoach_tui.scenes.moment import Moment

WIDEST = 60  # cells
MARK = 2  # cells for the mark of the present slot, before the column of the caption


class Slot(NamedTuple):
    """The words before an answer, and the answer so far. ``now`` is true while it is asked for."""

    lead: str
    words: str
    now: bool


class Sentence:
    """The scene of exercises that put something into words."""

    def state(self, moment: Moment, frame: Frame) -> tuple[Slot, ...] | None:
        session = moment.session
        cue = moment.cue
        asked = cue.ask.key if cue is not None and cue.ask is not None else ""
        slots = tuple(
            Slot(lead, visible(_words(session.texts.get(key, ""), lead)), key == asked)
            for key, lead in leads(session.timeline.exercise)
        )
        if session.setup.asking == "none" and not any(slot.words or slot.lead[0].isalpha() for slot in slots):
            return None  # nothing is typed in such a session, and numbers without words help nobody
        return slots or None

    def picture(self, state: tuple[Slot, ...], frame: Frame) -> Picture:
        lines = 2 if frame.height >= 3 * len(state) - 1 else 1  # of each slot, filled or not, so that nothing moves
        apart = 1 if frame.height >= (lines + 1) * len(state) - 1 else 0
        left, gutter = max(0, caption_left(frame.width) - MARK), max(len(slot.lead) for slot in state) + 2
        space = max(1, min(WIDEST, frame.width - left) - gutter - MARK)
        rows: list[Row] = []
        for slot in state[: frame.height]:
            rows += [row(frame.width)] * (apart if rows else 0)
            mark = ("> " if frame.ascii else "› ") if slot.now else "  "
            lead = (slot.lead.ljust(gutter), ACCENT if slot.now else QUIET)
            line = "_" * space if frame.ascii else "─" * space
            first, *more = wrapped(slot.words, space, lines) or [""]
            filled = (first, TEXT) if slot.words else (line, ACCENT if slot.now else RING)
            rows.append(row(frame.width, (mark, ACCENT), lead, filled, left=left))
            for number in range(lines - 1):
                rest = more[number] if number < len(more) else ""
                rows.append(row(frame.width, (rest, TEXT), left=left + MARK + gutter))
        return tuple(rows)


def _words(answer: str, lead: str) -> str:
    """An answer on one line, without the words that ``lead`` says already."""
    words = " ".join(answer.split())
    plan = without_repeated(words, _("I will")) if lead == _("then I") else words
    return without_repeated(plan, lead)


def leads(exercise: Exercise) -> list[tuple[str, str]]:
    """The keys of the exercise's open questions in order, with the words that come before each answer."""
    known = {"when": _("When"), "feel": _("I feel"), "need": _("I need"), "would": _("would you")}
    known |= {"body": _("my body"), "if": _("If"), "then": _("then I"), "not": _("No to")}
    found: dict[str, str] = {}
    for stage in STAGES:
        for step in exercise.steps(stage):
            if step.ask is not None and step.key and not (step.choices or step.scale or step.private):
                found.setdefault(step.key, known.get(step.key, f"{len(found) + 1}."))
    return list(found.items())
