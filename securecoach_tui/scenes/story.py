"""The story on the left, and other readings of it, which appear beside it as they are written."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from securecoach_tui.practice.exercise.model import STAGES
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.scenes.cells import ACCENT, QUIET, RING, TEXT, Frame, Picture, blank
from securecoach_tui.scenes.lines import row, wrapped
from securecoach_tui.scenes.moment import Moment

WIDEST, GUTTER = 76, 3  # cells
MOST_LINES = 4  # of one reading
ROWS = 14  # at least, whether they are full or not, so that nothing moves when a reading comes in


class StoryState(NamedTuple):
    """The first answer, and those after it."""

    story: str
    readings: tuple[str, ...]


class Story:
    """The scene of exercises that look at a thought in more than one way."""

    def state(self, moment: Moment, frame: Frame) -> StoryState | None:
        session = moment.session
        exercise = session.timeline.exercise
        steps = [step for stage in STAGES for step in exercise.steps(stage) if step.key and not step.private]
        keys = list(dict.fromkeys(step.key or "" for step in steps if not (step.choices or step.scale)))
        if not keys:
            return None
        texts = [visible(" ".join(session.texts.get(key, "").split())) for key in keys]
        if session.setup.asking == "none" and not any(texts):
            return None  # nothing is typed in such a session, and an empty picture helps nobody
        return StoryState(texts[0], tuple(text for text in texts[1:] if text))

    def picture(self, state: StoryState, frame: Frame) -> Picture:
        width = min(WIDEST, frame.width)
        half, left = (width - GUTTER) // 2, (frame.width - width) // 2
        bar = "|" if frame.ascii else "│"
        story = wrapped(state.story, half, frame.height)
        beside = _beside(state.readings, half, frame.height)
        story_ink = QUIET if beside else TEXT
        rows = max(len(story), len(beside), min(5, frame.height))
        found = []
        for number in range(rows):
            own = story[number] if number < len(story) else ""
            other, ink = beside[number] if number < len(beside) else ("", 0)
            gap = " " * max(0, half - cell_len(own))
            found.append(
                row(
                    frame.width,
                    (own, story_ink),
                    (gap, 0),
                    (f" {bar} ", ACCENT if beside else RING),
                    (other, ink),
                    left=left,
                )
            )
        return (*found, *blank(frame.width, min(ROWS, frame.height) - rows))


def _beside(readings: tuple[str, ...], width: int, height: int) -> list[tuple[str, int]]:
    """The lines of the last readings that there is room for, with their inks; the newest one stands out."""
    found: list[tuple[str, int]] = []
    for reading in reversed(readings):
        lines = wrapped(reading, width, min(MOST_LINES, height))
        if len(found) + len(lines) + bool(found) > height:
            break
        found = [*((line, QUIET if found else TEXT) for line in lines), *([("", 0)] if found else []), *found]
    return found
