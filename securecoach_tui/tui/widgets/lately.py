"""The right half of a wide first screen: the last four weeks by day, and the last three sessions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.text.capacity_marks import mark_of
from securecoach_tui.tui.themes import capacity_style

if TYPE_CHECKING:
    from securecoach_tui.text.lately import LatelyRow
    from securecoach_tui.tui.context import ScreenContext


class LatelyWords(NamedTuple):
    """The marks of the last four weeks with their legend ("" if the person hides days), and the last sessions."""

    marks: str
    sessions: list[LatelyRow]


class Lately(Static):
    """Facts without judgement. Empty until ``show`` is called, and for somebody who has not practised lately."""

    DEFAULT_CSS = "Lately { display: none; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }"

    _words: LatelyWords | None = None
    _ascii = False

    def show(self, context: ScreenContext) -> bool:
        """Show what the data has, and return whether there is anything; the data has been read."""
        self._words = None if context.starts_quietly else lately_words(context)
        self._ascii = context.preferences.ascii
        self.update(self._drawn())
        return self._words is not None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted and self._words is not None:
            self.update(self._drawn())  # the marks have colours of the theme

    def on_resize(self) -> None:
        if self._words is not None:
            self.update(self._drawn())  # titles are as wide as there is room

    def _drawn(self) -> Text:
        text = Text(no_wrap=True, overflow="ellipsis")
        if self._words is None:
            return text
        from securecoach_tui.practice.record import Capacity  # only behind the first frame

        if self._words.marks:
            text.append(_("Your last four weeks") + "\n\n", "bold")
            marks = Text(self._words.marks + "\n\n\n")
            for capacity in Capacity:
                mark = re.escape(mark_of(capacity, ascii=self._ascii))
                marks.highlight_regex(rf"(?<!\S){mark}(?!\S)", capacity_style(self, capacity))
            text.append_text(marks)
        text.append(_("Your last sessions") + "\n\n", "bold")
        from securecoach_tui.text.lately import lines

        return text.append("\n".join(lines(self._words.sessions, self.size.width)))


def lately_words(context: ScreenContext) -> LatelyWords | None:
    """What the data has; None if nothing was practised in the last four weeks."""
    from securecoach_tui.app.progress_service import recent_days
    from securecoach_tui.charts import recent_weeks
    from securecoach_tui.text import lately

    record, ascii = context.record, context.preferences.ascii
    days, today = recent_days(record, context.preferences, context.clock.now())
    if not days:
        return None
    hidden = "practice_days" in context.preferences.hidden_indicators
    marks = [*recent_weeks.draw(days, today, ascii=ascii), "", *recent_weeks.legend(days, ascii=ascii)]
    titles = {id: exercise.title for id, exercise in context.exercises().items()}
    return LatelyWords("" if hidden else "\n".join(marks), lately.rows(record.sessions, titles, ascii=ascii))
