"Screen speech: what is heard by somebody who sees nothing of the screen."

from pathlib import Path

import pytest

from securecoach_tui.config import settings
from securecoach_tui.voice.session_audio import SessionSound
from tests.fakes.sound import RecordingVoice
from tests.tui.stage import Stage


class Listening(Stage):
    """A stage with ears: what was handed to the voice, in order."""

    def __init__(self, folder: Path, **preferences: object) -> None:
        super().__init__(folder, **{"spoken_interface": True, **preferences})
        self.said: list[str] = []
        self.ranks: list[int] = []
        self.private: list[bool] = []
        self.clicks = self.hushed = 0
        stage = self

        class Ears(RecordingVoice):
            def say_now(self, text: str, rank: int, *, private: bool = False) -> None:
                stage.said.append(text)
                stage.private.append(private)
                stage.ranks.append(rank)

            def click(self) -> None:
                stage.clicks += 1

            def hush(self) -> None:
                stage.hushed += 1

        self.context.enable_sound = lambda notice: None  # type: ignore[method-assign]
        self.context.sound = SessionSound(self.context.preferences, self.clock, lambda s: Ears(self.clock, s))

    def heard(self) -> str:
        """What was said since the last time one listened."""
        told, self.said[:], self.ranks[:] = " | ".join(self.said), [], []
        return told


@pytest.fixture
def stage(tmp_path: Path) -> Listening:
    return Listening(tmp_path / "record")


async def test_a_screen_tells_its_title_purpose_and_what_has_the_focus(stage: Listening) -> None:
    async with stage.open():
        heard = stage.heard()
        assert "SecureCoach." in heard
        assert "Start this exercise" in heard
        assert "Start, list, 1 of " in heard


async def test_speech_reads_label_value_and_position_on_moving(stage: Listening) -> None:
    async with stage.open():
        await stage.press("down", "down", "enter")
        stage.heard()
        await stage.press("down")
        heard = stage.heard()
        assert "Cyclic sighing" in heard and "5 minutes" in heard and "2 of " in heard


async def test_a_question_is_asked_aloud_and_its_number_said_back(stage: Listening) -> None:
    async with stage.open("slow-breathing", 180.0):
        assert "How upset or tense do you feel?" in stage.heard()
        await stage.press("7")
        assert stage.heard().startswith("7")


async def test_private_text_is_spoken_only_after_f6(stage: Listening) -> None:
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(20)
        await stage.press("q", "enter")
        assert "On screen only. F 6 speaks it." in stage.heard()
        await stage.type("alone again")
        assert "alone" not in stage.heard()
        assert not any(stage.private)
        await stage.press("f6")
        assert "alone again" in stage.heard() and stage.private[-1]


async def test_support_is_shown_and_not_spoken(stage: Listening) -> None:
    async with stage.open():
        stage.heard()
        await stage.press("c")
        heard = stage.heard()
        assert "988" not in heard and "911" not in heard
        assert "On screen only" in heard


async def test_enabling_spoken_interface_asks_about_private_speech(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record", spoken_interface=False)
    async with stage.open():
        assert stage.heard() == ""
        await stage.press("i")
        assert "Read private text aloud too? People nearby may hear." in stage.heard()
        await stage.press("y")
        assert stage.context.preferences.spoken_interface
        assert stage.context.preferences.private_speech
        await stage.press("i")
        assert not stage.context.preferences.spoken_interface


async def test_leaving_the_private_speech_question_means_no(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record", spoken_interface=False)
    async with stage.open():
        await stage.press("f4", "escape")
        assert stage.context.preferences.spoken_interface
        assert not stage.context.preferences.private_speech


async def test_brief_speech_omits_role_and_position(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record", verbosity="brief")
    async with stage.open():
        stage.heard()
        await stage.press("down")
        heard = stage.heard()
        assert "list" not in heard and " of " not in heard


async def test_speech_tells_a_new_screen_once_with_its_question(stage: Listening) -> None:
    async with stage.open("slow-breathing", 180.0):
        heard = stage.heard()
        assert heard.endswith("How upset or tense do you feel? 0 is not at all, 10 is the most. nothing chosen, scale.")
        assert heard.count("nothing chosen") == 1


async def test_speech_does_not_repeat_an_unchanged_screen(stage: Listening) -> None:
    async with stage.open() as on:
        stage.heard()
        on.app.speaker.arrived(on.app.screen)  # type: ignore[arg-type]
        assert stage.heard() == ""
        stage.clock.advance(5)
        on.app.speaker.arrived(on.app.screen)  # type: ignore[arg-type]
        assert "Start this exercise" in stage.heard()


async def test_again_asks_the_open_question_again(stage: Listening) -> None:
    async with stage.open("slow-breathing", 180.0):
        stage.heard()
        await stage.press("a")
        assert "How upset or tense do you feel?" in stage.heard()


async def test_pause_is_spoken_before_anything_else(stage: Listening) -> None:
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(5)
        stage.heard()
        await stage.press("space")
        assert stage.ranks == [0]
        assert stage.heard() == "Your session is paused. Press space to go on."


async def test_spoken_help_names_key_signs_in_words(stage: Listening) -> None:
    async with stage.open():
        await stage.press("question_mark", "end")
        stage.heard()
        for _ in range(20):
            await stage.press("up")
        heard = stage.heard()
        assert "Open help, on every screen, question mark" in heard
        assert "control c" in heard and "^" not in heard and "object at" not in heard


async def test_private_typing_is_spoken_as_soft_clicks(stage: Listening) -> None:
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(20)
        await stage.press("q", "enter")
        stage.heard()
        await stage.type("abc")
        assert stage.clicks == 3 and stage.heard() == ""


@pytest.mark.parametrize(("echo", "heard"), [("characters", "o | h | space | n | o"), ("words", "oh"), ("none", "")])
async def test_typing_echo_speaks_characters_words_or_nothing(tmp_path: Path, echo: str, heard: str) -> None:
    stage = Listening(tmp_path / "record", echo=echo, private_speech=True)
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter")
        await stage.go_on(20)
        await stage.press("q", "enter")
        stage.heard()
        await stage.type("oh no")
        assert stage.heard() == heard
        if echo == "characters":
            await stage.press("backspace")
            assert stage.heard() == "o deleted"


async def test_full_speech_names_the_keys_of_a_screen(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record", verbosity="full")
    async with stage.open():
        assert "question mark, help." in stage.heard()


async def test_brackets_change_how_fast_the_screen_is_spoken(stage: Listening) -> None:
    async with stage.open():
        await stage.press("right_square_bracket")
        assert stage.context.preferences.interface_rate == 190
        assert "190 words a minute" in stage.heard()


async def test_hush_key_stops_speech_and_says_nothing(stage: Listening) -> None:
    async with stage.open():
        stage.heard()
        await stage.press("x")
        assert stage.heard() == "" and stage.hushed == 1


async def test_m_goes_to_the_next_background_sound_and_saves_it(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record", spoken_interface=False)
    async with stage.open("slow-breathing", 180.0):
        await stage.press("enter", "m")
        await stage.go_on(1)
        assert "Background sound: breath." in stage.shown
        await stage.press("m")
        assert "Background sound: rain." in stage.shown
        assert settings.load(stage.where)[0].ambience == "rain"
