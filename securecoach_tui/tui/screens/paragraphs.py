"""A screen of paragraphs, charts among them: arrows go from one to the next, and private ones are named as such."""

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
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.heading import Heading
from securecoach_tui.tui.widgets.paragraph_list import ParagraphList


class Paragraphs(ParagraphList):
    """``private`` holds where the paragraph that is being read is in a person's own words."""

    @property
    def private(self) -> bool:
        """Whether a voice leaves it on the screen."""
        all = self._paragraphs()
        return bool(all) and all[min(self.here, len(all) - 1)].has_class("private")


class ParagraphScreen(BaseScreen):
    """``paragraphs`` are made anew by ``show``, where what they tell has changed."""

    def paragraphs(self) -> Iterable[Widget]:
        """What is to be read, from the top."""
        return ()

    def compose(self) -> ComposeResult:
        yield Heading(self.where(), self.fact(), id="heading")
        with Paragraphs(id="body"), Vertical(id="column"):
            yield from self.paragraphs()
        yield Static("", id="notice", markup=False)
        yield KeyFooter(self.keys_now(), id="foot")

    def on_mount(self) -> None:
        self.query_one("#body").focus()

    async def show(self) -> None:
        """Draw the paragraphs as they are now."""
        column = self.query_one("#column")
        await column.remove_children()
        await column.mount(*self.paragraphs())
        self.redraw_frame()


class Beside(Static):
    """Words, and others at the right edge; beneath them where both don't fit."""

    DEFAULT_CSS = "Beside { width: 100%; max-width: 60; height: auto; text-style: bold; }"

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
    """A paragraph; one in a person's own words is ``private``. What no screen could hold is cut, and said to be."""
    classes = ["line", *(["private"] if private else []), *(["quiet"] if quiet else [])]
    return Static(visible("\n".join(at_most(text)), lines=True), markup=False, classes=" ".join(classes))


def gap() -> Static:
    """An empty line."""
    return Static("", classes="gap")
