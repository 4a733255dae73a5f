"""Asks aloud whether private text may be spoken, before screen speech is turned on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screen_speech import ANSWER
from securecoach_tui.tui.typed_words import HOLD_SECONDS
from securecoach_tui.tui.widgets.row_list import RowList


class SpeechConsentScreen(BaseScreen):
    """A yes-no question, answered by a letter or from a list; escape means no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
    ]
    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def hold_seconds(self, key: str) -> float:
        return HOLD_SECONDS if key in ("y", "n") else super().hold_seconds(key)

    def location(self) -> str:
        return _("Screen speech")

    def question(self) -> str:
        """The question, spoken and shown."""
        return _("Read private text aloud too? People nearby may hear. y or n.")

    def compose_body(self) -> ComposeResult:
        yield Static(self.question(), markup=False, classes="words")
        yield RowList([(_("No: on screen only"), "n"), (_("Yes: speak it"), "y")], label=_("Private text"))

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self.speaker.say(self.question(), ANSWER)

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        self.action_answer(event.index == 1)

    def action_answer(self, private: bool) -> None:
        why = self.context.save_settings(spoken_interface=True, private_speech=private)
        self.context.apply_sound_settings()
        self.speaker.say(_("Screen speech is on. Press x for quiet, question mark for help."), ANSWER)
        self.app.pop_screen()
        if why and isinstance(self.app.screen, BaseScreen):
            self.app.screen.show_changed("", why)

    async def action_back(self) -> None:
        self.action_answer(False)
