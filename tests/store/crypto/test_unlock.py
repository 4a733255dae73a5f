"""A passphrase that a script hands in, and the doors that open without one or not at all."""

from __future__ import annotations

import contextlib
import os
import threading

import pytest

from securecoach_tui.store.crypto import key_file, lock, unlock
from securecoach_tui.store.crypto.envelope import KEY_BYTES, DataKey
from securecoach_tui.store.errors import PassphraseNeeded, RecordError, WrongPassphrase
from securecoach_tui.store.reader import read
from tests.store.filled import CHEAP, FAKE, filled, without_copies_of_the_key


@pytest.fixture(autouse=True)
def nothing_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlock, "_handed", [])
    monkeypatch.setattr(unlock, "_handed_raw", [])


def descriptor_with(data: bytes) -> int:
    """A pipe's end that gives ``data``, as a shell's ``<<<`` does."""
    end, other = os.pipe()
    os.write(other, data)
    os.close(other)
    return end


def test_passphrase_descriptor_is_read_once_and_remembered() -> None:
    number = descriptor_with("caf\u00e9 au lait\n".encode())
    environ = {unlock.VARIABLE: str(number)}
    assert unlock.handed_in(environ) == "caf\u00e9 au lait" == unlock.handed_in(environ)
    assert environ == {}
    with pytest.raises(OSError):
        os.fstat(number)


def test_passphrase_on_standard_input_leaves_it_open() -> None:
    end, before = descriptor_with(b"pass\n"), os.dup(0)
    os.dup2(end, 0)
    try:
        assert unlock.handed_in({unlock.VARIABLE: "0"}) == "pass"
        assert os.fstat(0).st_ino == os.fstat(end).st_ino
    finally:
        os.dup2(before, 0)
        os.close(before)
        os.close(end)


def test_second_descriptor_line_is_the_new_passphrase() -> None:
    environ = {unlock.VARIABLE: str(descriptor_with(b"old\nnew"))}
    assert unlock.lines_handed_in(environ) == ["old", "new"]


@pytest.mark.parametrize(
    "data",
    [
        b"old\r\nnew\r\n", b"\xef\xbb\xbfold\nnew", b"\xef\xbb\xbfold\r\nnew\r\n", b"old\nnew\r",
        "old\r\nnew\r\n".encode("utf-16"), b"\xfe\xff" + "old\nnew".encode("utf-16-be"),
    ],
)  # fmt: skip
def test_passphrase_file_of_any_editor_gives_the_same_lines(data: bytes) -> None:
    assert unlock.lines_handed_in({unlock.VARIABLE: str(descriptor_with(data))}) == ["old", "new"]


@pytest.mark.parametrize("chosen", ["pass\r", "\ufeffpass", "\ufeffpass\r"])
def test_passphrase_with_marks_of_an_editor_opens_still(chosen: str) -> None:
    disk = filled()
    lock.lock(FAKE, chosen, disk, work=CHEAP)
    typed = unlock.handed_in({unlock.VARIABLE: str(descriptor_with(f"{chosen}\n".encode()))})
    assert typed == "pass" and unlock.open_handed_in(FAKE, typed, disk)
    with pytest.raises(WrongPassphrase):
        unlock.handed_in({unlock.VARIABLE: str(descriptor_with(b"pas\r\n"))})
        unlock.open_handed_in(FAKE, "pas", disk)


@pytest.mark.parametrize("size", [2**16 + 1, 2**16 + 4096, 2**20])
def test_passphrase_that_is_too_long_is_refused_whole(size: int) -> None:
    end, other = os.pipe()
    sender = threading.Thread(target=send, args=(other, b"p" * size))
    sender.start()
    with pytest.raises(RecordError, match="longer than 64 kB"):
        unlock.handed_in({unlock.VARIABLE: str(end)})
    sender.join(5)


def send(descriptor: int, data: bytes) -> None:
    """Write in small pieces, as a slow program does."""
    with contextlib.suppress(BrokenPipeError):
        for at in range(0, len(data), 1000):
            os.write(descriptor, data[at : at + 1000])
    os.close(descriptor)


