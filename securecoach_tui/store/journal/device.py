"""The device's name: 8 random hex digits, different for each data folder on each machine.

It is stored in the state folder, bound to the machine and to the data folder's path. So a copied data folder has no
name, and the name in a state folder that was copied with it isn't used. Notes about a data folder are stored and bound
in the same way: one state folder may be used for several data folders.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sys
from pathlib import Path

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.safe_files import LARGEST_SMALL
from securecoach_tui.store.disk import FileInfo, FileSystem, replace

FILE = "device.json"


def known(paths: DataPaths, files: FileSystem) -> str | None:
    """Return the name that this machine has for the data folder, or None. Never raises."""
    with contextlib.suppress(OSError):
        return _names(paths, files).get(_binding(paths))
    return None


def name(paths: DataPaths, files: FileSystem) -> str:
    """Return the name; the first call creates it. The caller must hold the lock.

    Where the file of that name is a link or anything else that can't be written, the device gets another name.

    Raises:
        OSError: the state folder can't be written.
    """
    names = _names(paths, files)
    found = names.get(_binding(paths))
    if found is None or not is_writable(files.file_info(paths.journal / f"{found}.jsonl")):
        taken = {file_name.partition(".")[0] for file_name in files.names(paths.journal)}
        found = secrets.token_hex(4)
        while found in taken:
            found = secrets.token_hex(4)
        names[_binding(paths)] = found
        names[f"path:{_binding(paths)}"] = os.path.realpath(paths.data)
        replace(files, paths.state / FILE, msgspec.json.encode(names))
    return found


def is_writable(info: FileInfo | None) -> bool:
    """Return whether a file can be appended to, or created."""
    return info is None or info.regular


def known_names(paths: DataPaths, files: FileSystem) -> list[str]:
    """Return the name, and those that this machine had for the data folder before it was moved. Never raises.

    A folder was moved if its old path is gone. Nobody else writes the files of those names, so they are this device's.
    """
    name = known(paths, files)
    found = [name] if name else []
    in_folders = paths.state.parent.name == "folders"
    usual = paths.state.parent.parent if in_folders else paths.state
    for state in dict.fromkeys([paths.state, usual, *_subfolders(usual / "folders")]):
        with contextlib.suppress(OSError):
            notes = _names(DataPaths(paths.data, state, paths.cache), files)
            found += [notes[binding] for binding in _moved(paths, notes) if binding in notes]
    return list(dict.fromkeys(found))


def _subfolders(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return [Path(entry.path) for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
    return []


def _moved(paths: DataPaths, notes: dict[str, str]) -> list[str]:
    """Return the bindings to other paths, which are gone."""
    found = {key.removeprefix("path:"): path for key, path in notes.items() if key.startswith("path:")}
    here = _binding(paths)
    return [binding for binding, path in found.items() if binding != here and not os.path.lexists(path)]


def noted(paths: DataPaths, files: FileSystem, what: str) -> str:
    """Return a note about the data folder, or that of before it was moved; empty if there is none. Never raises."""
    with contextlib.suppress(OSError):
        notes = _names(paths, files)
        bindings = (_binding(paths), *_moved(paths, notes))
        return next((notes[key] for binding in bindings if (key := f"{what}:{binding}") in notes), "")
    return ""


def note(paths: DataPaths, files: FileSystem, **notes: str) -> None:
    """Write notes about the data folder; an empty one is removed. The caller holds the lock. Raises OSError."""
    before = _names(paths, files)
    binding = _binding(paths)
    after = before | {f"{what}:{binding}": text for what, text in notes.items()}
    for moved in _moved(paths, before):
        after |= {f"{what}:{moved}": "" for what in notes}
    after = {name: text for name, text in after.items() if text}
    after.pop(f"path:{binding}", None)
    if any(key.endswith(binding) for key in after):
        after[f"path:{binding}"] = os.path.realpath(paths.data)
    if after != before:
        replace(files, paths.state / FILE, msgspec.json.encode(after))


def _names(paths: DataPaths, files: FileSystem) -> dict[str, str]:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, ValueError):
        return msgspec.json.decode(files.read(paths.state / FILE, most=LARGEST_SMALL), type=dict[str, str])
    return {}


def _binding(paths: DataPaths) -> str:
    """Return what a name is bound to: a hash that reveals neither path nor machine."""
    return hashlib.sha256(_machine() + b"\0" + os.fsencode(os.path.realpath(paths.data))).hexdigest()[:32]


def _machine() -> bytes:
    """Return what identifies this machine; empty if the system has no such id."""
    with contextlib.suppress(Exception):
        if sys.platform == "win32":
            import winreg

            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as place:
                return str(winreg.QueryValueEx(place, "MachineGuid")[0]).encode()
        if sys.platform == "darwin":
            import ctypes

            number, wait = (ctypes.c_ubyte * 16)(), (ctypes.c_long * 2)(1, 0)
            if ctypes.CDLL(None).gethostuuid(number, wait) == 0:
                return bytes(number)
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with contextlib.suppress(OSError):
            return Path(path).read_bytes()
    return b""
