"""What was expected and what was met, on a scale from 0 to 10: this time, and the last time on the same step."""

from __future__ import annotations

from typing import NamedTuple

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import QuestionKey, Scale
from securecoach_tui.practice.session.state import Session
from securecoach_tui.scenes.cells import ACCENT, QUIET, RING, TEXT, Frame, Picture
from securecoach_tui.scenes.lines import caption_left, row
from securecoach_tui.scenes.moment import Moment

POINTS = 10


class ExpectedState(NamedTuple):
    """Points from 0 to 10, or None; ``last`` is how the last session on this step ended."""

    expected: int | None
    met: int | None
    last: int | None


class Expected:
    """The scene of looking back on a step."""

    def state(self, moment: Moment, frame: Frame) -> ExpectedState | None:
        session = moment.session
        before = session.setup.before_rung
        last = before.ended_at if before is not None else None
        found = ExpectedState(expected_of(session), met_of(session), last)
        return None if found == (None, None, None) else found

    def picture(self, state: ExpectedState, frame: Frame) -> Picture:
        step = max(1, min(4, (frame.width - caption_left(frame.width) - 4) // (POINTS + 1)))
        cells, left = POINTS * step + 1, caption_left(frame.width)
        signs = ("o", "*", "-", "x") if frame.ascii else ("○", "●", "━", "·")
        line = [(signs[2] if frame.ascii else "─", RING)] * cells
        if state.last is not None:
            line[state.last * step] = (signs[3], QUIET)
        if state.expected is not None and state.met is not None:
            first, last = sorted((state.expected * step, state.met * step))
            line[first : last + 1] = [(signs[2], ACCENT)] * (last - first + 1)
        if state.expected is not None:
            line[state.expected * step] = (signs[0], TEXT)
        if state.met is not None:
            line[state.met * step] = (signs[1], ACCENT)
        scale = "0".ljust(5 * step) + "5".ljust(5 * step - 1) + "10"
        names = [(f"{signs[0]} ", TEXT), (_("expected"), QUIET), (f"   {signs[1]} ", ACCENT), (_("highest"), QUIET)]
        names += [(f"   {signs[3]} ", QUIET), (_("last time"), QUIET)] if state.last is not None else []
        blank = row(frame.width)
        shown = (row(frame.width, *line, left=left), row(frame.width, (scale, QUIET), left=left), blank)
        return (*shown, row(frame.width, *names, left=left))[: frame.height]


def expected_of(session: Session) -> int | None:
    """The prediction: of the prepared step where this session looks back on it, else of this session."""
    stored = (session.setup.debrief or {}).get("prediction")
    return stored if isinstance(stored, int) and 0 <= stored <= POINTS else session.number(QuestionKey.PREDICTION)


def met_of(session: Session) -> int | None:
    """The highest distress rated so far in this session."""
    return max((one.value for one in session.ratings if one.scale == Scale.DISTRESS), default=None)
