"""The path with a person's data: the safety question, unsafe answers of this run, tools to keep, an own file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui import content
from securecoach_tui.app import current_week, path_service
from securecoach_tui.app.context import AppContext
from securecoach_tui.app.session_setup import make_setup
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.practice.record import SessionRecord
from tests.fakes.clock import FakeClock
from tests.fakes.repository import repository_with
from tests.fakes.writer import MemoryWriter

TITLES = {card.id: card.title for card in content.load().cards()}
SINCE = "2026-03-01T21:00:00+00:00"


def on_path(week: int, *sessions: SessionRecord) -> Any:
    fields = {"on": True, "week": week, "direction": "both", "round": "r", "started": SINCE, "since": SINCE}
    return repository_with(sessions, ("path", "path", fields))


def session(exercise: str, minute: int, **more: Any) -> SessionRecord:
    return SessionRecord(id=f"s{minute}", exercise=exercise, started=f"2026-03-02T21:{minute:02}:00+00:00", **more)


@pytest.mark.parametrize(("week", "short"), [(5, True), (6, False), (7, False), (8, True)])
def test_weeks_six_and_seven_ask_the_whole_safety_question(week: int, short: bool) -> None:
    settings = Settings(safe_short_until="2026-04-01")
    exercise = content.load().exercise("check-the-story")
    made = make_setup(exercise, 180, settings=settings, record=on_path(week), clock=FakeClock())
    assert made.safe_short is short


def test_an_answer_that_led_to_people_counts_for_twelve_hours(tmp_path: Path) -> None:
    clock = FakeClock()
    context = AppContext(DataPaths(tmp_path / "d", tmp_path / "s", tmp_path / "c"), Settings(), clock, MemoryWriter())
    context.record = on_path(6)
    assert not context.path_page().hard and context.suggestion().reason.why == "path"
    context.note_careful(True)
    context.note_careful(False)
    assert context.path_page().hard and context.suggestion().reason.why == "after_careful"
    clock.advance(12 * 3600)
    assert not context.path_page().hard and context.suggestion().reason.why == "path"


def test_tools_to_keep_are_those_practised_most_that_helped() -> None:
    again = [session("kind-hand", n, not_helping=n == 3) for n in (1, 2, 3)]
    others = [session("senses-grounding", 4), session("senses-grounding", 5), session("gone", 6), session("if-then", 7)]
    record = on_path(8, *again, *others)
    found = path_service.tried(record, current_week.state_of(record))
    assert dict(found.tried) == {"kind-hand": 3, "senses-grounding": 2, "gone": 1, "if-then": 1}
    assert found.tools[0] == "senses-grounding" and "kind-hand" not in found.tools and len(found.tools) == 3
    page = path_service.page(record, FakeClock().now(), titles=TITLES)
    lines = path_service.look_back_lines(record, Settings(), page, FakeClock().now(), TITLES)
    assert lines[:2] == ["What you tried", "Kindness to yourself: 3 times"] and "gone: once" in lines


def test_page_counts_from_the_turn_and_says_if_it_was_hard() -> None:
    high = session("if-then", 1, ratings=[{"at": None, "scale": "distress", "value": 9, "when": "after"}])
    now = FakeClock().now() - timedelta(hours=20)
    page = path_service.page(on_path(8, high), now, titles=TITLES)
    assert page.hard and [(offer.title, offer.done) for offer in page.offers] == [("If this, then that", 1)]
    assert not path_service.page(on_path(8, high), now + timedelta(days=1), titles=TITLES).hard


def test_nothing_is_read_for_the_path_before_it_is_started(tmp_path: Path) -> None:
    (tmp_path / "path.toml").write_text("no toml")
    assert current_week.on_offer(repository_with(), FakeClock().now(), tmp_path, {}) is None
    assert path_service.plan_words(repository_with(), tmp_path, {}) == ""
