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

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.settings import Places
from securecoach_tui.store import device
from securecoach_tui.store.errors import Busy
from securecoach_tui.store.files import Files, append, replace
from securecoach_tui.store.lines import Closed, Damage, decode, decode_one
from securecoach_tui.store.sealing import Key

TOLD = "told.json"
MOST_TOLD = 1000  # hashes kept; a folder with more damage than this is told of again


def settle(
    where: Places, files: Files, found: Mapping[Path, Sequence[Damage]], key: Key | None, lock: Path, today: date
) -> list[str]:
    """Set aside what ``found`` names, and the sentence to tell, if it wasn't told before. Never raises.

    Where another program is writing, the own file is left for the next time: what looks torn may be
    a line on its way.
    """
    told = _told(where, files)
    fresh: list[str] = []
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
                if path == own and parts:
                    _cut_out(files, own, parts)
            if fresh:
                remembered = [*told, *fresh][-MOST_TOLD:]
                replace(files, where.state / TOLD, msgspec.json.encode(remembered))
    except Busy:
        return []
    except OSError:
        fresh = [mark for parts in found.values() for part in parts if (mark := _mark(part.data)) not in told]
        return [_sentence(len(fresh), aside=False)] if fresh else []
    return [_sentence(len(fresh), aside=True)] if fresh else []


def mend_end(where: Places, files: Files, own: Path, key: Key | None) -> None:
    """Give the own file a whole last line: a torn one is set aside and cut off. The lock is held.

    Raises:
        OSError: nothing was cut.
    """
    data = files.read(own)
    at = data.rfind(b"\n") + 1
    torn = data[at:]
    with contextlib.suppress(Closed):
        if decode_one(torn, key.open_line if key else None) is not None:
            append(files, own, b"\n")  # whole but for its line break
            return
    _keep(where, files, [torn], date.today())
    fd = files.open_append(own)
    try:
        files.truncate(fd, at)
        files.fsync(fd)
    finally:
        files.close(fd)


def asides(where: Places, files: Files) -> list[Path]:
    """The files of damage this device has set aside."""
    name = device.known(where, files) or "device"
    return [
        where.journal / one
        for one in files.names(where.journal)
        if one.startswith("damaged-") and one.endswith(f"-{name}")
    ]


def _keep(where: Places, files: Files, parts: Sequence[bytes], today: date) -> None:
    path = where.journal / f"damaged-{today.isoformat()}-{device.name(where, files)}"
    append(files, path, b"".join(part + b"\n" for part in parts))


def _cut_out(files: Files, own: Path, parts: Sequence[Damage]) -> None:
    data, kept, at = files.read(own), [], 0
    for part in parts:
        kept.append(data[at : part.start])
        at = part.start + len(part.data) + 1
    kept.append(data[at:])
    whole = b"".join(kept)
    replace(files, own, whole if whole.endswith(b"\n") or not whole else whole + b"\n")


def _told(where: Places, files: Files) -> list[str]:
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
