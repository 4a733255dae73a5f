"""Contacts that can't be read are never replaced, and no program loses what another one added."""

from __future__ import annotations

import threading
from pathlib import Path

from securecoach_tui.config.data_paths import places
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


def test_programs_that_add_contacts_at_once_all_keep(tmp_path: Path) -> None:
    paths = places(str(tmp_path / "data"), {"SECURECOACH_STATE_DIR": str(tmp_path / "state")})
    people = [Contact(f"friend {n}", "next door") for n in range(8)]
    threads = [threading.Thread(target=contacts.change, args=(paths, None, one)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.name for one in contacts.read(paths)) == [one.name for one in people]


def test_a_change_leaves_what_another_program_changed() -> None:
    disk, ida, ben = MemoryDisk(), Contact("Ida", "next door"), Contact("Ben", "upstairs")
    contacts.write(FAKE, [ida, ben], files=disk)
    contacts.change(FAKE, None, MARA, at=0, files=disk)  # by another program
    contacts.change(FAKE, ida, Contact("Ida", "moved"), files=disk)
    assert contacts.read(FAKE, files=disk) == [MARA, Contact("Ida", "moved"), ben]
    contacts.change(FAKE, ben, None, files=disk)
    contacts.change(FAKE, ben, None, files=disk)  # it is gone already
    assert contacts.read(FAKE, files=disk) == [MARA, Contact("Ida", "moved")]
    contacts.change(FAKE, ida, ida, files=disk)  # changed elsewhere meanwhile: both stay
    assert contacts.read(FAKE, files=disk) == [MARA, Contact("Ida", "moved"), ida]
