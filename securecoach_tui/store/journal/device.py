"""The device's name: 8 random hex digits, different for each data folder on each machine.

It is stored in the state folder, bound to the machine and to the data folder's path. So a copied data folder has no
name, and the name in a state folder that was copied with it isn't used.
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
        replace(files, paths.state / FILE, msgspec.json.encode(names))
    return found


def is_writable(info: FileInfo | None) -> bool:
    """Return whether a file can be appended to, or created."""
    return info is None or info.regular


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
