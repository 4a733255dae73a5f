"""Reads the data for a screen on a worker thread, and saves single entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from securecoach_tui.i18n import _
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store.errors import PassphraseNeeded, RecordError
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.messages import Notice


def load_record(screen: BaseScreen, work: Callable[[], Any], then: Callable[[], Any]) -> None:
    """Run ``work``, which reads the data, on a worker thread; then call ``then`` on the app's thread.

    If the data is locked, the passphrase is asked for first. A ``RecordError`` is shown on ``screen``.
    """

    key = screen.context.key

    def retry() -> None:
        load_record(screen, work, then)

    def ask_passphrase() -> None:
        from securecoach_tui.tui.screens.unlock import RETRY_SECONDS, UnlockScreen

        if not screen.is_open:
            return
        if screen.context.key is not key:  # it was unlocked in the meantime
            retry()
        elif screen.is_active:
            screen.app.push_screen(UnlockScreen(retry))
        else:  # people to talk to stay on top, and one passphrase is enough for all screens that read
            screen.set_timer(RETRY_SECONDS, ask_passphrase)

    def worker() -> None:
        try:
            work()
        except PassphraseNeeded:
            screen.app.call_from_thread(ask_passphrase)
        except RecordError as error:
            screen.app.call_from_thread(partial(screen.show_notice, error.sentence, error=True))
        else:
            if screen.is_attached:
                screen.app.call_from_thread(screen.call_later, then)
            if screen.context.unreadable:
                screen.app.call_from_thread(partial(screen.show_notice, screen.context.unreadable, error=True))

    screen.run_worker(worker, thread=True, exclusive=True)


def save_entry(screen: BaseScreen, kind: str, id: str, fields: Mapping[str, Any]) -> None:
    """Save ``fields`` of an entry, and add them to the data in memory immediately.

    If saving fails, a notice is shown; the data in memory keeps the fields.
    """
    repository = screen.context.record
    screen.context.writer.keep(kind, id, fields, tell_if_not_saved(screen))
    repository.show_saved(kind, id, fields)


def tell_if_not_saved(
    screen: BaseScreen, sentence: str = "", saved: Callable[[], object] = lambda: None
) -> Callable[[Kept | NotKept], None]:
    """A callback for the writer, which calls it on its own thread. A reason for not saving is shown on the top screen.

    ``screen`` may have closed by then. ``sentence`` has the place {why} for the reason; ``saved`` is called otherwise.
    """
    app, sentence = screen.app, sentence or _("Not saved on disk yet: {why}.")

    def done(outcome: Kept | NotKept) -> None:
        if isinstance(outcome, NotKept):
            app.post_message(Notice(sentence.format(why=outcome.reason)))
        else:
            saved()

    return done
