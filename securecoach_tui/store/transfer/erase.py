"""Erases everything that the program stores: data, copies, key, settings, custom exercises, state and cache.

Only files with exactly the program's own names and formats are deleted, and folders that are empty then: a chosen folder
may have other files too. In a folder that this program didn't make and that has something else in it, nothing is
deleted. A new data folder has a file that says who made it.
"""

from __future__ import annotations

import contextlib
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from securecoach_tui.config import half_outputs, safe_files, text_decoding
from securecoach_tui.config.data_paths import APP, DataPaths, places
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.store.crypto import key_format
from securecoach_tui.store.disk import Disk, FileSystem
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.journal import unsealed
from securecoach_tui.store.journal.appender import LOCK, LOCK_SECONDS, MARKER
from securecoach_tui.store.local import checkpoints, comforts, contacts

_DEVICE, _DATE, _TEMPORARY = r"[0-9a-f]{8}", r"\d{4}-\d\d-\d\d", r"\.[0-9a-f]{8}"
_JOURNAL = rf"{_DEVICE}[^/]*\.jsonl"  # also a sync tool's conflict copies
_COPY = rf"{_DATE}-{_DEVICE}[^/]*\.jsonl"
_DAMAGE = rf"damaged-{_DATE}-({_DEVICE}|device)"
_SETTINGS = r"settings(-unreadable)?\.toml"
_KEY = r"key[^/]*\.json"

# The names in each folder, by what is checked inside a file.
_LINES = re.compile(rf"journal/{_JOURNAL}|backups/{_COPY}")
_KEYS = re.compile(_KEY)
_EXERCISES = re.compile(r"exercises/[^/]+\.toml")
_DATA = re.compile(
    rf"journal/{_DAMAGE}|journal/\.({_JOURNAL}|{_DAMAGE}){_TEMPORARY}|backups/\.{_COPY}{_TEMPORARY}"
    rf"|{_SETTINGS}|\.{_KEY}{_TEMPORARY}|\.settings-\w{{8}}|{re.escape(MARKER)}"
)
_STATE_FILES = (
    rf"(device|told|seen|(contacts|comforts)(-unreadable-\d+)?|key|key-{_DEVICE})\.json"
    rf"|blanked|quick-exit|{re.escape(LOCK)}|log"
)
_CHECKPOINT = r"[0-9a-f]{32}\.checkpoint"
_COMFORT = rf"[0-9a-f]{{8}}{re.escape(comforts.SUFFIX)}"
_STATE = re.compile(
    rf"{_STATE_FILES}|\.({_STATE_FILES}){_TEMPORARY}|checkpoints/(\.{_CHECKPOINT}{_TEMPORARY}|{_CHECKPOINT})"
    rf"|comforts/(\.{_COMFORT}{_TEMPORARY}|{_COMFORT})"
    rf"|{half_outputs.NAME.pattern}|{half_outputs.NOTE.pattern}"
)
# What is inside those files of a state folder whose names others use too.
_STATE_FORMS: dict[str, Any] = {
    "device.json": dict[str, str],
    "told.json": list[str],
    "seen.json": unsealed.Seen,
    "contacts.json": list[contacts.Contact],
    "comforts.json": list[comforts.Comfort],
    "key.json": key_format.KeyFile,
}
_CACHE = re.compile(r"clips/([^/]+\.(clip|wav)|tmp\w{8})|spoken/[0-9a-f]+(/(held|line\.wav))?")
_OWN_FOLDERS = re.compile(r"journal|backups|exercises|checkpoints|comforts|clips|spoken(/[0-9a-f]+)?")
_EXERCISE_PART = re.compile(rb"^\s*\[\[(opening|body|closing)\]\]", re.MULTILINE)


def erase(paths: DataPaths, files: FileSystem | None = None) -> str:
    """Delete everything that the program stores. Return a sentence about what stays in the folders; empty if nothing
    does.

    Raises:
        Busy: another program is using the data.
        RecordError: the folder isn't this program's, or something couldn't be deleted; the sentence says why.
    """
    files = files or Disk()
    try:
        proven = _made_here(paths) or any(_is_proof(paths.data, name) for name in _entries(paths.data))
        data = {name: _is_own_data(paths.data, name, proven=proven) for name in _entries(paths.data)}
        others = [name for name, is_own in data.items() if not is_own]
        seen = [name for name in others if not name.startswith(".") and not _OWN_FOLDERS.fullmatch(name)]
        if seen and not _made_here(paths):
            sentence = _(
                "Nothing was erased, because {folder} has other files too, such as {name}, and SecureCoach "
                "didn't make it. Move the other files out and erase again, or remove SecureCoach's own files "
                "there yourself."
            )
            raise RecordError(sentence.format(folder=paths.data, name=seen[0]), 2)
        half_outputs.clear(paths.state)
        with files.lock(paths.state / LOCK, LOCK_SECONDS):
            for name, is_own in data.items():
                if is_own:
                    (paths.data / name).unlink(missing_ok=True)
        for folder, names in ((paths.state, _STATE), (paths.cache, _CACHE)):
            for name in _entries(folder):
                if names.fullmatch(name) and not _is_folder(folder / name) and not _is_strange_state(paths, name):
                    (folder / name).unlink(missing_ok=True)
        for folder in (paths.data, paths.state, paths.cache):
            _remove_empty(folder)
    except OSError as error:
        raise RecordError(_("Some files couldn't be erased: {why}.").format(why=why(error))) from None
    if not seen:
        return ""
    sentence = ngettext(
        "One file that isn't SecureCoach's stays in {folder}.",
        "{count} files that aren't SecureCoach's stay in {folder}.",
        len(seen),
    )
    return sentence.format(count=len(seen), folder=paths.data)


