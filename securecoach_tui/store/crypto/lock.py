"""Locking the data with a passphrase and unlocking it again; safe to interrupt at any byte.

Once key.json and this machine's copy of it exist, the data is locked, and ``bring_in_line`` encrypts what is still
plain: every file in the folder where it was locked, whoever wrote it, and this device's files where it is opened later.
Opening the data calls it too, which completes a locking that was interrupted. Each file is encrypted under a
temporary name, decrypted again and compared, and only then replaces the plain one. Unlocking goes the other way:
key.json first says "open", then this device's files are decrypted, and key.json is deleted when no device's lines need
it any more. ``key_file`` says which key holds.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.safe_files import UnsafeFile
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto import key_file, key_format
from securecoach_tui.store.crypto.envelope import KEY_BYTES, DataKey, key_name_of
from securecoach_tui.store.disk import Disk, FileSystem, remove_temporary_files, replace
from securecoach_tui.store.errors import RecordError, WrongPassphrase, why
from securecoach_tui.store.journal import conflict_copies, damage, device
from securecoach_tui.store.journal import folder as journal
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS
from securecoach_tui.store.journal.entry import is_encrypted
from securecoach_tui.store.journal.rewriter import decrypted, encrypted, parts_of
from securecoach_tui.store.local import checkpoints, comforts, contacts
from securecoach_tui.store.transfer import backup


def open_locked(paths: DataPaths, passphrase: str, files: FileSystem | None = None) -> DataKey:
    """Return the key of locked data, and encrypt what is still plain on this device.

    Raises:
        WrongPassphrase: the passphrase opens no key file.
        RecordError: key.json is damaged, or the data isn't locked.
    """
    files = files or Disk()
    holding = key_file.read(paths, files)
    if holding is not None and holding.open:
        return key_file.unwrap(paths, files, passphrase)
    keys = key_file.open_keys(paths, files, passphrase)
    with contextlib.suppress(OSError, RecordError):  # read-only or in use; the next opening tries again
        with files.lock(paths.state / LOCK, LOCK_SECONDS):
            key_file.agree(paths, files, keys, passphrase)
        bring_in_line(paths, files, keys.key)
    return keys.key


def lock(
    paths: DataPaths, passphrase: str, files: FileSystem | None = None, *, work: int = key_file.WORK
) -> tuple[DataKey, int]:
    """Lock the data; return the key, and how many other devices had plain files. These are encrypted too, but what is
    written there stays plain until the data is opened there.

    Raises:
        RecordError: it is locked already, another program is using it, or the disk refuses. The sentence says
            whether the data is locked.
    """
    files = files or Disk()
    if not passphrase:
        raise RecordError(_("A passphrase needs at least one character."), 2)
    if key_file.is_locked(paths, files):
        raise RecordError(_("Your data is already locked. To choose another passphrase, add --change."), 2)
    before = key_file.reading_key(paths, files, None)
    # A key that was in clear is known to whoever keeps the folder, so it encrypts nothing any more.
    key = DataKey(os.urandom(KEY_BYTES), [before, *before.also] if before else [])
    try:
        files.make_folder(paths.data)
        with files.lock(paths.state / LOCK, LOCK_SECONDS):
            others = len([path for path in _other_journals(paths, files) if _has_plain(files, path)])
            _write_key(paths, files, key, passphrase, work)
    except OSError as error:
        raise RecordError(_("Your data can't be locked here: {why}.").format(why=why(error))) from None
    try:
        bring_in_line(paths, files, key)
    except OSError as error:
        sentence = _(
            "Your data is locked, but not all of it is encrypted yet: {why}. The rest is encrypted at the next start."
        )
        raise RecordError(sentence.format(why=why(error))) from None
    except RecordError as error:
        rest = _("Your data is locked, but not all of it is encrypted yet. The rest is encrypted at the next start.")
        raise RecordError(f"{error.sentence} {rest}") from None
    return key, others


def _write_key(paths: DataPaths, files: FileSystem, key: DataKey, passphrase: str, work: int) -> None:
    """Write key.json and this machine's copy, or neither."""
    places = (paths.key, key_format.copy_path(paths), paths.state / device.FILE)
    before = {path: files.read(path) if files.file_info(path) else None for path in places}
    try:
        key_file.wrap(paths, files, key, passphrase, work)
        shared = key_format.intact(files, paths.key)
        if shared is None or key_format.unwrapped(shared, passphrase).data != key.data:
            raise RecordError(_("The disk didn't save the key correctly, so nothing was locked."))
        key_file.hold(paths, files, shared, everything=True)
    except BaseException:
        for path, data in before.items():
            with contextlib.suppress(OSError):
                files.unlink(path) if data is None else replace(files, path, data)
        raise


