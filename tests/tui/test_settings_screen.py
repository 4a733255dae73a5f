"""Settings on the full screen: a sentence each, seen at once, kept at once."""

import errno
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui.config import settings
from securecoach_tui.tui.screens.dialogs import TextEntryScreen
from securecoach_tui.tui.screens.exercises import ExercisesScreen
from securecoach_tui.tui.screens.settings import SettingsScreen
from securecoach_tui.tui.screens.voices import VoicesScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


async def settings_at(stage: Stage, label: str = "") -> SettingsScreen:
    screen = SettingsScreen()
    await stage.app.push_screen(screen)
    await stage.settle()
    rows = screen.query_one(RowList)
    if label:
        rows.highlighted = next(n for n, row in enumerate(rows.rows) if row[0] == label)
        await stage.settle()
    return screen


def on_disk(stage: Stage, name: str) -> Any:
    return getattr(settings.load(stage.where)[0], name)


async def test_settings_are_in_groups_with_help_for_the_marked_one(stage: Stage) -> None:
    async with stage.open(size=(80, 80)):
        screen = await settings_at(stage, "Questions")
        headings = [heading.title for heading in screen.query_one(RowList).headings]
        assert headings == ["Practice", "Speech and sound", "Display", "Privacy", "Data"]
        assert all(heading in stage.shown for heading in headings)
        assert "What is asked before and after" in stage.shown
        await stage.press("down")
        assert "What is asked before and after" not in stage.shown and "For 30 days, show one line" in stage.shown


async def test_a_broad_terminal_shows_help_and_values_beside_the_list(stage: Stage) -> None:
    async with stage.open(size=(120, 40)):
        await settings_at(stage, "Picture in a session")
        detail = stage.text("#about")
        assert "What the full screen shows" in detail and "> automatic" in detail and "  a bar" in detail
        await stage.press("right")
        assert "> a picture" in stage.text("#about")


async def test_colours_are_seen_while_moving_and_escape_goes_back(stage: Stage) -> None:
    async with stage.open():
        await settings_at(stage, "Colours")
        await stage.press("enter", "down", "down", "down", "down")
        assert stage.app.theme == "paper" and on_disk(stage, "theme") == ""
        await stage.press("escape")
        assert stage.app.theme == "dark" and on_disk(stage, "theme") == ""
        await stage.press("enter", "end", "up", "enter")
        assert stage.app.theme == on_disk(stage, "theme") == "contrast-light"


KEYS = {"prompts": ("v",), "speed": ("]",), "speech on": ("i", "n"), "speech off": ("i",), "favourite": ("f",)}


