"""A session added or corrected by hand in plain text."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.plain import menu
from tests.plain.talk import a_context, lines_of, number, visited

HISTORY = number("History")
ADD = ["3", "1", "2026-03-01", "3", "1", "4", "5", "5", "6", "6", "3", "7", "on the bus", "8"]


def test_session_is_added_by_number_and_is_in_the_history(tmp_path: Path) -> None:
    visit = visited(tmp_path, HISTORY, *ADD, "", "", "q")
    (one,) = visit.record.sessions
    assert one.by_hand == "added" and one.practised_seconds == 300.0 and one.reflection == "on the bus"
    assert (one.started or "").startswith("2026-03-01T12:00") and one.first("distress", "after") == 3  # type: ignore[arg-type]
    assert visit.has("1 Date: Sunday 1 March 2026") and visit.has("Saved.")


def test_added_session_is_undone_by_number(tmp_path: Path) -> None:
    visit = visited(tmp_path, HISTORY, *ADD, "1", "", "q")
    assert visit.record.sessions == [] and visit.has("Undone. The session isn't in your history any more.")
    assert visit.has("Added by hand (1 choice)") and visit.lines.count("Saved.") == 1


def test_minutes_may_be_a_word(tmp_path: Path) -> None:
    visit = visited(tmp_path, HISTORY, "3", "3", "1", "4", "ten", "8", "", "", "q")
    assert visit.record.sessions[0].practised_seconds == 600.0


def test_bad_input_is_asked_again_and_the_form_comes_back(tmp_path: Path) -> None:
    visit = visited(tmp_path, HISTORY, "3", "4", "many", "5", "8", "", "", "q")
    assert visit.has('"many" isn\'t a length.') and visit.has("Choose the exercise and say how many minutes")
    assert visit.record.sessions == []
    again = visited(tmp_path, HISTORY, "3", "9", "", "", "q")
    assert again.has("What you entered before is back.") and again.has("4 Minutes: 5 minutes")
    assert not visited(tmp_path, HISTORY, "3", "", "", "q").has("What you entered before is back.")


def test_session_is_corrected_and_undone_by_number(tmp_path: Path) -> None:
    visited(tmp_path, HISTORY, *ADD, "", "", "q")
    changed = visited(tmp_path, HISTORY, "4", "4", "6", "9", "8", "", "", "", "q")
    assert changed.record.sessions[0].first("distress", "after") == 9  # type: ignore[arg-type]
    assert changed.has("How it was saved: added by hand")
    undone = visited(tmp_path, HISTORY, "4", "4", "6", "1", "8", "1", "", "", "q")
    assert undone.record.sessions[0].first("distress", "after") == 9  # type: ignore[arg-type]


def test_refused_answer_is_not_in_the_way_of_the_next(tmp_path: Path) -> None:
    context = a_context(tmp_path, HISTORY, "3", "1", "yesterdy", "yesterday", "", "", "q")
    context.io.is_terminal = True  # type: ignore[misc]
    menu.run(context)
    lines = lines_of(context)
    assert any(line.startswith('"yesterdy" isn\'t a date.') for line in lines)
    assert "What you were writing is back. ctrl+u clears it." not in lines
    assert "1 Date: Monday 2 March 2026" in lines
