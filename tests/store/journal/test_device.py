"""The device's name: one for a data folder on a machine, and never another device's."""

from __future__ import annotations

import ctypes
import errno
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from securecoach_tui.store.journal import device
from securecoach_tui.store.journal.appender import JournalAppender
from tests.fakes.disk import MemoryDisk
from tests.store.two_sessions import WHERE, change, kept


def no_files(path: Path) -> bytes:
    raise FileNotFoundError(errno.ENOENT, "No such file", str(path))


def machine_of_windows(monkeypatch: pytest.MonkeyPatch, number: bytes) -> None:
    class SessionState:
        def __enter__(self) -> SessionState:
            return self

        def __exit__(self, *_error: object) -> None: ...

    fake: Any = SimpleNamespace(
        HKEY_LOCAL_MACHINE=1,
        OpenKey=lambda *_: SessionState(),
        QueryValueEx=lambda _place, name: (f"{name} {number!r}", 1),
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", fake)


def machine_of_macos(monkeypatch: pytest.MonkeyPatch, number: bytes) -> None:
    def gethostuuid(found: Any, _wait: object) -> int:
        found[:] = list(number)
        return 0

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace(gethostuuid=gethostuuid))


def machine_of_linux(monkeypatch: pytest.MonkeyPatch, number: bytes) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "read_bytes", lambda _path: number)


@pytest.mark.parametrize("machine", [machine_of_windows, machine_of_macos, machine_of_linux])
def test_copied_state_folder_gives_a_new_machine_a_new_name(machine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    disk, names = MemoryDisk(), []
    for number in (b"one-machine-here", b"another-machine.", b"one-machine-here"):
        machine(monkeypatch, number)
        names.append(device.name(WHERE, disk))
        assert device.known(WHERE, disk) == names[-1]
    assert names[0] == names[2] != names[1]


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_device_without_a_machine_id_keeps_its_name(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(Path, "read_bytes", no_files)
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: SimpleNamespace(gethostuuid=lambda *_: 1))
    disk = MemoryDisk()
    assert device.name(WHERE, disk) == device.name(WHERE, disk) == device.known(WHERE, disk)


def test_device_name_of_another_journal_is_never_reused(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = MemoryDisk()
    disk.put(WHERE.journal / "0badcafe.sync-conflict-20260303-101010-ABCDEFG.jsonl", b"")
    chosen = iter(["0badcafe", "0badcafe", "600dcafe"])
    monkeypatch.setattr(device, "secrets", SimpleNamespace(token_hex=lambda _count: next(chosen)))
    assert device.name(WHERE, disk) == "600dcafe"


def test_unreadable_device_name_is_not_replaced() -> None:
    disk = MemoryDisk()
    JournalAppender(WHERE, disk).write([change("a")])
    disk.unreadable = frozenset({WHERE.state / device.FILE})
    assert device.known(WHERE, disk) is None
    with pytest.raises(OSError):
        JournalAppender(WHERE, disk).write([change("b")])
    disk.unreadable = frozenset()
    JournalAppender(WHERE, disk).write([change("b")])
    assert kept(disk) == {"a", "b"}
    assert len([path for path in disk.everything() if path.suffix == ".jsonl"]) == 1


def test_damaged_device_name_file_loses_no_session() -> None:
    disk = MemoryDisk()
    JournalAppender(WHERE, disk).write([change("a")])
    disk.put(WHERE.state / device.FILE, b'{"torn')
    JournalAppender(WHERE, disk).write([change("b")])
    assert kept(disk) == {"a", "b"}
