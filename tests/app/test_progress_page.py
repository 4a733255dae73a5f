"""The page of the progress screen is computed once, and again after anything that it shows has changed."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from securecoach_tui.app.progress_service import LastPage
from securecoach_tui.config.settings import Settings
from tests.fakes.repository import repository_with
from tests.tui.records import NOW, sessions


def test_page_is_computed_once_until_something_changes() -> None:
    record, settings, pages = repository_with(sessions(40)), Settings(), LastPage()
    first = pages.find(record, settings, NOW)
    assert pages.find(record, settings, NOW + timedelta(minutes=5)) is first
    record.show_sessions([msgspec.structs.replace(sessions(41)[-1], id="one more")])
    more = pages.find(record, settings, NOW)
    assert more.progress.sessions == first.progress.sessions + 1
    record.show_deleted("session", "one more")
    assert pages.find(record, settings, NOW).progress.sessions == first.progress.sessions
    record.show_saved("baseline", "b", {"from": "2026-02-20", "made": NOW.isoformat()})
    assert pages.find(record, settings, NOW).progress.sessions < first.progress.sessions


def test_page_is_computed_again_for_other_data_settings_and_days() -> None:
    record, settings, pages = repository_with(sessions(40)), Settings(), LastPage()
    first = pages.find(record, settings, NOW)
    hidden = pages.find(record, msgspec.structs.replace(settings, hidden_indicators=["practice_days"]), NOW)
    assert "practice_days" in hidden.progress.hidden and hidden is not first
    tomorrow = pages.find(record, settings, NOW + timedelta(days=1))
    assert tomorrow.progress.today == first.progress.today + timedelta(days=1)
    other = pages.find(repository_with(sessions(3)), settings, NOW)
    assert other.progress.sessions == 3
