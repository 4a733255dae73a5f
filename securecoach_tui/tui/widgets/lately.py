"""The right half of a wide first screen: the last four weeks by day, and the last three sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from securecoach_tui.tui.context import ScreenContext


class Lately(Static):
    """Facts without judgement. Empty until ``show`` is called, and for somebody who has not practised lately."""

    DEFAULT_CSS = "Lately { display: none; height: auto; }"

    def show(self, context: ScreenContext) -> bool:
        """Show what the data has, and return whether there is anything; the data has been read."""
        text = None if context.starts_quietly else lately_text(context)
        self.update(text or "")
        return text is not None


def lately_text(context: ScreenContext) -> Text | None:
    """The words and marks; None if nothing was practised in the last four weeks."""
    from securecoach_tui.app.progress_service import recent_days
    from securecoach_tui.charts import recent_weeks
    from securecoach_tui.text import lately

    record, ascii = context.record, context.preferences.ascii
    days, today = recent_days(record, context.preferences, context.clock.now())
    if not days:
        return None
    text = Text(no_wrap=True, overflow="ellipsis")
    if "practice_days" not in context.preferences.hidden_indicators:
        text.append(_("Your last four weeks") + "\n\n", "bold")
        text.append("\n".join([*recent_weeks.draw(days, today, ascii=ascii), "", ""]))
        text.append(recent_weeks.legend(days, ascii=ascii) + "\n\n\n")
    text.append(_("Your last sessions") + "\n\n", "bold")
    titles = {id: exercise.title for id, exercise in context.exercises().items()}
    text.append("\n".join(lately.lines(lately.rows(record.sessions, titles, ascii=ascii))))
    return text
