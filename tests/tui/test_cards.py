"""If-then cards on the full screen: made and changed in the list, and asked about once on the first screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from securecoach_tui.tui.screens.cards import CardsScreen
from tests.tui.records import put
from tests.tui.stage import Stage

CARD: dict[str, Any] = {"if": "no reply comes", "then": "make tea", "about": "ask", "made": "2026-02-20T21:00:00+00:00"}


async def test_a_card_is_asked_about_once_and_shown_above_now(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    put(stage, [], ("card", "c1", dict(CARD)))
    async with stage.open():
        assert "How did your plan go?" in stage.shown
        await stage.press("down", "enter")
        assert "If no reply comes, then I will make tea." in " ".join(stage.shown.split())
        await stage.press("enter")
        assert "How did your plan go?" not in stage.shown
        assert stage.writer.things["card", "c1"]["used"] and stage.writer.things["card", "c1"]["asked"]
        await stage.press("n")
        assert stage.shown.index("If no reply comes") < stage.shown.index("I want to ask")


async def test_a_card_is_made_changed_put_away_deleted_and_back(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    put(stage, [])
    async with stage.open():
        await stage.app.push_screen(CardsScreen())
        await stage.press("enter")
        await stage.type("no reply")
        await stage.press("enter")
        await stage.type("wait")
        await stage.press("enter", "down", "enter")
        ((key, fields),) = stage.writer.things.items()
        assert key[0] == "card" and (fields["if"], fields["then"], fields["about"]) == ("no reply", "wait", "pull-away")
        assert "> If no reply, then I will wait." in stage.shown
        await stage.press("enter", "down", "down", "down", "enter")
        assert fields["put_away"] is True and "put away" in stage.shown
        await stage.press("enter", "end", "enter", "down", "enter")
        assert key not in stage.writer.things and "Make a card" in stage.shown
        await stage.press("u")
        assert "> If no reply, then I will wait." in stage.shown and key in stage.writer.things


async def test_list_of_cards_says_each_sentence_once(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    put(stage, [], ("card", "c1", dict(CARD)), ("card", "c2", {**CARD, "then": "walk " * 60, "made": ""}))
    async with stage.open():
        await stage.app.push_screen(CardsScreen())
        shown = " ".join(stage.shown.split())
        assert shown.count("then I will make tea.") == 1 and 'Shown for "I want to ask or check again".' in shown
        await stage.press("down")
        assert " ".join(stage.shown.split()).count("walk") > 60, "a long one is complete below its row"


async def test_a_card_as_long_as_a_book_leaves_now_in_sight(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    put(stage, [], ("card", "c1", {**CARD, "then": "walk " * 60_000}))
    async with stage.open():
        await stage.press("n")
        assert "If no reply comes, then I will walk" in stage.shown and "I want to ask" in stage.shown
        assert "…" in stage.shown and "Press c." in stage.shown
