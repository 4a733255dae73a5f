"""Reading the record behind a screen, off the thread that draws."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from securecoach_tui.store.errors import PassphraseNeeded, RecordError
from securecoach_tui.tui.base_screen import BaseScreen


def read(room: BaseScreen, work: Callable[[], Any], then: Callable[[], Any]) -> None:
    """Do ``work``, which reads the record, on a thread; then call ``then`` on the one that draws.

    A locked record asks for its passphrase first; one that can't be read is told in its sentence.
    """

    def again() -> None:
        read(room, work, then)

    def ask() -> None:
        from securecoach_tui.tui.screens.unlock import Unlock

        room.app.push_screen(Unlock(again))

    def worker() -> None:
        try:
            work()
        except PassphraseNeeded:
            room.app.call_from_thread(ask)
        except RecordError as error:
            room.app.call_from_thread(partial(room.tell, error.sentence, wrong=True))
        else:
            if room.is_attached:
                room.app.call_from_thread(room.call_later, then)

    room.run_worker(worker, thread=True, exclusive=True)
