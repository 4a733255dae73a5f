"""Files that a person names: written complete or not at all, through links, onto streams, with their permissions."""

from __future__ import annotations

import errno
import io
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from securecoach_tui.config import half_outputs, input_file, output_file

STATE: list[Path | None] = [None]  # the private folder in use


def write(name: object, data: bytes, *, replace: bool = False) -> None:
    output_file.write(output_file.find(str(name)), data, replace=replace, state=STATE[0])


@pytest.fixture(params=["nameless", "named", "private", "noted", "two mounts", "copied"])
def way(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """All ways of writing: a file without a name; one with a name where the system has no such files, without a private
    folder, in it, beside the target with a note, or in it on another mount; and a copy where it may not be linked."""
    state = tmp_path_factory.mktemp("state")
    STATE[0] = state if request.param in ("private", "noted", "two mounts", "copied") else None
    use_way(request.param, monkeypatch, state)
    yield str(request.param)
    STATE[0] = None
    assert names(state) == [], "nothing stays in the private folder"


def use_way(way: str, monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    if way in ("named", "private", "noted", "two mounts"):
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    if way == "noted":
        monkeypatch.setattr(half_outputs, "_private_for", lambda _folder, _state: None)
    elif way == "two mounts":
        for name in ("link", "replace"):
            monkeypatch.setattr(os, name, other_mount(getattr(os, name), state))
    elif way == "copied":
        link = os.link

        def refuse(source: object, target: object, **folders: object) -> None:
            if str(source).startswith("/proc"):
                raise PermissionError(1, "Operation not permitted")
            link(source, target)  # type: ignore[arg-type]

        monkeypatch.setattr(os, "link", refuse)
    elif way == "nameless" and not hasattr(os, "O_TMPFILE"):
        pytest.skip("this system has no files without a name")


def other_mount(call: Callable[..., None], state: Path) -> Callable[..., None]:
    def refuse(source: object, target: object, **folders: object) -> None:
        if str(source).startswith(str(state)):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        call(source, target, **folders)

    return refuse


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_new_output_is_private_and_complete(way: str, tmp_path: Path) -> None:
    write(tmp_path / "new", b"words")
    assert (tmp_path / "new").read_bytes() == b"words" and names(tmp_path) == ["new"]
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


def test_output_never_replaces_a_file_unasked(way: str, tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write(tmp_path / "old", b"new")
    assert (tmp_path / "old").read_bytes() == b"old" and names(tmp_path) == ["old"]


def test_output_never_replaces_a_file_that_came_meanwhile(way: str, tmp_path: Path) -> None:
    found = output_file.find(str(tmp_path / "new"))
    with pytest.raises(FileExistsError), output_file.writing(found, state=STATE[0]) as file:
        file.write(b"ours")
        (tmp_path / "new").write_bytes(b"theirs")
    assert (tmp_path / "new").read_bytes() == b"theirs" and names(tmp_path) == ["new"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_replaced_output_keeps_its_permissions(way: str, tmp_path: Path, mode: int) -> None:
    old = tmp_path / "old"
    old.write_bytes(b"a longer old content")
    old.chmod(mode)
    write(old, b"new", replace=True)
    assert old.read_bytes() == b"new" and stat.S_IMODE(old.stat().st_mode) == mode and names(tmp_path) == ["old"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_replaced_output_keeps_its_owner(way: str, tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    os.chown(tmp_path / "old", 12345, 12346)
    write(tmp_path / "old", b"new", replace=True)
    status = (tmp_path / "old").stat()
    assert (status.st_uid, status.st_gid) == (12345, 12346)


def test_output_through_a_link_keeps_the_link(way: str, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real/file")
    write(tmp_path / "link", b"first")
    with pytest.raises(FileExistsError):
        write(tmp_path / "link", b"second")
    write(tmp_path / "link", b"third", replace=True)
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real" / "file").read_bytes() == b"third"
    assert names(tmp_path / "real") == ["file"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("a fault")])
def test_interrupted_output_leaves_everything_as_it_was(way: str, tmp_path: Path, error: BaseException) -> None:
    (tmp_path / "old").write_bytes(b"old")
    for name in ("old", "new"):
        with (
            pytest.raises(type(error)),
            output_file.writing(output_file.find(str(tmp_path / name)), replace=True, state=STATE[0]) as file,
        ):
            file.write(b"half")
            file.flush()
            raise error
    assert (tmp_path / "old").read_bytes() == b"old" and names(tmp_path) == ["old"]


def test_fsync_error_leaves_the_older_file(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    (tmp_path / "old").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="Input"):
        write(tmp_path / "old", b"new", replace=True)
    assert (tmp_path / "old").read_bytes() == b"old" and names(tmp_path) == ["old"]


def test_output_onto_a_fifo_reaches_its_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "fifo").read_bytes()))
    reader.start()
    content = os.urandom(200_000)
    write(tmp_path / "fifo", content)
    reader.join(30)
    assert read == [content] and stat.S_ISFIFO((tmp_path / "fifo").stat().st_mode)


def test_output_onto_devices_is_written_there() -> None:
    write("/dev/null", b"words")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    with pytest.raises(OSError, match="No space"):
        write("/dev/full", b"words")


def test_output_onto_an_open_descriptor_goes_on_where_it_is(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, b"first ")
        write(f"/dev/fd/{descriptor}", b"second ")
        (tmp_path / "link").symlink_to(f"/proc/self/fd/{descriptor}")
        write(tmp_path / "link", b"third")
    finally:
        os.close(descriptor)
    assert (tmp_path / "log").read_bytes() == b"first second third"


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="this system shows no descriptors as files")
def test_output_onto_the_pipe_of_another_process_arrives() -> None:
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        write(f"/proc/{other.pid}/fd/0", b"words")
        assert other.communicate()[0] == b"words"


def test_short_writes_to_standard_output_are_continued(monkeypatch: pytest.MonkeyPatch) -> None:
    class Short(io.RawIOBase):
        got = b""

        def write(self, data: Any) -> int:
            self.got += bytes(data[:3])
            return min(3, len(data))

    short = Short()
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=short, flush=lambda: None))
    write("-", b"many words")
    assert short.got == b"many words"


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_output_named_in_any_way_is_standard_output(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    found = output_file.find(name)
    assert found.is_standard_output
    output_file.write(found, b"words\x00\xff")
    assert capfdbinary.readouterr().out == b"words\x00\xff"


@pytest.mark.parametrize("name", [".", "folder", "folder/", "nothing/", "folder/..", "link", ""])
def test_output_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("link").symlink_to("folder")
    with pytest.raises(IsADirectoryError):
        output_file.find(name)


def test_output_names_that_cannot_be_used_are_os_errors(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("no/such/file")
    (tmp_path / "file").write_bytes(b"")
    for name in ("loop", "nowhere", "file/x", "no/such/x", "x" * 300):
        with pytest.raises(OSError):
            write(tmp_path / name, b"words")
    assert names(tmp_path) == ["file", "loop", "nowhere"]


def test_output_may_have_the_longest_name(way: str, tmp_path: Path) -> None:
    write(tmp_path / ("x" * 255), b"first")
    write(tmp_path / ("x" * 255), b"second", replace=True)
    assert (tmp_path / ("x" * 255)).read_bytes() == b"second"


def test_input_is_read_from_files_and_bounded(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    assert input_file.read(str(tmp_path / "file")) == b"words"
    for name in ("/dev/zero", str(tmp_path), str(tmp_path / "none")):
        with pytest.raises(OSError):
            input_file.read(name, 1000)
