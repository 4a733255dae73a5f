"""Saves entries for a command, and waits until they are on the disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.options import key_of
from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from securecoach_tui.config.data_paths import DataPaths


def save(paths: DataPaths, kind: str, entries: Sequence[tuple[str, Mapping[str, Any]]], refused: str) -> None:
    """Save entries of a kind, each as its id and its fields.

    ``refused`` is the sentence for when that fails, with ``{why}`` in the place of the reason.

    Raises:
        Refused: an entry can't be saved (code 3).
        RecordError: the data is locked, and the passphrase is wrong or missing.
    """
    from securecoach_tui.clock import SystemClock
    from securecoach_tui.practice.session.events import Kept, NotKept
    from securecoach_tui.store.writer import Writer

    outcomes: list[Kept | NotKept] = []
    writer = Writer(paths, SystemClock(), key=key_of(paths))
    for id, fields in entries:
        writer.keep(kind, id, fields, outcomes.append)
    writer.close()
    bad = next((one for one in outcomes if isinstance(one, NotKept)), None)
    if bad is not None or len(outcomes) < len(entries):
        why = bad.reason if bad is not None else _("the disk didn't respond")
        raise Refused(refused.format(why=why.rstrip(".") + "."), 3)
