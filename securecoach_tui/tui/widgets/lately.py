"""The right half of a wide first screen: the last four weeks by day, and the last three sessions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.tui.themes import capacity_style

if TYPE_CHECKING:
    from securecoach_tui.tui.context import ScreenContext


class Lately(Static):
    """Facts without judgement. Empty until ``show`` is called, and for somebody who has not practised lately."""

    DEFAULT_CSS = "Lately { display: none; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }"

    _drawn_from: ScreenContext | None = None

    def show(self, context: ScreenContext) -> bool:
        """Show what the data has, and return whether there is anything; the data has been read."""
        self._drawn_from = context
        text = None if context.starts_quietly else lately_text(context, self)
        self.update(text or "")
        return text is not None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted and self._drawn_from is not None and self._drawn_from.has_record:
            self.show(self._drawn_from)  # the marks have colours of the theme


def lately_text(context: ScreenContext, widget: Widget) -> Text | None:
    """The words and marks, in colours of ``widget``; None if nothing was practised in the last four weeks."""
    from securecoach_tui.app.progress_service import recent_days
    from securecoach_tui.charts import recent_weeks
    from securecoach_tui.practice.record import Capacity
    from securecoach_tui.text import lately
    from securecoach_tui.text.capacity_marks import mark_of

    record, ascii = context.record, context.preferences.ascii
    days, today = recent_days(record, context.preferences, context.clock.now())
    if not days:
        return None
    text = Text(no_wrap=True, overflow="ellipsis")
    if "practice_days" not in context.preferences.hidden_indicators:
        text.append(_("Your last four weeks") + "\n\n", "bold")
        marks = Text("\n".join([*recent_weeks.draw(days, today, ascii=ascii), "", ""]))
        marks.append("\n".join(recent_weeks.legend(days, ascii=ascii)) + "\n\n\n")
        for capacity in Capacity:
            mark = re.escape(mark_of(capacity, ascii=ascii))
            marks.highlight_regex(rf"(?<!\S){mark}(?!\S)", capacity_style(widget, capacity))
        text.append_text(marks)
    text.append(_("Your last sessions") + "\n\n", "bold")
    titles = {id: exercise.title for id, exercise in context.exercises().items()}
    text.append("\n".join(lately.lines(lately.rows(record.sessions, titles, ascii=ascii))))
    return text