def _made_here(paths: DataPaths) -> bool:
    """Return whether this program made the data folder."""
    import platformdirs

    usual = Path(platformdirs.user_data_dir(APP, appauthor=False))
    return (paths.data / MARKER).is_file() or paths.data == usual


def _entries(folder: Path) -> list[str]:
    """Return what is in ``folder`` and in the program's own folders inside it, as paths relative to it."""
    return sorted(_names(folder, ""))


def _names(folder: Path, inside: str) -> Iterator[str]:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder / inside) as entries:
        for entry in entries:
            name = f"{inside}/{entry.name}" if inside else entry.name
            yield name
            if entry.is_dir(follow_symlinks=False) and _OWN_FOLDERS.fullmatch(name):
                yield from _names(folder, name)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_proof(folder: Path, name: str) -> bool:
    """Return whether a file can only be this program's, so that the folder was its data folder."""
    return bool(_LINES.fullmatch(name)) and _is_own_data(folder, name, proven=False)


def _is_strange_state(paths: DataPaths, name: str) -> bool:
    """Return whether a file with a name of ours, in a state folder that the person chose, is somebody else's."""
    form = _STATE_FORMS.get(name)
    if form is None or paths.state == places(environ={}).state or paths.state.parent.name == "folders":
        return False
    data = _begin(paths.state / name, safe_files.LARGEST_SMALL)
    if data is None or data.startswith(checkpoints.ENCRYPTED_MARK):
        return False
    with contextlib.suppress(ValueError):
        msgspec.json.decode(data, type=form)
        return False
    return True


def _is_own_settings(path: Path) -> bool:
    """Return whether every name in a settings file is one of ours."""
    from securecoach_tui.config.settings import Settings

    data = _begin(path, safe_files.LARGEST_SMALL)
    with contextlib.suppress(ValueError, RecursionError):
        return data is None or set(tomllib.loads(text_decoding.decoded(data))) <= set(Settings.__struct_fields__)
    return False


def _is_own_data(folder: Path, name: str, *, proven: bool) -> bool:
    """Return whether the program wrote the file called ``name`` in the data folder: its name and what is in it say so.

    Settings and a key that are damaged are its own only in a folder that is ``proven`` to be its data folder.
    """
    path = folder / name
    if _is_folder(path):
        return False
    if not proven and name == "settings.toml":
        return _is_own_settings(path)
    if _DATA.fullmatch(name):
        return True
    if _LINES.fullmatch(name):
        return _begins_as_lines(path)
    if _KEYS.fullmatch(name):
        data = _begin(path, 64 * 1024)
        return (proven and name == "key.json") or (data is not None and key_format.decode(data) is not None)
    if _EXERCISES.fullmatch(name):
        data = _begin(path, 256 * 1024)
        return data is not None and _EXERCISE_PART.search(text_decoding.in_utf8(data)) is not None
    return False


def _begins_as_lines(path: Path) -> bool:
    data = _begin(path, 4096)
    if data is None:
        return True  # a link or a pipe with the name of a journal: only its name is removed
    return not data.strip(b"\0\n\r ") or b'{"v":' in data


def _begin(path: Path, size: int) -> bytes | None:
    """Return the beginning of a regular file, or None for anything else."""
    try:
        descriptor = safe_files.open_existing(path)
    except safe_files.UnsafeFile:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read(size)


def _remove_empty(folder: Path) -> None:
    """Remove a folder and the program's own folders in it, if they are empty. A link to a folder stays, with what it
    leads to."""
    for name in reversed([name for name in _entries(folder) if _OWN_FOLDERS.fullmatch(name)]):
        if _is_folder(folder / name) and not any((folder / name).iterdir()):
            (folder / name).rmdir()
    if _is_folder(folder) and not any(folder.iterdir()):
        folder.rmdir()