@pytest.mark.parametrize("what", [*KEYS, "setting", "voice"])
async def test_a_change_that_cannot_be_saved_is_told(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    stage = Stage(tmp_path / "record", spoken_interface=what == "speech off")
    stage.context.enable_sound = lambda notice, **more: None  # type: ignore[method-assign]  # says nothing in between
    async with stage.open():
        monkeypatch.setattr(settings, "save", full)
        if what == "setting":
            await settings_at(stage, "Reduced motion")
            await stage.press("enter")
        elif what == "voice":
            screen = VoicesScreen(lambda: None)
            await stage.app.push_screen(screen)
            await stage.settle()
            screen._ids = [""]
            screen.query_one(RowList).fill([("The default", "")])
            await stage.press("enter")
        else:
            if what == "favourite":
                await stage.app.push_screen(ExercisesScreen())
            await stage.press(*KEYS[what])
        assert "* Changed for now, but not saved: the disk is full." in stage.shown


async def test_what_settings_cant_change_says_how(stage: Stage) -> None:
    async with stage.open():
        await settings_at(stage, "Passphrase")
        assert "securecoach data lock" in stage.shown
        await stage.press("right", "enter")
        assert "securecoach data lock" in stage.text("#notice")


async def test_enter_turns_a_switch_and_it_is_in_the_file_at_once(stage: Stage) -> None:
    async with stage.open():
        await settings_at(stage, "Reduced motion")
        await stage.press("enter")
        assert on_disk(stage, "reduced_motion") is True
        await stage.press("left")
        assert on_disk(stage, "reduced_motion") is False


async def test_theme_changes_as_soon_as_it_is_chosen(stage: Stage) -> None:
    async with stage.open():
        await settings_at(stage, "Colours")
        assert "automatic" in stage.shown and stage.app.theme == "dark"
        await stage.press("right", "right")
        assert stage.app.theme == "light" and on_disk(stage, "theme") == "light"
        await stage.press("enter", "end", "enter")
        assert stage.app.theme == on_disk(stage, "theme") != "light"


async def test_settings_choice_list_begins_at_the_current_value(stage: Stage) -> None:
    async with stage.open():
        await settings_at(stage, "Questions")
        await stage.press("enter")
        assert "> all" in stage.shown and "none" in stage.shown
        await stage.press("down", "enter")
        assert on_disk(stage, "questions") == "few"


async def test_a_number_is_typed_or_turned_and_kept_within_its_bounds(stage: Stage) -> None:
    async with stage.open():
        await settings_at(stage, "Spoken words a minute")
        await stage.press("right")
        assert on_disk(stage, "rate") == 130
        await stage.press("enter")
        field = stage.app.screen.query_one("#line")
        field.value = "900"  # type: ignore[attr-defined]
        await stage.press("enter")
        assert "A whole number from 100 to 160." in stage.shown
        field.value = "150"  # type: ignore[attr-defined]
        await stage.press("enter")
        assert on_disk(stage, "rate") == 150
        await stage.press("right", "right", "right", "right")
        assert on_disk(stage, "rate") == 160


async def test_plain_characters_show_what_they_look_like(stage: Stage) -> None:
    async with stage.open():
        await settings_at(stage, "Plain characters")
        assert "Now: ━" in stage.shown
        await stage.press("enter")
        assert "Now: ===" in stage.shown


async def test_settings_edited_by_hand_meanwhile_are_kept(stage: Stage) -> None:
    async with stage.open():
        await settings_at(stage, "Reduced motion")
        stage.where.data.mkdir(parents=True, exist_ok=True)
        (stage.where.data / "settings.toml").write_text('# mine\nquestions = "none"\n')
        await stage.press("enter")
        text = (stage.where.data / "settings.toml").read_text()
        assert "# mine" in text and on_disk(stage, "questions") == "none"


async def test_settings_that_cant_be_written_hold_for_now_and_say_so(stage: Stage) -> None:
    async with stage.open():
        await settings_at(stage, "Reduced motion")
        stage.where.data.parent.mkdir(parents=True, exist_ok=True)
        stage.where.data.write_text("a file where the folder belongs")
        await stage.press("enter")
        assert "Changed for now, but not saved" in stage.shown
        assert stage.context.preferences.reduced_motion


async def test_voice_list_without_voices_says_so(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("securecoach_tui.voice.synthesis.voice_choice.list_voices", list)
    async with stage.open():
        await settings_at(stage, "Voice")
        await stage.press("enter")
        await stage.settle()
        assert isinstance(stage.app.screen, VoicesScreen)
        assert "No voice works here" in stage.shown
        await stage.press("space", "enter")


async def test_a_voice_is_heard_and_chosen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def play(chosen: settings.Settings, *_rest: object) -> str:
        heard.append(chosen.voice_id)
        return ""

    monkeypatch.setattr(
        "securecoach_tui.voice.synthesis.voice_choice.list_voices",
        lambda: [("natural:joe", "Joe"), ("gmw/en-us", "English"), ("art/jbo", "Lojban")],
    )
    monkeypatch.setattr("securecoach_tui.voice.voice_sample.play", play)
    async with stage.open():
        await settings_at(stage, "Voice")
        await stage.press("enter")
        await stage.settle()
        assert "natural" in stage.shown and "Lojban" not in stage.shown
        await stage.press("down", "space")
        await stage.settle()
        assert heard == ["natural:joe"]
        await stage.press("end", "space", "enter")
        assert heard == ["natural:joe"] and "> Lojban" in stage.shown and on_disk(stage, "voice_id") == ""
        await stage.press("up", "enter")
        assert on_disk(stage, "voice_id") == "gmw/en-us"
        assert "en-us" in stage.shown and "gmw" not in stage.shown


async def test_own_background_sound_is_a_file_that_is_there(stage: Stage, tmp_path: Path) -> None:
    stage.context.enable_sound = lambda notice: None  # type: ignore[method-assign]  # no sample of it
    async with stage.open():
        await settings_at(stage, "Background sound, file")
        for typed, kept in ((tmp_path / "none.mp3", ""), (tmp_path / "sea.txt", ""), (tmp_path / "sea.mp3", "own")):
            if typed.stem == "sea":
                typed.write_bytes(b"")
            if not isinstance(stage.app.screen, TextEntryScreen):
                await stage.press("enter")
            stage.app.screen.query_one("#line").value = str(typed)  # type: ignore[attr-defined]
            await stage.press("enter")
            assert on_disk(stage, "ambience_file") == (str(typed) if kept else "")
        assert on_disk(stage, "ambience") == "own" and "sea.mp3" in stage.shown
