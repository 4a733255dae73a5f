"""Reading the record behind a screen, and keeping a thing: in the record at hand from that moment on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.practice.events import Kept, NotKept
from securecoach_tui.store.errors import PassphraseNeeded, RecordError
from securecoach_tui.store.lines import Line
from securecoach_tui.tui.program import Notice
from securecoach_tui.tui.room import Room
from securecoach_tui.tui.screens.unlock import Unlock


def keep(room: Room, kind: str, id: str, fields: Mapping[str, Any]) -> None:
    """Keep ``fields`` of a thing. Where the disk refuses, one sentence says so; they hold in this run."""
    app, house = room.app, room.house

    def done(outcome: Kept | NotKept) -> None:
        if isinstance(outcome, NotKept):
            app.post_message(Notice(_("Not kept on disk yet: {why}.").format(why=outcome.reason)))

    state = house.at_hand().state
    house.writer.keep(kind, id, fields, done)
    stamp = (state.counter + 1, "")  # the writer gives it its own; this one counts until the record is read anew
    state.add([Line(1, kind, id, stamp, msgspec.Raw(msgspec.json.encode(fields)))])


def read(room: Room, work: Callable[[], Any], then: Callable[[], Any]) -> None:
    """Do ``work``, which reads the record, on a thread; then call ``then`` on the one that draws.

    A locked record asks for its passphrase first; one that can't be read is told in its sentence.
    """

    def again() -> None:
        read(room, work, then)

    def ask() -> None:
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
