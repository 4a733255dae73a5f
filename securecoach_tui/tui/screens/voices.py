"""The voices of this machine; space speaks a sample in the highlighted one."""

from __future__ import annotations

import time
from asyncio import CancelledError
from collections.abc import Callable
from contextlib import suppress

import msgspec
from textual.app import ComposeResult
from textual.widgets import Static
from textual.worker import get_current_worker

from securecoach_tui import i18n
from securecoach_tui.i18n import N_, _
from securecoach_tui.text import quantities
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.widgets.row_list import RowHeading, RowList
from securecoach_tui.voice.synthesis.voice_language import Voice, is_natural, own_voices, speaks

LONGEST_SAMPLE = 15.0  # seconds that a sample may take, including the start of the engine and device
LISTEN = KeyBinding("space", "listen", N_("hear it"), N_("Hear the selected voice."), "space")


class VoicesScreen(BaseScreen):
    """Looks for voices on a worker thread, because speech engines answer slowly."""

    DEFAULT_CLASSES = "listing"
    KEYS = (key_bindings.CHOOSE, LISTEN)
    FOOTER = (key_bindings.CHOOSE, LISTEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)
    BINDINGS = [LISTEN.binding]

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self._own: list[Voice] = []
        self._others: list[Voice] = []
        self._ids: list[str] = []  # of the rows; the row that shows the other languages has none
        self._default = ""  # its name
        self._shows_all = False

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
        from securecoach_tui.voice.synthesis.voice_choice import default_name, list_voices

        voices = list_voices()
        self._default = default_name(voices)
        self.app.call_from_thread(self._show_voices, voices)

    def _show_voices(self, voices: list[Voice]) -> None:
        if not self.is_open:
            return
        self._own, self._others = own_voices(voices, i18n.language())
        none = _("No voice works here, so the words stay on the screen. To see how to fix it: securecoach doctor")
        self.query_one("#found", Static).update(_("Press space to hear the selected voice.") if voices else none)
        current = self.context.preferences.voice_id
        self._shows_all = current in (id for id, _name in self._others)
        if voices:
            self._fill(current)

    def _fill(self, highlighted: str) -> None:
        """List the voices with that of an id highlighted, else the first; those of other languages if asked for."""
        rows = [(_("The default"), self._default), *(_row(voice) for voice in self._own)]
        headings: list[RowHeading] = []
        self._ids = ["", *(id for id, _name in self._own)]
        if self._others and self._shows_all:
            headings = [RowHeading(len(rows), _("Other languages"))]
            rows += [_row(voice) for voice in self._others]
            self._ids += [id for id, _name in self._others]
        elif self._others:
            rows.append((_("Other languages"), quantities.grouped(len(self._others))))
        index = self._ids.index(highlighted) if highlighted in self._ids else 0
        self.query_one(RowList).fill(rows, headings=headings, highlighted=index)

    def action_listen(self) -> None:
        index = self.query_one(RowList).highlighted
        if index < len(self._ids):
            self.show_notice(_("Listen."))
            id = self._ids[index]
            self.run_worker(lambda: self._play(id), thread=True, exclusive=True, group="sample")

    def _play(self, id: str) -> None:
        from securecoach_tui.voice import voice_sample

        worker = get_current_worker()

        def sleep(seconds: float) -> None:
            if worker.is_cancelled:  # another voice was asked for, or the screen has closed
                raise CancelledError
            time.sleep(seconds)

        context = self.context
        preferences = msgspec.structs.replace(context.preferences, voice=True, voice_id=id)
        with suppress(CancelledError):
            problem = voice_sample.play(preferences, context.paths, context.clock, sleep, LONGEST_SAMPLE)
            self.app.call_from_thread(self.show_notice, problem)

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        if event.index >= len(self._ids):
            self._shows_all = True
            self._fill(self._others[0][0])
            return
        why = self.context.save_settings(voice_id=self._ids[event.index])
        self.context.apply_sound_settings()
        self.app.pop_screen()
        self._changed()
        if why and isinstance(self.app.screen, BaseScreen):
            self.app.screen.show_changed("", why)


def _row(voice: Voice) -> tuple[str, str]:
    id, name = voice
    if not is_natural(id):
        return name, ""
    return name, _("natural") if speaks(id, i18n.language()) else _("English only")
