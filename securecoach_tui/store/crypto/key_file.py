"""Which keys hold: key.json, this machine's copy of it, and the key files of other data keys.

The data folder is synced, so a key.json in it may be another machine's, an old one, or a stranger's. What holds is what
this machine knows: the copy in the state folder, which is written when a passphrase typed here opened it, and the lines
that a key must open. A locked folder never becomes readable without a passphrase typed here, and a wrapped key is deleted
only once no line needs it. docs/dev/decisions/12-several-keys.md has the reasons.

    <data-dir>/key.json            the key file that all machines share
    <data-dir>/key-<name>.json     a data key that lines need, wrapped or in clear; that of key.json too while it is locked
    <state-dir>/key.json           what holds here: wrapped while the data is locked here, in clear while it is unlocked
    <state-dir>/key-<name>.json    keys that held here before

``device.json`` in the state folder notes the name of the key that holds for each data folder, and whether there are still
plain lines to encrypt, which count until then.
"""

from __future__ import annotations

import contextlib
import errno
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.safe_files import LARGEST_SMALL
from securecoach_tui.i18n import _
from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.crypto.key_format import (
    WORK as WORK,
)
from securecoach_tui.store.crypto.key_format import (
    KeyFile as KeyFile,
)
from securecoach_tui.store.crypto.key_format import (
    copy_path,
    decode,
    in_clear,
    intact,
    opened,
    unwrapped,
    wrapped,
    write,
)
from securecoach_tui.store.crypto.key_format import encode as encode
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase, why
from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.entry import is_encrypted

MOST_TRIED = 12  # key files that a passphrase is tried on: each takes half a second

_NAME = re.compile(rb'"key":"([^"]*)","sealed":"')


class KeyFiles(NamedTuple):
    """The intact key files: ``shared`` is key.json, ``here`` this machine's copy, ``beside`` all others. ``problem``
    says why key.json can't be used, if it is there."""

    shared: KeyFile | None
    here: KeyFile | None
    beside: list[KeyFile]
    problem: str

    @property
    def all(self) -> list[KeyFile]:
        """All of them, the most likely first."""
        return [*(one for one in (self.here, self.shared) if one is not None), *self.beside]

    @property
    def open_keys(self) -> list[DataKey]:
        """The keys in clear, that of key.json first."""
        first = [one for one in (self.shared, self.here) if one is not None]
        return [key for one in [*first, *self.beside] if (key := opened(one)) is not None]


def key_files(paths: DataPaths, files: FileSystem) -> KeyFiles:
    """Read all key files. Raises RecordError where the data folder can't be read."""
    problem = ""
    shared = None
    try:
        shared = decode(files.read(paths.key, most=LARGEST_SMALL))
        problem = (
            "" if shared else _("key.json is damaged. Replace it with a copy from another device or from a backup.")
        )
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        sentence = _("{file}, which has the key to your data, can't be read: {why}.")
        problem = sentence.format(file=paths.key, why=why(error))
        if error.errno == errno.EIO:  # a failing disk; what else stands in its place is as good as a damaged file
            raise RecordError(problem) from None
    here = _held(paths, files, shared)
    beside = [found for path in _beside(paths, files) if (found := intact(files, path)) is not None]
    return KeyFiles(shared, here, beside, problem)


def _held(paths: DataPaths, files: FileSystem, shared: KeyFile | None) -> KeyFile | None:
    """Return the key file that holds on this machine for this data folder, if one does."""
    copy = intact(files, copy_path(paths))
    if copy is None and not any(path.parent == paths.state for path in _beside(paths, files)):
        return None
    name = device.noted(paths, files, "key")
    if name:
        saved = [copy, intact(files, paths.state / f"key-{name}.json")]
        return next((one for one in saved if one is not None and one.key == name), None)
    if copy is None:
        return None
    # An earlier version noted no name. The copy may also be that of another data folder.
    same = shared is not None and shared.key == copy.key
    return copy if same or copy.key in _needed(paths, files) else None


def _beside(paths: DataPaths, files: FileSystem) -> list[Path]:
    """Return the paths of key files beside the two called key.json: of other keys, and a sync tool's conflict copies."""
    found: list[Path] = []
    for folder in (paths.state, paths.data):
        with contextlib.suppress(OSError):
            found += [
                folder / name for name in files.names(folder) if name.startswith("key") and name.endswith(".json")
            ]
    return [path for path in found if path.name != paths.key.name]


