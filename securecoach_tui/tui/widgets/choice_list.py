"""A short list beneath words that may be longer than the screen: nothing is chosen before it was seen."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widget import Widget

from securecoach_tui.tui.widgets.row_list import RowList


class ChoiceList(RowList):
    """Arrows scroll the words around it where the list ends, and back to it; enter first brings it into sight."""

    def focus_quietly(self) -> None:
        """Take the focus, and let the words above be read from their beginning."""
        self.focus(scroll_visible=False)

    def action_move(self, by: int) -> None:
        if by > 0 and self._bring():
            return
        before = self.here
        super().action_move(by)
        if self.here == before:
            self._around_scroll(by)

    def watch_here(self) -> None:
        super().watch_here()
        if self.is_mounted and self.has_focus:
            self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        """Keep the row that is marked in sight, where the list is longer than what scrolls around it."""
        if not self.is_attached:  # the screen was closed meanwhile
            return
        around, row = self._around().region, self.region.y + self.here
        if row >= around.bottom:
            self._around_scroll(row - around.bottom + 1)
        elif row < around.y:
            self._around_scroll(row - around.y)

    def action_page(self, by: int) -> None:
        self._around_scroll(by * max(1, self._around().size.height - 2))

    def action_choose(self) -> None:
        if not self._bring():
            super().action_choose()

    def _around(self) -> Widget:
        """What scrolls around the list."""
        return next((one for one in self.ancestors if isinstance(one, VerticalScroll)), self.screen)

    def _around_scroll(self, by: int) -> None:
        self._around().scroll_relative(y=by, animate=False)

    def _bring(self) -> bool:
        """Scroll until the marked row is seen; whether it wasn't."""
        around = self._around()
        row = self.region.y + self.here
        if around.region.y <= row < around.region.bottom:
            return False
        around.scroll_to_widget(self, animate=False)
        return True
