"""A question with the widget that answers it: a scale, a list of choices, or a text field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import is_private, steers, takes_numb
from securecoach_tui.text import session_words
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.widgets.rating_scale import RatingScale
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.tui.widgets.text_field import LineInput

if TYPE_CHECKING:
    from securecoach_tui.tui.app_protocol import AppProtocol


FEELINGS = KeyBinding(
    "f5", "feelings", N_("words"), N_("Words for feelings, where a question is about what you feel."), "f5"
)


class Hint(Static):
    """A line that says what enter does; a click on it does the same."""

    async def on_click(self) -> None:
        assert isinstance(self.parent, QuestionPanel)
        self.parent.submit()


class QuestionPanel(Vertical):
    """``labels`` gives the label of each choice; ``short`` is the placeholder of a text field."""

    DEFAULT_CSS = """
    QuestionPanel { height: auto; }
    QuestionPanel .question { text-style: bold; }
    QuestionPanel .question.-rest { text-style: none; }
    QuestionPanel .hint { color: $quiet; }
    QuestionPanel .voice { display: none; text-style: bold; }
    QuestionPanel .voice.-shown { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [FEELINGS.binding]

    class Answered(Message):
        """``value`` is a number, text, one of the choices, "numb", or None for no answer."""

        def __init__(self, key: str, value: int | str | None) -> None:
            self.key, self.value = key, value
            super().__init__()

    def __init__(
        self,
        ask: AskFor,
        question_text: str,
        labels: Mapping[str, str],
        *,
        short: str = "",
        value: int | str | None = None,
        leaves: bool = False,
        question_private: bool = False,
        caption_asks: bool = False,
    ) -> None:
        """``leaves``: whether escape leaves the session instead of the question.

        ``caption_asks``: whether the caption above asks in its own words, and only what the numbers mean is shown here.
        """
        super().__init__()
        self._caption_asks = caption_asks
        self.question_private = question_private
        self.ask, self.question_text = ask, question_text
        self._labels, self._value, self._short, self._leaves = labels, value, short, leaves

    @property
    def speech_private(self) -> bool:
        """Whether the answer is shown and not spoken: all that is written, and some choices."""
        written = not self.ask.scale and not self.ask.choices
        return written or is_private(self.ask.key)

    @property
    def _choices(self) -> tuple[str | None, ...]:
        """The choices as they are listed. "No answer" comes first and is marked, so that enter alone chooses nothing.

        Questions that only steer the session have no such row: there enter is the usual way on.
        """
        return self.ask.choices if steers(self.ask.key) else (None, *self.ask.choices)

    def compose(self) -> ComposeResult:
        rest = after_question(self.question_text) if self._caption_asks else ""
        yield Static(rest or self.question_text, markup=False, classes="question -rest" if rest else "question")
        if self.ask.scale:
            yield RatingScale(self._value, numb=takes_numb(self.ask.key))
        elif self.ask.choices:
            rows = [(_("No answer") if choice is None else self._labels[choice], "") for choice in self._choices]
            yield RowList(rows, label=self.question_text)
        else:
            # The placeholder describes the field, so that a braille line at the cursor shows it.
            yield LineInput(str(self._value or ""), self._short)
        yield Static("", markup=False, classes="voice")
        yield Hint(self._hint(), markup=False, classes="hint")

    def _hint(self) -> str:
        if self.ask.choices_from:
            return _("enter goes on. f5 lists feeling words.")
        if self.ask.wait:
            return session_words.waits_words()
        if self.ask.scale:
            return _("Type a number, then enter. enter alone skips it.")
        if self.ask.choices:
            return _("enter chooses. escape leaves.") if self._leaves else _("enter chooses. escape skips it.")
        return _("enter goes on. You can leave it empty.")

    def submit(self) -> None:
        """Submit the value entered so far; None for a list of choices."""
        value: int | str | None = None
        for scale in self.query(RatingScale):
            scale.action_submit()
            return
        for field in self.query(Input):
            value = field.value.strip() or None
        self.post_message(self.Answered(self.ask.key, value))

    def type_digit(self, digit: str) -> None:
        """Type a digit on the scale, if the question has one."""
        for scale in self.query(RatingScale):
            scale.type_digit(digit)

    async def action_feelings(self) -> None:
        """Open the list of words for feelings, if the question offers it."""
        if self.ask.choices_from:
            await self.app.push_screen(cast("AppProtocol", self.app).make_screen("feelings", self.screen))

    def add_word(self, word: str) -> None:
        """Write a word into the text field, after what is there."""
        for field in self.query(Input):
            before = field.value.strip(" ,")
            field.value = f"{before}, {word}" if before else word
            field.cursor_position = len(field.value)
            field.focus()

    def show_voice(self, words: str) -> None:
        """Show under the answer that the microphone is open, or what it has heard; "" for neither.

        Lines that were shown stay empty, so that nothing moves under a mouse that is pressed.
        """
        for shown in self.query(".voice").results(Static):
            lines = words.split("\n") if words else []
            lines += [" "] * (len(str(shown.content).splitlines()) - len(lines))
            if str(shown.content) != (now := "\n".join(lines)):
                shown.update(now)
                shown.add_class("-shown")
                self.screen.call_after_refresh(shown.scroll_visible, animate=False)

    def put(self, value: int | str | None) -> None:
        """Put in an answer that was heard, so that enter submits it. It is not spoken, since it was said back."""
        for scale in self.query(RatingScale):
            scale.put_unspoken(value if isinstance(value, int) else None)
        for rows in self.query(RowList):
            if value in self.ask.choices:
                rows.put_unspoken(self._choices.index(str(value)))

    def say_whole(self) -> None:
        """Show the whole question, because the caption above no longer asks it."""
        if self._caption_asks:
            self._caption_asks = False
            question = self.query_one(".question", Static)
            question.update(self.question_text)
            question.remove_class("-rest")

    def focus_field(self) -> None:
        """Give the focus to the widget that answers the question."""
        for field in self.query("RatingScale, RowList, Input"):
            field.focus()
            return

    def on_rating_scale_submitted(self, event: RatingScale.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(self.ask.key, event.value))

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        event.stop()
        self.post_message(self.Answered(self.ask.key, self._choices[event.index]))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(self.ask.key, event.value.strip() or None))


def after_question(text: str) -> str:
    """What a question says after its question mark, such as what the numbers mean; "" for nothing."""
    return text.partition("?")[2].strip()
