"""What a display shows of the path."""

from __future__ import annotations

from securecoach_tui import content
from securecoach_tui.practice.path.page import PathPage
from securecoach_tui.practice.path.state import PathState, WeekWords

WEEKS = content.load().path().weeks
WORDS = (WeekWords(2, "the list", ""), WeekWords(3, "", "tea"))


def page(week: int, *, on: bool = True) -> PathPage:
    return PathPage(PathState(on=on, week=week, lean="both", round="r"), WEEKS, words=WORDS)


def test_page_has_the_words_of_its_week() -> None:
    assert page(3).words_of_week() == WORDS[1]
    assert page(5).words_of_week() == WeekWords(5, "", "")


def test_page_has_a_lesson_and_looks_back_only_on_the_path() -> None:
    assert page(4).looks_back and not page(5).looks_back and not page(4, on=False).looks_back
    assert page(4).lesson == WEEKS.week(4).lesson("both") and page(4, on=False).lesson is None
