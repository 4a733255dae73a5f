"""One question with what is needed to answer it: a scale, choices, or a line of text."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import takes_numb
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.tui.widgets.scale import Scale
from securecoach_tui.tui.widgets.text_field import Writing


class Hint(Static):
    """What enter does; a click on it does the same."""

    async def on_click(self) -> None:
        assert isinstance(self.parent, QuestionPanel)
        self.parent.go_on()


class QuestionPanel(Vertical):
    """``labels`` are the words of the choices. An empty answer is an answer everywhere."""

    DEFAULT_CSS = """
    QuestionPanel { height: auto; }
    QuestionPanel .hint { color: $quiet; }
    """

    class Answered(Message):
        """``value`` is a number, text, one of the choices, "numb", or None: no answer."""

        def __init__(self, key: str, value: int | str | None) -> None:
            self.key, self.value = key, value
            super().__init__()

    def __init__(
        self, ask: AskFor, long: str, labels: Mapping[str, str], *, short: str = "", value: int | str | None = None
    ) -> None:
        super().__init__()
        self.ask, self.long, self._labels, self._value, self._short = ask, long, labels, value, short

    def compose(self) -> ComposeResult:
        yield Static(self.long, markup=False, classes="question")
        if self.ask.scale:
            yield Scale(self._value, numb=takes_numb(self.ask.key))
        elif self.ask.choices:
            yield RowList([(self._labels[choice], "") for choice in self.ask.choices], label=self.long)
        else:
            # In the empty field stands what it is for, so that it is under the cursor too.
            yield Writing(str(self._value or ""), self._short)
        yield Hint(self._hint(), markup=False, classes="hint")

    def _hint(self) -> str:
        if self.ask.scale:
            return _("type a number, enter keeps it; enter alone goes on")
        if self.ask.choices:
            return _("enter chooses, escape goes on without")
        return _("enter goes on; leave it empty if you like")

    def go_on(self) -> None:
        """With the answer as it stands; of choices none is taken."""
        value: int | str | None = None
        for scale in self.query(Scale):
            value = scale.value
        for field in self.query(Input):
            value = field.value.strip() or None
        self.post_message(self.Answered(self.ask.key, value))

    def focus_field(self) -> None:
        """Put the focus where the answer goes."""
        for field in self.query("Scale, Rows, Input"):
            field.focus()
            return

    def on_scale_kept(self, event: Scale.Kept) -> None:
        event.stop()
        self.post_message(self.Answered(self.ask.key, event.value))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.post_message(self.Answered(self.ask.key, self.ask.choices[event.index]))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(self.ask.key, event.value.strip() or None))
