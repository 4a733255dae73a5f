"""The device's name: 8 random hex digits, one a data folder a machine.

It lies in the state folder, bound to the machine and to the data folder's path. So a copied data
folder brings no name with it, and a state folder that was copied along brings one that isn't taken up.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sys
from pathlib import Path

import msgspec

from securecoach_tui.config.settings import DataPaths
from securecoach_tui.store.disk import Files, replace

FILE = "device.json"


def known(where: DataPaths, files: Files) -> str | None:
    """The name this machine already has for the data folder, if any. Never raises."""
    with contextlib.suppress(OSError):
        return _names(where, files).get(_bond(where))
    return None


def name(where: DataPaths, files: Files) -> str:
    """The name, made at the first call. To be called while the lock is held.

    Raises:
        OSError: the state folder can't be written.
    """
    names = _names(where, files)
    found = names.get(_bond(where))
    if found is None:
        taken = {one.partition(".")[0] for one in files.names(where.journal)}
        found = secrets.token_hex(4)
        while found in taken:
            found = secrets.token_hex(4)
        names[_bond(where)] = found
        replace(files, where.state / FILE, msgspec.json.encode(names))
    return found


def _names(where: DataPaths, files: Files) -> dict[str, str]:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, ValueError):
        return msgspec.json.decode(files.read(where.state / FILE), type=dict[str, str])
    return {}


def _bond(where: DataPaths) -> str:
    """What a name is bound to, as a hash: neither path nor machine can be read back from it."""
    return hashlib.sha256(_machine() + b"\0" + os.fsencode(os.path.realpath(where.data))).hexdigest()[:32]


def _machine() -> bytes:
    """What tells this machine from others and stays as it is; empty where the system has nothing of the kind."""
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
