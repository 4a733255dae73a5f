"""The smaller screens: days, people, what is known, looking back, what waits, a locked record."""

from pathlib import Path

import pytest

from securecoach_tui.practice.plan import fields, read
from securecoach_tui.store.crypto import lock
from securecoach_tui.store.local import contacts
from securecoach_tui.store.local.contacts import Contact
from securecoach_tui.text.pages import PRIVACY
from securecoach_tui.tui.screens.contacts import ContactsScreen
from securecoach_tui.tui.screens.evidence import EvidenceScreen
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.home import HomeScreen
from securecoach_tui.tui.screens.look_back import LookBackScreen
from securecoach_tui.tui.screens.more import MoreScreen
from securecoach_tui.tui.screens.needs import NeedsScreen
from securecoach_tui.tui.screens.plan import PlanScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.screens.text_page import TextPageScreen
from securecoach_tui.tui.screens.unlock import UnlockScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

DEBRIEF = (
    "debrief",
    "d1",
    {
        "waits": True,
        "exercise": "closeness-ladder",
        "rung": "let someone help",
        "rung_id": "let-help",
        "expect": "I go quiet",
    },
)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


async def test_days_are_chosen_and_said_back_on_the_first_screen(stage: Stage) -> None:
    put(stage, [])
    async with stage.open():
        await stage.show(PlanScreen())
        assert "You haven't chosen any days." in stage.shown
        await stage.press("enter", "down", "down", "enter", "t")
        await stage.type("half past")
        await stage.press("enter")
        assert "That isn't a time of day." in stage.shown
        stage.app.screen.query_one("#line").value = "18:30"  # type: ignore[attr-defined]
        await stage.press("enter")
        assert "You planned Monday, Wednesday, at 18:30." in stage.shown
        kept = read(stage.writer.things["plan", "plan"])
        assert kept.days == (0, 2) and str(kept.at) == "18:30:00"
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)
        assert "You planned Monday, Wednesday, at 18:30." in stage.shown


async def test_plan_screen_can_clear_all_days(stage: Stage) -> None:
    put(stage, [], ("plan", "plan", fields([1], None)))
    async with stage.open():
        await stage.show(PlanScreen())
        await stage.press("n")
        assert stage.writer.things["plan", "plan"]["days"] == []
        await stage.press("escape")
        assert "You planned" not in stage.shown


async def test_every_day_can_be_reached_and_seen_on_a_small_terminal(stage: Stage) -> None:
    put(stage, [])
    async with stage.open(size=(40, 15)):
        await stage.show(PlanScreen())
        await stage.press(*["down"] * 12)
        assert "> Time of day" in stage.shown


async def test_contact_is_added_removed_and_restored(stage: Stage) -> None:
    async with stage.open():
        await stage.show(ContactsScreen())
        await stage.press("enter", "enter")
        assert "A name or a word" in stage.shown
        await stage.type("Anna")
        await stage.press("enter", "enter")
        assert "A phone number or an address." in stage.shown
        await stage.type("555 1234")
        await stage.press("enter")
        assert contacts.read(stage.where) == [Contact("Anna", "555 1234")]
        assert "Saved, on this computer only." in stage.shown
        await stage.press("home", "d", "enter")
        assert contacts.read(stage.where)
        await stage.press("d", "down", "enter")
        assert contacts.read(stage.where) == []
        await stage.press("u")
        assert contacts.read(stage.where) == [Contact("Anna", "555 1234")]


async def test_contacts_stay_out_of_what_is_exported_and_of_the_record(stage: Stage) -> None:
    async with stage.open():
        contacts.write(stage.where, [Contact("Anna", "555")])
        await stage.show(ContactsScreen())
        assert "Anna" in stage.shown
        assert not stage.where.data.exists() or not list(stage.where.data.rglob("contacts*"))
        assert not stage.writer.things


async def test_evidence_screen_covers_the_whole_and_each_exercise(stage: Stage) -> None:
    async with stage.open(size=(80, 70)):
        await stage.show(EvidenceScreen())
        told = " ".join(stage.shown.split())
        assert "meta-analysis" in told and "the design of the study, not how well the exercise works." in told
        await stage.press("enter")
        assert "One study followed families" in stage.shown and "memory alone does not show" in stage.shown
        await stage.press("escape", "down", "enter")
        assert "Laborde et al. (2022)" in stage.shown and "Kind of study" in stage.shown


async def test_an_exercise_of_ones_own_is_marked_as_such(stage: Stage) -> None:
    stage.own_exercise(
        'id = "own"\nversion = 1\ntitle = "My own"\nsummary = "Mine."\ncapacity = "regulation"\n'
        'directions = ["anxious"]\nminutes = [1]\n[[body]]\nsay = "Sit."\nseconds = 10\n'
    )
    async with stage.open(size=(80, 60)):
        await stage.show(EvidenceScreen())
        assert "your own" in next(line for line in stage.shown.splitlines() if "My own" in line)


async def test_privacy_screen_names_places_others_can_look(stage: Stage) -> None:
    async with stage.open(size=(80, 60)):
        await stage.show(TextPageScreen(PRIVACY))
        assert "shell history" in stage.shown and "scrollback" in stage.shown


async def test_more_shows_the_first_words_as_a_page_to_read(stage: Stage) -> None:
    async with stage.open(size=(80, 60)):
        await stage.show(MoreScreen())
        more = stage.app.screen.query_one(RowList)
        await stage.press(*["down"] * [label for label, _ in more.rows].index("What SecureCoach is for"), "enter")
        assert "It's a practice tool." in stage.shown and "You only see this once." not in stage.shown
        assert "plain text" not in stage.shown, "which is offered at the first start"


