"""What a person would be annoyed by: text that touches an edge, is cut, is told twice, or leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorSystem
from textual.widget import Widget
from textual.widgets import Static

from securecoach_tui import i18n
from securecoach_tui.app.ladder_service import APART, CLOSENESS, Ladder
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.cards import CardsScreen
from securecoach_tui.tui.screens.comforts import ComfortsScreen
from securecoach_tui.tui.screens.contacts import ContactsScreen
from securecoach_tui.tui.screens.dialogs import TextEntryScreen
from securecoach_tui.tui.screens.evidence import EvidenceScreen
from securecoach_tui.tui.screens.exercises import ExercisesScreen
from securecoach_tui.tui.screens.feelings import FeelingsScreen
from securecoach_tui.tui.screens.figures import FiguresScreen, HideFiguresScreen
from securecoach_tui.tui.screens.first_run import FirstRunScreen
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.screens.key_menu import KeyMenuScreen
from securecoach_tui.tui.screens.ladder import LadderScreen
from securecoach_tui.tui.screens.progress import ProgressScreen
from securecoach_tui.tui.screens.unlock import UnlockScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import put, sessions
from tests.tui.screen_list import other_screens, screens
from tests.tui.stage import Stage

CARD: dict[str, Any] = {"if": "no reply comes", "then": "make tea", "about": "ask", "made": "2026-03-02T21:00:00+00:00"}
PROSE_CELLS = 72
MARKS = (("●", "Soothing myself"), ("◆", "Saying what I need"), ("■", "Staying close"))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record", questions="none")


def footer(stage: Stage) -> str:
    return [line for line in stage.lines if line.strip()][-1]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40)])
@pytest.mark.parametrize("exercise", ["slow-breathing", "muscle-release", "urge-wave"])
async def test_picture_does_not_touch_the_heading(stage: Stage, size: tuple[int, int], exercise: str) -> None:
    async with stage.open(exercise, 180.0, size=size):
        await stage.go_on(60)
        found = stage.lines
        title = next(n for n, line in enumerate(found) if line.strip())
        assert not found[title + 1].strip(), stage.shown


def touched(screen: BaseScreen, rendered: list[str]) -> list[str]:
    """Lines whose text goes up to the scrollbar at their right."""
    found = []
    for pane in screen.query("*").results(Widget):
        if pane.display and pane.show_vertical_scrollbar and pane.region.area:
            bar = pane.region.right - 1
            for y in range(max(0, pane.region.y), min(len(rendered), pane.region.bottom)):
                if rendered[y][bar - 1 : bar].strip(" \u2800"):
                    found.append(f"{type(screen).__name__}: {rendered[y].rstrip()}")
    return found


async def found_on_screens(stage: Stage, size: tuple[int, int], look: Callable[[BaseScreen], list[str]]) -> list[str]:
    """What ``look`` finds on each screen of a person with sixty sessions."""
    put(stage, sessions(60))
    found: list[str] = []
    async with stage.open(size=size):
        for make in (*screens(stage), *other_screens(stage)):
            screen = make()
            await stage.show(screen)
            found += look(screen)
            stage.app.pop_screen()
            await stage.settle()
    return found


@pytest.mark.journeys
@pytest.mark.parametrize(
    "size", [(40, 15), *(pytest.param(size, marks=pytest.mark.long) for size in ((60, 20), (80, 24), (100, 30)))]
)
async def test_no_text_touches_a_scrollbar(stage: Stage, size: tuple[int, int]) -> None:
    def look(screen: BaseScreen) -> list[str]:
        return touched(screen, [line.ljust(size[0]) for line in stage.lines])

    found = await found_on_screens(stage, size, look)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("make", [CardsScreen, ContactsScreen, ComfortsScreen, HistoryScreen])
async def test_empty_list_offers_nothing_to_change_or_undo(stage: Stage, make: type[BaseScreen]) -> None:
    put(stage, [])
    async with stage.open():
        await stage.show(make())
        offered = set(footer(stage).split())
        assert not offered & {"change", "remove", "delete", "undo", "words"}, footer(stage)
        assert {"help", "support", "back"} <= offered


@pytest.mark.journeys
async def test_footer_names_enter_wherever_a_list_has_the_focus(stage: Stage) -> None:
    def look(screen: BaseScreen) -> list[str]:
        return [f"{screen}: {footer(stage)}"] if isinstance(screen.focused, RowList) else []

    found = await found_on_screens(stage, (120, 40), look)
    assert len(found) > 20 and not [one for one in found if "enter" not in one.split()]


async def test_cards_offer_change_on_a_card_and_undo_after_deleting(stage: Stage) -> None:
    put(stage, [], ("card", "c1", dict(CARD)))
    async with stage.open():
        await stage.show(CardsScreen())
        assert "enter change" in footer(stage) and "u undo" not in footer(stage)
        await stage.press("down")
        assert "enter choose" in footer(stage)
        await stage.press("up", "enter", "end", "enter", "down", "enter")
        assert "u undo" in footer(stage)
        await stage.press("u")
        assert "enter change" in footer(stage) and "u undo" not in footer(stage)


async def test_closing_says_once_that_it_is_saved(stage: Stage) -> None:
    async with stage.open("slow-breathing", 60.0):
        await stage.go_on(90)
        assert stage.shown.lower().count("saved") == 1
        assert "enter choose" in footer(stage) and "esc back" in footer(stage)
        assert any("> Back to start" in line and "Saved." in line for line in stage.lines), stage.shown


async def test_first_start_says_how_to_go_on_at_40x15(stage: Stage) -> None:
    async with stage.open(size=(40, 15)):
        await stage.show(FirstRunScreen())
        assert "enter go on" in footer(stage)
        await stage.press("enter")
        assert not isinstance(stage.app.screen, FirstRunScreen)


async def test_first_screen_names_what_starts_at_40x15(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open(size=(40, 15)):
        await stage.settle()
        assert "minutes" in "".join(stage.lines[1:6]) and "> Start" in stage.shown, stage.shown
        await stage.press("end")
        assert "> More" in stage.shown


@pytest.mark.parametrize("ladder", [CLOSENESS, APART])
async def test_marks_of_every_step_are_under_its_words(stage: Stage, ladder: Ladder) -> None:
    put(stage, [])
    async with stage.open(size=(80, 30)):
        await stage.show(LadderScreen(ladder))
        mark = "in daily life" if ladder is APART else "with someone"
        marked = [line.strip() for line in stage.lines if line.strip().endswith((mark, "next time"))]
        assert marked.count(mark) >= 5 and set(marked) == {mark, "next time"}, stage.shown


async def test_key_menu_shows_whole_sentences_at_40x15(stage: Stage) -> None:
    async with stage.open(size=(40, 15)):
        below = stage.app.screen
        assert isinstance(below, BaseScreen)
        await stage.show(KeyMenuScreen(below))
        assert "…" not in stage.shown
        assert "> enter  Start the exercise" in stage.shown


async def test_lengths_are_not_parted_at_40x15(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open(size=(40, 15)):
        await stage.show(ExercisesScreen())
        assert "until I stop" in stage.shown


async def test_an_empty_field_shows_that_its_label_is_cut(stage: Stage) -> None:
    async with stage.open(size=(40, 15)):
        await stage.show(TextEntryScreen("A word for what you would like to keep", "It", "", lambda text: ""))
        assert sum(line.endswith("…") for line in stage.lines[1:]) == 1, stage.shown
        await stage.resize(80, 24)
        assert "…" not in stage.shown


async def test_now_shows_what_a_line_starts_right_under_it(stage: Stage) -> None:
    async with stage.open():
        await stage.press("n", "down", "down")
        found = stage.lines
        at = next(n for n, line in enumerate(found) if line.strip().startswith("> "))
        assert "Grounding, 3 minutes" in found[at + 1]


async def test_a_question_after_a_pause_says_nothing_of_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0, size=(40, 15)):
        await stage.press("enter", "enter")
        await stage.go_on(30)
        await stage.press("space", "q")
        assert "How strong is your distress now?" in stage.shown and "paused" not in stage.shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_questions_of_a_session_share_the_column_of_its_end(tmp_path: Path, size: tuple[int, int]) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 60.0, size=size):
        asked = next(line for line in stage.lines if "How upset" in line)
        await stage.press("enter")
        await stage.go_on(90)
        await stage.press("3", "enter", "enter")
        ended = next(line for line in stage.lines if "Distress" in line or "You did the full" in line)
        assert len(asked) - len(asked.lstrip()) == len(ended) - len(ended.lstrip())


def too_wide(screen: BaseScreen) -> list[str]:
    """Sentences in a column that is wider than is easy to read."""
    found = []
    for words in screen.query(Static):
        text = words.content if isinstance(words.content, str) else ""
        if words.display and words.content_size.width > PROSE_CELLS and len(text) > PROSE_CELLS and text.endswith("."):
            found.append(f"{type(screen).__name__}: {words.content_size.width} cells, {text}")
    return found


@pytest.mark.journeys
@pytest.mark.parametrize("size", [(120, 40), pytest.param((200, 55), marks=pytest.mark.long)])
async def test_no_sentence_is_wider_than_is_easy_to_read(stage: Stage, size: tuple[int, int]) -> None:
    found = await found_on_screens(stage, size, too_wide)
    assert not found, "\n".join(found)


async def test_kinds_of_study_are_one_column(stage: Stage) -> None:
    async with stage.open(size=(80, 60)):
        await stage.show(EvidenceScreen())
        kinds = [line for line in stage.lines if line.endswith(("meta-analysis", "trial", "clinical"))]
        assert len(kinds) > 20 and len({line.rindex("  ") for line in kinds}) == 1, stage.shown


async def test_help_of_a_chart_names_plain_characters(tmp_path: Path) -> None:
    for ascii, make, named in ((False, ProgressScreen, 1), (True, ProgressScreen, 0), (False, ContactsScreen, 0)):
        stage = Stage(tmp_path / str(ascii), ascii=ascii)
        put(stage, sessions(60))
        async with stage.open():
            await stage.show(make())
            await stage.press("question_mark")
            assert " ".join(stage.shown.split()).count("turn on Plain characters in Settings.") == named, stage.shown


async def test_shown_or_hidden_is_one_column(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open():
        await stage.show(HideFiguresScreen(lambda: None))
        ends = {len(line.split("shown")[0]) for line in stage.lines[5:] if "shown" in line}
        assert len(ends) == 1, stage.shown


@pytest.mark.parametrize("width", [100, 120])
async def test_each_capacity_has_its_colour_on_the_first_screen(stage: Stage, width: int) -> None:
    put(stage, sessions(60))
    async with stage.open(size=(width, 40)):
        found = stage.lines
        assert [line.rstrip().endswith(f"{mark} {name}") for mark, name in MARKS for line in found].count(True) == 3
        assert any("expected" in line and "highest" in line for line in found), stage.shown
        strips = stage.app.screen._compositor.render_strips()
        colours = {
            segment.text.strip(): segment.style.color
            for strip in strips
            for segment in strip
            if segment.style is not None and segment.text.strip() in [mark for mark, _name in MARKS]
        }
        assert len(set(map(str, colours.values()))) == 3


async def test_days_with_practice_name_each_mark_on_one_line(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open():
        await stage.show(ProgressScreen())
        await stage.press("end")
        named = [line for line in stage.lines if any(f"{mark} {name}" in line for mark, name in MARKS)]
        assert all(line.split()[-1].isdigit() for line in named) and "".join(named).count("12") == 1, stage.shown


async def test_lock_says_whose_it_is_before_its_field_at_60x20(stage: Stage) -> None:
    async with stage.open(size=(60, 20)):
        await stage.show(UnlockScreen(lambda: None))
        assert "SecureCoach's own lock" in stage.shown and "Passphrase" in stage.shown, stage.shown


@pytest.mark.parametrize("keys", [("enter",), ("7",)])
async def test_cautions_are_read_before_a_question_at_40x15(tmp_path: Path, keys: tuple[str, ...]) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0, size=(40, 15)):
        assert "An ordinary breath is enough." in stage.shown and "Press enter for the question." in stage.shown
        await stage.press(*keys)
        assert "Type a number" in stage.shown and "Press enter for the question." not in stage.shown, stage.shown
        assert ("[7]" in stage.shown) == (keys == ("7",))
        await stage.press("enter")
        assert stage.app.screen.panel.question is None  # type: ignore[attr-defined]


async def test_an_answer_by_voice_ends_reading_cautions_too(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0, size=(40, 15)):
        await stage.app.screen._take_answer("before", 3)  # type: ignore[attr-defined]
        await stage.settle()
        assert "Press enter for the question." not in stage.shown


async def test_cautions_beside_their_question_ask_for_no_other_key(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "record")
    async with stage.open("slow-breathing", 180.0):
        assert "An ordinary breath is enough." in stage.shown and "Type a number" in stage.shown
        assert "Press enter for the question." not in stage.shown
        await stage.press("enter")
        assert stage.app.screen.panel.question is None  # type: ignore[attr-defined]


async def test_help_cuts_no_name_of_a_key(stage: Stage) -> None:
    put(stage, sessions(60))
    async with stage.open():
        await stage.show(ProgressScreen())
        await stage.press("question_mark")
        assert "shift+tab Show the previous part" in stage.shown and "…" not in stage.shown, stage.shown


async def test_lengths_in_the_list_of_exercises_are_one_column(stage: Stage) -> None:
    async with stage.open(size=(80, 60)):
        await stage.show(ExercisesScreen())
        lengths = [line for line in stage.lines if line.endswith((" minutes", " minute"))]
        assert len(lengths) > 20 and len({line.rindex("  ") for line in lengths}) == 1, stage.shown


@pytest.mark.parametrize("size", [(100, 30), (200, 55)])
async def test_first_screen_is_in_the_middle_of_a_tall_terminal(stage: Stage, size: tuple[int, int]) -> None:
    put(stage, sessions(60))
    async with stage.open(size=size):
        full = [n for n, line in enumerate(stage.lines) if line.strip()][1:-1]  # without heading and footer
        above, below = full[0], size[1] - 1 - full[-1]
        assert abs(above - below) <= 3 and stage.shown.count("> Start") == 1, stage.shown


@pytest.mark.parametrize("theme", ["dark", "terminal"])
async def test_keys_differ_from_their_words_in_16_colours(
    stage: Stage, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM", raising=False)
    async with stage.open():
        stage.app.theme = theme
        await stage.settle()
        strip = next(strip for strip in stage.app.screen._compositor.render_strips()[::-1] if "support" in strip.text)
        styles = {segment.text.strip(): segment.style for segment in strip if segment.style is not None}
        key, words = styles["c"], styles["support"]
        sent = [style.color.downgrade(ColorSystem.STANDARD) if style.color else None for style in (key, words)]
        assert (sent[0], key.bold) != (sent[1], words.bold)


def value_columns(stage: Stage) -> set[int]:
    """Where the values of the list on the screen begin."""
    rows = stage.app.screen.query_one(RowList)
    values = [rows.row(index).value.strip() for index in range(len(rows.rows)) if rows.row(index).value]
    found = [line.rindex(value) for value in values for line in stage.lines if line.endswith(f"  {value}")]
    assert len(found) >= len(values) > 3, stage.shown
    return set(found)


@pytest.fixture
def spanish() -> Iterator[None]:
    i18n.use("es")
    yield
    i18n.use("en")


@pytest.mark.parametrize("size", [(80, 30), (60, 30)])
async def test_values_of_figures_and_feelings_are_columns_in_spanish(
    tmp_path: Path, spanish: None, size: tuple[int, int]
) -> None:
    stage = Stage(tmp_path / "record", language="es")
    put(stage, sessions(60))
    async with stage.open(size=size):
        for screen in (FiguresScreen(stage.context.progress()), FeelingsScreen(stage.app.screen)):  # type: ignore[arg-type]
            await stage.show(screen)
            assert len(value_columns(stage)) == 1 and "…" not in stage.shown, stage.shown


async def test_feelings_are_not_cut_at_40x15_in_spanish(tmp_path: Path, spanish: None) -> None:
    stage = Stage(tmp_path / "record", language="es")
    async with stage.open(size=(40, 15)):
        await stage.show(FeelingsScreen(stage.app.screen))  # type: ignore[arg-type]
        assert "…" not in stage.shown and "tensión, calidez, la mente en blanco" in " ".join(stage.shown.split())


async def test_minutes_of_the_history_are_one_column_in_spanish(tmp_path: Path, spanish: None) -> None:
    stage = Stage(tmp_path / "record", language="es")
    put(stage, sessions(60))
    async with stage.open(size=(80, 40)):
        await stage.show(HistoryScreen())
        rows = [line for line in stage.lines if " min " in line]
        assert len(rows) > 15 and len({line.index(" min ") for line in rows}) == 1, stage.shown


async def test_what_start_begins_is_bold_on_the_first_screen(stage: Stage) -> None:
    async with stage.open():
        assert stage.app.screen.query_one("#suggested").rich_style.bold
        assert not stage.app.screen.query_one("#reason").rich_style.bold
