"""A screen that is closed while it is being made closes quietly."""

from pathlib import Path

from textual.screen import Screen

from securecoach_tui.tui.screens.exercises import ExercisesScreen
from securecoach_tui.tui.screens.speech_consent import SpeechConsentScreen
from tests.tui.stage import Stage


async def test_leaving_while_a_screen_is_built_raises_nothing(tmp_path: Path) -> None:
    for number, screen in enumerate((ExercisesScreen, SpeechConsentScreen)):
        stage = Stage(tmp_path / str(number))
        async with stage.open():
            made: Screen[None] = screen()
            stage.app.push_screen(made)  # not waited for
        assert stage.app._exception is None