def sealed_with(files: FileSystem, paths: Iterable[Path]) -> set[str]:
    """Return the names of the keys that lines in these files are encrypted with. Files that can't be read are passed
    over."""
    names: set[str] = set()
    for path in paths:
        with contextlib.suppress(OSError):
            names |= {name.decode("utf-8", "replace") for name in _NAME.findall(files.read(path))}
    return names


def _needed(paths: DataPaths, files: FileSystem) -> set[str]:
    with contextlib.suppress(OSError):
        return sealed_with(files, [paths.journal / name for name in files.names(paths.journal) if _is_journal(name)])
    return set()


def _is_journal(name: str) -> bool:
    return name.endswith(".jsonl") and not name.startswith(".")


def read(paths: DataPaths, files: FileSystem) -> KeyFile | None:
    """Return the key file that holds on this machine, or None where the data is open and no line is encrypted.

    Raises:
        RecordError: lines are encrypted, and key.json is damaged or can't be read.
    """
    return _holding(paths, files, key_files(paths, files))


def _holding(paths: DataPaths, files: FileSystem, found: KeyFiles) -> KeyFile | None:
    shared, here = found.shared, found.here
    if here is not None and here.wrapped:
        return here  # only a passphrase typed here ends that
    if here is None and not found.beside and not found.problem and (shared is None or shared.open):
        return shared
    known = {key.name for key in found.open_keys}
    needed = _needed(paths, files) - known
    if needed:
        candidates = [one for one in (shared, *found.beside) if one is not None and one.wrapped]
        for one in candidates:
            if not one.key or one.key in needed:
                return one
        if found.problem:
            raise RecordError(found.problem)
    if shared is not None and shared.wrapped and here is not None and here.key == shared.key:
        return shared  # unlocking was interrupted before anything was unlocked
    if shared is not None and shared.wrapped:
        # No line needs it. On a machine that has nothing of its own it holds; else its lines haven't arrived yet.
        return None if _has_plain_lines(paths, files) else shared
    if shared is None:  # after unlocking, another key in clear may be all that the rest of the lines need
        needed = _needed(paths, files)
        return next((one for one in found.all if one.open and one.key in needed), None)
    return shared


def _has_plain_lines(paths: DataPaths, files: FileSystem) -> bool:
    """Return whether this device has written lines that aren't encrypted, so that the data was open here."""
    name = device.known(paths, files)
    with contextlib.suppress(OSError):
        data = files.read(paths.journal / f"{name}.jsonl") if name else b""
        return any(part.strip() and not is_encrypted(part) for part in data.split(b"\n"))
    return False


def is_locked(paths: DataPaths, files: FileSystem | None = None) -> bool:
    """Return whether a passphrase is needed to read the data. Reads one small file.

    Raises:
        RecordError: key.json can't be read, or is damaged.
    """
    key_file = read(paths, files or Disk())
    return key_file is not None and not key_file.open


def is_sealed(paths: DataPaths, files: FileSystem) -> bool:
    """Return whether the data is locked here and all that was written before is encrypted, so that plain lines are
    somebody else's."""
    here = _held(paths, files, intact(files, paths.key))
    return here is not None and bool(here.wrapped) and not device.noted(paths, files, "sealing")


def reading_key(paths: DataPaths, files: FileSystem, key: DataKey | None) -> DataKey | None:
    """Return the key to read with: ``key``, or the ones in clear after unlocking; None if the data isn't locked.

    Raises:
        PassphraseNeeded: the data is locked, and ``key`` is None or another key.
    """
    found = key_files(paths, files)
    holding = _holding(paths, files, found)
    if holding is None:
        return None
    if holding.open:
        first, *others = found.open_keys
        return DataKey(first.data, others)
    usual = key is not None and (not holding.key or key.knows(holding.key))
    if key is not None and (usual or (found.here is None and any(key.knows(one.key) for one in found.all))):
        return key
    raise PassphraseNeeded


class OpenedKeys(NamedTuple):
    """What a passphrase opened: the key, which knows all keys that were opened, and the key files."""

    key: DataKey
    by: list[tuple[KeyFile, str]]  # with the name of the key that each has


