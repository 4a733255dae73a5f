"""What a kill leaves of a file that a person named, where it had to have a name: nothing beside it after the next start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from securecoach_tui.config import half_outputs
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.config.half_outputs import HalfOutput
from securecoach_tui.store import half_written
from securecoach_tui.store.transfer import erase

# Writes half of a file as a command does, and is killed. The file system has no files without a name.
KILLED = """
import errno, os, sys
real = os.open
def without(path, flags, *rest, **more):
    if flags & os.O_TMPFILE == os.O_TMPFILE:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")
    return real(path, flags, *rest, **more)
os.open = without
from securecoach_tui.config import half_outputs
from securecoach_tui.config.data_paths import places
from securecoach_tui.commands.files import output_named
if sys.argv[2] == "another disk":
    half_outputs._private_for = lambda folder, state: None
file = output_named(sys.argv[1], places(), overwrite=True)
with file.writing() as half:
    half.write(b"my own words" * 999)
    half.flush()
    if sys.argv[3:] == ["waits"]:
        print("written", flush=True)
        input()
    else:
        os.kill(os.getpid(), 9)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    (tmp_path / "out").mkdir()
    return DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")


def arguments(paths: DataPaths, *rest: str) -> list[str]:
    return [sys.executable, "-c", KILLED, str(paths.data.parent / "out" / "mine.json"), *rest]


def environ(paths: DataPaths) -> dict[str, str]:
    return {**os.environ, "SECURECOACH_DATA_DIR": str(paths.data), "SECURECOACH_STATE_DIR": str(paths.state)}


@pytest.mark.parametrize("before", ["", "the older file"])
@pytest.mark.parametrize("where", ["the same disk", "another disk"])
def test_kill_leaves_no_half_beside_the_output(where: str, before: str, paths: DataPaths) -> None:
    out = paths.data.parent / "out"
    if before:
        (out / "mine.json").write_text(before)
    kept = ["mine.json"] if before else []
    assert subprocess.run(arguments(paths, where), env=environ(paths)).returncode == -9
    if where == "the same disk":
        assert names(out) == kept
    time.sleep(half_outputs.OLD_SECONDS)
    half_written.clear(paths)
    assert names(out) == kept and names(paths.state) == []
    assert not before or (out / "mine.json").read_text() == before


@pytest.mark.parametrize("where", ["the same disk", "another disk"])
def test_half_of_a_running_command_stays(where: str, paths: DataPaths) -> None:
    out, pipe = paths.data.parent / "out", subprocess.PIPE
    with subprocess.Popen(arguments(paths, where, "waits"), env=environ(paths), stdin=pipe, stdout=pipe) as running:
        assert running.stdout is not None and running.stdin is not None
        assert running.stdout.readline() == b"written\n"
        time.sleep(half_outputs.OLD_SECONDS)
        half_written.clear(paths)
        running.stdin.write(b"\n")
        running.stdin.close()
        assert running.wait(20) == 0
    assert names(out) == ["mine.json"] and (out / "mine.json").read_bytes().startswith(b"my own words")
    assert names(paths.state) == []


def left(paths: DataPaths, folder: Path) -> HalfOutput:
    """A half beside its target, as a kill leaves it, with its note."""
    half = HalfOutput(folder, paths.state, beside=True)
    os.close(half.create())
    note = paths.state / f"{half.path.name}.note"
    old = time.time() - 100
    os.utime(note, (old, old))
    while half._held:
        os.close(half._held.pop())
    return half


def test_next_command_that_writes_deletes_the_half(paths: DataPaths, tmp_path: Path) -> None:
    from securecoach_tui.config import output_file

    half = left(paths, tmp_path / "out")
    output_file.write(output_file.find(str(tmp_path / "other")), b"words", state=paths.state)
    assert not half.path.exists() and names(paths.state) == []


def test_note_waits_for_a_disk_that_was_taken_out(paths: DataPaths, tmp_path: Path) -> None:
    half = left(paths, tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / "taken out")
    half_outputs.clear(paths.state)
    (tmp_path / "taken out").rename(tmp_path / "out")
    assert half.path.exists()
    half_outputs.clear(paths.state)
    assert not half.path.exists() and names(paths.state) == []


def test_note_that_names_another_file_deletes_nothing(paths: DataPaths, tmp_path: Path) -> None:
    mine = tmp_path / "out" / "mine.txt"
    mine.write_text("mine")
    paths.state.mkdir()
    for number, noted in enumerate([bytes(mine), b"mine.txt", b"", b"\0", bytes(tmp_path / "out"), b"\xff"]):
        note = paths.state / f".securecoach-{number:016x}.note"
        note.write_bytes(noted)
        os.utime(note, (0, 0))
    half = left(paths, tmp_path / "out")
    half.path.unlink()
    half.path.symlink_to(mine)
    half_outputs.clear(paths.state)
    assert mine.read_text() == "mine" and half.path.is_symlink() and names(paths.state) == []


def test_erase_deletes_halves_and_their_notes(paths: DataPaths, tmp_path: Path) -> None:
    half = left(paths, tmp_path / "out")
    paths.data.mkdir()
    erase.erase(paths)
    assert not half.path.exists() and not paths.state.exists()


def test_output_works_without_a_private_folder_to_write(paths: DataPaths, tmp_path: Path) -> None:
    paths.state.write_text("a file")
    half = HalfOutput(tmp_path / "out", paths.state)
    os.close(half.create())
    assert half.path.parent == tmp_path / "out"
    half.end()
