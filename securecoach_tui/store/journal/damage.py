"""Damage: bytes of a journal that aren't valid lines. Reading skips them; maintenance sets them aside and reports them.

Damage in this device's own file is moved to ``journal/damaged-DATE-DEVICE``. Another device's file is never written
here, so its damage is copied there. ``told.json`` in the state folder has the hashes of damage that was reported, so
that it is reported once.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.safe_files import LARGEST_SMALL
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.store.crypto.envelope import DataKey, number_of
from securecoach_tui.store.disk import FileSystem, append, replace
from securecoach_tui.store.errors import Busy
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.entry import Damage, JournalEntry, Stamp, decode, file_of, pieces
from securecoach_tui.store.journal.folder import JournalContents
from securecoach_tui.store.journal.rewriter import rewritten

TOLD_FILE = "told.json"
MAX_TOLD = 20_000  # hashes; damage of other devices' files beyond this isn't reported
LARGEST_ASIDE = 1024 * 1024  # bytes; a larger part of another device's file is only reported


def notices(paths: DataPaths, files: FileSystem, contents: JournalContents) -> list[str]:
    """Return sentences about damage that wasn't reported yet. It isn't marked as reported.

    Damage at the very end of a file is left out; it may be a line that another program is writing.
    """
    reported = set(_reported(paths, files))
    found = []
    for path, parts in contents.damage.items():
        info = files.file_info(path)
        found += [part for part in parts if info is None or part.start + len(part.data) < info.size]
    fresh = len(reported) < MAX_TOLD and any(_hash(part.data) not in reported for part in found)
    return ([_sentence(1, aside=False)] if fresh else []) + _order_sentences(*_order_hashes(reported, contents))


def set_aside(
    paths: DataPaths,
    files: FileSystem,
    contents: JournalContents,
    key: DataKey | None,
    lock: Path,
    today: date,
) -> list[str]:
    """Set aside the damage in ``contents`` and return a sentence about what wasn't reported before. Never raises.

    While another program is writing, nothing is set aside: what looks damaged may be a line being written.
    """
    known = _reported(paths, files)
    reported, fresh, copied = set(known), dict[str, Damage](), False
    try:
        with files.lock(lock, 0.0):
            own = paths.journal / f"{device.known(paths, files)}.jsonl"
            for path, parts in contents.damage.items():
                if path == own:
                    parts = decode(files.read(own), key.decrypt_line if key else None, contents.limit).damage
                told = reported | fresh.keys()  # once a file: it may have thousands of parts
                new = {digest: part for part in parts if (digest := _hash(part.data)) not in told}
                if path != own:  # it stays in that file, so that only some of it is copied
                    room = max(0, MAX_TOLD - len(reported) - len(fresh))
                    new = dict(itertools.islice(new.items(), room))
                aside = [part.data for part in new.values() if path == own or len(part.data) <= LARGEST_ASIDE]
                if aside:
                    _append_aside(paths, files, aside, today)
                    copied = True
                fresh |= new
                if path == own and parts:
                    _cut_out(files, own, key, contents.limit)
            if fresh:
                numbers = _hashes_as_missing(list(fresh.values()))
                _save_reported(paths, files, [*known, *fresh, *numbers])
    except Busy:
        return []
    except OSError:
        count = sum(_hash(part.data) not in reported for parts in contents.damage.values() for part in parts)
        return [_sentence(count, aside=False)] if count and len(reported) < MAX_TOLD else []
    return [_sentence(len(fresh), aside=copied)] if fresh else []


def stamp_again(
    paths: DataPaths, files: FileSystem, contents: JournalContents, key: DataKey | None, lock: Path
) -> bool:
    """Give lines of the own file whose stamps are implausible new stamps, in their order; return whether any has one.

    This device wrote them, above a line that is gone or that an earlier version didn't find implausible.

    Raises:
        Busy, OSError: nothing was changed.
    """
    own = paths.journal / f"{device.known(paths, files)}.jsonl"
    if own not in contents.damage:
        return False
    with files.lock(lock, 0.0):
        data = files.read(own)
        opener = key.decrypt_line if key else None
        above = sorted(line.stamp for line in decode(data, opener).lines if line.stamp[0] > contents.limit)
        new = {stamp: (contents.state.counter + n, stamp[1]) for n, stamp in enumerate(above, 1)}
        changed = rewritten(data, key, lambda line: _with_stamp(line, new.get(line.stamp)))
        if changed is not None:
            replace(files, own, changed)
        return changed is not None


def _with_stamp(line: JournalEntry, stamp: Stamp | None) -> JournalEntry | None:
    return None if stamp is None else msgspec.structs.replace(line, stamp=stamp)


def tell_order(paths: DataPaths, files: FileSystem, contents: JournalContents) -> list[str]:
    """Return sentences about encrypted lines that were moved or are missing; each is reported once. Never raises."""
    reported = _reported(paths, files)
    moved, missing = _order_hashes(set(reported), contents)
    if moved or missing:
        with contextlib.suppress(OSError):
            _save_reported(paths, files, [*reported, *moved, *missing])
    return _order_sentences(moved, missing)


def repair_end(paths: DataPaths, files: FileSystem, own: Path, key: DataKey | None) -> None:
    """Set aside and cut off an incomplete line at the end of the own file.

    The caller holds the lock.

    Raises:
        OSError: nothing was cut off.
    """
    data = files.read(own)
    at = data.rfind(b"\n") + 1
    found = list(pieces(data[at:], key.decrypt_line if key else None))
    complete = [piece.data for piece in found if piece.complete]
    torn = [piece.data for piece in found if not piece.complete]
    if torn:
        _append_aside(paths, files, torn, date.today())
    if complete:
        replace(files, own, data[:at] + file_of(complete))
        return
    fd = files.open_append(own)
    try:
        files.truncate(fd, at)
        files.fsync(fd)
    finally:
        files.close(fd)


def set_aside_files(paths: DataPaths, files: FileSystem) -> list[Path]:
    """Return the files of damage that this device has set aside."""
    ends = tuple(f"-{name}" for name in device.known_names(paths, files))
    return [
        paths.journal / file_name
        for file_name in files.names(paths.journal)
        if file_name.startswith("damaged-") and file_name.endswith(ends)
    ]


def tell_left(paths: DataPaths, files: FileSystem, devices: Sequence[str]) -> list[str]:
    """Return a sentence if other devices' files still have text that was deleted, once for each device. Never raises."""
    reported = _reported(paths, files)
    fresh = [digest for name in devices if (digest := _hash(f"left {name}".encode())) not in reported]
    if not fresh:
        return []
    with contextlib.suppress(OSError):
        _save_reported(paths, files, [*reported, *fresh])
    sentence = ngettext(
        "The file of another device still has words that you deleted. They are deleted when you open SecureCoach there.",
        "The files of {count} other devices still have words that you deleted. They are deleted when you "
        "open SecureCoach there.",
        len(fresh),
    )
    return [sentence.format(count=len(fresh))]


