"""A screen of paragraphs and charts; the arrows go from one paragraph to the next."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text.truncation import at_most
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.widgets.paragraph_list import ParagraphList


class ParagraphScreen(BaseScreen):
    """A screen whose ``show`` creates the paragraphs again after their content has changed."""

    def paragraphs(self) -> Iterable[Widget]:
        """The paragraphs and charts, from the top."""
        return ()

    def compose_pane(self) -> ComposeResult:
        with ParagraphList(id="body"), Vertical(id="column"):
            yield from self.paragraphs()

    def on_mount(self) -> None:
        self.query_one("#body").focus()

    async def show(self) -> None:
        """Create the paragraphs again and show them."""
        column = self.query_one("#column")
        async with column.lock:  # a key and data that arrive at once may both ask for it
            await column.remove_children()
            await column.mount(*self.paragraphs())
        self.redraw_frame()


class SplitLine(Static):
    """Text on the left and on the right edge; on two lines if both do not fit on one."""

    DEFAULT_CSS = "SplitLine { width: 100%; height: auto; text-style: bold; }"

    def __init__(self, words: str, other: str) -> None:
        super().__init__(markup=False, classes="line")
        self._words, self._other = visible(words), visible(other)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1 if self._gap(width) >= 2 else 1 + -(-cell_len(self._other) // max(1, width))

    def render(self) -> Text:
        gap = self._gap(self.size.width)
        between = " " * gap if gap >= 2 else "\n"
        return Text(self._words + between).append(self._other, "not bold")

    def _gap(self, width: int) -> int:
        return width - cell_len(self._words) - cell_len(self._other)


def line(text: str, *, private: bool = False, quiet: bool = False) -> Static:
    """A paragraph. ``private`` marks text that the person wrote. A very long text is cut and ends with a note."""
    classes = ["line", *(["private"] if private else []), *(["quiet"] if quiet else [])]
    return Static(visible("\n".join(at_most(text)), lines=True), markup=False, classes=" ".join(classes))


def gap() -> Static:
    """An empty line."""
    return Static("", classes="gap")
