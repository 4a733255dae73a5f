"""Text that is read a paragraph at a time: the arrows and the terminal's cursor go from one to the next."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.tui.speakable import SpokenParts


class ParagraphList(VerticalScroll, can_focus=True):
    """A scrolling container; ``highlighted`` is the index of the paragraph that is being read.

    A paragraph that draws more than words has an attribute ``spoken``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
    ]

    class CursorMoved(Message):
        """Another paragraph is being read."""

        def __init__(self, paragraphs: ParagraphList) -> None:
            self.paragraphs = paragraphs
            super().__init__()

    speech_role = N_("text")
    highlighted = 0

    @property
    def speech_private(self) -> bool:
        """Whether the paragraph that is being read has the class "private"."""
        all = self._paragraphs()
        return bool(all) and all[min(self.highlighted, len(all) - 1)].has_class("private")

    def _paragraphs(self) -> list[Static]:
        return [line for line in self.query(".line").results(Static) if line.display]

    def spoken_parts(self) -> SpokenParts:
        """The paragraph and its position; of a key in help, its sentence and its name."""
        all = self._paragraphs()
        if not all:
            return SpokenParts(_("nothing to read"))
        at = min(self.highlighted, len(all) - 1)
        line = all[at]
        position = f"{at + 1}/{len(all)}"
        content = line.content
        if isinstance(content, Table):  # a key and its sentence
            key, words = (str(next(iter(column.cells), "")) for column in content.columns)
            return SpokenParts(words, key, position)
        return SpokenParts(getattr(line, "spoken", "") or str(line.render()), "", position)

    def cursor_cell(self) -> Offset:
        """The first cell of the paragraph, within this widget."""
        all = self._paragraphs()
        if not all:
            return Offset(0, 0)
        line = all[min(self.highlighted, len(all) - 1)].region
        return Offset(line.x - self.content_region.x, line.y - self.content_region.y)

    def action_step(self, by: int) -> None:
        self._go(self.highlighted + by)

    def action_edge(self, at: int) -> None:
        self._go(at % max(1, len(self._paragraphs())))

    def go_to(self, paragraph: Widget) -> None:
        """Read ``paragraph``."""
        for number, other in enumerate(self._paragraphs()):
            if other is paragraph:
                self._go(number)

    def _go(self, at: int) -> None:
        all = self._paragraphs()
        if all:
            self.highlighted = max(0, min(at, len(all) - 1))
            self.scroll_to_widget(all[self.highlighted], animate=False)
            self.refresh()
            self.post_message(self.CursorMoved(self))
