"""What the full screen says in the terminal before and after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.config import settings
from securecoach_tui.tui import app
from securecoach_tui.tui.launch import full_screen


@pytest.mark.parametrize("chosen", ["plain", ""])
def test_plain_text_chosen_once_says_how_to_come_back(
    chosen: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "run", lambda *_given: chosen)
    where = settings.places(str(tmp_path), environ={"SECURECOACH_STATE_DIR": str(tmp_path)})
    assert full_screen(where, settings.Settings(first_run_seen=True)) == chosen
    said = capsys.readouterr().out
    assert ('For the full screen, choose Settings, then "Opens as".' in said) is (chosen == "plain")