def open_keys(paths: DataPaths, files: FileSystem, passphrase: str) -> OpenedKeys:
    """Try a passphrase on the key files; each takes about half a second.

    The key of key.json is used to encrypt, so that machines that were locked before they met come to use one key; where
    the passphrase doesn't open it, the one that holds here is, or one that held here before and that lines still need.

    Raises:
        WrongPassphrase: it opens none of them.
        RecordError: the data isn't locked, or no key file is intact.
    """
    found = key_files(paths, files)
    tried = [one for one in found.all if one.wrapped]
    if not tried:
        raise RecordError(found.problem or _("Your data isn't locked."), 3 if found.problem else 2)
    keys: dict[str, DataKey] = {}
    by: list[tuple[KeyFile, str]] = []
    newer: RecordError | None = None
    needed = _needed(paths, files)
    for one in list({encode(file): file for file in tried}.values())[:MOST_TRIED]:
        if one not in (found.here, found.shared) and (one.key in keys or (keys and one.key not in needed)):
            continue
        try:
            key = unwrapped(one, passphrase)
        except WrongPassphrase:
            continue
        except RecordError as error:
            newer = error
            continue
        keys[key.name] = key
        by.append((one, key.name))
    holding = _holding(paths, files, found)
    accepted = {one.key for one in (holding, found.shared) if one is not None}
    before = [intact(files, path) for path in _beside(paths, files) if path.parent == paths.state]
    accepted |= needed & {one.key for one in before if one is not None}
    if not any(name in accepted or one in (holding, found.shared) for one, name in by):
        raise newer or WrongPassphrase()
    by_file = {encode(one): name for one, name in by}
    first = next(
        (by_file[encode(one)] for one in (found.shared, found.here) if one and encode(one) in by_file), by[0][1]
    )
    main = keys.pop(first)
    if found.here is None or found.here.open:  # what was open here until now is read on
        keys |= {key.name: key for key in found.open_keys if key.name != main.name}
    return OpenedKeys(DataKey(main.data, list(keys.values())), by)


def unwrap(paths: DataPaths, files: FileSystem, passphrase: str) -> DataKey:
    """Return the data key of locked data; takes about half a second. It also decrypts the lines of other key files in
    the folder that have the same passphrase: two machines may have been locked before they met.

    Raises:
        WrongPassphrase: this isn't its passphrase.
        RecordError: the data isn't locked, or key.json is damaged.
    """
    holding = read(paths, files)
    if holding is not None and holding.open:
        key = reading_key(paths, files, None)
        assert key is not None
        return key
    return open_keys(paths, files, passphrase).key


def others(paths: DataPaths, files: FileSystem, main: DataKey) -> list[KeyFile]:
    """Return the wrapped key files of other data keys that lines still need."""
    needed = _needed(paths, files)
    by_key = {one.key: one for one in key_files(paths, files).all if one.wrapped and not main.knows(one.key)}
    return [one for one in by_key.values() if one.key in needed]


# Writing.


def agree(paths: DataPaths, files: FileSystem, keys: OpenedKeys, passphrase: str) -> None:
    """Let the key that a passphrase opened hold here; the caller holds the lock. Raises OSError.

    No other wrapped key is lost: one that held here before stays beside it, and key.json is replaced only where it is
    missing or damaged.
    """
    found, main = key_files(paths, files), keys.key.name
    fits = {encode(one): one for one, name in keys.by if name == main}
    chosen = next(one for one in (found.shared, found.here, *fits.values()) if one and encode(one) in fits)
    unlocked = found.shared is not None and found.shared.open and found.shared.key == main
    if unlocked and found.shared is not None and not _locked_by_others(paths, files, found):
        hold(paths, files, found.shared)  # unlocked on another machine, which is followed once the passphrase is typed
        return
    _keep_open_keys(paths, files, keys, chosen, passphrase)
    if found.here is not None and found.here.key == main and found.here != chosen:
        drop_old_wraps(paths, files, keys.key)  # the passphrase was changed elsewhere
    hold(paths, files, chosen)
    share(paths, files, chosen)


def _keep_open_keys(paths: DataPaths, files: FileSystem, keys: OpenedKeys, chosen: KeyFile, passphrase: str) -> None:
    """Wrap the keys in clear that lines were read with until now: once the data is locked, no key in clear counts."""
    by_passphrase = {name for _file, name in keys.by}
    needed = _needed(paths, files)
    for other in keys.key.also:
        if other.name in needed and other.name not in by_passphrase:
            path = paths.data / f"key-{other.name}.json"
            # A machine that is unlocked may need the one in clear.
            path = path if intact(files, path) is None else paths.state / path.name
            write(files, path, wrapped(other, passphrase, chosen.n))


def _locked_by_others(paths: DataPaths, files: FileSystem, found: KeyFiles) -> bool:
    """Return whether lines are locked with keys that no key file has in clear."""
    needed = _needed(paths, files) - {key.name for key in found.open_keys}
    return any(one.wrapped and one.key in needed for one in found.all)


