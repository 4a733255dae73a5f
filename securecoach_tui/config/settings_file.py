"""Where ``settings.toml`` really is: it alone in a data folder may be a link, since managers of dotfiles make it one.

The link is followed only in a data folder of one's own, and only to a regular ``.toml`` file of one's own.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from securecoach_tui.config import safe_files
from securecoach_tui.i18n import _


def read(path: Path) -> bytes:
    """Return the bytes of the settings file. Raises OSError if it can't be read or isn't to be followed."""
    return safe_files.read(target(path), most=safe_files.LARGEST_SMALL)


def target(path: Path) -> Path:
    """Return the path of the settings file, the link resolved where it is one.

    Raises:
        UnsafeFile: the link leads to something else than a regular ``.toml`` file of one's own.
        OSError: the link leads nowhere.
    """
    if not path.is_symlink():
        return path
    try:
        real = Path(os.path.realpath(path, strict=True))
        found = real.stat()
    except FileNotFoundError:
        raise safe_files.UnsafeFile(errno.ELOOP, _("it is a link to a file that isn't there")) from None
    own = not hasattr(os, "geteuid") or {path.parent.stat().st_uid, found.st_uid} == {os.geteuid()}
    if not own or real.suffix != ".toml":
        raise safe_files.UnsafeFile(errno.ELOOP, _("it links to something that isn't one of your own .toml files"))
    return real


def free_name(path: Path) -> Path:
    """Return a name beside the settings file for one that can't be read, so that nothing set aside earlier is replaced."""
    names = (path.with_name(f"settings-unreadable{number}.toml") for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next((name for name in names if not os.path.lexists(name)), path.with_name("settings-unreadable.toml"))
