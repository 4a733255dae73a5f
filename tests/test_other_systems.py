"""What differs on macOS and Windows, with fakes. docs/dev/platforms.md lists it, and what no test here can show."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from securecoach_tui.config import data_paths, durable_file, safe_files, screen_reader
from securecoach_tui.plain import context as plain_context
from securecoach_tui.plain.interrupt import InterruptWatch
from securecoach_tui.store import disk
from securecoach_tui.store.disk import Disk
from tests.tui.stage import Stage

# Modules of the standard library that Windows doesn't have, and the one module of ours that may need them: Textual
# chooses its own driver there.
NOT_ON_WINDOWS = ("fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "posix_ipc")
FOR_A_TERMINAL = {
    "securecoach_tui.tui.terminal_driver",
    "securecoach_tui.tui.terminal_keys",
    "securecoach_tui.tui.browser_driver",
}


def test_modules_can_be_imported_without_those_windows_lacks() -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        f"for name in {NOT_ON_WINDOWS}: sys.modules[name] = None\n"
        "import securecoach_tui\n"
        "for found in pkgutil.walk_packages(securecoach_tui.__path__, 'securecoach_tui.'):\n"
        "    if found.name.endswith('__main__'): continue\n"
        "    try: importlib.import_module(found.name)\n"
        "    except ImportError as error: print(found.name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) <= FOR_A_TERMINAL


def test_plain_text_watches_ctrl_c_on_windows_with_python_3_11(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("set_blocking",):
        monkeypatch.delattr(os, name)
    monkeypatch.delattr(signal, "pthread_sigmask")
    monkeypatch.setattr(signal, "set_wakeup_fd", lambda *_arguments, **_options: -1)  # Windows takes a blocking pipe
    before = signal.getsignal(signal.SIGINT)
    watch = InterruptWatch(lambda: None)
    try:
        watch.start()
        watch.stop()
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(("system", "term", "cleared"), [("win32", None, True), ("linux", "dumb", False)])
def test_plain_text_is_cleared_on_windows_at_a_quick_exit(
    system: str, term: str | None, cleared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(os, "system", called.append)
    monkeypatch.delenv("TERM", raising=False)
    if term:
        monkeypatch.setenv("TERM", term)
    plain_context._clear()
    assert called == (["cls"] if cleared else [])


@pytest.mark.screens
async def test_ctrl_z_says_that_it_cannot_be_used_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(tmp_path)
    async with stage.open():
        monkeypatch.setitem(sys.modules, "termios", None)
        monkeypatch.delitem(sys.modules, "securecoach_tui.tui.terminal_driver", raising=False)
        await stage.press("ctrl+z")
        assert "ctrl+z can't be used here" in stage.shown


def test_saving_on_macos_empties_the_drives_own_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[int] = []
    fake = SimpleNamespace(F_FULLFSYNC=51, fcntl=lambda _descriptor, command: asked.append(command))
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setitem(sys.modules, "fcntl", fake)
    with (tmp_path / "file").open("wb") as file:
        Disk().fsync(file.fileno())
    assert asked == [51]


def test_saving_on_macos_falls_back_where_the_disk_cannot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_arguments: object) -> None:
        raise OSError(45, "Operation not supported")

    synced: list[int] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setitem(sys.modules, "fcntl", SimpleNamespace(F_FULLFSYNC=51, fcntl=refused))
    monkeypatch.setattr(os, "fsync", synced.append)
    Disk().fsync(7)
    assert synced == [7]


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How often a rename is refused, as on Windows while another program has the file open; no time passes."""
    left = [3]
    rename = os.replace

    def replace(old: str, new: str) -> None:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "Access is denied")
        rename(old, new)

    seconds = iter(range(1_000_000))
    clock = SimpleNamespace(monotonic=lambda: next(seconds) * durable_file.PAUSE, sleep=lambda _seconds: None)
    monkeypatch.setattr(durable_file, "time", clock)
    monkeypatch.setattr(os, "replace", replace)
    yield left


def test_replacing_a_file_on_windows_waits_for_its_reader(
    refusals: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "new").write_text("new")
    (tmp_path / "old").write_text("old")
    monkeypatch.setattr(sys, "platform", "win32")
    Disk().rename(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text() == "new" and not refusals[0]


def test_replacing_a_file_on_windows_does_not_wait_for_ever(
    refusals: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refusals[0] = 1_000_000
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(PermissionError):
        Disk().rename(tmp_path / "new", tmp_path / "old")


def test_a_rename_that_linux_refuses_is_an_error_at_once(refusals: list[int], tmp_path: Path) -> None:
    with pytest.raises(PermissionError):
        Disk().rename(tmp_path / "new", tmp_path / "old")
    assert refusals[0] == 2


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the disk's own modules see on Windows: no fcntl, no safe way to open a folder, no O_NOFOLLOW."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setattr(safe_files, "_NO_FOLLOW", 0)
    monkeypatch.setattr(safe_files, "_BY_FOLDER", False)
    monkeypatch.setattr(disk, "RENAMES_CLOSED_FILES", True)
    monkeypatch.delattr(os, "O_DIRECTORY")


@pytest.mark.usefixtures("windows")
def test_data_is_appended_and_replaced_as_on_windows(tmp_path: Path) -> None:
    journal, key = tmp_path / "journal" / "0badcafe.jsonl", tmp_path / "key.json"
    disk.append(Disk(), journal, b"one\n")
    disk.append(Disk(), journal, b"two\n")
    disk.replace(Disk(), key, b"old")
    disk.replace(Disk(), key, b"new", compared=True)
    assert Disk().read(journal) == b"one\ntwo\n" and Disk().read(key) == b"new"
    assert Disk().names(tmp_path) == ["journal", "key.json"]


@pytest.mark.usefixtures("windows")
def test_a_file_is_closed_before_it_is_renamed_on_windows(tmp_path: Path) -> None:
    steps: list[str] = []

    class Recorder(Disk):
        def close(self, fd: int) -> None:
            steps.append("close")
            super().close(fd)

        def rename(self, old: Path, new: Path) -> None:
            steps.append("rename")
            super().rename(old, new)

    disk.replace(Recorder(), tmp_path / "key.json", b"new")
    assert steps == ["close", "rename"]


@pytest.mark.parametrize(
    "usual", ["/Users/ann/Library/Application Support/securecoach", "/C/Users/ann/AppData/Local/securecoach"]
)
def test_data_and_state_never_share_a_folder(usual: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    for kind in ("data", "state", "cache"):
        monkeypatch.setattr(f"platformdirs.user_{kind}_dir", lambda *_names, **_options: usual)
    paths = data_paths.places(environ={})
    assert paths.data == Path(usual)
    assert paths.state == Path(f"{usual}-state")


@pytest.mark.parametrize("on", [0, 1])
def test_a_screen_reader_on_windows_is_known_by_its_flag(on: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def parameters(action: int, _size: int, found: Any, _flags: int) -> None:
        assert action == 0x0046  # SPI_GETSCREENREADER
        found._obj.value = on

    user32 = SimpleNamespace(SystemParametersInfoW=parameters)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    assert screen_reader.reader_here() is bool(on)


@pytest.mark.parametrize(("said", "here"), [("1\n", True), ("0\n", False), ("", False)])
def test_voiceover_is_known_by_its_setting(said: str, here: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", lambda *_command, **_options: SimpleNamespace(stdout=said))
    assert screen_reader.reader_here() is here