def hold(paths: DataPaths, files: FileSystem, key_file: KeyFile, *, everything: bool = False) -> None:
    """Let a key file hold on this machine. Raises OSError.

    If its key held before, plain lines are nobody's but a stranger's; else what is plain now is to be encrypted, on
    this device or, with ``everything``, in the complete folder.
    """
    here, copy = _held(paths, files, intact(files, paths.key)), intact(files, copy_path(paths))
    if here == key_file and here.key == device.noted(paths, files, "key"):
        return
    if copy is not None and copy.wrapped and copy.key != key_file.key:
        write(files, paths.state / f"key-{copy.key}.json", copy)
    began = key_file.wrapped and (here is None or not here.wrapped)
    sealing = ("all" if everything else "own") if began else device.noted(paths, files, "sealing")
    device.note(paths, files, key=key_file.key, sealing=sealing)
    write(files, copy_path(paths), key_file)


def share(paths: DataPaths, files: FileSystem, key_file: KeyFile) -> None:
    """Put a wrapped key into the data folder: under its own name, and as key.json unless another machine's is there.

    Only its own name is safe: where two machines were locked before they met, a sync tool replaces the key.json of one
    by that of the other, and the machine's own copy may be gone with its state folder. Raises OSError.
    """
    shared = intact(files, paths.key)
    stale = shared is not None and bool(shared.open) and shared.key not in _needed(paths, files)
    if shared is None or (stale and key_file.wrapped):
        write(files, paths.key, key_file)
    if key_file.key:
        path = paths.data / f"key-{key_file.key}.json"
        beside = intact(files, path)
        # One with another passphrase stays: else two machines that each know one of them would rewrite it forever.
        if beside is None or beside.open or beside.key != key_file.key:
            write(files, path, key_file)


def wrap(paths: DataPaths, files: FileSystem, key: DataKey, passphrase: str, work: int = WORK) -> None:
    """Write key.json so that ``passphrase`` decrypts ``key``; it is on the disk when this returns.

    The other keys that ``key`` knows, and another machine's wrapped key in key.json, are kept in files beside it.

    Raises:
        OSError: the write failed; key.json is unchanged.
    """
    for other in key.also:
        write(files, paths.data / f"key-{other.name}.json", wrapped(other, passphrase, work))
    _replace_shared(paths, files, key, wrapped(key, passphrase, work))


def store_unwrapped(paths: DataPaths, files: FileSystem, key: DataKey) -> None:
    """Write key.json with the data key in clear, because other devices' files still need it after unlocking."""
    needed = _needed(paths, files)
    for other in key.also:
        if other.name in needed:
            write(files, paths.data / f"key-{other.name}.json", in_clear(other))
    hold(paths, files, in_clear(key))
    _replace_shared(paths, files, key, in_clear(key))


def _replace_shared(paths: DataPaths, files: FileSystem, key: DataKey, new: KeyFile) -> None:
    shared = intact(files, paths.key)
    if shared is not None and shared.wrapped and not key.knows(shared.key):
        write(files, paths.data / f"key-{shared.key}.json", shared)
    write(files, paths.key, new)


def drop_old_wraps(paths: DataPaths, files: FileSystem, key: DataKey) -> None:
    """Delete the files beside key.json that have the same key under an old passphrase. Raises OSError."""
    for path in _beside(paths, files):
        found = intact(files, path)
        if found is not None and found.wrapped and found.key == key.name:
            files.unlink(path)


def forget_open(paths: DataPaths, files: FileSystem) -> None:
    """Delete this machine's copy of a key in clear, once no line needs it. Raises OSError."""
    here = _held(paths, files, None)
    if here is not None and here.open:
        files.unlink(copy_path(paths))
        device.note(paths, files, key="")


def remove_unneeded(paths: DataPaths, files: FileSystem, key: DataKey, needed: set[str]) -> None:
    """Delete the files of the keys in ``key`` after unlocking, except those that lines still need. Raises OSError."""
    for path in [*_beside(paths, files), paths.key, copy_path(paths)]:
        found = intact(files, path)
        if found is not None and key.knows(found.key) and found.key not in needed:
            files.unlink(path)
    if device.noted(paths, files, "key") not in needed:
        device.note(paths, files, key="", sealing="")
    files.fsync_folder(paths.data)


def key_if_readable(paths: DataPaths, files: FileSystem, key: DataKey | None) -> DataKey | None:
    """As ``reading_key``, for files of the state folder: ``key`` if the data folder can't be read.

    Raises:
        PassphraseNeeded: the data is locked and ``key`` is None.
    """
    try:
        return reading_key(paths, files, key)
    except PassphraseNeeded:
        raise
    except RecordError:
        return key