def test_little_memory_for_a_passphrase_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.hazmat.primitives.kdf import scrypt

    class Hungry:
        def __init__(self, **_parameters: object) -> None: ...

        def derive(self, _passphrase: bytes) -> bytes:
            raise MemoryError

    disk = filled()
    before = disk.everything()
    monkeypatch.setattr(scrypt, "Scrypt", Hungry)
    with pytest.raises(RecordError, match="128 MB of memory"):
        lock.lock(FAKE, "pass", disk)
    assert not key_file.is_locked(FAKE, disk)
    assert {path: data for path, data in disk.everything().items() if path.name != "record.lock"} == before


def test_missing_or_empty_descriptor_gives_no_passphrase() -> None:
    assert unlock.handed_in({}) is None
    assert unlock.handed_in({unlock.VARIABLE: str(descriptor_with(b""))}) is None


@pytest.mark.parametrize("named", ["seven", "-1", "999999", "1e3", "9" * 40])
def test_bad_passphrase_descriptor_is_refused(named: str) -> None:
    with pytest.raises(RecordError, match="SECURECOACH_PASSPHRASE_FD has to be the number of an open file"):
        unlock.handed_in({unlock.VARIABLE: named})


def test_passphrase_of_invalid_text_is_refused() -> None:
    with pytest.raises(RecordError, match="as text"):
        unlock.handed_in({unlock.VARIABLE: str(descriptor_with(b"\xff\xfe"))})


def test_unlock_needs_a_passphrase_only_for_a_locked_record() -> None:
    disk = filled()
    assert not key_file.is_locked(FAKE, disk)
    with pytest.raises(RecordError, match="isn't locked") as error:
        unlock.open_with(FAKE, "pass", disk)
    assert error.value.code == 2
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    assert key_file.is_locked(FAKE, disk)
    assert len(read(FAKE, unlock.open_with(FAKE, "pass", disk), files=disk).sessions) == 3


def test_interrupted_unlock_opens_with_any_passphrase() -> None:
    disk = filled()
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    key_file.store_unwrapped(FAKE, disk, key)
    assert len(read(FAKE, unlock.open_with(FAKE, "whatever", disk), files=disk).sessions) == 3


def test_an_empty_passphrase_locks_nothing_and_changes_nothing() -> None:
    disk = filled()
    with pytest.raises(RecordError, match="at least one character"):
        lock.lock(FAKE, "", disk, work=CHEAP)
    assert not key_file.is_locked(FAKE, disk)
    key, _others = lock.lock(FAKE, "pass", disk, work=CHEAP)
    with pytest.raises(RecordError, match="at least one character"):
        lock.change(FAKE, key, "", disk, work=CHEAP)
    assert lock.open_locked(FAKE, "pass", disk).data == key.data


def test_a_record_that_is_locked_is_not_locked_again() -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    with pytest.raises(RecordError, match="already locked") as error:
        lock.lock(FAKE, "other", disk, work=CHEAP)
    assert error.value.code == 2 and lock.open_locked(FAKE, "pass", disk)


def test_a_key_file_of_a_newer_version_asks_for_a_newer_program() -> None:
    disk = filled()
    lock.lock(FAKE, "pass", disk, work=CHEAP)
    found = key_file.read(FAKE, disk)
    assert found is not None
    without_copies_of_the_key(disk)
    for newer in ({"kdf": "later"}, {"n": 2**21}):
        for name, value in newer.items():
            setattr(found, name, value)
        disk.put(FAKE.key, key_file.encode(found))
        with pytest.raises(RecordError, match="made by a newer SecureCoach"):
            lock.open_locked(FAKE, "pass", disk)
        with pytest.raises(PassphraseNeeded):
            read(FAKE, files=disk)


def test_data_key_hides_its_bytes_and_has_one_length() -> None:
    key = DataKey(b"k" * KEY_BYTES)
    assert repr(key) == "<DataKey>" and "k" * 8 not in f"{key}{key!r}"
    with pytest.raises(ValueError):
        DataKey(b"too short")
