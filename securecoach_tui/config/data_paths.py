"""Where files are stored. Imports nothing heavy, since every command needs it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from securecoach_tui.i18n import _

if TYPE_CHECKING:
    from pathlib import Path  # loaded where it is needed: --help and --version don't need it

APP = "securecoach"
_XDG = {
    "data": ("XDG_DATA_HOME", "~/.local/share"),
    "state": ("XDG_STATE_HOME", "~/.local/state"),
    "cache": ("XDG_CACHE_HOME", "~/.cache"),
}


class DataPaths(NamedTuple):
    """The three folders of one user's data. ``state`` and ``cache`` are for this machine only.

    ``problem`` is a sentence for the person if a temporary folder is used instead of the one that was wanted, else "".
    """

    data: Path
    state: Path
    cache: Path
    problem: str = ""

    @property
    def journal(self) -> Path:
        """The folder in which each device has its file of changes."""
        return self.data / "journal"

    @property
    def backups(self) -> Path:
        """The folder of dated copies."""
        return self.data / "backups"

    @property
    def exercises(self) -> Path:
        """The folder of custom exercises."""
        return self.data / "exercises"

    @property
    def key(self) -> Path:
        """The file of the wrapped data key; it exists only if the data is locked."""
        return self.data / "key.json"

    @property
    def checkpoints(self) -> Path:
        """The folder of unfinished sessions."""
        return self.state / "checkpoints"

    @property
    def comforts(self) -> Path:
        """The folder of the person's own sounds and pictures."""
        return self.state / "comforts"


def places(data_dir: str | None = None, environ: Mapping[str, str] = os.environ) -> DataPaths:
    """The folders for ``--data-dir``, SECURECOACH_DATA_DIR or the platform's default. Never raises.

    A data folder other than the default has its own state and cache folder, named by a hash of its path,
    so that two data folders on one machine never share a device name or a checkpoint. A folder that can't be named, for
    example because the user has no home folder, is replaced by one in the system's folder for temporary files.
    """
    usual, state, cache = _path(_usual("data")), _path(_usual("state")), _path(_usual("cache"))
    chosen = _chosen(data_dir, environ)
    override = environ.get("SECURECOACH_STATE_DIR") or ""
    data = _path(data_folder(data_dir, environ))
    if override:
        state = _path(_named(override))
    problem = ""
    if data is None or state is None:
        temporary = _temporary_folder()
        problem = _problem(chosen if data is None else override, data or temporary / "data", temporary)
        data, state = data or temporary / "data", state or temporary / "state"
    if cache is None:
        cache = state / "cache"
    if not override and state == usual:  # macOS and Windows keep data and state in one folder
        state = state.with_name(f"{APP}-state")
    if usual is None or (data != usual and data != _path(os.path.realpath(usual))):
        import hashlib

        name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
        cache = cache / "folders" / name
        if not override:
            state = state / "folders" / name
    return DataPaths(data, state, cache, problem)


def data_folder(data_dir: str | None, environ: Mapping[str, str]) -> str:
    """The name of the data folder that is wanted; "" if there can be none. Never raises."""
    chosen = _chosen(data_dir, environ)
    return _named(chosen) if chosen else _usual("data")


def _chosen(data_dir: str | None, environ: Mapping[str, str]) -> str:
    """What the person named as the data folder; "" for the usual one."""
    return data_dir or environ.get("SECURECOACH_DATA_DIR") or ""


def _path(name: str) -> Path | None:
    """``name`` as a path; None if it is empty."""
    from pathlib import Path

    return Path(name) if name else None


def expanded(typed: str) -> Path:
    """The path that a person typed, with "~" as their home folder. A "~" that means nobody here stays. Never raises."""
    from pathlib import Path

    return Path(os.path.expanduser(typed))


def named_file(typed: str) -> Path:
    """The file that a person typed, or that a terminal typed when a file was dropped on it. Never raises.

    Terminals write a dropped file in quotes, with a backslash before each space, or as file://. What stands there is
    taken literally where there is such a file.
    """
    typed = typed.strip()
    plain = typed[1:-1] if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "'\"" else typed
    if plain.lower().startswith("file://"):
        from urllib.parse import unquote

        plain = "/" + unquote(plain[len("file://") :]).partition("/")[2]
    others = (plain, re.sub(r"\\(.)", r"\1", plain))
    found = (path for path in map(expanded, (typed, *others)) if os.path.exists(path))
    return next(found, expanded(plain))


def _usual(kind: str) -> str:
    """The platform's folder for this user's files of that kind; "" if the user has no home folder."""
    folder = _unix_folder(kind)
    if not folder:
        import platformdirs

        try:
            folder = getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False)
        except (RuntimeError, OSError, KeyError, ValueError):
            return ""
    return folder if os.path.isabs(folder) else ""


def _unix_folder(kind: str) -> str:
    """What platformdirs answers on Linux where a home folder is set, without loading it; "" elsewhere.

    Loading it takes a fifth of the time of a short command. Source: XDG Base Directory Specification 0.8.
    """
    variable, below_home = _XDG[kind]
    folder, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
    if sys.platform != "linux" or "ANDROID_ROOT" in os.environ or not os.path.isabs(home):
        return ""
    return os.path.join(folder if os.path.isabs(folder) else os.path.expanduser(below_home), APP)


def _named(typed: str) -> str:
    """The folder that a person named; "" if the name means no folder here."""
    path = os.path.expanduser(typed)
    if path.startswith("~") or "\0" in path:
        return ""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # the current folder is gone, for example
        return path if os.path.isabs(path) else ""


def _temporary_folder() -> Path:
    """A private folder for temporary files, the same one at every start if nobody else has taken its name."""
    import secrets
    import stat
    import tempfile
    from pathlib import Path

    try:
        parent = tempfile.gettempdir()
    except OSError:  # nothing can be written anywhere
        parent = os.path.abspath(os.sep)
    user = getattr(os, "getuid", int)()
    folder = Path(parent) / f"{APP}-{user}"
    try:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
        if stat.S_ISDIR(found.st_mode) and (os.name == "nt" or (found.st_uid, found.st_mode & 0o077) == (user, 0)):
            return folder
    except OSError:
        pass
    return folder.with_name(f"{folder.name}-{secrets.token_hex(8)}")


def _problem(typed: str, data: Path, temporary: Path) -> str:
    """Why the temporary folder is used, and what to do about it."""
    if not typed:
        cause = _("Your account has no home folder here.")
    else:
        cause = _("There is no folder {name} here.").format(name=typed)
    if temporary in data.parents:
        what = _("For now your data is in {folder}, which may be cleared when the computer restarts.")
        advice = _("To keep it, choose a folder with --data-dir.")
        return f"{cause} {what.format(folder=data)} {advice}"
    what = _(
        "For now your unfinished sessions and contacts are in {folder}, which may be cleared when the "
        "computer restarts."
    )
    return f"{cause} {what.format(folder=temporary)}"
