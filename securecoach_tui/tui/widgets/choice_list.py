"""A short list below text that may be longer than the screen. A row can't be chosen before it was visible."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widget import Widget

from securecoach_tui.tui.widgets.row_list import RowList


class ChoiceList(RowList):
    """At the ends of the list, the arrow keys scroll the container. enter first scrolls the row into view."""

    def focus_quietly(self) -> None:
        """Take the focus without scrolling, so that the text above is read from its beginning."""
        self.focus(scroll_visible=False)

    def action_move(self, by: int) -> None:
        if by > 0 and self._bring_into_view():
            return
        before = self.highlighted
        super().action_move(by)
        if self.highlighted == before:
            self._scroll_container_by(by)

    def watch_highlighted(self, before: int, after: int) -> None:
        super().watch_highlighted(before, after)
        if self.is_mounted and self.has_focus:
            self.screen.call_after_refresh(self._keep_row_visible)

    def _keep_row_visible(self) -> None:
        """Scroll to the highlighted row if the list is longer than its container."""
        if not self.is_attached:  # the screen was closed in the meantime
            return
        container, row = self._container().region, self.region.y + self.highlighted_line
        if row >= container.bottom:
            self._scroll_container_by(row - container.bottom + 1)
        elif row < container.y:
            self._scroll_container_by(row - container.y)

    def action_page(self, by: int) -> None:
        self._scroll_container_by(by * max(1, self._container().size.height - 2))

    def action_choose(self) -> None:
        if not self._bring_into_view():
            super().action_choose()

    def _container(self) -> Widget:
        """The widget that scrolls the list."""
        return next((node for node in self.ancestors if isinstance(node, VerticalScroll)), self.screen)

    def _scroll_container_by(self, by: int) -> None:
        self._container().scroll_relative(y=by, animate=False)

    def _bring_into_view(self) -> bool:
        """Scroll the highlighted row into view. Return whether it was out of view."""
        container = self._container()
        row = self.region.y + self.highlighted_line
        if container.region.y <= row < container.region.bottom:
            return False
        container.scroll_to_widget(self, animate=False)
        return True
