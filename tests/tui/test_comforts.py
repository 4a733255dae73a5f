"""Own comforts on the full screen: words, a picture in half blocks, a sound that starts and stops."""

from __future__ import annotations

import io
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from securecoach_tui.clock import Clock
from securecoach_tui.store.local import comforts
from securecoach_tui.tui.screens import comforts as screens
from securecoach_tui.tui.screens.comforts import ComfortsScreen
from securecoach_tui.voice.playback.sound_file import SoundFilePlayer
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


def picture(folder: Path) -> Path:
    image = pytest.importorskip("PIL.Image")
    file = io.BytesIO()
    image.new("RGB", (30, 20), "#2266aa").save(file, "PNG")
    (folder / "sea.png").write_bytes(file.getvalue())
    return folder / "sea.png"


async def test_words_are_added_opened_and_removed(stage: Stage) -> None:
    async with stage.open():
        await stage.app.push_screen(ComfortsScreen())
        await stage.press("home", "enter")
        await stage.type("This will pass.")
        await stage.press("enter")
        assert [one.text for one in comforts.read(stage.where)] == ["This will pass."]
        assert "Saved, on this computer only." in stage.shown
        await stage.press("home", "enter")
        assert "This will pass." in stage.shown
        await stage.press("escape", "d", "down", "enter")
        assert comforts.read(stage.where) == []


async def test_words_of_harm_among_comforts_name_people(stage: Stage) -> None:
    async with stage.open():
        await stage.app.push_screen(ComfortsScreen())
        await stage.press("home", "enter")
        await stage.type("I want to die")
        await stage.press("enter")
        assert "Saved, on this computer only. Press c for people to talk to." in " ".join(stage.shown.split())


async def test_picture_is_drawn_in_half_blocks_or_named_without_colour(stage: Stage, tmp_path: Path) -> None:
    file = picture(tmp_path)
    async with stage.open():
        await stage.app.push_screen(ComfortsScreen())
        await stage.press("end", "enter")
        await stage.type(str(file))
        await stage.press("enter")
        await stage.press("home", "enter")
        assert "▀" in stage.shown and "sea.png" in stage.shown
        await stage.press("escape")
        stage.app.no_color = True
        await stage.press("enter")
        assert "▀" not in stage.shown and "sea.png" in stage.shown and "Pictures need colour" in stage.shown


async def test_file_that_is_neither_is_refused_and_the_text_stays(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("only words")
    async with stage.open():
        await stage.app.push_screen(ComfortsScreen())
        await stage.press("end", "enter")
        await stage.type(str(tmp_path / "notes.txt"))
        await stage.press("enter")
        assert "is not a sound" in " ".join(stage.shown.split()) and "notes.txt" in stage.shown
        assert comforts.read(stage.where) == []


class Silent:
    """An output stream that asks for samples only when a test does."""

    def __init__(self, fill: Callable[[int, float], array[int]], clock: Clock) -> None:
        self.fill, self.playing = fill, False

    def open(self) -> None:
        self.playing = True

    def close(self) -> None:
        self.playing = False


async def test_sound_stops_by_key_and_when_its_screen_closes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    streams: list[Silent] = []

    def made(data: bytes, clock: Clock) -> SoundFilePlayer:
        def stream(fill: Callable[[int, float], array[int]], clock: Clock) -> Silent:
            streams.append(Silent(fill, clock))
            return streams[-1]

        return SoundFilePlayer(data, clock, stream)  # type: ignore[arg-type]

    monkeypatch.setattr(screens, "SoundFilePlayer", made)
    async with stage.open():
        comforts.add(stage.where, "sound", "rain.wav", wave_file())
        await stage.app.push_screen(ComfortsScreen())
        await stage.press("home", "enter", "enter")
        assert streams[0].playing and "Your sound is playing." in stage.shown
        await stage.press("enter")
        assert not streams[0].playing and "Stopped." in stage.shown
        await stage.press("enter", "escape")
        assert len(streams) == 2 and not streams[1].playing


def wave_file() -> bytes:
    import wave

    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(array("h", [1000] * 8000).tobytes())
    return file.getvalue()
