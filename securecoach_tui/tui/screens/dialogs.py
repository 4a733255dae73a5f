"""Small screens that ask for one thing: a choice, a confirmation, a line of text, a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.widgets import Input, Static

from securecoach_tui.i18n import N_
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.widgets.choice_list import ChoiceList
from securecoach_tui.tui.widgets.rating_scale import RatingScale
from securecoach_tui.tui.widgets.row_list import Row, RowList
from securecoach_tui.tui.widgets.text_field import TextField

KEEP = KeyBinding("enter", "", N_("save"), N_("Save it."), "enter")


class _DialogScreen(BaseScreen):
    """A screen that asks for one thing. ``sentence`` says what it is for.

    With ``private_sentence`` it repeats what the person wrote.
    """

    DEFAULT_CLASSES = "dialog"

    def __init__(self, title: str, sentence: str, *, private_sentence: bool = False) -> None:
        super().__init__()
        self._title, self._sentence, self.private_purpose = title, sentence, private_sentence

    def location(self) -> str:
        return self._title

    def purpose(self) -> str:
        return self._sentence


class ChoiceScreen(_DialogScreen):
    """One row of a list. ``then`` is called with its index after the screen has closed, but not after escape."""

    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(
        self,
        title: str,
        sentence: str,
        rows: Sequence[Row],
        then: Callable[[int], None],
        *,
        highlighted: int = 0,
        private_sentence: bool = False,
    ) -> None:
        super().__init__(title, sentence, private_sentence=private_sentence)
        self._rows, self._then, self._highlighted = rows, then, highlighted

    def compose_body(self) -> ComposeResult:
        if self._sentence:
            yield Static(self._sentence, markup=False, classes="words")
        yield ChoiceList(self._rows, label=self._title, id="choices")

    def on_mount(self) -> None:
        rows = self.query_one(ChoiceList)
        rows.highlighted = self._highlighted
        rows.focus()

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        event.stop()
        self.app.pop_screen()
        self._then(event.index)


def confirm(
    screen: BaseScreen,
    title: str,
    sentence: str,
    keep: str,
    act: str,
    then: Callable[[], None],
    *,
    private_sentence: bool = False,
) -> None:
    """Ask before something is deleted. ``keep`` and ``act`` are the two rows; ``then`` is called only for ``act``."""
    rows = [(keep, ""), (act, "")]

    def chosen(index: int) -> None:
        if index == 1:
            then()

    screen.app.push_screen(ChoiceScreen(title, sentence, rows, chosen, private_sentence=private_sentence))


class TextEntryScreen(_DialogScreen):
    """A line of text. ``then`` returns what is wrong with it, or "" to close the screen.

    ``draft`` is the name under which unsaved text is kept. With ``keep_draft`` the draft is also kept after enter,
    because the text is saved later.
    """

    FOOTER = (KEEP, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(
        self,
        title: str,
        sentence: str,
        value: str,
        then: Callable[[str], str],
        *,
        private: bool = False,
        draft: str = "",
        keep_draft: bool = False,
        private_sentence: bool = False,
    ) -> None:
        super().__init__(title, sentence, private_sentence=private_sentence)
        self._value, self._then, self._private = value, then, private
        self._draft, self._keep_draft = draft, keep_draft

    def compose_body(self) -> ComposeResult:
        yield Static(self._sentence, markup=False, classes="words")
        value = self.restore_draft(self._draft) or self._value
        yield TextField(
            value, label=self._title, private=self._private, draft=self._draft, saved=self._value, id="line"
        )

    def on_mount(self) -> None:
        self.query_one(TextField).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        problem = self._then(event.value.strip())
        if problem:
            self.show_notice(problem, error=True, private=self._private)  # it may repeat what was typed
            return
        self.drop_draft(event.input)
        if self._keep_draft:
            self.context.drafts.put(self._draft, event.value)
        if self.is_current:
            self.app.pop_screen()


class NumberScreen(_DialogScreen):
    """A number from 0 to 10, or None to remove it."""

    FOOTER = (KEEP, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, title: str, sentence: str, value: int | None, then: Callable[[int | None], None]) -> None:
        super().__init__(title, sentence)
        self._value, self._then = value, then

    def compose_body(self) -> ComposeResult:
        yield Static(self._sentence, markup=False, classes="words")
        yield RatingScale(self._value, id="number")

    def on_mount(self) -> None:
        self.query_one(RatingScale).focus()

    def on_rating_scale_submitted(self, event: RatingScale.Submitted) -> None:
        event.stop()
        self.app.pop_screen()
        self._then(event.value if isinstance(event.value, int) else None)
