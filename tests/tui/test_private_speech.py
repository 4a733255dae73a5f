"""With private speech off, nothing that the person wrote is spoken on any screen; f6 speaks it once."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from securecoach_tui.store.local import comforts, contacts
from securecoach_tui.store.local.contacts import Contact
from securecoach_tui.tui.screens.cards import CardsScreen, ask_about_week
from securecoach_tui.tui.screens.comforts import ComfortsScreen
from securecoach_tui.tui.screens.contacts import ContactsScreen
from tests.tui.records import put, sessions
from tests.tui.test_screen_speech import Listening

HIDDEN = "On screen only. F 6 speaks it."
CARD = {"if": "marmalade is late", "then": "marmalade walk", "made": "2026-02-01T10:00:00+00:00"}
OWN = "marmalade"


@pytest.fixture
def stage(tmp_path: Path) -> Listening:
    made = Listening(tmp_path / "record", verbosity="full", echo="words")
    put(made, [], ("card", "c1", CARD))
    contacts.write(made.where, [Contact("Marmalade", "marmalade 555")])
    comforts.add(made.where, "words", "marmalade comes back")
    return made


async def heard_at(stage: Listening, *keys: str) -> str:
    """Press keys, each long after the last screen opened, and return all that was heard."""
    for key in keys:
        stage.clock.advance(5)
        await stage.press(key)
    return stage.heard().casefold()


async def test_a_contact_is_spoken_in_no_question_about_it(stage: Listening) -> None:
    async with stage.open():
        stage.app.push_screen(ContactsScreen())
        await stage.settle()
        heard = await heard_at(stage, "down", "up", "enter", "enter", "f5", "f1", "escape", "escape", "d", "f5", "a")
        assert OWN not in heard and heard.count(HIDDEN.casefold()) >= 4
        assert "remove marmalade? keep, list, 1 of 2" in await heard_at(stage, "f6")


async def test_a_card_is_spoken_in_no_question_about_it(stage: Listening) -> None:
    async with stage.open():
        stage.app.push_screen(CardsScreen())
        await stage.settle()
        heard = await heard_at(stage, "down", "up", "enter", "f5", "a", "down")
        assert OWN not in heard and "change the words, 2 of 5" in heard
        assert "if marmalade is late, then i will marmalade walk." in await heard_at(stage, "f6")
        await stage.press("escape")
        [card] = stage.app.screen._cards  # type: ignore[attr-defined]
        ask_about_week(stage.app.screen, card, lambda: None)  # type: ignore[arg-type]
        await stage.settle()
        assert OWN not in await heard_at(stage, "f5", "down", "up")


async def test_a_comfort_is_spoken_in_no_question_about_it(stage: Listening) -> None:
    async with stage.open():
        stage.app.push_screen(ComfortsScreen())
        await stage.settle()
        assert OWN not in await heard_at(stage, "down", "up", "d", "down", "f5", "escape", "enter", "f5")
        await stage.press("escape", "end", "enter")
        await stage.type("~/marmalade.png")
        stage.heard()
        assert OWN not in await heard_at(stage, "enter")  # there is no such file
        assert "no file called marmalade.png" in await heard_at(stage, "f6")


async def test_the_fear_of_last_time_is_not_spoken(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record")
    done = [one for one in sessions(20) if one.rung_id]
    put(stage, [msgspec.structs.replace(one, expect="marmalade will burn") for one in done])
    async with stage.open("closeness-ladder", 180.0, size=(80, 40)):
        stage.clock.advance(5)
        await stage.press("a")
        heard = stage.heard()
        assert "safe to be close to" in stage.shown and "safe to be close to" not in heard and HIDDEN in heard
        assert "safe to be close to" in await heard_at(stage, "f6")
        await stage.press("down", "enter")
        assert "marmalade" in stage.shown
        assert OWN not in await heard_at(stage, "f5", "a")
        assert "last time you feared: marmalade will burn" in await heard_at(stage, "f6")


async def test_what_answered_the_safety_question_is_not_told(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record")
    async with stage.open("closeness-ladder", 180.0, size=(80, 40)):
        stage.heard()
        await stage.press("end", "enter", "escape")
        assert "Being careful with someone who is not safe" in stage.shown
        assert "not safe" not in await heard_at(stage, "a")


async def test_words_typed_in_an_exercise_are_not_echoed(tmp_path: Path) -> None:
    stage = Listening(tmp_path / "record", echo="characters")
    async with stage.open("own-words", 180.0, size=(80, 40)):
        for _ in range(20):
            await stage.go_on(5)
            if stage.app.screen.query("QuestionPanel Input"):
                break
            await stage.press("enter")
        assert "On screen only" in stage.heard()
        await stage.type("ma me")
        assert stage.clicks == 5 and stage.heard() == ""
        assert "ma me" in await heard_at(stage, "f6")
