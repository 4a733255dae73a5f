"""Asks for the passphrase of locked data. It is masked and never stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.widgets import Input, Static

from securecoach_tui.app import lock_words
from securecoach_tui.i18n import N_, _
from securecoach_tui.store.crypto import unlock
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.errors import RecordError
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.widgets.text_field import TextField

OPEN = KeyBinding("enter", "", N_("open"), N_("Unlock your data with this passphrase."), "enter")
QUIT = KeyBinding("escape", "back", N_("quit"), N_("Quit. Your data stays locked."), "esc")

UNLOCK_SECONDS = 60.0  # longer than unlocking takes on a slow computer
RETRY_SECONDS = 0.2  # seconds between two checks whether this is the top screen again


class UnlockScreen(BaseScreen):
    """``then`` is called after the data is unlocked; escape quits the program."""

    KEYS = (OPEN, QUIT)
    FOOTER = (OPEN, key_bindings.HELP, key_bindings.SUPPORT, QUIT)
    DEFAULT_CSS = """
    UnlockScreen #passphrase { margin-top: 1; }
    UnlockScreen #slip { min-height: 1; text-style: bold; }
    UnlockScreen .lost { margin-top: 1; }
    UnlockScreen #short { display: none; }
    UnlockScreen.-low .lost { display: none; }
    UnlockScreen.-low #short { display: block; }
    """

    AUTO_FOCUS = ""  # the field takes the focus without scrolling, so that whose lock it is is read first

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then
        self._trying = False

    def location(self) -> str:
        return _("Your data is locked")

    def purpose(self) -> str:
        return lock_words.whose_lock()

    def more_help(self) -> list[str]:
        return lock_words.lost_passphrase()

    def compose_body(self) -> ComposeResult:
        yield Static(self.purpose(), markup=False, classes="words")
        yield TextField("", label=_("Passphrase"), private=True, hidden=True, id="passphrase")
        yield Static("", markup=False, classes="line", id="slip")
        yield Static(_("Forgot it? Press f1. People to talk to: f2."), markup=False, classes="quiet", id="short")
        for paragraph in [
            *lock_words.lost_passphrase(),
            _("Press f2 to see people to talk to, even while it's locked."),
        ]:
            yield Static(paragraph, markup=False, classes="quiet lost")

    def on_mount(self) -> None:
        self.query_one(TextField).focus(scroll_visible=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        super().on_input_changed(event)
        slip, words = self.query_one("#slip", Static), lock_words.caps_words(event.value)
        if words and words != str(slip.content):
            self.speaker.noticed(words)
        slip.update(words)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._trying or not event.value:
            return
        self._trying = True
        self.show_notice(_("Unlocking."), seconds=UNLOCK_SECONDS)
        passphrase = event.value
        self.run_worker(lambda: self._try(passphrase), thread=True, exclusive=True)

    async def action_back(self) -> None:
        self.app.exit()

    def _try(self, passphrase: str) -> None:
        """Derive the key on a worker thread, since this takes half a second."""
        try:
            key = unlock.open_with(self.context.paths, passphrase)
        except RecordError as error:
            self.app.call_from_thread(self._not_opened, error.sentence)
        else:
            self.app.call_from_thread(self._opened, key)

    def _not_opened(self, sentence: str) -> None:
        self._trying = False
        field = self.query_one(TextField)
        slip = lock_words.slip_words(field.value)
        field.value = ""
        self.show_notice(f"{sentence} {slip}".strip(), error=True)

    def _opened(self, key: DataKey) -> None:
        if not self.is_active:  # support was opened in the meantime
            self.set_timer(RETRY_SECONDS, partial(self._opened, key))
            return
        self.context.unlock(key)
        self.app.pop_screen()
        self._then()
