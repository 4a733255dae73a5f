"""scripts/dev/screenshots.py: the same pictures every time, without addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from scripts.dev import every_picture
from scripts.dev.screenshots import main
from tests.tui.stage import Stage
from tests.tui.visits import fixed_stage

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


def test_a_picture_of_every_screen_is_drawn_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def visit_one(size: tuple[int, int], look: Callable[[Stage, str], Awaitable[None]]) -> None:
        async with fixed_stage(size) as stage:
            await look(stage, "HomeScreen")

    monkeypatch.setattr(every_picture, "visit_all", visit_one)  # the whole takes a minute
    monkeypatch.setattr(every_picture, "SIZES", ((40, 15), (200, 55)))
    assert main(["--all", str(tmp_path)]) == 0
    drawn = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.svg")}
    assert len(drawn) == 4 and {"40x15/dark/HomeScreen.svg", "200x55/light/HomeScreen.svg"} <= drawn
    dark, light = ((tmp_path / "40x15" / theme / "HomeScreen.svg").read_text() for theme in ("dark", "light"))
    assert "#14181b" in dark and "#faf8f3" in light and "https:" not in dark