def change(
    paths: DataPaths, key: DataKey, passphrase: str, files: FileSystem | None = None, *, work: int = key_file.WORK
) -> None:
    """Change the passphrase, in one atomic rename.

    Raises:
        RecordError: nothing was changed; the old passphrase is still valid.
    """
    files = files or Disk()
    if not passphrase:
        raise RecordError(_("A passphrase needs at least one character."), 2)
    try:
        with files.lock(paths.state / LOCK, LOCK_SECONDS):
            key_file.wrap(paths, files, key, passphrase, work)
            shared = key_format.intact(files, paths.key)
            if shared is None:
                raise OSError(errno.EIO, "the key file reads back otherwise")
            key_file.hold(paths, files, shared)
            key_file.drop_old_wraps(paths, files, key)
    except OSError as error:
        raise RecordError(_("Your old passphrase still works: {why}.").format(why=why(error))) from None
    with contextlib.suppress(OSError, RecordError):  # updates the key in the copies; the next opening tries again
        bring_in_line(paths, files, key)


def join(paths: DataPaths, key: DataKey, passphrase: str, files: FileSystem | None = None) -> DataKey:
    """Return a key that also decrypts what another machine encrypted with its own key (``key_file.others``).

    Raises:
        WrongPassphrase: the passphrase decrypts none of the key files.
    """
    files = files or Disk()
    other_keys = []
    for other in key_file.others(paths, files, key):
        with contextlib.suppress(WrongPassphrase):
            other_keys.append(key_format.unwrapped(other, passphrase))
    if not other_keys:
        raise WrongPassphrase
    key = DataKey(key.data, [*key.also, *other_keys])
    with contextlib.suppress(OSError, RecordError):
        bring_in_line(paths, files, key)
    return key


def not_reached(paths: DataPaths, files: FileSystem | None = None) -> list[str]:
    """Return a sentence for each file that locking can't encrypt, because it can't be opened: a link, for example."""
    files = files or Disk()
    sentences = []
    for path in _all_files(paths, files):
        try:
            files.read(path)
        except OSError as error:
            sentence = _("{path} isn't locked, because it can't be read: {why}.")
            sentences.append(sentence.format(path=path, why=why(error)))
    return sentences


def unlock(paths: DataPaths, key: DataKey, files: FileSystem | None = None) -> None:
    """Unlock the data.

    Raises:
        RecordError: another program is using it, or the disk refuses; nothing is lost, and the next attempt continues.
    """
    files = files or Disk()
    try:
        with files.lock(paths.state / LOCK, LOCK_SECONDS):
            key_file.store_unwrapped(paths, files, key)
        bring_in_line(paths, files, key)
    except OSError as error:
        raise RecordError(_("Some of your data is still locked: {why}.").format(why=why(error))) from None


def unwrapped_key(paths: DataPaths, files: FileSystem | None = None) -> DataKey | None:
    """Return the key of data that is being unlocked; None once no file is encrypted any more."""
    files = files or Disk()
    found = key_file.read(paths, files)
    return key_file.reading_key(paths, files, None) if found is not None and found.open else None


def bring_in_line(paths: DataPaths, files: FileSystem, key: DataKey) -> None:
    """Encrypt or decrypt this device's files, as the key file says that holds here.

    Raises:
        Busy, OSError, RecordError: some files are unchanged; the next call continues.
    """
    with files.lock(paths.state / LOCK, LOCK_SECONDS):
        current = key_file.read(paths, files)
        if current is None:
            key_file.forget_open(paths, files)
            return
        locked = not current.open
        if locked:
            key_file.share(paths, files, current)
        name = device.known(paths, files) or ""
        for folder in (paths.journal, paths.backups) if name else ():
            remove_temporary_files(files, folder, name)
        for folder in (paths.checkpoints, paths.state):
            remove_temporary_files(files, folder)
        for path in _files_to_convert(paths, files, locked):
            with contextlib.suppress(UnsafeFile):  # ``not_reached`` names it
                _convert_journal(paths, files, path, key, current)
        for path in _small_files(paths, files):
            with contextlib.suppress(UnsafeFile):
                _convert_small_file(files, path, key, locked)
        if locked:
            device.note(paths, files, sealing="")
        else:
            key_file.remove_unneeded(paths, files, key, key_file.sealed_with(files, _all_files(paths, files)))


