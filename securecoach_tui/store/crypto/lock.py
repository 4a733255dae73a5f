"""Locking the record at rest and opening it again; safe to interrupt at any byte.

key.json decides. Once it is there, the record is locked: whatever of this device's files is still plain
is sealed by ``settle``, which the next opening calls too, so that an interrupted locking goes on there.
Each file is sealed beside, opened again and compared, and only then takes the plain one's place.
Unlocking goes the other way: key.json first says "open", then this device's files are made plain, and
the file goes when no device's lines need it any more.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file
from securecoach_tui.store.crypto.envelope import KEY_BYTES, Key, key_name_of
from securecoach_tui.store.disk import Disk, Files, replace, sweep
from securecoach_tui.store.errors import RecordError, WrongPassphrase, why
from securecoach_tui.store.journal import damage, device
from securecoach_tui.store.journal import folder as journal
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS
from securecoach_tui.store.journal.entry import is_sealed
from securecoach_tui.store.journal.rewriter import parts_of, sealed, unsealed
from securecoach_tui.store.local import checkpoints, contacts
from securecoach_tui.store.transfer import backup


def is_locked(where: DataPaths, files: Files | None = None) -> bool:
    """Whether a passphrase is needed to read the record."""
    return key_file.is_locked(where, files or Disk())


def open_record(where: DataPaths, passphrase: str, files: Files | None = None) -> Key:
    """The key of a locked record; seals what on this device is still plain.

    Raises:
        WrongPassphrase: key.json is whole and this isn't its passphrase.
        RecordError: key.json is damaged, or the record isn't locked.
    """
    files = files or Disk()
    key = key_file.unwrap(where, files, passphrase)
    with contextlib.suppress(OSError, RecordError):  # read-only, or another program is at it: the next opening goes on
        settle(where, files, key)
    return key


def lock(
    where: DataPaths, passphrase: str, files: Files | None = None, *, work: int = key_file.WORK
) -> tuple[Key, int]:
    """Lock the record; the key, and how many other devices' files stay readable until opened there.

    Raises:
        RecordError: it is locked already, another program has it, or the disk refuses.
    """
    files = files or Disk()
    if not passphrase:
        raise RecordError(_("A passphrase has at least one character."), 2)
    found = key_file.read(where, files)
    if found is not None and not found.open:
        raise RecordError(_("The record is locked already; to choose another passphrase, say so."), 2)
    key = key_file.usable(where, files, None) or Key(os.urandom(KEY_BYTES))
    try:
        files.make_folder(where.data)
        with files.lock(where.state / LOCK, LOCK_SECONDS):
            key_file.wrap(where, files, key, passphrase, work)
            if key_file.unwrap(where, files, passphrase).data != key.data:
                raise RecordError(_("The disk didn't keep the key as it was written; nothing was locked."))
        settle(where, files, key)
        return key, len([path for path in _others(where, files) if _has_plain(files, path)])
    except OSError as error:
        raise RecordError(_("The record can't be locked here: {why}.").format(why=why(error))) from None


def change(
    where: DataPaths, key: Key, passphrase: str, files: Files | None = None, *, work: int = key_file.WORK
) -> None:
    """Make another passphrase the one that opens the record: one atomic rename.

    Raises:
        RecordError: the old one still holds.
    """
    files = files or Disk()
    if not passphrase:
        raise RecordError(_("A passphrase has at least one character."), 2)
    try:
        with files.lock(where.state / LOCK, LOCK_SECONDS):
            key_file.wrap(where, files, key, passphrase, work)
    except OSError as error:
        raise RecordError(_("The old passphrase still holds: {why}.").format(why=why(error))) from None
    with contextlib.suppress(OSError, RecordError):  # the copies' own key lines; the next opening goes on
        settle(where, files, key)


def join(where: DataPaths, key: Key, passphrase: str, files: Files | None = None) -> Key:
    """A key that also opens what another machine's own lock sealed before the two met (``keys.others``).

    Raises:
        WrongPassphrase: no key file in the folder opens with it.
    """
    files = files or Disk()
    found = []
    for other in key_file.others(where, files, key):
        with contextlib.suppress(WrongPassphrase):
            found.append(key_file.unwrapped(other, passphrase))
    if not found:
        raise WrongPassphrase
    key = Key(key.data, [*key.also, *found])
    with contextlib.suppress(OSError, RecordError):
        settle(where, files, key)
    return key


def unlock(where: DataPaths, key: Key, files: Files | None = None) -> None:
    """Make the record plain again.

    Raises:
        RecordError: another program has it, or the disk refuses; it is still whole, and the next try goes on.
    """
    files = files or Disk()
    try:
        with files.lock(where.state / LOCK, LOCK_SECONDS):
            key_file.lay_open(where, files, key)
        settle(where, files, key)
    except OSError as error:
        raise RecordError(_("The record isn't all unlocked yet: {why}.").format(why=why(error))) from None


def laid_open(where: DataPaths, files: Files | None = None) -> Key | None:
    """The key of a record that is unlocked but for files that are still sealed; None where there are none."""
    files = files or Disk()
    found = key_file.read(where, files)
    return key_file.usable(where, files, None) if found is not None and found.open else None


def settle(where: DataPaths, files: Files, key: Key) -> None:
    """Bring this device's files to what key.json says.

    Raises:
        Busy, OSError, RecordError: some are still as they were; the next call goes on.
    """
    with files.lock(where.state / LOCK, LOCK_SECONDS):
        found = key_file.read(where, files)
        if found is None:
            return
        shut = not found.open
        if shut:
            key_file.remember(where, files)
        name = device.known(where, files) or ""
        for folder in (where.journal, where.backups) if name else ():
            sweep(files, folder, name)
        for folder in (where.checkpoints, where.state):
            sweep(files, folder)
        for path in _own(where, files):
            _settle_lines(where, files, path, key, found)
        for path in _small(where, files):
            _settle_small(files, path, key, shut)
        if not shut:
            key_file.forget(where, files)
            if not any(_has_sealed(files, path) for path in [*journal.paths(where, files), *_copies(where, files)]):
                files.unlink(where.key)
                files.fsync_folder(where.data)


def _settle_lines(where: DataPaths, files: Files, path: Path, key: Key, found: key_file.KeyFile) -> None:
    data = files.read(path)
    copy = path.parent == where.backups
    mine = found.key or key.name
    if found.open:
        new = unsealed(data, key) if _has_sealed(files, path) else data
    elif not _is_done(data, mine) and any(_is_due(part, mine, key) for part in parts_of(data)):
        new = sealed(data, key, "backup" if copy else (device.known(where, files) or ""))
    else:
        new = data
    if copy and (new is not data or backup.key_at_front(data) != (None if found.open else found)):
        new = backup.with_key(new, None if found.open else found)
    if new == data:
        return
    if plain_lines(new, key) != plain_lines(data, key):
        raise RecordError(_("{name} didn't read back as it was; it is unchanged.").format(name=path.name))
    replace(files, path, new, compared=True)


def _is_done(data: bytes, mine: str) -> bool:
    """Whether every line is plainly sealed with the record's key: a look that costs a tenth of taking lines apart."""
    plain = data.count(b"\n") - data.count(b'"key":"%s","sealed":"' % mine.encode())
    return data.endswith(b"\n") and plain == backup.is_key_line(data)


