"""Conflict copies that a sync tool made of a journal: what only they have is taken into a file of this device.

    journal/<device>.taken-in.jsonl

They are read like any other journal, but a person may remove them, and some tools do by themselves. The lines keep their
stamps, so that taking them in changes nothing that is read. The file is written anew in the order of the stamps: the
last line of each journal has the greatest counter.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import ngettext
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.disk import FileSystem, replace
from securecoach_tui.store.errors import Busy, RecordError
from securecoach_tui.store.journal import device, folder
from securecoach_tui.store.journal.entry import JournalEntry, Stamp, file_of, is_encrypted, pieces
from securecoach_tui.store.journal.merge import MergedState
from securecoach_tui.store.journal.rewriter import blanked, decrypted_or_same, encrypted

LABEL = "taken-in"
_OF_A_DEVICE = re.compile(rf"[0-9a-f]{{8}}(\.{LABEL})?\.jsonl")


def conflict_copies(paths: DataPaths, files: FileSystem) -> list[Path]:
    """Return the journals that no device writes. Raises RecordError where the folder can't be read."""
    return [path for path in folder.journal_files(paths, files) if not _OF_A_DEVICE.fullmatch(path.name)]


def take_in(paths: DataPaths, files: FileSystem, key: DataKey | None, state: MergedState, lock: Path) -> list[str]:
    """Take in what only conflict copies have, and return a sentence if there was something. Never raises.

    Text that was deleted, as ``state`` says, is left out.

    It is on the disk when this returns; what fails now is tried again at the next opening.
    """
    with contextlib.suppress(OSError, RecordError, Busy):
        copies = conflict_copies(paths, files)
        if not copies:
            return []
        with files.lock(lock, 0.0):
            found = _take_in(paths, files, copies, key, state)
        if found:
            sentence = ngettext(
                "Your sync tool made a conflict copy. What only that copy had is now in this device's own file too, so you "
                "can delete the copy.",
                "Your sync tool made {count} conflict copies. What only those copies had is now in this device's own file "
                "too, so you can delete the copies.",
                found,
            )
            return [sentence.format(count=found)]
    return []


def _take_in(paths: DataPaths, files: FileSystem, copies: list[Path], key: DataKey | None, state: MergedState) -> int:
    """Take in lines and return how many copies had some and may be removed now."""
    sealed = key is not None and key_file.is_sealed(paths, files)
    of_devices = [path for path in folder.journal_files(paths, files) if path not in copies]
    known = {line for _entry, line in _lines(files, of_devices, key, sealed=sealed)}
    new: dict[bytes, Stamp] = {}
    found = 0
    for path in copies:
        fresh = {
            line: entry.stamp
            for entry, line in _lines(files, [path], key, sealed=sealed)
            if line not in known and blanked(entry, state.deletions) is None
        }
        found += bool(fresh) and _is_whole(files.read(path), key)
        new |= fresh
    if not new:
        return 0
    name = device.name(paths, files)
    target = paths.journal / f"{name}.{LABEL}.jsonl"
    new |= {line: entry.stamp for entry, line in _lines(files, [target], key, sealed=False)}
    data = file_of(sorted(new, key=lambda line: (new[line], line)))
    if key is not None and key_file.is_locked(paths, files):
        data = encrypted(data, key, f"{name}.{LABEL}")
    replace(files, target, data, compared=True)
    return found


def _is_whole(data: bytes, key: DataKey | None) -> bool:
    """Return whether every line of a file can be read."""
    return all(piece.line is not None for piece in pieces(data, key.decrypt_line if key else None))


def _lines(
    files: FileSystem, paths: Iterable[Path], key: DataKey | None, *, sealed: bool
) -> Iterable[tuple[JournalEntry, bytes]]:
    """Yield each line, decoded and as plain bytes; only encrypted lines if the data is ``sealed``."""
    for path in paths:
        if files.file_info(path) is None:
            continue
        for piece in pieces(files.read(path), key.decrypt_line if key else None):
            if piece.line is not None and (is_encrypted(piece.data) or not sealed):
                yield piece.line, decrypted_or_same(piece.data, key)
