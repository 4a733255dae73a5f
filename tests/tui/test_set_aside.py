"""ctrl+z: before the program stops, the session is paused, the sound is off and what was typed is saved."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.tui.set_aside import set_aside
from tests.tui.stage import Stage


@pytest.mark.parametrize("covered", [False, True], ids=["in the session", "on a screen above it"])
@pytest.mark.parametrize("stops", [True, False])
async def test_session_and_sound_stop_before_the_program(stops: bool, covered: bool, tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", questions="none")
    async with stage.open("slow-breathing", 180.0):
        await stage.go_on(20)
        session = stage.app.screen.runner  # type: ignore[attr-defined]
        if covered:
            await stage.press("question_mark")
        order: list[object] = []

        def stop() -> bool:
            order.append(session.session.state)
            return stops

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stage.context, "silence", lambda: order.append("sound off"))
            patch.setattr(stage.context, "save_drafts", lambda: order.append("drafts saved"))
            driver: Any = SimpleNamespace(stop_process=stop)
            await set_aside(stage.app, stage.context, driver, lambda: order.append("drawn"))
        assert order == ["sound off", "drafts saved", SessionState.PAUSED, "drawn"]
        await stage.settle()
        assert (session.session.state is SessionState.PAUSED) == (stops or covered)
        assert ("ctrl+z can't be used here" in " ".join(stage.shown.split())) is not stops
