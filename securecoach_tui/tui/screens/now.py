"""What's happening now: seven lines, each of which starts an exercise at its shortest length at once."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.app import card_service, comforts
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.cards import Card
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import cards as card_words
from securecoach_tui.text import comforts as comfort_words
from securecoach_tui.text import durations
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.record_access import load_record
from securecoach_tui.tui.widgets.row_list import RowList

BEGIN = KeyBinding("enter", "", N_("start"), N_("Start the exercise for the selected line at once."), "enter")


class NowScreen(BaseScreen):
    """Seven lines, and below the marked one what it starts."""

    KEYS = (BEGIN,)
    FOOTER = (key_bindings.SUPPORT, BEGIN, key_bindings.HELP, key_bindings.BACK)

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[Card] = []

    def location(self) -> str:
        return _("What's happening now?")

    def purpose(self) -> str:
        return _("Choose what fits best. An exercise for it starts at once.")

    def compose_body(self) -> ComposeResult:
        words = _("Are you in danger, or thinking of harming yourself? Press c.")
        yield Static(words, markup=False, classes="words")
        yield Static("", markup=False, classes="words spaced", id="plans")
        self._lines = self.context.content.now_lines()
        rows = [(line.text, "") for line in self._lines]
        rows += [(_(comfort_words.TITLE), "")] * bool(comforts.stored(self.context.paths, self.context.key))
        yield RowList(rows, label=self.location(), hint_of=self._summary, id="choices")

    def on_mount(self) -> None:
        self.query_one("#plans").display = False
        self.query_one(RowList).focus()
        load_record(self, self._read_cards, self._show_cards)

    def _read_cards(self) -> None:
        self._cards = card_service.shown_now(self.context.record)

    def _show_cards(self) -> None:
        """Show the person's own cards above the lines, where there are any."""
        shown = self.query_one("#plans", Static)
        shown.update("\n".join(card_words.now_words(card) for card in self._cards))
        shown.display = bool(self._cards)
        self.call_after_refresh(self.query_one("#body").scroll_home, animate=False)  # people to talk to stay in sight

    def _summary(self, index: int) -> str:
        """What a line starts."""
        if index >= len(self._lines):
            return ""
        exercise = self.context.content.exercise(self._lines[index].exercise)
        length = durations.duration(min(exercise.minutes) * 60)
        return visible(f"{exercise.title}, {length}")

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        from securecoach_tui.tui.screens.start_session import start_session

        if event.index >= len(self._lines):
            await self.app.push_screen(self.program.make_screen("comforts", self))
            return
        exercise = self.context.content.exercise(self._lines[event.index].exercise)
        await start_session(self, exercise, min(exercise.minutes) * 60, at_once=True)
