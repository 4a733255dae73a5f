"""scripts/dev/screenshots.py: the same pictures every time, without addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.dev.screenshots import main

ROOT = Path(__file__).resolve().parents[2]


def test_screenshot_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(["history", "--to", str(tmp_path / name)]) == 0
    one = (tmp_path / "one" / "history.svg").read_text()
    assert one == (tmp_path / "two" / "history.svg").read_text()
    assert "History" in one and "https:" not in one and "url(http" not in one


def test_unknown_screenshot_is_refused_with_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["moon"]) == 2
    assert "progress" in capsys.readouterr().err


def test_every_screenshot_is_in_the_docs() -> None:
    for name in ("first", "exercises", "session", "progress", "history", "checkin", "ladder", "evidence", "support"):
        assert (ROOT / "docs" / "pictures" / f"{name}.svg").stat().st_size > 5_000
