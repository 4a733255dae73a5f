"""Days chosen for practice, and the calendar file that says only "Practice"."""

from __future__ import annotations

import re
import time as clock
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui import i18n
from securecoach_tui.practice.plan import Plan, days_of, fields, ics, read, time_of
from securecoach_tui.text.suggestions import planned_words

TUESDAY = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)
PLAN = Plan((0, 3), time(20, 30))


@given(st.sets(st.integers(0, 6)), st.one_of(st.none(), st.builds(time, st.integers(0, 23), st.integers(0, 59))))
def test_a_plan_is_read_as_it_was_kept(days: set[int], at: time | None) -> None:
    assert read(fields(days, at)) == Plan(tuple(sorted(days)), at)


def test_plan_fields_are_day_names_and_a_time() -> None:
    assert fields([3, 0, 3], time(20, 30)) == {"days": ["mon", "thu"], "time": "20:30"}


@pytest.mark.parametrize("entry", [None, {}, {"days": 7}, {"days": ["xyz", None, 3]}, {"days": [], "time": "99:99"}])
def test_a_plan_that_cannot_be_read_is_no_plan(entry: dict[str, object] | None) -> None:
    assert read(entry) == Plan()


@pytest.mark.parametrize(
    ("text", "days"),
    [("mon,thu", (0, 3)), ("Monday Thursday", (0, 3)), ("SU; sa", (5, 6)), ("w", (2,)), ("thu,thu", (3,))],
)
def test_days_are_read_as_people_type_them(text: str, days: tuple[int, ...]) -> None:
    assert days_of(text) == days


@pytest.mark.parametrize("text", ["t", "s", "", "mon,,", "funday", "0", "mon,x", "m\x1b[31m"])
def test_plan_refuses_ambiguous_or_unknown_days(text: str) -> None:
    assert days_of(text) is None


def test_days_have_their_names_in_the_persons_language() -> None:
    german = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
    assert days_of("mit, don", [german]) == (2, 3)


@pytest.mark.parametrize(
    ("text", "at"), [("20:30", time(20, 30)), ("7", time(7)), ("7.15", time(7, 15)), ("१२:३०", time(12, 30))]
)
def test_times_are_read_as_people_type_them(text: str, at: time) -> None:
    assert time_of(text) == at


@pytest.mark.parametrize("text", ["25:00", "7:60", "half seven", "", "-1", "7:5", "½"])
def test_plan_time_of_invalid_text_is_none(text: str) -> None:
    assert time_of(text) is None


def test_the_next_practice_is_today_until_its_hour_has_passed() -> None:
    plan = Plan((1, 4), time(20, 30))
    assert plan.next_after(TUESDAY.replace(hour=20)) == date(2026, 3, 3)
    assert plan.next_after(TUESDAY) == date(2026, 3, 6)
    assert Plan((1,), time(20, 30)).next_after(TUESDAY) == date(2026, 3, 10)
    assert Plan((1,)).next_after(TUESDAY) == date(2026, 3, 3)
    assert Plan().next_after(TUESDAY) is None


def test_a_calendar_file_says_only_practice_and_names_no_program() -> None:
    text = ics(PLAN, TUESDAY)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and text.endswith("END:VCALENDAR\r\n")
    assert "\r\nDTSTART:20260305T203000\r\n" in text and "\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH\r\n" in text
    assert re.findall(r"^(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT)[:;].*$", text.replace("\r", ""), re.M) == [
        "SUMMARY:Practice"
    ]
    for word in ("secure", "coach", "attach", "close", "sooth"):
        assert word not in text.casefold()


def test_calendar_entry_without_a_time_is_all_day() -> None:
    assert "\r\nDTSTART;VALUE=DATE:20260305\r\n" in ics(Plan((0, 3)), TUESDAY)


@given(st.sets(st.integers(0, 6), min_size=1), st.text(max_size=200))
def test_calendar_lines_are_short_for_any_summary(days: set[int], summary: str) -> None:
    summary = summary.encode("utf-8", "replace").decode()
    text = ics(Plan(tuple(sorted(days)), time(7)), TUESDAY, summary=summary)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    names = [line.partition(":")[0].partition(";")[0] for line in text.replace("\r\n ", "").split("\r\n") if line]
    assert names[:4] == ["BEGIN", "VERSION", "PRODID", "BEGIN"] and names.count("SUMMARY") == 1 and len(names) == 13


def test_a_plan_with_no_days_has_no_calendar() -> None:
    with pytest.raises(ValueError, match="no days"):
        ics(Plan((), time(7)), TUESDAY)


def test_first_screen_states_the_plan_only() -> None:
    assert planned_words(PLAN, TUESDAY) == "You planned Monday, Thursday, at 20:30."
    assert planned_words(Plan((1,)), TUESDAY) == "You planned Tuesday. That is today."
    assert planned_words(Plan(), TUESDAY) == (
        "You haven't chosen any days. Two or three a week are plenty, and none is fine."
    )


def test_calendar_entry_keeps_its_uid_when_the_plan_changes() -> None:
    texts = [ics(PLAN, TUESDAY), ics(PLAN, TUESDAY + timedelta(days=9)), ics(Plan((0,), time(7)), TUESDAY)]
    uids = {line for text in texts for line in text.split("\r\n") if line.startswith("UID:")}
    assert len(uids) == 1 and "plan" not in uids.pop().lower()


def test_days_are_joined_by_a_word_of_the_persons_language() -> None:
    spanish = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
    try:
        i18n.use("es")
        assert days_of("lunes y jueves", [spanish]) == (0, 3)
    finally:
        i18n.use("en")
    assert days_of("lunes y jueves", [spanish]) is None and days_of("monday and thursday") == (0, 3)


@pytest.mark.parametrize(
    ("text", "days"),
    [("mon-wed", (0, 1, 2)), ("sat - mon", (0, 5, 6)), ("fri-fri", (4,)), ("mon-wed-fri", None), ("mon-", None)],
)
def test_days_from_one_to_another_are_read(text: str, days: tuple[int, ...] | None) -> None:
    assert days_of(text) == days


def test_calendar_entry_is_stamped_in_universal_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    clock.tzset()
    try:
        assert "DTSTAMP:20260303T210000Z\r\n" in ics(PLAN, TUESDAY)
    finally:
        monkeypatch.undo()
        clock.tzset()
