"""The spoken interface: what is heard by somebody who sees nothing of the screen."""

from pathlib import Path

import pytest

from securecoach_tui.voice.cues import SessionSound
from securecoach_tui.voice.recording import RecordingVoice
from tests.tui.stage import Stage


class Listening(Stage):
    """A stage with ears: what was handed to the voice, in order."""

    def __init__(self, folder: Path, **preferences: object) -> None:
        super().__init__(folder, **{"spoken_interface": True, **preferences})
        self.said: list[str] = []
        stage = self

        class Ears(RecordingVoice):
            def say_now(self, text: str, rank: int) -> None:
                stage.said.append(text)

        self.house.hear = lambda notice: None  # type: ignore[method-assign]
        self.house.sound = SessionSound(self.house.preferences, self.clock, lambda s: Ears(self.clock, s))

    def heard(self) -> str:
        """What was said since the last time one listened."""
        told, self.said[:] = " | ".join(self.said), []
        return told


@pytest.fixture
def stage(tmp_path: Path) -> Listening:
    return Listening(tmp_path / "record")


async def test_a_screen_tells_its_title_purpose_and_what_has_the_focus(stage: Listening) -> None:
    async with stage.open():
        heard = stage.heard()
        assert "SecureCoach." in heard
        assert "Begin a practice" in heard
        assert "Begin, list, 1 of " in heard


async def test_moving_tells_label_value_and_position(stage: Listening) -> None:
    async with stage.open():
        await stage.press("down", "enter")
        stage.heard()
        await stage.press("down")
        heard = stage.heard()
        assert "Cyclic sighing" in heard and "3, 5 min" in heard and "2 of " in heard


async def test_a_question_is_asked_aloud_and_its_number_said_back(stage: Listening) -> None:
    async with stage.open("slow-breathing", 180.0):
        assert "Distress is how upset" in stage.heard()
        await stage.press("7")
        assert stage.heard().startswith("7")


async def test_what_is_private_is_on_the_screen_only_until_f6_is_pressed(stage: Listening) -> None:
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(20)
        await stage.press("q", "enter")
        assert "On screen only. F 6 speaks it." in stage.heard()
        await stage.type("alone again")
        assert "alone" not in stage.heard()
        await stage.press("f6")
        assert "alone again" in stage.heard()


async def test_support_is_shown_and_not_spoken(stage: Listening) -> None:
    async with stage.open():
        stage.heard()
        await stage.press("c")
        heard = stage.heard()
        assert "988" not in heard and "911" not in heard
        assert "On screen only" in heard


async def test_turning_it_on_asks_first_whether_private_things_may_be_spoken(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record", spoken_interface=False)
    async with stage.open():
        assert stage.heard() == ""
        await stage.press("i")
        assert "Speak private things too? Others near may hear." in stage.heard()
        await stage.press("y")
        assert stage.house.preferences.spoken_interface
        assert stage.house.preferences.private_speech
        await stage.press("i")
        assert not stage.house.preferences.spoken_interface


async def test_leaving_that_question_is_a_no(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record", spoken_interface=False)
    async with stage.open():
        await stage.press("f4", "escape")
        assert stage.house.preferences.spoken_interface
        assert not stage.house.preferences.private_speech


async def test_help_is_read_a_line_at_a_time(stage: Listening) -> None:
    async with stage.open():
        await stage.press("question_mark")
        stage.heard()
        await stage.press("down")
        assert stage.heard().strip()


async def test_brief_leaves_role_and_position_out(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record", verbosity="brief")
    async with stage.open():
        stage.heard()
        await stage.press("down")
        heard = stage.heard()
        assert "list" not in heard and " of " not in heard
