"""Bad conditions under which support, grounding and a quick exit have to work, prepared for a real process."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2  # of Linux

# Runs the program for a user without an entry in the list of users.
NO_ENTRY = """
import pwd, sys
def unknown(*_):
    raise KeyError("unknown user")
pwd.getpwuid = pwd.getpwnam = unknown
from securecoach_tui.cli import main
main()
"""


class Started(NamedTuple):
    """How the program is started under a condition."""

    command: list[str]
    arguments: list[str]
    environ: dict[str, str]
    before: Callable[[], None]  # called in the new process


def give_up_privileges() -> None:
    """Let permissions count for root too, on Linux."""
    if os.getuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def _full_disk() -> None:
    """Let every write into a file fail, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _data_folder(home: Path) -> Path:
    folder = home / ".local" / "share" / "securecoach"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _settings(content: bytes) -> Callable[[Path], dict[str, Any]]:
    def prepare(home: Path) -> dict[str, Any]:
        with (_data_folder(home) / "settings.toml").open("ab") as file:
            file.write(content)
        return {}

    return prepare


def _unreadable_settings(home: Path) -> dict[str, Any]:
    _settings(b"")(home)
    (_data_folder(home) / "settings.toml").chmod(0)
    return {"before": give_up_privileges}


def _unreadable(home: Path) -> dict[str, Any]:
    _data_folder(home).chmod(0)
    return {"before": give_up_privileges}


def _unreadable_state(home: Path) -> dict[str, Any]:
    folder = home / ".local" / "state" / "securecoach"
    folder.mkdir(parents=True)
    folder.chmod(0)
    return {"before": give_up_privileges}


def _unreadable_home(home: Path) -> dict[str, Any]:
    home.chmod(0)
    return {"before": give_up_privileges, "environ": {"TMPDIR": "/nonexistent"}}


def _own_folders(home: Path) -> dict[str, str]:
    """The usual folders by name, so that nothing is written into the home folder of whoever runs the tests."""
    return {
        "SECURECOACH_DATA_DIR": str(home / ".local" / "share" / "securecoach"),
        "SECURECOACH_STATE_DIR": str(home / ".local" / "state" / "securecoach"),
        "XDG_CACHE_HOME": str(home / ".cache"),
    }


def _read_only(home: Path) -> dict[str, Any]:
    home.chmod(0o555)
    return {"before": give_up_privileges, "environ": {"TMPDIR": str(home)}}


def _a_file_in_place_of_the_folder(home: Path) -> dict[str, Any]:
    folder = _data_folder(home)
    shutil.rmtree(folder)
    folder.write_text("a file")
    return {}


def _broken_sound(home: Path) -> dict[str, Any]:
    for name in ("miniaudio", "pyttsx3", "espeakng_loader", "_ctypes"):
        (home / f"{name}.py").write_text("raise ImportError('none here', name=__name__)\n")
    here = str(Path(__file__).parents[2])
    return {"environ": {"PYTHONPATH": os.pathsep.join([str(home), here])}}


ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ODD = {"TZ": "XXX+99", "LANG": "x" * 100_000, "COLUMNS": "-1", "LINES": "zero", "SECURECOACH_PASSPHRASE_FD": "none"}

CONDITIONS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "no data folder": lambda home: {},
    "unreadable folder": _unreadable,
    "unreadable state": _unreadable_state,
    "unreadable home": _unreadable_home,
    "a home that is not there": lambda home: {"environ": {"HOME": "/nonexistent/home"}},
    "an empty home": lambda home: {"environ": {"HOME": "", **_own_folders(home)}},
    "a relative home": lambda home: {"environ": {"HOME": "here", "XDG_DATA_HOME": "there", **_own_folders(home)}},
    "a name too long": lambda home: {"arguments": ["--data-dir", str(home / ("x" * 300))]},
    "a file for a folder": _a_file_in_place_of_the_folder,
    "no home and no entry": lambda home: {"environ": {"HOME": None}, "command": [sys.executable, "-c", NO_ENTRY]},
    "an unknown user's folder": lambda home: {"arguments": ["--data-dir", "~nosuch/x"]},
    "an unknown user's state": lambda home: {"environ": {"SECURECOACH_STATE_DIR": "~nosuch/x"}},
    "garbage as settings": _settings(b"\xff\x00 = [[["),
    "huge settings": _settings(b'language = "' + b"x" * 200_000 + b'"\n'),
    "unreadable settings": _unreadable_settings,
    "no sound, damaged libraries": _broken_sound,
    "ascii": lambda home: {"environ": ASCII},
    "TERM=dumb": lambda home: {"environ": {"TERM": "dumb"}},
    "read-only": _read_only,
    "full disk": lambda home: {"before": _full_disk},
    "odd environment": lambda home: {"environ": ODD},
}


# Prepared last, since they close or replace what the others prepare in.
LAST = ("unreadable settings", "unreadable folder", "a file for a folder", "read-only", "unreadable home")


def prepared(name: str, home: Path, *others: str) -> Started:
    """Prepare one condition or several in ``home``, a folder that is the user's home folder, and say how to start.

    Where two contradict each other, as two home folders do, the later one of ``CONDITIONS`` or of ``LAST`` holds.
    """
    home.mkdir()
    names = sorted((name, *others), key=lambda one: (one in LAST and LAST.index(one) + 1, list(CONDITIONS).index(one)))
    found = [CONDITIONS[one](home) for one in names]
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("SECURECOACH_", "XDG_", "LC_"))}
    environ |= {"HOME": str(home), "TMPDIR": str(home), "TERM": "xterm-256color"}
    command, arguments = [sys.executable, "-m", "securecoach_tui"], list[str]()
    for one in found:
        environ |= one.get("environ", {})
        command, arguments = one.get("command", command), one.get("arguments", arguments)

    def before() -> None:
        for one in found:
            one.get("before", lambda: None)()

    environ = {key: value for key, value in environ.items() if value is not None}
    return Started(command, arguments, environ, before)
