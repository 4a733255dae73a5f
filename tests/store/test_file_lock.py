"""Where a lock is held if the data's own folder has none."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from securecoach_tui.store import file_lock


@pytest.fixture(autouse=True)
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_local_lock_is_in_a_private_folder(shared: Path) -> None:
    path = file_lock.local_path(Path("/far/away"))
    assert path.parent.parent == shared and path.parent.stat().st_mode & 0o777 == 0o700
    assert file_lock.local_path(Path("/far/away")) == path


@pytest.mark.parametrize("squatter", ["file", "link", "open folder"])
def test_local_lock_avoids_what_others_may_write(shared: Path, tmp_path: Path, squatter: str) -> None:
    usual = file_lock.local_path(Path("/far/away")).parent
    usual.rmdir()
    if squatter == "file":
        usual.write_text("")
    elif squatter == "link":
        usual.symlink_to(tmp_path)
    else:
        usual.mkdir()
        usual.chmod(0o777)
    assert shared not in file_lock.local_path(Path("/far/away")).parents