def _append_aside(paths: DataPaths, files: FileSystem, parts: Sequence[bytes], today: date) -> None:
    day, name = today.isoformat(), device.name(paths, files)
    path, number = paths.journal / f"damaged-{day}-{name}", 1
    while not device.is_writable(files.file_info(path)):  # a link, for example
        number += 1
        path = paths.journal / f"damaged-{day}-{number}-{name}"
    append(files, path, b"".join(part + b"\n" for part in parts))


def _cut_out(files: FileSystem, own: Path, key: DataKey | None, limit: int) -> None:
    found = pieces(files.read(own), key.decrypt_line if key else None, limit)
    replace(files, own, file_of([piece.data for piece in found if piece.complete]))


def _order_hashes(reported: set[str], contents: JournalContents) -> tuple[list[str], list[str]]:
    """Return the hashes of moved and of missing lines that weren't reported yet."""
    if len(reported) >= MAX_TOLD:
        return [], []
    moved = [digest for line in contents.moved if (digest := _hash(f"moved {line}".encode())) not in reported]
    missing = [digest for line in contents.missing if (digest := _hash(f"missing {line}".encode())) not in reported]
    return moved, missing


def _order_sentences(moved: Sequence[str], missing: Sequence[str]) -> list[str]:
    sentences = []
    if moved:
        sentence = ngettext(
            "A locked line has been moved. It was read anyway.",
            "{count} locked lines have been moved. They were read anyway.",
            len(moved),
        )
        sentences.append(sentence.format(count=len(moved)))
    if missing:
        sentence = ngettext(
            "A locked line is missing from your data. Everything else was read.",
            "{count} locked lines are missing from your data. Everything else was read.",
            len(missing),
        )
        sentences.append(sentence.format(count=len(missing)))
    return sentences


def _save_reported(paths: DataPaths, files: FileSystem, hashes: Sequence[str]) -> None:
    replace(files, paths.state / TOLD_FILE, msgspec.json.encode(hashes[:MAX_TOLD]))


def _hashes_as_missing(parts: Sequence[Damage]) -> list[str]:
    """The hashes of damaged lines as missing lines, so that they aren't reported as missing too."""
    numbers = [number_of(line) for part in parts for line in part.data.split(b"\n")]
    return [_hash(f"missing {device} {n}".encode()) for device, n in filter(None, numbers)]


def _reported(paths: DataPaths, files: FileSystem) -> list[str]:
    with contextlib.suppress(OSError, ValueError):
        return msgspec.json.decode(files.read(paths.state / TOLD_FILE, most=LARGEST_SMALL), type=list[str])
    return []


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _sentence(count: int, *, aside: bool) -> str:
    if aside:
        return ngettext(
            "A damaged part of your data was set aside in the journal folder. Everything else was read.",
            "{count} damaged parts of your data were set aside in the journal folder. Everything else was read.",
            count,
        ).format(count=count)
    return _("A part of your data is damaged. Everything else was read.")
