"""Damage: bytes of a journal that are no line. Set aside, told once, and worked on without.

What is found in this device's own file is moved to ``journal/damaged-DATE-DEVICE``; another device's
file is never written here, so its damage is copied there. A hash in the state folder remembers what
was told.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.store.crypto.envelope import Key, number_of
from securecoach_tui.store.disk import Files, append, replace
from securecoach_tui.store.errors import Busy
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.entry import Damage, decode, file_of, pieces

TOLD = "told.json"
MOST_TOLD = 20_000  # hashes kept; a folder with more damage than this is told of again


def settle(
    where: DataPaths, files: Files, found: Mapping[Path, Sequence[Damage]], key: Key | None, lock: Path, today: date
) -> list[str]:
    """Set aside what ``found`` names, and the sentence to tell, if it wasn't told before. Never raises.

    Where another program is writing, the own file is left for the next time: what looks torn may be
    a line on its way.
    """
    told = _told(where, files)
    fresh: list[str] = []
    fresh_numbers: list[str] = []
    try:
        with files.lock(lock, 0.0):
            own = where.journal / f"{device.known(where, files)}.jsonl"
            for path, parts in found.items():
                if path == own:
                    parts = decode(files.read(own), key.open_line if key else None).damage
                marks = {_mark(part.data): part for part in parts}
                new = [mark for mark in marks if mark not in told]
                if new:
                    _keep(where, files, [marks[mark].data for mark in new], today)
                    fresh += new
                    fresh_numbers += _numbered([marks[mark] for mark in new])
                if path == own and parts:
                    _cut_out(files, own, key)
            if fresh:
                _remember(where, files, [*told, *fresh, *fresh_numbers])
    except Busy:
        return []
    except OSError:
        fresh = [mark for parts in found.values() for part in parts if (mark := _mark(part.data)) not in told]
        return [_sentence(len(fresh), aside=False)] if fresh else []
    return [_sentence(len(fresh), aside=True)] if fresh else []


def mend_end(where: DataPaths, files: Files, own: Path, key: Key | None) -> None:
    """Give the own file a whole last line: a torn one is set aside and cut off. The lock is held.

    Raises:
        OSError: nothing was cut.
    """
    data = files.read(own)
    at = data.rfind(b"\n") + 1
    found = list(pieces(data[at:], key.open_line if key else None))
    whole = [piece.data for piece in found if piece.whole]
    torn = [piece.data for piece in found if not piece.whole]
    if torn:
        _keep(where, files, torn, date.today())
    if whole:
        replace(files, own, data[:at] + file_of(whole))
        return
    fd = files.open_append(own)
    try:
        files.truncate(fd, at)
        files.fsync(fd)
    finally:
        files.close(fd)


def asides(where: DataPaths, files: Files) -> list[Path]:
    """The files of damage this device has set aside."""
    name = device.known(where, files) or "device"
    return [
        where.journal / one
        for one in files.names(where.journal)
        if one.startswith("damaged-") and one.endswith(f"-{name}")
    ]


def _keep(where: DataPaths, files: Files, parts: Sequence[bytes], today: date) -> None:
    path = where.journal / f"damaged-{today.isoformat()}-{device.name(where, files)}"
    append(files, path, b"".join(part + b"\n" for part in parts))


def _cut_out(files: Files, own: Path, key: Key | None) -> None:
    found = pieces(files.read(own), key.open_line if key else None)
    replace(files, own, file_of([piece.data for piece in found if piece.whole]))


def tell_of_order(where: DataPaths, files: Files, moved: Sequence[str], missing: Sequence[str]) -> list[str]:
    """Sentences on locked lines that moved or are missing, each named once. Never raises.

    ``moved`` and ``missing`` name lines by device and number.
    """
    told = _told(where, files)
    new_moved = [mark for one in moved if (mark := _mark(f"moved {one}".encode())) not in told]
    new_missing = [mark for one in missing if (mark := _mark(f"missing {one}".encode())) not in told]
    if new_moved or new_missing:
        with contextlib.suppress(OSError):
            _remember(where, files, [*told, *new_moved, *new_missing])
    sentences = []
    if new_moved:
        sentence = ngettext(
            "A locked line stands in another place than it was written at; it was read all the same.",
            "{count} locked lines stand in other places than they were written at; they were read all the same.",
            len(new_moved),
        )
        sentences.append(sentence.format(count=len(new_moved)))
    if new_missing:
        sentence = ngettext(
            "A locked line is missing from the record; everything else was read.",
            "{count} locked lines are missing from the record; everything else was read.",
            len(new_missing),
        )
        sentences.append(sentence.format(count=len(new_missing)))
    return sentences


def _remember(where: DataPaths, files: Files, marks: Sequence[str]) -> None:
    replace(files, where.state / TOLD, msgspec.json.encode(marks[-MOST_TOLD:]))


def _numbered(parts: Sequence[Damage]) -> list[str]:
    """The marks of the sealed lines in damage, as missing ones: they were told with it."""
    found = [number_of(line) for part in parts for line in part.data.split(b"\n")]
    return [_mark(f"missing {device} {n}".encode()) for device, n in filter(None, found)]


def _told(where: DataPaths, files: Files) -> list[str]:
    with contextlib.suppress(OSError, ValueError):
        return msgspec.json.decode(files.read(where.state / TOLD), type=list[str])
    return []


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _sentence(count: int, *, aside: bool) -> str:
    if aside:
        return ngettext(
            "A damaged part of the record was set aside in the journal folder; everything else was read.",
            "{count} damaged parts of the record were set aside in the journal folder; everything else was read.",
            count,
        ).format(count=count)
    return _("A part of the record is damaged; everything else was read.")