def _convert_journal(
    paths: DataPaths, files: FileSystem, path: Path, key: DataKey, current: key_format.KeyFile
) -> None:
    data = files.read(path)
    is_copy = path.parent == paths.backups
    # In a locked journal, a plain line was written by a stranger: it stays plain, so that it never counts.
    plain_stays = path.suffix == ".jsonl" and not is_copy and key_file.is_sealed(paths, files)
    if current.open:
        new = decrypted(data, key) if _has_encrypted(files, path) else data
    elif not _all_encrypted(data, key.name) and any(
        _needs_encrypting(part, key.name, key, plain_stays) for part in parts_of(data)
    ):
        new = encrypted(data, key, "backup" if is_copy else _label(path), plain_stays=plain_stays)
    else:
        new = data
    if is_copy and (new is not data or backup.key_at_front(data) != (None if current.open else current)):
        new = backup.with_key(new, None if current.open else current)
    if new == data:
        return
    if plain_lines(new, key) != plain_lines(data, key):
        raise RecordError(_("{name} couldn't be read back correctly, so it has not changed.").format(name=path.name))
    replace(files, path, new, compared=True)


def _label(path: Path) -> str:
    """Return the device's name that a file's encrypted lines have; the name of the file begins with it."""
    if path.suffix != ".jsonl":
        return path.name[-8:]
    return path.stem if path.stem.endswith(f".{conflict_copies.LABEL}") else path.name.partition(".")[0]


def _all_encrypted(data: bytes, key_name: str) -> bool:
    """Return whether every line is encrypted with the data's key; ten times as quick as decoding the lines."""
    plain = data.count(b"\n") - data.count(b'"key":"%s","sealed":"' % key_name.encode())
    return data.endswith(b"\n") and plain == backup.is_key_line(data)


def _needs_encrypting(part: bytes, key_name: str, key: DataKey, plain_stays: bool) -> bool:
    """Return whether a line must be encrypted: it is plain, or encrypted with another key that is known."""
    name = key_name_of(part)
    if name is None:
        return not plain_stays and not backup.is_key_line(part)
    return name != key_name and key.knows(name)


def plain_lines(data: bytes, key: DataKey) -> list[bytes]:
    """Return the lines of a file, decrypted."""
    return [part for part in parts_of(decrypted(data, key)) if not backup.is_key_line(part)]


def _convert_small_file(files: FileSystem, path: Path, key: DataKey, locked: bool) -> None:
    data = files.read(path)
    is_encrypted_here = data.startswith(checkpoints.ENCRYPTED_MARK) and checkpoints.opens(data, DataKey(key.data))
    if is_encrypted_here if locked else not data.startswith(checkpoints.ENCRYPTED_MARK):
        return
    try:
        plain = checkpoints.decrypted(data, key)
    except ValueError:  # damaged, or encrypted with a key whose passphrase wasn't typed: it stays
        return
    new = checkpoints.encrypted(plain, key) if locked else plain
    if checkpoints.decrypted(new, key) != plain:
        raise RecordError(_("{name} couldn't be read back correctly, so it has not changed.").format(name=path.name))
    replace(files, path, new, compared=True)


def _files_to_convert(paths: DataPaths, files: FileSystem, locked: bool) -> list[Path]:
    """Return this device's files; all files while a locking that was begun here goes on."""
    if locked and device.noted(paths, files, "sealing") == "all":
        return _all_files(paths, files)
    own = journal.own_files(paths, files, device.known_names(paths, files))
    return [*own, *damage.set_aside_files(paths, files), *backup.own_copies(paths, files)]


def _all_files(paths: DataPaths, files: FileSystem) -> list[Path]:
    set_aside = [paths.journal / name for name in files.names(paths.journal) if name.startswith("damaged-")]
    return [*journal.journal_files(paths, files), *set_aside, *_all_copies(paths, files)]


def _small_files(paths: DataPaths, files: FileSystem) -> list[Path]:
    unfinished = [paths.checkpoints / name for name in files.names(paths.checkpoints) if not name.startswith(".")]
    private = [*unfinished, paths.state / contacts.FILE, *comforts.files_of(paths, files)]
    return [path for path in private if files.file_info(path)]


def _other_journals(paths: DataPaths, files: FileSystem) -> list[Path]:
    own = journal.own_files(paths, files, device.known_names(paths, files))
    return [path for path in journal.journal_files(paths, files) if path not in own]


def _all_copies(paths: DataPaths, files: FileSystem) -> list[Path]:
    return [paths.backups / name for name in files.names(paths.backups) if name.endswith(".jsonl")]


def _has_plain(files: FileSystem, path: Path) -> bool:
    with contextlib.suppress(UnsafeFile):
        return not all(is_encrypted(part) for part in parts_of(files.read(path)))
    return False


def _has_encrypted(files: FileSystem, path: Path) -> bool:
    return any(is_encrypted(part) for part in parts_of(files.read(path)))
