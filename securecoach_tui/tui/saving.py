"""Keeping a thing: in the record at hand from that moment on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.practice.session.events import Kept, NotKept
from securecoach_tui.store.journal.entry import Line
from securecoach_tui.tui.app_protocol import Notice
from securecoach_tui.tui.base_screen import BaseScreen


def keep(room: BaseScreen, kind: str, id: str, fields: Mapping[str, Any]) -> None:
    """Keep ``fields`` of a thing. Where the disk refuses, one sentence says so; they hold in this run."""
    app, context = room.app, room.context

    def done(outcome: Kept | NotKept) -> None:
        if isinstance(outcome, NotKept):
            app.post_message(Notice(_("Not kept on disk yet: {why}.").format(why=outcome.reason)))

    state = context.at_hand().state
    context.writer.keep(kind, id, fields, done)
    stamp = (state.counter + 1, "")  # the writer gives it its own; this one counts until the record is read anew
    state.add([Line(1, kind, id, stamp, msgspec.Raw(msgspec.json.encode(fields)))])
