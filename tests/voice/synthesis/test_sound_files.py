"""Sound files of lines: in memory or in a private folder, and cleared when the program that made them is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.synthesis import sound_files
from securecoach_tui.voice.synthesis.client import WorkerSpeech

LEAVING = """
import os, sys
from pathlib import Path
from securecoach_tui.voice.synthesis import sound_files
sound_files._in_memory = lambda: None
with sound_files.line_file(Path(sys.argv[1])) as path, sound_files.held(path.parent.parent / "half"):
    path.write_bytes(b"spoken")
    print("there", flush=True)
    sys.stdin.read(1)
    os._exit(1)
"""


def left(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.rglob("*") if path.is_file())


@pytest.fixture(params=["memory", "folder"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "folder":
        monkeypatch.setattr(sound_files, "_in_memory", lambda: None)
    elif sys.platform != "linux":
        pytest.skip("sound files are in memory on Linux alone")
    yield request.param


def test_sound_file_is_private_and_gone_afterwards(kind: str, tmp_path: Path) -> None:
    with sound_files.line_file(tmp_path) as path:
        path.write_bytes(b"spoken")
        assert path.read_bytes() == b"spoken"
        assert left(tmp_path) == ([] if kind == "memory" else ["held", "line.wav"])
        if kind == "folder":
            assert path.parent.stat().st_mode & 0o777 == 0o700
    assert left(tmp_path) == []


def test_killed_programs_sound_is_cleared_at_next_start(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", LEAVING, str(tmp_path)], stdin=-1, stdout=-1)
    assert process.stdin is not None and process.stdout is not None
    process.stdout.readline()
    sound_files.clear(tmp_path)
    assert left(tmp_path) == ["half", "held", "line.wav"]  # a running program still writes them
    process.communicate(b"x")
    assert left(tmp_path) == ["half", "held", "line.wav"]
    sound_files.clear(tmp_path)
    assert list((tmp_path / "spoken").iterdir()) == []


def test_clearing_spoken_files_follows_no_link(tmp_path: Path) -> None:
    kept = tmp_path / "mine.txt"
    kept.write_text("mine")
    (tmp_path / "spoken").mkdir()
    (tmp_path / "spoken" / "a").symlink_to(kept)
    (tmp_path / "spoken" / "b").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "spoken" / "c")
    sound_files.clear(tmp_path)
    assert kept.read_text() == "mine"


def test_sound_of_earlier_versions_is_cleared(tmp_path: Path) -> None:
    for name, file in (
        ("securecoach-abcd1234", "line.wav"),
        ("securecoach-abcd5678", "mine.txt"),
        ("other", "line.wav"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_bytes(b"x")
    sound_files.clear_temporary(tmp_path)
    assert len(left(tmp_path)) == 3  # an earlier version may be running
    sound_files.clear_temporary(tmp_path, older=0)
    assert left(tmp_path) == ["line.wav", "mine.txt"] and not (tmp_path / "securecoach-abcd1234").exists()


def test_real_engine_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    speech = WorkerSpeech("system", cache=tmp_path / "cache")
    assert len(speech.speak("Breathe in slowly.", "", 125)) > RATE // 2
    assert left(tmp_path) == []
    speech.close()
    assert left(tmp_path) == []