async def test_look_back_is_offered_once_and_saves_its_line(stage: Stage) -> None:
    put(stage, sessions(20))
    async with stage.open():
        await stage.press("down", "enter")
        assert isinstance(stage.app.screen, LookBackScreen)
        assert "23 February to 1 March" in stage.shown
        await stage.type("I rested")
        await stage.press("enter")
        assert isinstance(stage.app.screen, HomeScreen)
        assert "Look back on last week" not in stage.shown
        (entry,) = [fields for (kind, _id), fields in stage.writer.things.items() if kind == "lookback"]
        assert (entry["week"], entry["text"]) == ("2026-02-23", "I rested")


async def test_look_back_left_unanswered_is_offered_again(stage: Stage) -> None:
    put(stage, sessions(20))
    async with stage.open():
        await stage.press("down", "enter", "escape")
        assert "Look back on last week" in stage.shown
        assert not [kind for kind, _id in stage.writer.things if kind == "lookback"]


async def test_debrief_can_be_postponed_or_dismissed(stage: Stage) -> None:
    put(stage, [], DEBRIEF)
    async with stage.open():
        assert "How did your step with someone go?" in stage.shown
        await stage.press("down", "enter")
        told = " ".join(stage.shown.split())
        assert "You prepared this step: let someone help. It's fine to put it off." in told
        await stage.press("down", "enter")
        assert "How did your step with someone go?" in stage.shown
        await stage.press("enter", "end", "enter")
        assert "That's fine. You won't be asked about it again." in stage.shown
        assert "How did your step" not in stage.shown
        assert stage.writer.things["debrief", "d1"]["waits"] is False


async def test_debrief_asks_whether_the_fear_came_true(stage: Stage) -> None:
    put(stage, [], DEBRIEF)
    async with stage.open():
        await stage.press("down", "enter", "enter")
        assert isinstance(stage.app.screen, SessionScreen)
        assert "You prepared this step: let someone help you with one thing." in stage.shown
        await stage.press("3", "enter")
        assert "Did what you feared happen?" in stage.shown


async def test_one_minute_begins_at_once_from_the_first_screen(stage: Stage) -> None:
    put(stage, sessions(12))
    async with stage.open():
        rows = stage.app.screen.query_one(RowList)
        rows.highlighted = [label for label, _value in rows.rows].index("Something shorter: 1 minute")
        await stage.press("enter")
        assert isinstance(stage.app.screen, SessionScreen)
        assert stage.context.runner is not None
        session = stage.context.runner.session
        assert session.planned is not None and abs(session.planned - 60) <= 10  # whole rounds
        assert session.setup.exercise.title in stage.shown


async def test_wide_first_screen_shows_four_weeks_and_three_sessions(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open(size=(120, 40)):
        for words in ("Your last four weeks", "This week", "Your last sessions", "Choose another"):
            assert words in stage.shown
        assert sum("─▶" in line or "highest" in line or "ease" in line for line in stage.shown.splitlines()) == 3
    async with stage.open(size=(99, 30)):
        assert "Your last sessions" not in stage.shown and "Choose another" in stage.shown


async def test_quiet_first_screen_hides_everything_waiting(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record", quiet_first_screen=True)
    put(stage, sessions(20), DEBRIEF, ("plan", "plan", fields([1], None)))
    async with stage.open(size=(120, 40)):
        for words in ("How did your step", "Look back", "You planned", "last sessions", "four weeks"):
            assert words not in stage.shown


async def test_needs_screen_lists_earlier_needs(stage: Stage) -> None:
    put(stage, sessions(12))
    async with stage.open():
        await stage.show(NeedsScreen())
        assert "Name what you need" in stage.shown and "I need some time" in stage.shown
        await stage.press("end", "enter")
        assert isinstance(stage.app.screen, HistoryScreen) and "1 of 12" in stage.shown


async def test_more_screen_opens_each_item_and_returns(stage: Stage) -> None:
    put(stage, sessions(3))
    async with stage.open():
        await stage.show(MoreScreen())
        count = len(stage.app.screen.query_one(RowList).rows)
        for _ in range(count):
            await stage.press("enter")
            assert not isinstance(stage.app.screen, MoreScreen)
            await stage.press("escape")
            assert isinstance(stage.app.screen, MoreScreen)
            await stage.press("down")


async def test_a_locked_record_asks_for_its_passphrase_and_opens(stage: Stage) -> None:
    stage.where.data.mkdir(parents=True)
    lock.lock(stage.where, "open sesame", work=2)
    async with stage.open():
        assert isinstance(stage.app.screen, UnlockScreen)
        assert "Your data is locked" in stage.shown and "SecureCoach's own lock" in stage.shown
        assert "nobody can open this data" in stage.shown and "Caps Lock" not in stage.shown
        await stage.type("WRONG")
        assert "WRONG" not in stage.shown and "Caps Lock may be on." in stage.shown
        await stage.press("enter")
        await stage.settle()
        assert "doesn't open your data" in stage.shown
        await stage.type("open sesame")
        await stage.press("enter")
        await stage.settle()
        await stage.settle()
        assert isinstance(stage.app.screen, HomeScreen)
        assert stage.context.key is not None and stage.writer.key is stage.context.key


async def test_support_is_one_key_away_while_the_record_is_locked(stage: Stage) -> None:
    stage.where.data.mkdir(parents=True)
    lock.lock(stage.where, "open sesame", work=2)
    async with stage.open():
        await stage.press("f2")
        assert "People to talk to" in stage.shown
