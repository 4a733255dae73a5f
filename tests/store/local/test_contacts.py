"""Contacts that can't be read are never replaced."""

from __future__ import annotations

from securecoach_tui.store.crypto.envelope import DataKey
from securecoach_tui.store.local import checkpoints, contacts
from securecoach_tui.store.local.contacts import Contact
from tests.fakes.disk import MemoryDisk
from tests.store.filled import FAKE

MARA = Contact("Mara", "the blue house")


def test_contacts_under_another_key_stay_when_one_is_added() -> None:
    disk, path = MemoryDisk(), FAKE.state / contacts.FILE
    other = checkpoints.encrypted(b'[{"name": "Ida", "reach": "next door"}]', DataKey(b"k" * 32))
    for unreadable in (other, b"not contacts"):
        disk.put(path, unreadable)
        contacts.write(FAKE, [MARA], files=disk)
        assert contacts.read(FAKE, files=disk) == [MARA]
    kept = [disk.read(FAKE.state / f"contacts-unreadable-{n}.json") for n in (1, 2)]
    assert kept == [other, b"not contacts"]


def test_readable_contacts_are_replaced_without_a_copy() -> None:
    disk = MemoryDisk()
    contacts.write(FAKE, [MARA], files=disk)
    contacts.write(FAKE, [], files=disk)
    assert contacts.read(FAKE, files=disk) == [] and disk.names(FAKE.state) == [contacts.FILE]
