"""The built-in path: short lessons in plain words, each with one fact and a source that was read; and files of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui import content
from securecoach_tui.content.path_file import LoadedPath
from securecoach_tui.practice.path.weeks import LEANS, Lesson
from securecoach_tui.practice.record import Direction

CONTENT = content.load()
PATH = CONTENT.path().weeks
LESSONS = {f"{week.number} {lean}": week.lesson(lean) for week in PATH.weeks for lean in LEANS}
WORDS_A_MINUTE = 130.0
# Sources that no exercise has.
OF_THE_PATH = {"doi 10.1007/s12671-020-01512-5"}
# The table of the weeks: what each direction is offered.
OFFERED = {
    "anxious": ["slow-breathing senses-grounding", "what-matters safe-haven", "name-the-need", "kind-hand",
                "if-then wait-and-choose", "check-the-story say-it-out-loud", "apart-ladder", "if-then"],
    "avoidant": ["slow-breathing senses-grounding", "what-matters senses-grounding", "name-the-need", "kind-hand",
                 "if-then pull-away-wave", "spot-the-step-back leave-and-return",
                 "savour-a-moment receive-warmth closeness-ladder", "if-then"],
    "both": ["senses-grounding", "what-matters safe-haven", "senses-grounding name-the-need", "kind-hand",
             "senses-grounding if-then", "check-the-story say-it-out-loud", "steady-then-step", "if-then"],
}  # fmt: skip


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_takes_less_than_a_minute(name: str) -> None:
    words = sum(len(text.split()) for text in LESSONS[name].words)
    assert words < 130 and words / WORDS_A_MINUTE < 1.0


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_reads_at_grade_six_at_most(name: str) -> None:
    textstat = pytest.importorskip("textstat", reason="textstat is not installed")
    text = " ".join(LESSONS[name].words)
    assert textstat.automated_readability_index(text) <= 6 and textstat.coleman_liau_index(text) <= 6


def test_every_fact_names_a_source_that_was_read() -> None:
    known = {source for one in CONTENT.exercises().values() if one.evidence for source in one.evidence.citations}
    told = " ".join(CONTENT.why())
    for name, lesson in LESSONS.items():
        assert lesson.source in known | OF_THE_PATH or lesson.source in told, name


@pytest.mark.parametrize("lean", LEANS)
def test_each_direction_is_offered_its_own_exercises(lean: str) -> None:
    found = [" ".join(offer.exercise for offer in LESSONS[f"{n} {lean}"].offers) for n in range(1, 9)]
    assert found == OFFERED[lean]


def test_weeks_six_and_seven_keep_the_safety_question() -> None:
    """Weeks 6 and 7 keep the question: what they offer is of kinds that ask it first, or of the person's own time."""
    for lean in LEANS:
        for number in (6, 7):
            kinds = [CONTENT.exercise(offer.exercise).kinds for offer in LESSONS[f"{number} {lean}"].offers]
            assert any(kind & {"contact", "telling", "thought", "apart"} for kind in kinds)


def test_page_before_the_path_says_who_might_wait() -> None:
    said = " ".join([*PATH.about, *PATH.wait])
    for part in (
        "The parts were tested. Their order was not.", "If you live with someone who frightens you",
        "in danger", "hurts, controls", "traumatic", "psychosis", "ending your life", "leave at any time",
    ):  # fmt: skip
        assert part in said, part


def own(folder: Path, text: str, ids: tuple[str, ...] = ()) -> LoadedPath:
    (folder / "path.toml").write_text(text)
    return CONTENT.path(folder, lambda: ids)


def built_in_text() -> str:
    return (Path(content.__file__).parent / "en" / "path.toml").read_text("utf-8")


def test_path_of_ones_own_replaces_the_built_in_one(tmp_path: Path) -> None:
    text = built_in_text().replace('theme = "Arrive"', 'theme = "Land"').replace('"kind-hand"', '"my-walk"')
    found = own(tmp_path, text, ("my-walk",))
    assert found.problem is None and found.weeks.week(1).theme == "Land"
    assert found.weeks.week(4).lesson("both").offers[0].exercise == "my-walk"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_own_path_in_any_unicode_encoding_is_used(encoding: str, tmp_path: Path) -> None:
    text = built_in_text().replace('theme = "Arrive"', 'theme = "Größe"')
    (tmp_path / "path.toml").write_bytes(text.encode(encoding))
    found = CONTENT.path(tmp_path)
    assert found.problem is None and found.weeks.week(1).theme == "Größe"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("number = 5", "number = 4"), "week: week 4 is there twice"),
        (('"kind-hand"', '"my-walk"'), "week 4, anxious, offers: there is no exercise called my-walk"),
        (
            ('[week.both]\nsame_as = "anxious"', '[week.both]\nsame_as = "both"'),
            "week 3, both, same_as: these refer to each",
        ),
        (("version = 1", "version = ["), "line 4"),
    ],
)
def test_bad_path_of_ones_own_gives_way_to_the_built_in_one(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    found = own(tmp_path, built_in_text().replace(*change))
    assert found.weeks == PATH and str(found.problem).startswith(said)


def test_path_file_that_is_a_link_or_no_text_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "path.toml").symlink_to("/etc/passwd")
    assert CONTENT.path(tmp_path).problem is not None
    (tmp_path / "path.toml").unlink()
    (tmp_path / "path.toml").write_bytes(b"\xff")
    assert "UTF-8" in str(CONTENT.path(tmp_path).problem)


def test_lessons_are_for_directions_that_the_checkin_finds() -> None:
    assert set(LEANS) <= set(Direction) and isinstance(LESSONS["1 both"], Lesson)