def _is_due(part: bytes, mine: str, key: Key) -> bool:
    """Whether a line is still to be sealed with the record's key: it is plain, or of another key that is here."""
    name = key_name_of(part)
    return not backup.is_key_line(part) if name is None else name != mine and key.knows(name)


def plain_lines(data: bytes, key: Key) -> list[bytes]:
    """What a file holds, whether sealed or not."""
    return [part for part in parts_of(unsealed(data, key)) if not backup.is_key_line(part)]


def _settle_small(files: Files, path: Path, key: Key, shut: bool) -> None:
    data = files.read(path)
    if data.startswith(checkpoints.SEALED) == shut:
        return
    new = checkpoints.closed(data, key) if shut else checkpoints.opened(data, key)
    if checkpoints.opened(new, key) != (data if shut else new):
        raise RecordError(_("{name} didn't read back as it was; it is unchanged.").format(name=path.name))
    replace(files, path, new, compared=True)


def _own(where: DataPaths, files: Files) -> list[Path]:
    own = journal.own(where, files, device.known(where, files))
    return [*own, *damage.asides(where, files), *backup.own(where, files)]


def _small(where: DataPaths, files: Files) -> list[Path]:
    unfinished = [where.checkpoints / one for one in files.names(where.checkpoints) if not one.startswith(".")]
    return [path for path in [*unfinished, where.state / contacts.FILE] if files.seen(path)]


def _others(where: DataPaths, files: Files) -> list[Path]:
    own = journal.own(where, files, device.known(where, files))
    return [path for path in journal.paths(where, files) if path not in own]


def _copies(where: DataPaths, files: Files) -> list[Path]:
    return [where.backups / one for one in files.names(where.backups) if one.endswith(".jsonl")]


def _has_plain(files: Files, path: Path) -> bool:
    return not all(is_sealed(part) for part in parts_of(files.read(path)))


def _has_sealed(files: Files, path: Path) -> bool:
    return any(is_sealed(part) for part in parts_of(files.read(path)))
