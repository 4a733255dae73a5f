"""Small screens that ask for one thing: one of a list, a yes before something is deleted, a line, a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.widgets import Input, Static

from securecoach_tui.i18n import N_
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.widgets.choice_list import ChoiceList
from securecoach_tui.tui.widgets.row_list import Row, RowList
from securecoach_tui.tui.widgets.scale import Scale
from securecoach_tui.tui.widgets.text_field import TextField

CHOOSE = Key("enter", "", N_("choose"), N_("Choose what is marked."), "enter")
KEEP = Key("enter", "", N_("keep"), N_("Keep it."), "enter")


class _Picking(BaseScreen):
    """One thing is asked for: its ``title``, and a ``sentence`` that says what it is for."""

    DEFAULT_CLASSES = "picking"

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self._title, self._sentence = title, sentence

    def where(self) -> str:
        return self._title

    def purpose(self) -> str:
        return self._sentence


class Pick(_Picking):
    """One of a list. ``then`` is called with its place once this screen is gone; leaving it calls nothing."""

    FOOT = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(
        self, title: str, sentence: str, rows: Sequence[Row], then: Callable[[int], None], *, here: int = 0
    ) -> None:
        super().__init__(title, sentence)
        self._rows, self._then, self._here = rows, then, here

    def body(self) -> ComposeResult:
        if self._sentence:
            yield Static(self._sentence, markup=False, classes="words")
        yield ChoiceList(self._rows, label=self._title, id="choices")

    def on_mount(self) -> None:
        rows = self.query_one(ChoiceList)
        rows.here = self._here
        rows.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.app.pop_screen()
        self._then(event.index)


def ask_first(room: BaseScreen, title: str, sentence: str, keep: str, act: str, then: Callable[[], None]) -> None:
    """Before something is deleted: ``keep`` stands first, ``then`` is called for ``act`` alone."""
    rows = [(keep, ""), (act, "")]
    room.app.push_screen(Pick(title, sentence, rows, lambda index: then() if index == 1 else None))


class Write(_Picking):
    """A line of text. ``then`` answers with what is wrong with it, or with nothing, and the screen goes.

    ``draft`` names what is written while it isn't kept; ``held`` where it is kept only by what comes after.
    """

    FOOT = (KEEP, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(
        self,
        title: str,
        sentence: str,
        value: str,
        then: Callable[[str], str],
        *,
        private: bool = False,
        draft: str = "",
        held: bool = False,
    ) -> None:
        super().__init__(title, sentence)
        self._value, self._then, self._private = value, then, private
        self._draft, self._held = draft, held

    def body(self) -> ComposeResult:
        yield Static(self._sentence, markup=False, classes="words")
        value = self.written_before(self._draft) or self._value
        yield TextField(value, label=self._title, private=self._private, draft=self._draft, kept=self._value, id="line")

    def on_mount(self) -> None:
        self.query_one(TextField).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        wrong = self._then(event.value.strip())
        if wrong:
            self.tell(wrong, wrong=True)
            return
        self.drop_draft(event.input)
        if self._held:
            self.context.drafts.put(self._draft, event.value)
        if self.is_current:
            self.app.pop_screen()


class Number(_Picking):
    """A number from 0 to 10; an empty one takes it away."""

    FOOT = (KEEP, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, title: str, sentence: str, value: int | None, then: Callable[[int | None], None]) -> None:
        super().__init__(title, sentence)
        self._value, self._then = value, then

    def body(self) -> ComposeResult:
        yield Static(self._sentence, markup=False, classes="words")
        yield Scale(self._value, id="number")

    def on_mount(self) -> None:
        self.query_one(Scale).focus()

    def on_scale_kept(self, event: Scale.Kept) -> None:
        event.stop()
        self.app.pop_screen()
        self._then(event.value if isinstance(event.value, int) else None)
