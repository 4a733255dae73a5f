"""The voices of this machine; space speaks a sample in the highlighted one."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec
from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.dialogs import CHOOSE
from securecoach_tui.tui.widgets.row_list import RowList

LONGEST_SAMPLE = 15.0  # seconds that a sample may take, including the start of the engine and device
LISTEN = KeyBinding("space", "listen", N_("hear it"), N_("Hear the selected voice."), "space")


class VoicesScreen(BaseScreen):
    """Looks for voices on a worker thread, because speech engines answer slowly."""

    DEFAULT_CLASSES = "listing"
    KEYS = (CHOOSE, LISTEN)
    FOOTER = (CHOOSE, LISTEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)
    BINDINGS = [LISTEN.binding]

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self._ids: list[str] = []

    def location(self) -> str:
        return _("Which voice")

    def purpose(self) -> str:
        return _("Hear the voices you can use, and choose one.")

    def compose_body(self) -> ComposeResult:
        yield Static(_("Looking for voices."), markup=False, classes="quiet", id="found")
        yield RowList([], label=_("Voices"), id="voices")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self.run_worker(self._look, thread=True, exclusive=True)

    def _look(self) -> None:
        from securecoach_tui.voice.synthesis.voice_choice import list_voices

        voices = list_voices()
        self.app.call_from_thread(self._show_voices, voices)

    def _show_voices(self, voices: list[tuple[str, str]]) -> None:
        if not self.is_attached:
            return
        self._ids = ["", *(id for id, _name in voices)] if voices else []
        none = _("No voice works here, so the words stay on the screen. To see how to fix it: securecoach doctor")
        self.query_one("#found", Static).update(_("Press space to hear the selected voice.") if voices else none)
        current = self.context.preferences.voice_id
        rows = [(_("The default"), ""), *((name, id) for id, name in voices)] if voices else []
        self.query_one(RowList).fill(rows, highlighted=self._ids.index(current) if current in self._ids else 0)

    def action_listen(self) -> None:
        if self._ids:
            self.show_notice(_("Listen."))
            id = self._ids[self.query_one(RowList).highlighted]
            self.run_worker(lambda: self._play(id), thread=True, exclusive=True, group="sample")

    def _play(self, id: str) -> None:
        from securecoach_tui.voice import voice_sample

        context = self.context
        preferences = msgspec.structs.replace(context.preferences, voice=True, voice_id=id)
        problem = voice_sample.play(preferences, context.paths, context.clock, time.sleep, LONGEST_SAMPLE)
        self.app.call_from_thread(self.show_notice, problem)

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        self.context.save_settings(voice_id=self._ids[event.index])
        self.context.apply_sound_settings()
        self.app.pop_screen()
        self._changed()
